// What PCA gives back of one image: by hand, and as the errors over many images say.
#include "pca.h"
#include "sample.h"
#include "small_net.h"
#include "test.h"

#include <math.h>
#include <string.h>

// Two directions in four pixels, the second on its own scale; everything is a multiple of a fraction that floats hold.
static void it_is_the_mean_and_what_lies_along_the_directions(void **state) {
    (void)state;
    double mean[4] = {0.2, 0.4, 0.6, 0.8};
    float direction[8] = {0.6F, 0.8F, 0, 0, 0, 0, 0.8F, -0.6F}, output[4];
    double variance[2] = {1, 1};
    Pca pca = {.size = 4, .components = 2, .mean = mean, .direction = direction, .variance = variance};
    const uint8_t pixels[4] = {255, 0, 51, 204}; // 1, 0, 0.2, 0.8: less the mean 0.8, −0.4, −0.4, 0
    double error = pca_reconstruct(&pca, 0, pixels, output);
    for (int i = 0; i < 4; i++)
        assert_near((double)output[i], mean[i], 1e-6);
    assert_near(error, 0.64 + 0.16 + 0.16, 1e-6);
    error = pca_reconstruct(&pca, 1, pixels, output); // 0.8·0.6 − 0.4·0.8 = 0.16 along the first
    const double one[4] = {0.2 + 0.16 * 0.6, 0.4 + 0.16 * 0.8, 0.6, 0.8};
    for (int i = 0; i < 4; i++)
        assert_near((double)output[i], one[i], 1e-6);
    assert_near(error, 0.96 - 0.16 * 0.16, 1e-6);
    error = pca_reconstruct(&pca, 2, pixels, output); // −0.4·0.8 = −0.32 along the second
    const double both[4] = {0.2 + 0.16 * 0.6, 0.4 + 0.16 * 0.8, 0.6 - 0.32 * 0.8, 0.8 + 0.32 * 0.6};
    for (int i = 0; i < 4; i++)
        assert_near((double)output[i], both[i], 1e-6);
    assert_near(error, 0.96 - 0.16 * 0.16 - 0.32 * 0.32, 1e-6);
}

static void errors_of_single_images_have_the_mean_that_is_told(void **state) {
    (void)state;
    enum { SIZE = 7 * 5, MOST = 9 };
    Images train = sample_images(1, 80, 7, 5, 4), test = sample_images(2, 30, 7, 5, 4);
    Pca pca;
    double mse[MOST + 1];
    float output[SIZE];
    assert_true(pca_fit(&pca, &train, MOST, NULL, NULL, NULL) && pca_errors(&pca, &test, mse, NULL));
    for (int k = 0; k <= MOST; k++) {
        double sum = 0;
        for (int n = 0; n < test.count; n++)
            sum += pca_reconstruct(&pca, k, images_pixels(&test, n), output);
        assert_near(sum / (test.count * SIZE), mse[k], 1e-5);
    }
    pca_finish(&pca);
    free((void *)train.pixels);
    free((void *)test.pixels);
}

// Only some of the images are fitted: the others might as well not be there.
static void a_fit_on_some_images_is_that_on_a_set_of_them(void **state) {
    (void)state;
    enum { SIZE = 7 * 5, SOME = 40, KEPT = 6 };
    Images all = sample_images(1, 80, 7, 5, 4), some = all;
    int index[SOME];
    uint8_t pixels[SOME * SIZE];
    for (int i = 0; i < SOME; i++) {
        index[i] = 2 * i + 1;
        memcpy(pixels + i * SIZE, images_pixels(&all, index[i]), SIZE);
    }
    some.count = SOME;
    some.pixels = pixels;
    Pca chosen, copied;
    assert_true(pca_fit_some(&chosen, &all, index, SOME, KEPT, NULL, NULL, NULL) &&
                pca_fit(&copied, &some, KEPT, NULL, NULL, NULL));
    assert_int_equal(chosen.images, SOME);
    assert_memory_equal(chosen.mean, copied.mean, SIZE * sizeof *chosen.mean);
    assert_memory_equal(chosen.direction, copied.direction, KEPT * SIZE * sizeof *chosen.direction);
    pca_finish(&chosen);
    pca_finish(&copied);
    free((void *)all.pixels);
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

// More images than are projected at a time.
static void errors_of_all_images_are_those_of_each(void **state) {
    (void)state;
    enum { COUNT = 700, SIZE = 7 * 5, MOST = 9 };
    Images train = sample_images(1, 80, 7, 5, 4), test = sample_images(2, COUNT, 7, 5, 4);
    Pca pca;
    float output[SIZE], *errors = malloc(COUNT * (MOST + 1) * sizeof *errors);
    Error error = {0};
    assert_true(pca_fit(&pca, &train, MOST, NULL, NULL, NULL) &&
                pca_image_errors(&pca, &test, errors, NULL, NULL, NULL));
    for (int n = 0; n < COUNT; n += 11)
        for (int k = 0; k <= MOST; k++)
            assert_true(fabs((double)errors[n * (MOST + 1) + k] -
                             pca_reconstruct(&pca, k, images_pixels(&test, n), output)) < 1e-5);
    assert_false(pca_image_errors(&pca, &test, errors, at_once, NULL, &error));
    assert_string_equal(error.text, "PCA was cancelled");
    pca_finish(&pca);
    free(errors);
    free((void *)train.pixels);
    free((void *)test.pixels);
}

static void as_many_components_as_pixels_give_the_image_back(void **state) {
    (void)state;
    Images images = sample_images(8, 300, 3, 3, 0);
    Pca pca;
    float output[9];
    assert_true(pca_fit(&pca, &images, 9, NULL, NULL, NULL));
    assert_true(pca_reconstruct(&pca, 9, images_pixels(&images, 5), output) < 1e-9);
    for (int i = 0; i < 9; i++)
        assert_near((double)output[i], images_pixels(&images, 5)[i] / 255.0, 1e-4);
    pca_finish(&pca);
    free((void *)images.pixels);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_on_some_images_is_that_on_a_set_of_them),
        cmocka_unit_test(errors_of_all_images_are_those_of_each),
        cmocka_unit_test(it_is_the_mean_and_what_lies_along_the_directions),
        cmocka_unit_test(errors_of_single_images_have_the_mean_that_is_told),
        cmocka_unit_test(as_many_components_as_pixels_give_the_image_back),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
