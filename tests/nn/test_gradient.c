// Back-propagation against central differences, in double precision: every layer type, activation and loss.
#include "gradient_check.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

typedef struct Example {
    const char *encoder[4], *decoder[4];
    Shape image;
    int batch;
    LossKind loss;
    double l1, kl, rho, beta;
    bool tied, sampling, dropping;
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
    for (int l = encoder; l < layers; l++)
        configs[l].tied = example->tied;
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
    Objective objective = {
        .loss = example->loss, .l1 = example->l1, .kl = example->kl, .rho = example->rho, .beta = example->beta};
    LayerNoise noise = {example->dropping, example->sampling, random_stream(9, RANDOM_SAMPLING)};
    samples = test_share(samples);
    assert_true(gradient_check(&net, &objective, &noise, images, example->batch, samples, 5, &result, &error));
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
        assert_true(result.checked >= test_share(20));
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

static void the_kl_sparsity_penalty_has_the_right_gradient(void **state) {
    (void)state;
    const char *codes[] = {"dense 9 sigmoid", "dense 9 softplus", "dense 9 tanh"}; // held at the ends or not
    for (int i = 0; i < 3; i++) {
        Example example = {.encoder = {"dense 8 elu", codes[i]},
                           .decoder = {"dense image"},
                           .image = {1, 4, 4},
                           .batch = 5,
                           .loss = LOSS_MSE,
                           .l1 = i == 0 ? 0 : 0.1,
                           .kl = 10,
                           .rho = 0.05};
        assert_right(&example);
    }
}

static void a_gaussian_code_has_the_right_gradient(void **state) {
    (void)state;
    for (int i = 0; i < 8; i++) {
        Example example = {.encoder = {i & 4 ? "dense 9 tanh" : "gaussian 3", i & 4 ? "gaussian 3" : NULL},
                           .decoder = {"dense 7 softplus", "dense image"},
                           .image = {1, 4, 4},
                           .batch = 5,
                           .loss = i & 4 ? LOSS_BCE : LOSS_MSE,
                           .sampling = i & 1,
                           .beta = i & 2 ? 2.5 : 0,
                           .l1 = 0.1};
        assert_right(&example);
    }
}

static void topk_has_the_right_gradient(void **state) {
    (void)state;
    const char *dense[] = {"dense 12", "dense 12 tanh", "dense 12 relu", "dense 12 leaky_relu"};
    const char *topk[] = {"topk 1", "topk 5", "topk 12", "topk 3"};
    for (int i = 0; i < 4; i++) {
        Example example = {.encoder = {dense[i], topk[i]},
                           .decoder = {"dense image"},
                           .image = {1, 4, 4},
                           .batch = 4,
                           .l1 = i == 1 ? 0.1 : 0};
        assert_right(&example);
    }
}

static void dropout_has_the_right_gradient(void **state) {
    (void)state;
    const char *dropout[] = {"dropout 0", "dropout 0.3", "dropout 0.75"};
    for (int i = 0; i < 6; i++) {
        Example example = {.encoder = {"dropout 0.25", "dense 9 tanh", dropout[i % 3], "dense 5 elu"},
                           .decoder = {"dense 9 sigmoid", dropout[i % 3], "dense image"},
                           .image = {1, 3, 5},
                           .batch = 4,
                           .dropping = i < 3};
        assert_right(&example);
    }
}

static void tied_weights_have_the_right_gradient(void **state) {
    (void)state;
    const char *activations[] = {"dense 6", "dense 6 relu", "dense 6 sigmoid", "dense 6 elu"};
    for (int i = 0; i < 4; i++) {
        Example one = {
            .encoder = {activations[i]}, .decoder = {"dense image"}, .image = {1, 5, 7}, .batch = 3, .tied = true};
        assert_right(&one);
        Example deep = {.encoder = {"dense 9 tanh", activations[i], i == 3 ? "dropout 0.2" : NULL},
                        .decoder = {"dense 9 softplus", "dense image"},
                        .image = {1, 5, 7},
                        .batch = 3,
                        .loss = LOSS_MSE,
                        .l1 = 0.1,
                        .dropping = true,
                        .tied = true};
        assert_right(&deep);
    }
}

// A difference over a step that changes which unit is kept would mean nothing. On a black image the units are their
// biases, two of which are too near each other.
static void parameters_near_a_change_of_branch_are_skipped(void **state) {
    (void)state;
    LayerConfig configs[3];
    const char *lines[] = {"dense 3", "topk 2", "dense image"};
    for (int i = 0; i < 3; i++)
        assert_true(layer_parse(lines[i], &configs[i], NULL));
    Net net;
    assert_true(net_init(&net, (Shape){1, 2, 2}, configs, 2, 3, NULL, NULL));
    net_initialise(&net, INITIALISE_DEFAULT, 7);
    real *bias = net.parameters + net.layer[0].parameter[1].offset;
    bias[0] = 1;
    bias[1] = 0.5;
    bias[2] = 0.50005;
    const real black[4] = {0};
    GradientCheck result;
    assert_true(gradient_check(&net, &(Objective){0}, NULL, black, 1, 1000, 5, &result, NULL));
    assert_int_equal(result.skipped, 2);
    assert_int_equal(result.checked, (int)net.parameter_count - 2);
    assert_int_equal(result.wrong, 0);
    net_finish(&net);
}

static void the_built_in_shapes_have_the_right_gradient(void **state) {
    (void)state;
    Example examples[] = {
        {.encoder = {"dense 64 relu"}, .decoder = {"dense image"}},
        {.encoder = {"dense 256 relu", "dense 128 relu", "dense 64 relu"},
         .decoder = {"dense 128 relu", "dense 256 relu", "dense image"}},
        {.encoder = {"dense 256 relu"}, .decoder = {"dense image"}, .l1 = 0.25},
        {.encoder = {"dense 1024 relu"}, .decoder = {"dense image"}, .l1 = 0.25},
        {.encoder = {"dense 256 sigmoid"}, .decoder = {"dense image"}, .kl = 10, .rho = 0.05},
        {.encoder = {"dense 400 relu", "gaussian 20"},
         .decoder = {"dense 400 relu", "dense image"},
         .beta = 1,
         .sampling = true},
        {.encoder = {"dense 400 relu", "gaussian 2"},
         .decoder = {"dense 400 relu", "dense image"},
         .beta = 1,
         .sampling = true},
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
        cmocka_unit_test(the_kl_sparsity_penalty_has_the_right_gradient),
        cmocka_unit_test(a_gaussian_code_has_the_right_gradient),
        cmocka_unit_test(topk_has_the_right_gradient),
        cmocka_unit_test(dropout_has_the_right_gradient),
        cmocka_unit_test(tied_weights_have_the_right_gradient),
        cmocka_unit_test(parameters_near_a_change_of_branch_are_skipped),
        cmocka_unit_test(the_built_in_shapes_have_the_right_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
