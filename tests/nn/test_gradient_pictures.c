// Back-propagation through layers for pictures against central differences, in double precision.
#include "gradient_check.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 12 };

typedef struct Example {
    const char *lines[LINES];
    int encoder;
    Shape image;
    int batch;
    LossKind loss;
} Example;

static GradientCheck check(const Example *example, int samples) {
    LayerConfig configs[LINES];
    int layers = 0;
    Net net;
    Error error = {0};
    for (; layers < LINES && example->lines[layers]; layers++)
        if (!layer_parse(example->lines[layers], &configs[layers], &error))
            fail_msg("%s", error.text);
    if (!net_init(&net, example->image, configs, example->encoder, layers, NULL, &error))
        fail_msg("%s: %s", example->lines[0], error.text);
    net_initialise(&net, INITIALISE_DEFAULT, 7);
    size_t count = (size_t)example->batch * (size_t)shape_size(example->image);
    real *images = malloc(count * sizeof *images);
    for (size_t i = 0; i < count; i++)
        images[i] = (real)random_uniform(random_stream(3, RANDOM_OBSERVE), i);
    GradientCheck result;
    Objective objective = {.loss = example->loss};
    assert_true(
        gradient_check(&net, &objective, NULL, images, example->batch, test_share(samples), 5, &result, &error));
    free(images);
    net_finish(&net);
    return result;
}

static void assert_right(const Example *example, int samples) {
    GradientCheck result = check(example, samples);
    if (result.wrong)
        fail_msg("%s, %s …: %d of %d gradients wrong, worst %g times the tolerance", example->lines[0],
                 example->lines[1], result.wrong, result.checked, result.worst);
    if (result.checked < result.skipped || result.checked < test_share(10))
        fail_msg("%s, %s …: only %d checked, %d skipped", example->lines[0], example->lines[1], result.checked,
                 result.skipped);
}

static void every_activation_may_follow_a_convolution(void **state) {
    (void)state;
    const char *names[] = {"", "relu", "leaky_relu", "sigmoid", "tanh", "elu", "softplus"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char conv[64], transposed[64];
        snprintf(conv, sizeof conv, "conv 3 3x3 stride 2 %s", names[i]);
        snprintf(transposed, sizeof transposed, "conv_transpose 2 4x4 stride 2 %s", names[i]);
        Example example = {.lines = {"conv 2 3x3 tanh", conv, transposed, "conv image 1x1"},
                           .encoder = 2,
                           .image = {2, 6, 8},
                           .batch = 3,
                           .loss = i % 2 ? LOSS_MSE : LOSS_BCE};
        assert_right(&example, 300);
    }
}

static void every_form_of_convolution_has_the_right_gradient(void **state) {
    (void)state;
    Example examples[] = {
        {.lines = {"conv 3 3x3 pad 0 tanh", "conv_transpose 2 5x5 stride 3 tanh", "conv image 2x2"}, .encoder = 1},
        {.lines = {"dense 6 tanh", "conv 4 1x1 tanh", "conv_transpose 3 5x5 stride 4 tanh",
                   "conv_transpose image 7x7 stride 3"},
         .encoder = 1},
        {.lines = {"conv 5 2x2 stride 3 tanh", "conv_transpose image 3x3 stride 3"}, .encoder = 1},
        {.lines = {"conv 5 1x1 stride 4 tanh", "conv_transpose 3 1x1 stride 2 tanh",
                   "conv_transpose image 4x4 stride 3"},
         .encoder = 1},
        {.lines = {"conv 5 4x4 stride 4 pad 3 tanh", "conv_transpose 3 3x3 stride 4 tanh", "dense image"},
         .encoder = 1},
        {.lines = {"conv 2 5x5 pad 4", "conv 4 2x2 stride 2 pad 1 tanh", "conv image 3x3", "upsample 4",
                   "conv image 4x4 pad 2"},
         .encoder = 2},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        examples[i].image = (Shape){2, 7, 9};
        examples[i].batch = 2;
        assert_right(&examples[i], 300);
    }
}

static void pools_upsampling_and_reshape_pass_gradients_on(void **state) {
    (void)state;
    Example examples[] = {
        {.lines = {"conv 4 3x3 tanh", "max_pool 2", "conv 3 3x3 relu", "upsample 3", "conv image 3x3"}, .encoder = 3},
        {.lines = {"conv 4 3x3 relu", "max_pool 3 ceil", "dense 9 tanh", "dense back relu", "reshape back",
                   "upsample 3", "conv image 3x3"},
         .encoder = 3},
        {.lines = {"conv 3 3x3 stride 2 elu", "max_pool 2 ceil", "reshape 12x1x1", "conv 4 1x1 tanh", "reshape 1x2x2",
                   "conv_transpose image 6x6 stride 4"},
         .encoder = 2},
        {.lines = {"conv 3 3x3 tanh", "max_pool 2", "conv 2 1x1", "upsample 3"}, .encoder = 2},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        examples[i].image = (Shape){2, 7, 7};
        examples[i].batch = 3;
        examples[i].loss = i % 2 ? LOSS_MSE : LOSS_BCE;
        assert_right(&examples[i], 200);
    }
}

static void the_built_in_shapes_have_the_right_gradient(void **state) {
    (void)state;
    Example convolutional = {.lines = {"conv 16 3x3 stride 2 relu", "conv 32 3x3 stride 2 relu", "dense 32",
                                       "dense back relu", "reshape back", "conv_transpose 16 4x4 stride 2 relu",
                                       "conv_transpose image 4x4 stride 2"},
                             .encoder = 3,
                             .image = {1, 28, 28},
                             .batch = 2};
    assert_right(&convolutional, 60);
    convolutional.image = (Shape){3, 31, 33};
    assert_right(&convolutional, 40);
}

// With softer activations: of its hundred thousand units too many are near a kink for any weight to be checked.
static void the_wide_net_has_the_right_gradient(void **state) {
    (void)state;
    Example wide = {.lines = {"conv 64 3x3 tanh", "max_pool 2", "conv 128 3x3 tanh", "max_pool 2", "conv 64 3x3 tanh",
                              "conv 64 3x3 tanh", "upsample 2", "conv 128 3x3 tanh", "upsample 2", "conv 256 3x3 tanh",
                              "conv image 3x3"},
                    .encoder = 5,
                    .image = {1, 12, 12},
                    .batch = 1};
    assert_right(&wide, 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_activation_may_follow_a_convolution),
        cmocka_unit_test(every_form_of_convolution_has_the_right_gradient),
        cmocka_unit_test(pools_upsampling_and_reshape_pass_gradients_on),
        cmocka_unit_test(the_built_in_shapes_have_the_right_gradient),
        cmocka_unit_test(the_wide_net_has_the_right_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
