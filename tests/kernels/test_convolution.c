// Rearranging pictures for convolutions: the fast kernels against the reference on odd shapes, and what may be touched.
#include "kernels.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD = 64 };
static const float UNTOUCHED = 12345;

static void fill(float *values, size_t count, uint64_t seed) {
    for (size_t i = 0; i < count; i++)
        values[i] = (float)(2 * random_uniform(random_stream(seed, RANDOM_OBSERVE), i) - 1);
}

// An array of exactly `count`, so that the address sanitizer sees what is read beyond it.
static float *drawn(size_t count, uint64_t seed) {
    float *values = malloc(count * sizeof *values);
    fill(values, count, seed);
    return values;
}

// The same, copied: thousands of comparisons start from the same numbers.
static float *drawn_once(size_t count) {
    enum { MOST = 1 << 16 };
    static float pool[MOST];
    if (pool[0] == 0)
        fill(pool, MOST, 7);
    assert_in_range(count, 1, MOST);
    float *values = malloc(count * sizeof *values);
    memcpy(values, pool, count * sizeof *values);
    return values;
}

static float *blank(size_t count) {
    float *values = malloc(count * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = UNTOUCHED;
    return values;
}

static void assert_same(const Convolution *g, const char *what, const float *found, const float *expected,
                        size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!(fabsf(found[i] - expected[i]) <= 1e-6f))
            fail_msg("%s, %s: (%d, %d, %d) and (%d, %d, %d), kernel %d, stride %d, pad %d: element %zu is %g, not %g",
                     kernels()->name, what, g->channels, g->height, g->width, g->maps, g->out_height, g->out_width,
                     g->kernel, g->stride, g->pad, i, (double)found[i], (double)expected[i]);
}

typedef void (*Rearrange)(const Kernels *kernels, const Convolution *g, const float *from, float *to);

static ptrdiff_t product_row(const Convolution *g) {
    return convolution_columns(g) + convolution_phase_columns(g) + 48;
}

static const float BIAS[8] = {0.5f, -1, 2, 0.25f, 3, -2, 1, 0};

static void spread(const Kernels *k, const Convolution *g, const float *from, float *to) {
    k->spread(g, from, to);
}
static void lay(const Kernels *k, const Convolution *g, const float *from, float *to) {
    k->lay(g, from, to);
}
static void lift(const Kernels *k, const Convolution *g, const float *from, float *to) {
    k->lift(g, from, product_row(g), BIAS, to);
}
static void merge(const Kernels *k, const Convolution *g, const float *from, float *to) {
    k->merge(g, from, product_row(g), BIAS, to);
}
static void merge_plain(const Kernels *k, const Convolution *g, const float *from, float *to) {
    k->merge(g, from, product_row(g), NULL, to);
}

// `slack`: what may be overwritten behind the result.
static void compare(const char *table, const Convolution *g, const char *what, Rearrange rearrange, size_t from_count,
                    size_t to_count, size_t slack) {
    float *from = drawn_once(from_count), *expected = blank(to_count + GUARD), *found = blank(to_count + GUARD);
    assert_true(kernels_choose("reference"));
    rearrange(kernels(), g, from, expected);
    assert_true(kernels_choose(table));
    rearrange(kernels(), g, from, found);
    assert_same(g, what, found, expected, to_count);
    for (size_t i = to_count + slack; i < to_count + GUARD; i++)
        assert_true(found[i] == UNTOUCHED);
    free(from);
    free(expected);
    free(found);
}

static void compare_all(const char *table, const Convolution *g) {
    size_t large = (size_t)(g->channels * g->height * g->width), phases = (size_t)(g->stride * g->stride);
    size_t small = (size_t)(g->maps * g->out_height * g->out_width), row = (size_t)product_row(g);
    assert_true(kernels_choose(table));
    size_t slack = (size_t)kernels()->panel, channels = (size_t)g->channels, maps = (size_t)g->maps;
    compare(table, g, "spread", spread, large, channels * phases * (size_t)convolution_grid(g), slack);
    compare(table, g, "lay", lay, small, maps * (size_t)convolution_laid(g), slack);
    compare(table, g, "lift", lift, maps * row, small, 0);
    compare(table, g, "merge", merge, channels * phases * row, large, 0);
    compare(table, g, "merge without bias", merge_plain, channels * phases * row, large, 0);
}

// The small picture as conv makes it, and smaller, as if cropped; then the large one cropped.
static void compare_sizes(const char *table, Convolution g) {
    int height = g.height + 2 * g.pad - g.kernel, width = g.width + 2 * g.pad - g.kernel;
    if (height < 0 || width < 0)
        return;
    g.out_height = height / g.stride + 1;
    g.out_width = width / g.stride + 1;
    compare_all(table, &g);
    Convolution cropped = g;
    cropped.height = (g.height + 1) / 2;
    cropped.width = (g.width + 1) / 2;
    compare_all(table, &cropped);
    g.out_height = (g.out_height + 1) / 2;
    g.out_width = (g.out_width + 1) / 2;
    compare_all(table, &g);
}

static void every_rearrangement_matches_the_reference(void **state) {
    (void)state;
    const int sides[] = {1, 2, 7, 8, 15, 17, 31, 33, 40};
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int t = 0; t < count; t++)
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++)
                for (int kernel = 1; kernel <= 5; kernel++)
                    for (int stride = 1; stride <= 3; stride++) {
                        Convolution g = {.channels = 1 + i % 3,
                                         .height = sides[i],
                                         .width = sides[j],
                                         .maps = 1 + j % 4,
                                         .kernel = kernel,
                                         .stride = stride};
                        for (g.pad = 0; g.pad < kernel; g.pad += 2)
                            compare_sizes(names[t], g);
                        g.pad = kernel / 2;
                        compare_sizes(names[t], g);
                    }
}

// A wide padding and a wide stride at once: more zeros than a vector holds.
static void wide_paddings_match_the_reference(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int t = 0; t < count; t++)
        for (int stride = 1; stride <= 8; stride++) {
            Convolution g = {
                .channels = 2, .height = 5, .width = 9, .maps = 2, .kernel = 15, .stride = stride, .pad = 14};
            compare_sizes(names[t], g);
        }
}

static void sums_are_added(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    float *x = drawn(3 * 100, 5);
    for (int t = 0; t < count; t++)
        for (size_t n = 1; n <= 100; n += 9) {
            float sums[3] = {1, 2, 3};
            assert_true(kernels_choose(names[t]));
            kernels()->add_sums(x, 3, n, sums);
            for (size_t i = 0; i < 3; i++) {
                double expected = (double)i + 1;
                for (size_t j = 0; j < n; j++)
                    expected += (double)x[i * n + j];
                assert_true(fabs((double)sums[i] - expected) < 1e-5);
            }
        }
    free(x);
}

// A product whose right matrix is found by offsets, which overlap.
static void rows_found_by_offsets_give_the_same_product(void **state) {
    (void)state;
    enum { M = 19, K = 23, N = 75, ROOM = 400 };
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), offset[K];
    float *a = drawn(M * K, 1), *b = drawn(ROOM, 2), expected[M * N], found[M * N];
    Team solo = team_solo();
    for (int k = 0; k < K; k++)
        offset[k] = k * 37 % 200;
    Gemm g = {.m = M, .n = N, .k = K, .a = a, .a_row = K, .a_column = 1, .b = b, .b_offset = offset, .c_row = N};
    for (int i = 0; i < M * N; i++) {
        expected[i] = 0;
        for (int k = 0; k < K; k++)
            expected[i] += a[i / N * K + k] * b[offset[k] + i % N];
    }
    for (int t = 0; t < count; t++) {
        assert_true(kernels_choose(names[t]));
        g.c = found;
        kernels()->gemm(&solo, &g);
        for (int i = 0; i < M * N; i++)
            assert_true(fabsf(found[i] - expected[i]) < 1e-4f);
    }
    free(a);
    free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rearrangement_matches_the_reference),
        cmocka_unit_test(wide_paddings_match_the_reference),
        cmocka_unit_test(sums_are_added),
        cmocka_unit_test(rows_found_by_offsets_give_the_same_product),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
