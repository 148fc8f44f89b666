// Quality of single images: against NumPy's plain formula, and for equal, constant, tiny and undefined images.
#include "image_quality.h"
#include "observe_golden.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

enum { MOST = 1024 };

static double ssim_of(const float *x, const float *y, int channels, int height, int width) {
    static double scratch[16384];
    assert_true(image_quality_scratch(height, width) <= 16384);
    return image_quality_ssim(x, y, channels, height, width, scratch);
}

static void noisy_pair(int size, float *x, float *y) {
    Images a = sample_images(51, 1, size, 1, 0), b = sample_images(52, 1, size, 1, 0);
    for (int i = 0; i < size; i++) {
        x[i] = (float)a.pixels[i] / 255;
        y[i] = 0.75f * x[i] + 0.25f * (float)b.pixels[i] / 255;
    }
    free((void *)a.pixels);
    free((void *)b.pixels);
}

static void ssim_is_that_of_numpy(void **state) {
    (void)state;
    const struct {
        int channels, height, width;
        double golden;
    } cases[] = {{1, 20, 17, golden_grey_ssim[0]}, {3, 13, 11, golden_rgb_ssim[0]}, {2, 7, 8, golden_small_ssim[0]}};
    for (int i = 0; i < 3; i++) {
        float x[MOST], y[MOST];
        noisy_pair(cases[i].channels * cases[i].height * cases[i].width, x, y);
        assert_near(ssim_of(x, y, cases[i].channels, cases[i].height, cases[i].width), cases[i].golden, 1e-6);
        assert_near(ssim_of(y, x, cases[i].channels, cases[i].height, cases[i].width), cases[i].golden, 1e-6);
    }
}

static void equal_images_have_an_ssim_of_1(void **state) {
    (void)state;
    const int sizes[][2] = {{28, 28}, {11, 11}, {1, 1}, {1, 9}, {10, 2}};
    float x[MOST], y[MOST];
    noisy_pair(784, x, y);
    for (int i = 0; i < 5; i++)
        assert_near(ssim_of(x, x, 1, sizes[i][0], sizes[i][1]), 1, 1e-12);
}

// Without variance only the means differ: (2ab + C1)/(a² + b² + C1).
static void constant_images_differ_by_their_means(void **state) {
    (void)state;
    float x[400], y[400];
    for (int i = 0; i < 400; i++) {
        x[i] = 0.25f;
        y[i] = 0.75f;
    }
    assert_near(ssim_of(x, y, 1, 20, 20), (2 * 0.1875 + 1e-4) / (0.0625 + 0.5625 + 1e-4), 1e-9);
    assert_near(ssim_of(x, y, 1, 1, 1), (2 * 0.1875 + 1e-4) / (0.0625 + 0.5625 + 1e-4), 1e-9);
    for (int i = 0; i < 400; i++)
        x[i] = 0;
    assert_near(ssim_of(x, x, 1, 20, 20), 1, 1e-12);
}

static void mse_and_psnr_follow_their_formulas(void **state) {
    (void)state;
    const float x[] = {0, 1, 0.5f, 0.25f}, y[] = {0.5f, 1, 0, 0.25f};
    assert_near(image_quality_mse(x, y, 4), 0.125, 1e-12);
    assert_near(image_quality_psnr(0.01), 20, 1e-12);
    assert_true(isinf(image_quality_psnr(image_quality_mse(x, x, 4))));
    assert_true(image_quality_mse(x, y, 0) == 0);
}

static void what_is_no_number_makes_a_result_that_is_none(void **state) {
    (void)state;
    float x[400] = {0}, y[400] = {0};
    x[200] = NAN;
    assert_true(isnan(ssim_of(x, y, 1, 20, 20)));
    assert_true(isnan(image_quality_mse(x, y, 400)));
    assert_true(isnan(image_quality_psnr(NAN)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ssim_is_that_of_numpy),
        cmocka_unit_test(equal_images_have_an_ssim_of_1),
        cmocka_unit_test(constant_images_differ_by_their_means),
        cmocka_unit_test(mse_and_psnr_follow_their_formulas),
        cmocka_unit_test(what_is_no_number_makes_a_result_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
