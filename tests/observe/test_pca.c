// PCA held against NumPy's eigh, on images that are few, many, constant, wide.
#include "observe_golden.h"
#include "pca.h"
#include "sample.h"
#include "small_net.h"
#include "test.h"

#include <math.h>
#include <string.h>

static void free_images(Images *images) {
    free((void *)images->pixels);
}

static Pca fitted(const Images *images, int components) {
    Pca pca;
    Error error = {""};
    if (!pca_fit(&pca, images, components, NULL, NULL, &error))
        fail_msg("%s", error.text);
    return pca;
}

static double mse_of(const Pca *pca, const Images *images) {
    double mse[1100];
    Error error = {""};
    assert_true(pca->components < 1100);
    if (!pca_errors(pca, images, mse, &error))
        fail_msg("%s", error.text);
    for (int k = 1; k <= pca->components; k++)
        assert_true(mse[k] <= mse[k - 1] + 1e-12); // another component never does harm
    return mse[pca->components];
}

// Each direction has length 1, or 0 where the images do not span so many; no two share a part.
static void assert_orthonormal(const Pca *pca) {
    for (int i = 0; i < pca->components; i++)
        for (int j = 0; j <= i; j++) {
            double inner = 0;
            for (int p = 0; p < pca->size; p++)
                inner += (double)pca->direction[i * pca->size + p] * (double)pca->direction[j * pca->size + p];
            bool void_row = i == j && inner == 0;
            if (!void_row && fabs(inner - (i == j)) > 1e-5)
                fail_msg("directions %d and %d: %g", i, j, inner);
        }
}

typedef struct Case {
    uint32_t seed;
    int count, height, width, factors, components;
    const double *variance;
    size_t kept;
    double mse;
} Case;

#define KEPT(name) golden_##name##_variance, sizeof golden_##name##_variance / sizeof(double)

static void hold_to_numpy(const Case *c, double tolerance) {
    Images train = sample_images(c->seed, c->count, c->height, c->width, c->factors);
    Images test = sample_images(c->seed + 1, c->count, c->height, c->width, c->factors);
    Pca pca = fitted(&train, c->components);
    assert_int_equal(pca.components, c->kept);
    assert_int_equal(pca.images, c->count);
    assert_orthonormal(&pca);
    double captured = 0, expected = 0;
    for (int k = 0; k < pca.components; k++) {
        captured += pca.variance[k];
        expected += c->variance[k];
        assert_near(pca.variance[k], c->variance[k], 100 * tolerance);
    }
    assert_near(captured, expected, tolerance);
    assert_near(mse_of(&pca, &test) / c->mse, 1, 10 * tolerance);
    pca_finish(&pca);
    free_images(&train);
    free_images(&test);
}

static void components_and_errors_are_those_of_numpy(void **state) {
    (void)state;
    hold_to_numpy(&(Case){1, 60, 5, 6, 4, 8, KEPT(narrow), golden_narrow_mse[0]}, 1e-5);
}

// Nothing makes the wanted directions stand out here.
static void noise_without_structure_comes_near(void **state) {
    (void)state;
    hold_to_numpy(&(Case){3, 400, 7, 7, 0, 8, KEPT(noise), golden_noise_mse[0]}, 2e-5);
    hold_to_numpy(&(Case){9, 500, 15, 15, 0, 8, KEPT(flat), golden_flat_mse[0]}, 2e-5);
}

static void more_components_than_images_are_cut_to_what_they_span(void **state) {
    (void)state;
    hold_to_numpy(&(Case){5, 12, 5, 8, 6, 30, KEPT(few), golden_few_mse[0]}, 1e-4);
}

static void images_too_wide_for_a_covariance_take_the_other_path(void **state) {
    (void)state;
    assert_true(33 * 33 > PCA_WIDE);
    hold_to_numpy(&(Case){7, 20, 33, 33, 6, 5, KEPT(wide), golden_wide_mse[0]}, 1e-5);
}

static void constant_images_have_no_variance_and_no_error(void **state) {
    (void)state;
    uint8_t pixels[5 * 12];
    memset(pixels, 77, sizeof pixels);
    Images images = {.count = 5, .channels = 3, .height = 2, .width = 2, .pixels = pixels};
    Pca pca = fitted(&images, 3);
    assert_int_equal(pca.components, 3);
    for (int k = 0; k < 3; k++)
        assert_true(fabs(pca.variance[k]) < 1e-12);
    assert_true(fabs(mse_of(&pca, &images)) < 1e-12);
    memset(pixels, 128, sizeof pixels); // other images, all off by the same
    assert_near(mse_of(&pca, &images), 0.04, 1e-4);
    pca_finish(&pca);
}

// Images on a line need one direction; the others asked for must not spoil the error of images off the line.
static void directions_beyond_the_rank_do_no_harm(void **state) {
    (void)state;
    uint8_t pixels[40 * 9], off[9] = {0};
    for (int n = 0; n < 40; n++)
        for (int p = 0; p < 9; p++)
            pixels[n * 9 + p] = (uint8_t)(p == 4 ? 6 * n : 100);
    Images images = {.count = 40, .channels = 1, .height = 3, .width = 3, .pixels = pixels};
    Pca pca = fitted(&images, 4);
    assert_orthonormal(&pca);
    assert_near(pca.variance[0], 36 * (40 * 40 - 1) / 12.0 / (255 * 255), 1e-5);
    assert_true(mse_of(&pca, &images) < 1e-7);
    Images other = {.count = 1, .channels = 1, .height = 3, .width = 3, .pixels = off};
    double mse = mse_of(&pca, &other), most = 8 * 100.0 * 100.0 / (9 * 255.0 * 255.0);
    assert_true(mse >= 0 && mse <= most * (1 + 1e-5));
    pca_finish(&pca);
}

static void as_many_components_as_pixels_are_exact(void **state) {
    (void)state;
    Images images = sample_images(8, 300, 3, 3, 0);
    Pca pca = fitted(&images, 100);
    assert_int_equal(pca.components, 9);
    assert_orthonormal(&pca);
    assert_true(fabs(mse_of(&pca, &images)) < 1e-7);
    pca_finish(&pca);
    free_images(&images);
}

static void the_error_on_the_images_themselves_is_the_variance_that_is_left(void **state) {
    (void)state;
    Images images = sample_images(4, 100, 4, 4, 0);
    Pca all = fitted(&images, 16), some = fitted(&images, 5);
    double left = 0;
    for (int k = 5; k < 16; k++)
        left += all.variance[k];
    assert_near(mse_of(&some, &images), left / 16, 1e-4);
    pca_finish(&all);
    pca_finish(&some);
    free_images(&images);
}

static void too_few_images_or_components_are_refused(void **state) {
    (void)state;
    uint8_t pixels[8] = {0};
    Images one = {.count = 1, .channels = 1, .height = 2, .width = 2, .pixels = pixels}, two = one;
    two.count = 2;
    Pca pca;
    Error error = {""};
    assert_false(pca_fit(&pca, &one, 1, NULL, NULL, &error));
    assert_contains(error.text, "two images");
    assert_false(pca_fit(&pca, &two, 0, NULL, NULL, &error));
    assert_null(pca.mean);
    pca_finish(&pca);
}

typedef struct Cancel {
    int asked, at;
} Cancel;

static bool cancel(void *context) {
    Cancel *after = context;
    return ++after->asked == after->at;
}

// While images are read, and between rounds of the search.
static void it_can_be_cancelled(void **state) {
    (void)state;
    Images images = sample_images(4, 50, 9, 9, 0);
    for (int at = 1; at <= 3; at++) {
        Cancel after = {.at = at};
        Pca pca;
        Error error = {""};
        assert_false(pca_fit(&pca, &images, 2, cancel, &after, &error));
        assert_int_equal(after.asked, at);
        assert_null(pca.mean);
        assert_contains(error.text, "cancelled");
    }
    free_images(&images);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_and_errors_are_those_of_numpy),
        cmocka_unit_test(noise_without_structure_comes_near),
        cmocka_unit_test(more_components_than_images_are_cut_to_what_they_span),
        cmocka_unit_test(images_too_wide_for_a_covariance_take_the_other_path),
        cmocka_unit_test(constant_images_have_no_variance_and_no_error),
        cmocka_unit_test(directions_beyond_the_rank_do_no_harm),
        cmocka_unit_test(as_many_components_as_pixels_are_exact),
        cmocka_unit_test(the_error_on_the_images_themselves_is_the_variance_that_is_left),
        cmocka_unit_test(too_few_images_or_components_are_refused),
        cmocka_unit_test(it_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
