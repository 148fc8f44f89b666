// Reconstructions and decoded codes: bytes, slices, scores, and values that are out of range or not numbers.
#include "reconstruction.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

enum { SIZE = 12, UNITS = 5, IMAGES = 7 };

static void sample_net(SmallNet *small, int rows) {
    real weights[UNITS * SIZE + UNITS + SIZE * UNITS + SIZE];
    sample_weights(31, UNITS, SIZE, weights);
    sample_weights(32, SIZE, UNITS, weights + UNITS * SIZE + UNITS);
    small_net_init(small, (Shape){1, 3, 4}, "dense 5 relu", "dense image", weights, sizeof weights / sizeof *weights,
                   rows);
}

static void bytes_are_the_nearest(void **state) {
    (void)state;
    for (int byte = 0; byte < 256; byte++)
        assert_int_equal(byte_of((real)byte / 255), byte);
    assert_int_equal(byte_of((real)0.4 / 255), 0);
    assert_int_equal(byte_of((real)0.6 / 255), 1);
    assert_int_equal(byte_of((real)254.4 / 255), 254);
    assert_int_equal(byte_of((real)254.6 / 255), 255);
}

static void values_out_of_range_and_not_numbers_have_a_byte(void **state) {
    (void)state;
    assert_int_equal(byte_of(-1), 0);
    assert_int_equal(byte_of(2), 255);
    assert_int_equal(byte_of(-INFINITY), 0);
    assert_int_equal(byte_of(INFINITY), 255);
    assert_int_equal(byte_of(1e30f), 255);
    assert_int_equal(byte_of(NAN), 0);
}

// Seven images by slices of three are the same as at once, and in the order of the index.
static void slices_do_not_show(void **state) {
    (void)state;
    Images images = sample_images(3, IMAGES, 3, 4, 0);
    const int index[IMAGES] = {6, 0, 5, 1, 1, 4, 2};
    uint8_t sliced[IMAGES * SIZE], whole[IMAGES * SIZE];
    Score sliced_scores[IMAGES], whole_scores[IMAGES];
    SmallNet three, seven;
    sample_net(&three, 3);
    sample_net(&seven, IMAGES);
    reconstruct(&three.net, &three.pass, LOSS_BCE, &(ImageSource){.images = &images}, index, IMAGES, NULL, sliced,
                sliced_scores);
    reconstruct(&seven.net, &seven.pass, LOSS_BCE, &(ImageSource){.images = &images}, index, IMAGES, NULL, whole,
                whole_scores);
    assert_memory_equal(sliced, whole, sizeof whole);
    for (int i = 0; i < IMAGES; i++)
        assert_true(sliced_scores[i].squared_error == whole_scores[i].squared_error &&
                    sliced_scores[i].bce == whole_scores[i].bce);
    assert_memory_equal(whole + 3 * SIZE, whole + 4 * SIZE, SIZE);
    small_net_finish(&three);
    small_net_finish(&seven);
    free((void *)images.pixels);
}

static void decoding_the_codes_gives_the_reconstructions(void **state) {
    (void)state;
    Images images = sample_images(3, IMAGES, 3, 4, 0);
    const int index[IMAGES] = {0, 1, 2, 3, 4, 5, 6};
    const LossKind losses[] = {LOSS_BCE, LOSS_MSE};
    for (int l = 0; l < 2; l++) {
        SmallNet small, three;
        sample_net(&small, IMAGES);
        sample_net(&three, 3);
        uint8_t outputs[IMAGES * SIZE];
        Score scores[IMAGES];
        reconstruct(&small.net, &small.pass, losses[l], &(ImageSource){.images = &images}, index, IMAGES, NULL, outputs,
                    scores);
        real decoded[IMAGES * SIZE];
        decode(&three.net, &three.pass, losses[l], net_code(&small.net, &small.pass), IMAGES, decoded);
        for (int i = 0; i < IMAGES * SIZE; i++) {
            assert_true(decoded[i] >= 0 && decoded[i] <= 1);
            assert_int_equal(byte_of(decoded[i]), outputs[i]);
        }
        small_net_finish(&small);
        small_net_finish(&three);
    }
    free((void *)images.pixels);
}

// A net that copies its input: no error, every byte comes back, nothing is undefined.
static void a_perfect_copy_is_exact(void **state) {
    (void)state;
    const real weights[] = {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0};
    SmallNet small;
    small_net_init(&small, (Shape){1, 1, 2}, "dense 2", "dense image", weights, 12, 4);
    uint8_t pixels[256], outputs[256];
    int index[128];
    Score scores[128];
    for (int i = 0; i < 256; i++) {
        pixels[i] = (uint8_t)i;
        index[i / 2] = i / 2;
    }
    Images images = {.count = 128, .channels = 1, .height = 1, .width = 2, .pixels = pixels};
    reconstruct(&small.net, &small.pass, LOSS_MSE, &(ImageSource){.images = &images}, index, 128, NULL, outputs,
                scores);
    assert_memory_equal(outputs, pixels, 256);
    for (int i = 0; i < 128; i++)
        assert_true(scores[i].squared_error == 0 && isfinite(scores[i].bce));
    small_net_finish(&small);
}

static void extreme_codes_decode_to_values_in_range(void **state) {
    (void)state;
    const LossKind losses[] = {LOSS_BCE, LOSS_MSE};
    for (int l = 0; l < 2; l++) {
        SmallNet small;
        sample_net(&small, 2);
        const real codes[3 * UNITS] = {1e30f, -1e30f, 1e30f, 3e38f, 3e38f, -1e30f,   0,  0,
                                       0,     1e4f,   NAN,   0,     0,     INFINITY, NAN};
        real images[3 * SIZE];
        decode(&small.net, &small.pass, losses[l], codes, 3, images);
        for (int i = 0; i < 3 * SIZE; i++)
            assert_true(images[i] >= 0 && images[i] <= 1);
        small_net_finish(&small);
    }
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_the_nearest),   cmocka_unit_test(values_out_of_range_and_not_numbers_have_a_byte),
        cmocka_unit_test(slices_do_not_show),      cmocka_unit_test(decoding_the_codes_gives_the_reconstructions),
        cmocka_unit_test(a_perfect_copy_is_exact), cmocka_unit_test(extreme_codes_decode_to_values_in_range),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
