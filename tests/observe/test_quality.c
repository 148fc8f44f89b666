// The formulas of quality: sums over scores, variance of images, statistics of units.
#include "observe_golden.h"
#include "quality.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

static void means_follow_their_formulas(void **state) {
    (void)state;
    const Score scores[] = {{.bce = 10, .squared_error = 0.5f, .l1 = 3, .kl = 1, .l0 = 2},
                            {.bce = 30, .squared_error = 1.5f, .l1 = 5, .kl = 4, .l0 = 5}};
    Quality quality = quality_of(scores, 2, 100, 0.04);
    assert_int_equal(quality.images, 2);
    assert_near(quality.mse, 0.01, 1e-12);
    assert_near(quality.bce, 20, 1e-12);
    assert_near(quality.psnr, 20, 1e-12); // of the mean MSE, not the mean of 23.0 and 18.2
    assert_near(quality.explained_variance, 0.75, 1e-12);
    assert_near(quality.l1, 4, 1e-12);
    assert_near(quality.kl, 2.5, 1e-12);
    assert_near(quality.l0, 3.5, 1e-12);
}

static void the_penalty_is_the_sum_of_all_with_their_weights(void **state) {
    (void)state;
    const Quality quality = {.l1 = 3, .kl = 5, .sparsity = 7};
    assert_near(quality_penalty(&quality, &(Objective){.l1 = 2, .beta = 0.5, .kl = 10}), 78.5, 1e-12);
    assert_true(quality_penalty(&quality, &(Objective){0}) == 0);
}

// Means 0.25, 0 (held at 1e-6) and 1 (held at 1 - 1e-6), against a target of 0.25.
static void the_sparsity_is_the_kl_of_the_units_means(void **state) {
    (void)state;
    const double sums[] = {1, 0, 4};
    double low = 0.25 * log(0.25 / 1e-6) + 0.75 * log(0.75 / (1 - 1e-6));
    double high = 0.25 * log(0.25 / (1 - 1e-6)) + 0.75 * log(0.75 / 1e-6);
    assert_near(quality_sparsity(sums, 3, 4, 0.25), low + high, 1e-9);
    assert_true(quality_sparsity(sums, 3, 0, 0.25) == 0);
}

static void a_perfect_copy_has_infinite_psnr_and_nothing_undefined(void **state) {
    (void)state;
    Quality quality = quality_of(&(Score){0}, 1, 784, 0.1);
    assert_true(isinf(quality.psnr) && quality.psnr > 0);
    assert_true(quality.mse == 0 && quality.bce == 0 && quality.explained_variance == 1);
    assert_true(quality.l1 == 0 && quality.l0 == 0);
    quality = quality_of(&(Score){0}, 1, 784, 0);
    assert_false(isnan(quality.explained_variance));
}

static void no_images_give_zeros(void **state) {
    (void)state;
    Quality quality = quality_of(NULL, 0, 784, 0.1);
    assert_true(quality.mse == 0 && quality.bce == 0 && quality.psnr == 0 && quality.images == 0);
    CodeStatistics code = code_statistics((const uint32_t[]){0, 0}, 2, 0);
    assert_true(code.dead == 0 && code.lifetime_sparsity == 0);
}

static void an_error_worse_than_the_mean_image_explains_less_than_nothing(void **state) {
    (void)state;
    Quality quality = quality_of(&(Score){.squared_error = 8}, 1, 4, 0.5);
    assert_near(quality.explained_variance, -3, 1e-12);
    assert_near(quality.psnr, -10 * log10(2), 1e-12);
}

static void the_variance_of_images_is_the_mean_over_pixels(void **state) {
    (void)state;
    const uint8_t pixels[] = {0, 10, 255, 10}; // variances 127.5² and 0
    Images images = {.count = 2, .channels = 1, .height = 1, .width = 2, .pixels = pixels};
    double variance = NAN;
    assert_true(images_variance(&images, &variance, NULL));
    assert_near(variance, 0.125, 1e-12);
    images.count = 1;
    assert_true(images_variance(&images, &variance, NULL));
    assert_true(variance == 0);
}

static void the_variance_of_images_is_that_of_numpy(void **state) {
    (void)state;
    Images images = sample_images(21, 10, 3, 4, 0);
    double variance = NAN;
    assert_true(images_variance(&images, &variance, NULL));
    assert_near(variance, golden_variance[0], 1e-12);
    free((void *)images.pixels);
}

static void units_are_dead_ultra_rare_or_dense_by_their_share(void **state) {
    (void)state;
    const uint32_t fires[] = {0, 1, 9, 10, 1000, 1001, 10000}; // of 10 000 images
    CodeStatistics code = code_statistics(fires, 7, 10000);
    assert_int_equal(code.units, 7);
    assert_int_equal(code.images, 10000);
    assert_int_equal(code.dead, 1);
    assert_int_equal(code.ultra_rare, 2); // fewer than one in a thousand, but some
    assert_int_equal(code.dense, 2);      // more than one in ten
    assert_near(code.lifetime_sparsity, 1 - 12021.0 / 70000, 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_follow_their_formulas),
        cmocka_unit_test(the_penalty_is_the_sum_of_all_with_their_weights),
        cmocka_unit_test(the_sparsity_is_the_kl_of_the_units_means),
        cmocka_unit_test(a_perfect_copy_has_infinite_psnr_and_nothing_undefined),
        cmocka_unit_test(no_images_give_zeros),
        cmocka_unit_test(an_error_worse_than_the_mean_image_explains_less_than_nothing),
        cmocka_unit_test(the_variance_of_images_is_the_mean_over_pixels),
        cmocka_unit_test(the_variance_of_images_is_that_of_numpy),
        cmocka_unit_test(units_are_dead_ultra_rare_or_dense_by_their_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
