// Scores of single images: by hand on a net with known weights, and held against NumPy.
#include "observe_golden.h"
#include "sample.h"
#include "score.h"
#include "small_net.h"

#include <math.h>

static const Shape PAIR = {1, 1, 2};

// A code of the first pixel and a unit that stays at -3 (or 0 with relu); both pixels are drawn as code · scale +
// shift.
static void pair_net(SmallNet *small, bool relu, real scale, real shift) {
    const real weights[] = {1, 0, 0, 0, /* bias */ 0, -3, scale, 0, scale, 0, /* bias */ shift, shift};
    small_net_init(small, PAIR, relu ? "dense 2 relu" : "dense 2", "dense image", weights, 12, 2);
}

static const uint8_t PIXELS[] = {255, 0, 51, 102};
static const Images TWO = {.count = 2, .channels = 1, .height = 1, .width = 2, .pixels = PIXELS};

static void bce_models_are_scored_by_hand(void **state) {
    (void)state;
    SmallNet small;
    pair_net(&small, true, 2, -1);
    Score scores[2];
    uint32_t fires[2] = {0};
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, NULL, 0, 0, 2, 0);
    score_rows(&small.net, &small.pass, LOSS_BCE, 0, 2, scores, fires);
    double y = 1 / (1 + exp(-1)); // both logits of the first image are 1
    assert_near((double)scores[0].bce, -log(y) - log(1 - y), 1e-6);
    assert_near((double)scores[0].squared_error, (1 - y) * (1 - y) + y * y, 1e-6);
    double z = 1 / (1 + exp(0.6)); // of the second -0.6; targets 0.2 and 0.4
    assert_near((double)scores[1].bce, -0.6 * log(z) - 1.4 * log(1 - z), 1e-6);
    assert_near((double)scores[1].squared_error, (z - 0.2) * (z - 0.2) + (z - 0.4) * (z - 0.4), 1e-6);
    assert_near((double)net_output(&small.net, &small.pass)[0], y, 1e-6);
    assert_near((double)scores[1].l1, 0.2, 1e-6);
    assert_int_equal(scores[0].l0, 1);
    assert_int_equal(fires[0], 2);
    assert_int_equal(fires[1], 0);
    small_net_finish(&small);
}

// Squared error is that of the output as it is; only what is shown is clipped to 0–1.
static void outputs_of_mse_models_outside_0_to_1_count_whole_and_are_clipped_after(void **state) {
    (void)state;
    SmallNet small;
    pair_net(&small, true, 3, -1);
    Score scores[2];
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, NULL, 0, 0, 2, 0);
    score_rows(&small.net, &small.pass, LOSS_MSE, 0, 2, scores, NULL);
    assert_near((double)scores[0].squared_error, 1 + 4, 1e-6);           // 2 and 2 against 1 and 0
    assert_near((double)scores[0].bce, -log1p(-1e-7) - log(1e-7), 1e-4); // both clamped to 1 - 1e-7
    assert_near((double)scores[1].squared_error, 0.36 + 0.64, 1e-5);     // -0.4 against 0.2 and 0.4
    assert_near((double)scores[1].bce, -0.6 * log(1e-7) - 1.4 * log1p(-1e-7), 1e-4);
    const real *output = net_output(&small.net, &small.pass);
    assert_true(output[0] == 1 && output[1] == 1 && output[2] == 0 && output[3] == 0);
    small_net_finish(&small);
}

static void units_are_active_by_magnitude(void **state) {
    (void)state;
    SmallNet small;
    pair_net(&small, false, 1, 0);
    Score scores[2];
    uint32_t fires[2] = {5, 7};
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, NULL, 0, 0, 2, 0);
    score_rows(&small.net, &small.pass, LOSS_BCE, 0, 2, scores, fires);
    assert_int_equal(scores[0].l0, 2);
    assert_near((double)scores[0].l1, 4, 1e-6);
    assert_int_equal(fires[0], 7);
    assert_int_equal(fires[1], 9);
    const float at_rest = 0x1.0c6f7ap-20f; // 1e-6 as a float: not active; the next one is
    assert_true(at_rest == SCORE_ACTIVE);
    real *code = net_code(&small.net, &small.pass);
    code[0] = at_rest;
    code[1] = -nextafterf(at_rest, 1);
    score_rows(&small.net, &small.pass, LOSS_MSE, 0, 1, scores, NULL);
    assert_int_equal(scores[0].l0, 1);
    small_net_finish(&small);
}

// Means (x, 0) and log-variances (log 2, -1) of the first pixel x: ½(x² + 2 - 1 - log 2) + ½(1/e - 1 + 1).
static void a_gaussian_code_is_scored_as_its_mean_with_its_kl(void **state) {
    (void)state;
    const real weights[] = {1, 0, 0, 0, 0, 0, 0, 0, /* bias */ 0, 0, 0.693147181f, -1, 0, 0, 0, 0, /* bias */ 0, 0};
    SmallNet small;
    Score scores[2];
    small_net_init(&small, PAIR, "gaussian 2", "dense image", weights, 18, 2);
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, NULL, 0, 0, 2, 0);
    score_rows(&small.net, &small.pass, LOSS_MSE, 0, 2, scores, NULL);
    double rest = (1 - log(2) + exp(-1)) / 2;
    assert_near((double)scores[0].kl, 0.5 + rest, 1e-6);
    assert_near((double)scores[1].kl, 0.02 + rest, 1e-6);
    assert_near((double)scores[1].l1, 0.2, 1e-6);
    double sums[2] = {1, 2};
    score_add_code(&small.net, &small.pass, 0, 2, sums);
    assert_near(sums[0], 2.2, 1e-6);
    assert_near(sums[1], 2, 1e-6);
    small_net_finish(&small);
}

static void images_are_taken_by_index_or_from_the_first(void **state) {
    (void)state;
    SmallNet small;
    pair_net(&small, true, 1, 0);
    const int index[] = {1, 0};
    Score by_index[2], from_first;
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, index, 0, 0, 2, 0);
    score_rows(&small.net, &small.pass, LOSS_MSE, 0, 2, by_index, NULL);
    score_forward(&small.net, &small.pass, &(ImageSource){.images = &TWO}, NULL, 1, 1, 1, 0);
    assert_near((double)small.pass.activation[0][2], 0.2, 1e-6);
    score_rows(&small.net, &small.pass, LOSS_MSE, 1, 1, &from_first, NULL);
    assert_true(from_first.squared_error == by_index[0].squared_error);
    assert_near((double)by_index[1].squared_error, 1, 1e-6);
    small_net_finish(&small);
}

// Images 3×4, a code of 5 with relu; every table of kernels.
static void scores_are_those_of_numpy(void **state) {
    (void)state;
    real weights[5 * 12 + 5 + 12 * 5 + 12];
    sample_weights(31, 5, 12, weights);
    sample_weights(32, 12, 5, weights + 65);
    Images images = sample_images(21, 10, 3, 4, 0);
    const char *names[KERNELS_MAX];
    int tables = kernels_available(names);
    for (int t = 0; t < 2 * tables; t++) {
        assert_true(kernels_choose(names[t / 2]));
        SmallNet small;
        small_net_init(&small, (Shape){1, 3, 4}, "dense 5 relu", "dense image", weights, 137, 10);
        Score scores[10];
        uint32_t fires[5] = {0};
        score_forward(&small.net, &small.pass, &(ImageSource){.images = &images}, NULL, 0, 0, 10, 0);
        score_rows(&small.net, &small.pass, t % 2 ? LOSS_MSE : LOSS_BCE, 0, 10, scores, fires);
        for (int i = 0; i < 10; i++) {
            assert_near((double)scores[i].bce, (t % 2 ? golden_mse_model_bce : golden_bce_model_bce)[i], 1e-5);
            assert_near((double)scores[i].squared_error, (t % 2 ? golden_mse_model_error : golden_bce_model_error)[i],
                        1e-5);
            assert_near((double)scores[i].l1, golden_code_l1[i], 1e-5);
            assert_int_equal(scores[i].l0, golden_code_l0[i]);
        }
        for (int u = 0; u < 5; u++)
            assert_int_equal(fires[u], golden_fires[u]);
        small_net_finish(&small);
    }
    free((void *)images.pixels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bce_models_are_scored_by_hand),
        cmocka_unit_test(outputs_of_mse_models_outside_0_to_1_count_whole_and_are_clipped_after),
        cmocka_unit_test(units_are_active_by_magnitude),
        cmocka_unit_test(a_gaussian_code_is_scored_as_its_mean_with_its_kl),
        cmocka_unit_test(images_are_taken_by_index_or_from_the_first),
        cmocka_unit_test(scores_are_those_of_numpy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
