// Pictures become images: cut, resized, blended and greyed by the formula, to the last bit.
#include "image_fit.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *random_pixels(size_t count, uint64_t seed) {
    uint8_t *pixels = malloc(count);
    Random random = random_stream(seed, RANDOM_STROKES);
    for (size_t i = 0; i < count; i++)
        pixels[i] = (uint8_t)random_bits(random, i);
    return pixels;
}

static void a_grey_square_of_the_same_side_is_unchanged(void **state) {
    (void)state;
    for (int side = 1; side < 70; side += 9) {
        size_t size = (size_t)(side * side);
        uint8_t *pixels = random_pixels(size, 1), *out = malloc(3 * size);
        image_fit(pixels, side, side, 1, side, side, 1, out);
        assert_memory_equal(out, pixels, size);
        image_fit(pixels, side, side, 1, side, side, 3, out);
        for (size_t plane = 0; plane < 3; plane++)
            assert_memory_equal(out + plane * size, pixels, size);
        free(pixels);
        free(out);
    }
}

static void grey_kept_as_rgb_stays_the_same_grey(void **state) {
    (void)state;
    uint8_t pixels[256 * 4], out[256];
    for (int i = 0; i < 256; i++)
        memcpy(pixels + 4 * i, (uint8_t[]){(uint8_t)i, (uint8_t)i, (uint8_t)i, 255}, 4);
    image_fit(pixels, 16, 16, 4, 16, 16, 1, out);
    for (int i = 0; i < 256; i++)
        assert_int_equal(out[i], i);
}

static void colours_come_apart_into_planes(void **state) {
    (void)state;
    const uint8_t pixels[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    uint8_t out[12];
    image_fit(pixels, 2, 2, 3, 2, 2, 3, out);
    assert_memory_equal(out, ((uint8_t[]){1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12}), 12);
}

static void grey_is_the_luma_of_rec_601(void **state) {
    (void)state;
    const uint8_t pixels[][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}, {10, 200, 77}};
    const int luma[] = {76, 150, 29, 255, 129}; // 76.245, 149.685, 29.07, 255, 129.168
    for (int i = 0; i < 5; i++) {
        uint8_t out;
        image_fit(pixels[i], 1, 1, 3, 1, 1, 1, &out);
        assert_int_equal(out, luma[i]);
    }
}

static void alpha_lies_over_black(void **state) {
    (void)state;
    uint8_t out[3];
    image_fit((const uint8_t[]){255, 100, 7, 0}, 1, 1, 4, 1, 1, 3, out);
    assert_memory_equal(out, ((uint8_t[]){0, 0, 0}), 3);
    image_fit((const uint8_t[]){255, 100, 7, 128}, 1, 1, 4, 1, 1, 3, out);
    assert_memory_equal(out, ((uint8_t[]){128, 50, 4}), 3);
    image_fit((const uint8_t[]){200, 64}, 1, 1, 2, 1, 1, 1, out);
    assert_int_equal(out[0], 50);
}

static void other_proportions_than_a_square_are_cut_and_resized_too(void **state) {
    (void)state;
    const uint8_t tall[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}; // 3 wide, 4 high
    uint8_t out[12];
    image_fit(tall, 3, 4, 1, 3, 2, 1, out); // rows 1 and 2
    assert_memory_equal(out, ((uint8_t[]){3, 4, 5, 6, 7, 8}), 6);
    image_fit(tall, 3, 4, 1, 1, 4, 1, out); // column 1
    assert_memory_equal(out, ((uint8_t[]){1, 4, 7, 10}), 4);
    image_fit(tall, 4, 3, 1, 2, 1, 1, out); // 4 by 2, each output pixel the mean of four
    assert_memory_equal(out, ((uint8_t[]){(0 + 1 + 4 + 5 + 2) / 4, (2 + 3 + 6 + 7 + 2) / 4}), 2);
    image_fit(tall, 3, 4, 1, 3, 4, 1, out);
    assert_memory_equal(out, tall, 12);
    image_fit(tall, 12, 1, 1, 1, 12, 1, out); // never less than a pixel
    for (int i = 0; i < 12; i++)
        assert_int_equal(out[i], 5);
}

static void the_middle_is_cut_out(void **state) {
    (void)state;
    uint8_t wide[5 * 2], out[4];
    for (int i = 0; i < 10; i++)
        wide[i] = (uint8_t)i;
    image_fit(wide, 5, 2, 1, 2, 2, 1, out); // columns 1 and 2
    assert_memory_equal(out, ((uint8_t[]){1, 2, 6, 7}), 4);
    image_fit(wide, 2, 5, 1, 2, 2, 1, out); // rows 1 and 2
    assert_memory_equal(out, ((uint8_t[]){2, 3, 4, 5}), 4);
}

static void halves_thirds_and_doubles_are_means_of_areas(void **state) {
    (void)state;
    uint8_t out[36];
    const uint8_t four[] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150};
    image_fit(four, 4, 4, 1, 2, 2, 1, out);
    assert_memory_equal(out, ((uint8_t[]){25, 45, 105, 125}), 4);
    // 3 → 2: weights 1 and ½ each way
    const uint8_t three[] = {0, 90, 0, 90, 180, 90, 0, 90, 0};
    image_fit(three, 3, 3, 1, 2, 2, 1, out);
    assert_memory_equal(out, ((uint8_t[]){60, 60, 60, 60}), 4);
    const uint8_t two[] = {1, 2, 3, 4};
    image_fit(two, 2, 2, 1, 4, 4, 1, out);
    assert_memory_equal(out, ((uint8_t[]){1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}), 16);
}

// The same area means in floating point, another way round: for every pixel of the picture, what it gives to whom.
static void any_size_agrees_with_the_integral(void **state) {
    (void)state;
    static const int cases[][3] = {{31, 33, 7}, {1, 1, 4}, {7, 100, 17}, {17, 16, 31}, {257, 300, 28}, {5, 5, 256}};
    for (int k = 0; k < 6; k++) {
        int width = cases[k][0], height = cases[k][1], side = cases[k][2];
        int square = width < height ? width : height, left = (width - square) / 2, top = (height - square) / 2;
        uint8_t *pixels = random_pixels((size_t)(width * height), 2), *out = malloc((size_t)(side * side));
        double *sums = calloc((size_t)(side * side), sizeof *sums), step = (double)square / side;
        image_fit(pixels, width, height, 1, side, side, 1, out);
        for (int oy = 0; oy < side; oy++)
            for (int ox = 0; ox < side; ox++)
                for (int y = 0; y < square; y++) {
                    double down = fmin(y + 1, (oy + 1) * step) - fmax(y, oy * step);
                    for (int x = 0; down > 0 && x < square; x++) {
                        double across = fmin(x + 1, (ox + 1) * step) - fmax(x, ox * step);
                        if (across > 0)
                            sums[oy * side + ox] += down * across * pixels[(top + y) * width + left + x];
                    }
                }
        for (int i = 0; i < side * side; i++)
            assert_true(fabs(sums[i] / (step * step) - out[i]) < 0.5 + 1e-6);
        free(pixels);
        free(sums);
        free(out);
    }
}

static void the_largest_white_square_stays_white(void **state) {
    (void)state;
    enum { SIDE = 8192 };
    uint8_t *pixels = malloc((size_t)SIDE * SIDE), out[16];
    memset(pixels, 255, (size_t)SIDE * SIDE);
    image_fit(pixels, SIDE, SIDE, 1, 4, 4, 1, out);
    for (int i = 0; i < 16; i++)
        assert_int_equal(out[i], 255);
    free(pixels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grey_square_of_the_same_side_is_unchanged),
        cmocka_unit_test(grey_kept_as_rgb_stays_the_same_grey),
        cmocka_unit_test(colours_come_apart_into_planes),
        cmocka_unit_test(grey_is_the_luma_of_rec_601),
        cmocka_unit_test(alpha_lies_over_black),
        cmocka_unit_test(other_proportions_than_a_square_are_cut_and_resized_too),
        cmocka_unit_test(the_middle_is_cut_out),
        cmocka_unit_test(halves_thirds_and_doubles_are_means_of_areas),
        cmocka_unit_test(any_size_agrees_with_the_integral),
        cmocka_unit_test(the_largest_white_square_stays_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
