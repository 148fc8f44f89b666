// The gradient of a fixed batch: NumPy's, the same in chunks as at once, for every kind of layer and penalty.
#include "layer_gradient.h"
#include "observe_golden.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

static void run_to_end(LayerGradientRun *run, const GradientDesc *desc) {
    Error error = {""};
    if (!layer_gradient_init(run, desc, &error))
        fail_msg("%s", error.text);
    int steps = 0;
    while (!layer_gradient_step(run))
        assert_true(++steps < 100000);
}

static void gradients_are_those_of_numpy(void **state) {
    (void)state;
    real weights[5 * 12 + 5 + 12 * 5 + 12];
    sample_weights(31, 5, 12, weights);
    sample_weights(32, 12, 5, weights + 65);
    Images images = sample_images(21, 10, 3, 4, 0);
    const Objective objectives[] = {{.loss = LOSS_BCE, .l1 = 0.25}, {.loss = LOSS_MSE, .kl = 10, .rho = 0.05}};
    const double *golden[] = {golden_bce_gradient, golden_mse_gradient};
    for (int k = 0; k < 2; k++)
        for (int rows = 1; rows <= 16; rows += 3) {
            SmallNet small;
            LayerGradientRun run;
            small_net_init(&small, (Shape){1, 3, 4}, k ? "dense 5 sigmoid" : "dense 5 relu", "dense image", weights,
                           137, 1);
            run_to_end(&run,
                       &(GradientDesc){
                           .net = &small.net, .source = {.images = &images}, .objective = objectives[k], .rows = rows});
            assert_near(run.reconstruction + run.penalty, k ? golden_mse_loss[0] : golden_bce_loss[0], 1e-5);
            const int places[] = {0, 60, 65, 125}, counts[] = {12, 5, 5, 12};
            for (int p = 0, g = 0; p < 4; p++)
                for (int i = 0; i < counts[p]; i++, g++)
                    assert_near((double)run.gradients[places[p] + i], golden[k][g], 2e-5);
            layer_gradient_finish(&run);
            small_net_finish(&small);
        }
    free((void *)images.pixels);
}

typedef struct Case {
    const char *lines[8];
    int encoder_layers, layers;
    Objective objective;
    Corruption corruption;
} Case;

static const Case CASES[] = {
    {.lines = {"conv 3 3x3 stride 2 relu", "dense 5", "dense back relu", "reshape back",
               "conv_transpose image 4x4 stride 2"},
     .encoder_layers = 2,
     .layers = 5,
     .objective = {.loss = LOSS_BCE, .l1 = 0.5},
     .corruption = {.gaussian = 0.3}},
    {.lines = {"dense 7 relu", "gaussian 3", "dense 7 relu", "dense image"},
     .encoder_layers = 2,
     .layers = 4,
     .objective = {.loss = LOSS_BCE, .beta = 2}},
    {.lines = {"conv 4 3x3 sigmoid", "max_pool 2", "upsample 2", "conv image 3x3"},
     .encoder_layers = 2,
     .layers = 4,
     .objective = {.loss = LOSS_MSE, .kl = 1, .rho = 0.1}},
    {.lines = {"dense 20", "topk 4", "dense image"},
     .encoder_layers = 2,
     .layers = 3,
     .objective = {.loss = LOSS_MSE},
     .corruption = {.square = 0.4}},
};

// All images in one pass, as a training step has them.
static void whole_batch(SmallNet *small, const Case *c, const Images *images, real *gradients, double *loss) {
    double reconstruction[GRADIENT_IMAGES], penalty[GRADIENT_IMAGES];
    int count = images->count, part = small->net.partial_count ? net_chunk_rows(small->pass.capacity) : count;
    ImageSource source = {.images = images, .corruption = c->corruption};
    if (!corruption_is_none(&c->corruption))
        assert_true(pass_part_target(&small->pass, &small->net, NULL));
    score_forward(&small->net, &small->pass, &source, NULL, 0, 0, count, 0);
    loss_reconstruction(&small->net, &small->pass, &c->objective, 0, count, count, reconstruction);
    if (c->objective.kl > 0)
        loss_sparsity(&small->net, &small->pass, &c->objective, count, 0);
    for (int first = 0; first < count; first += part)
        loss_backward(&small->net, &small->pass, &c->objective, first, count - first < part ? count - first : part,
                      count, 0, penalty);
    for (int tile = 0; tile < small->net.tiles; tile++)
        net_gradient(&small->net, &small->pass, count, tile, 0, gradients);
    *loss = 0;
    for (int n = 0; n < count; n++)
        *loss += (reconstruction[n] + penalty[n]) / count;
}

static void chunks_add_up_to_the_whole_batch(void **state) {
    (void)state;
    enum { IMAGES = 37, MOST = 4096 };
    Images images = sample_images(9, IMAGES, 6, 6, 3);
    for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++)
        for (int rows = 5; rows <= 40; rows += 7) {
            SmallNet small;
            LayerGradientRun run;
            static real whole[MOST];
            double loss;
            small_net_build(&small, (Shape){1, 6, 6}, CASES[c].lines, CASES[c].encoder_layers, CASES[c].layers, IMAGES,
                            3);
            assert_true(small.net.parameter_count <= MOST);
            whole_batch(&small, &CASES[c], &images, whole, &loss);
            ImageSource source = {.images = &images, .corruption = CASES[c].corruption};
            run_to_end(&run, &(GradientDesc){
                                 .net = &small.net, .source = source, .objective = CASES[c].objective, .rows = rows});
            assert_near(run.reconstruction + run.penalty, loss, 1e-6);
            for (size_t i = 0; i < small.net.parameter_count; i++)
                assert_near((double)run.gradients[i], (double)whole[i], 2e-4);
            layer_gradient_finish(&run);
            small_net_finish(&small);
        }
    free((void *)images.pixels);
}

static void the_batch_is_spread_over_all_images_and_begins_anew(void **state) {
    (void)state;
    const char *const lines[] = {"dense 2", "dense image"};
    Images images = sample_images(9, 1000, 2, 2, 0);
    SmallNet small;
    LayerGradientRun run;
    small_net_build(&small, (Shape){1, 2, 2}, lines, 1, 2, 1, 3);
    GradientDesc desc = {.net = &small.net, .source = {.images = &images}, .objective = {.loss = LOSS_MSE}};
    run_to_end(&run, &desc);
    assert_int_equal(run.images, GRADIENT_IMAGES);
    assert_int_equal(run.index[127], 992);
    real first[22];
    assert_int_equal(small.net.parameter_count, 22);
    memcpy(first, run.gradients, sizeof first);
    small.net.parameters[21] += 1;
    layer_gradient_begin(&run);
    int steps = 1;
    while (!layer_gradient_step(&run))
        steps++;
    int chunks = GRADIENT_IMAGES / run.desc.rows;
    assert_int_equal(steps, chunks * (2 * small.net.layers + small.net.tiles)); // never more than a layer at once
    assert_near((double)(run.gradients[21] - first[21]), 2, 1e-5);              // d/db Σ(y + b - t)²
    assert_true(layer_gradient_step(&run));
    layer_gradient_finish(&run);
    layer_gradient_finish(&run);
    small_net_finish(&small);
    free((void *)images.pixels);
}

static void weights_that_are_no_numbers_show_in_the_result(void **state) {
    (void)state;
    const char *const lines[] = {"dense 2 relu", "dense image"};
    Images images = sample_images(9, 3, 2, 2, 0), none = {.channels = 1, .height = 2, .width = 2};
    SmallNet small;
    LayerGradientRun run;
    small_net_build(&small, (Shape){1, 2, 2}, lines, 1, 2, 1, 3);
    small.net.parameters[21] = NAN;
    run_to_end(&run, &(GradientDesc){.net = &small.net, .source = {.images = &images}});
    assert_true(isnan(run.reconstruction) && isnan(run.gradients[21]));
    layer_gradient_finish(&run);
    run_to_end(&run, &(GradientDesc){.net = &small.net, .source = {.images = &none}});
    assert_true(run.reconstruction == 0 && run.gradients[0] == 0);
    layer_gradient_finish(&run);
    small_net_finish(&small);
    free((void *)images.pixels);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_are_those_of_numpy),
        cmocka_unit_test(chunks_add_up_to_the_whole_batch),
        cmocka_unit_test(the_batch_is_spread_over_all_images_and_begins_anew),
        cmocka_unit_test(weights_that_are_no_numbers_show_in_the_result),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
