// Back-propagation against central differences, in double precision: every layer type, activation and loss.
#include "gradient_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

typedef struct Example {
    const char *encoder[4], *decoder[4];
    Shape image;
    int batch;
    LossKind loss;
    double l1;
} Example;

static int parse_half(const char *const *lines, LayerConfig *configs) {
    int count = 0;
    for (; count < 4 && lines[count]; count++)
        assert_true(layer_parse(lines[count], &configs[count], NULL));
    return count;
}

static GradientCheck check(const Example *example, Initialisation how, int samples) {
    LayerConfig configs[8];
    int encoder = parse_half(example->encoder, configs);
    int layers = encoder + parse_half(example->decoder, configs + encoder);
    Net net;
    Error error = {0};
    if (!net_init(&net, example->image, configs, encoder, layers, NULL, &error))
        fail_msg("%s", error.text);
    net_initialise(&net, how, 7);
    size_t count = (size_t)example->batch * (size_t)shape_size(example->image);
    real *images = malloc(count * sizeof *images);
    for (size_t i = 0; i < count; i++)
        images[i] = (real)random_uniform(random_stream(3, RANDOM_OBSERVE), i);
    GradientCheck result;
    Objective objective = {.loss = example->loss, .l1 = example->l1};
    assert_true(gradient_check(&net, &objective, NULL, images, example->batch, samples, 5, &result, &error));
    free(images);
    net_finish(&net);
    return result;
}

static void assert_right(const Example *example) {
    for (int how = INITIALISE_DEFAULT; how <= INITIALISE_GLOROT; how++) {
        GradientCheck result = check(example, (Initialisation)how, 400);
        if (result.wrong)
            fail_msg("%s …: %d of %d gradients wrong, worst %g times the tolerance", example->encoder[0], result.wrong,
                     result.checked, result.worst);
        assert_true(result.checked > 3 * result.skipped);
        assert_true(result.checked >= 20);
    }
}

static void every_activation_and_loss_has_the_right_gradient(void **state) {
    (void)state;
    const char *names[] = {"dense 6",      "dense 6 relu", "dense 6 leaky_relu", "dense 6 sigmoid",
                           "dense 6 tanh", "dense 6 elu",  "dense 6 softplus"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int loss = LOSS_BCE; loss <= LOSS_MSE; loss++) {
            Example example = {.encoder = {names[i]},
                               .decoder = {"dense 5 tanh", "dense image"},
                               .image = {1, 5, 7},
                               .batch = 3,
                               .loss = (LossKind)loss};
            assert_right(&example);
        }
}

static void an_activation_may_follow_the_last_layer(void **state) {
    (void)state;
    Example example = {.encoder = {"dense 4 relu"},
                       .decoder = {"dense image sigmoid"},
                       .image = {3, 2, 3},
                       .batch = 2,
                       .loss = LOSS_MSE};
    assert_right(&example);
}

static void the_l1_penalty_has_the_right_gradient(void **state) {
    (void)state;
    const char *codes[] = {"dense 9 relu", "dense 9 tanh", "dense 9"};
    for (int i = 0; i < 3; i++) {
        Example example = {.encoder = {"dense 8 elu", codes[i]},
                           .decoder = {"dense image"},
                           .image = {1, 4, 4},
                           .batch = 5,
                           .loss = LOSS_BCE,
                           .l1 = 0.25};
        assert_right(&example);
    }
}

static void the_built_in_shapes_have_the_right_gradient(void **state) {
    (void)state;
    Example examples[] = {
        {.encoder = {"dense 64 relu"}, .decoder = {"dense image"}},
        {.encoder = {"dense 256 relu", "dense 128 relu", "dense 64 relu"},
         .decoder = {"dense 128 relu", "dense 256 relu", "dense image"}},
        {.encoder = {"dense 256 relu"}, .decoder = {"dense image"}, .l1 = 0.25},
        {.encoder = {"dense 1024 relu"}, .decoder = {"dense image"}, .l1 = 0.25},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        examples[i].image = (Shape){1, 28, 28};
        examples[i].batch = 2;
        GradientCheck result = check(&examples[i], INITIALISE_DEFAULT, 60);
        assert_int_equal(result.wrong, 0);
        assert_true(result.checked > result.skipped);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_activation_and_loss_has_the_right_gradient),
        cmocka_unit_test(an_activation_may_follow_the_last_layer),
        cmocka_unit_test(the_l1_penalty_has_the_right_gradient),
        cmocka_unit_test(the_built_in_shapes_have_the_right_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
