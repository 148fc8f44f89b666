// Convolutions on blocks of images: every table against plain sums, on odd shapes, and what may be touched.
#include "kernels.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD = 64 };
static const float UNTOUCHED = 12345;

// An array of exactly `count`, so that the address sanitizer sees what is read beyond it.
static float *drawn(size_t count, uint64_t seed) {
    float *values = malloc((count + (count == 0)) * sizeof *values);
    Random random = random_stream(seed, RANDOM_OBSERVE);
    for (size_t i = 0; i < count; i++)
        values[i] = (float)(2 * random_uniform(random, i) - 1);
    return values;
}

static float *blank(size_t count) {
    float *values = malloc(count * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = UNTOUCHED;
    return values;
}

static void assert_blank(const float *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_true(values[i] == UNTOUCHED);
}

static void for_every_table(void (*check)(void)) {
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int t = 0; t < count; t++) {
        assert_true(kernels_choose(names[t]));
        check();
    }
}

static size_t image_size(const BlockShape *s) {
    return (size_t)s->channels * (size_t)s->height * (size_t)s->width;
}

static size_t block_size(const BlockShape *s) {
    return (size_t)s->channels * (size_t)s->rows * (size_t)s->columns * (size_t)kernels()->lanes;
}

// What stands in the block at lane l of place (row, column) of channel c.
static float expected_at(const BlockShape *s, const float *images, int count, int c, int row, int column, int l) {
    int y = row - s->top, x = column - s->left;
    if (l >= count || y < 0 || y >= s->height || x < 0 || x >= s->width)
        return 0;
    return images[(size_t)l * image_size(s) + (size_t)((c * s->height + y) * s->width + x)];
}

static void assert_block(const BlockShape *s, const float *images, int count, const float *block) {
    for (int c = 0; c < s->channels; c++)
        for (int row = 0; row < s->rows; row++)
            for (int column = 0; column < s->columns; column++)
                for (int l = 0; l < kernels()->lanes; l++)
                    if (*block++ != expected_at(s, images, count, c, row, column, l))
                        fail_msg("%s: (%d, %d, %d) in (%d, %d): channel %d, place (%d, %d), lane %d is %g",
                                 kernels()->name, s->channels, s->height, s->width, s->rows, s->columns, c, row, column,
                                 l, (double)block[-1]);
}

static void check_shape(const BlockShape *s, int count) {
    size_t images_size = (size_t)count * image_size(s), size = block_size(s);
    float *images = drawn(images_size, 3), *block = blank(size + GUARD), *back = blank(images_size + GUARD);
    kernels()->block(s, images, count, block);
    assert_block(s, images, count, block);
    assert_blank(block + size, GUARD);
    kernels()->unblock(s, block, count, back);
    assert_memory_equal(back, images, images_size * sizeof *images);
    assert_blank(back + images_size, GUARD);
    free(images);
    free(block);
    free(back);
}

static void check_blocks(void) {
    const int sides[] = {1, 2, 7, 8, 15, 17, 31};
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 7; j++)
            for (int border = 0; border < 3; border++) {
                BlockShape s = {.channels = 1 + (i + j) % 3,
                                .height = sides[i],
                                .width = sides[j],
                                .top = border,
                                .left = (border + i) % 3};
                s.rows = s.top + s.height + (i + border) % 3;
                s.columns = s.left + s.width + (j + border) % 3;
                check_shape(&s, 1 + (i * 7 + j) % kernels()->lanes);
                check_shape(&s, kernels()->lanes);
            }
}

static void blocks_hold_the_images_with_zeros_around_and_give_them_back(void **state) {
    (void)state;
    for_every_table(check_blocks);
}

enum { CHANNELS = 40, SIDE = 24, PLANE = SIDE * SIDE };

// A correlation of maps with a picture (CHANNELS, SIDE, SIDE, lanes), whose terms lie here and there.
typedef struct Example {
    int maps, terms, height, width, step;
    float *weights, *bias; // weights in a correlation's order
    const float *from;     // the caller's
    int *offset;
} Example;

// The picture, which takes longer to draw than a correlation of it to check: one for all examples of a table.
static float *picture_drawn(void) {
    return drawn((size_t)CHANNELS * PLANE * (size_t)kernels()->lanes, 4);
}

static int places_between(const Example *e, int extent) {
    return SIDE - (extent - 1) * e->step;
}

static Example example_of(const float *picture, int maps, int terms, int height, int width, int step) {
    Example e = {.maps = maps, .terms = terms, .height = height, .width = width, .step = step, .from = picture};
    int lanes = kernels()->lanes, count = terms > 0 ? terms : 1;
    e.weights = drawn((size_t)maps * (size_t)terms, 1);
    e.bias = drawn((size_t)maps, 2);
    e.offset = malloc((size_t)count * sizeof *e.offset);
    for (int k = 0; k < terms; k++)
        e.offset[k] =
            (k % CHANNELS * PLANE + k / 3 % places_between(&e, height) * SIDE + k % places_between(&e, width)) * lanes;
    return e;
}

static void example_finish(Example *e) {
    free(e->weights);
    free(e->bias);
    free(e->offset);
}

// Every second place of the result is left out.
static Correlation correlation_of(const Example *e, float *to) {
    int lanes = kernels()->lanes;
    return (Correlation){.maps = e->maps,
                         .terms = e->terms,
                         .weights = e->weights,
                         .bias = e->bias,
                         .from = e->from,
                         .offset = e->offset,
                         .from_row = (ptrdiff_t)e->step * SIDE * lanes,
                         .from_step = (ptrdiff_t)e->step * lanes,
                         .height = e->height,
                         .width = e->width,
                         .to = to,
                         .to_map = (ptrdiff_t)e->height * e->width * 2 * lanes,
                         .to_row = (ptrdiff_t)e->width * 2 * lanes,
                         .to_step = 2 * (ptrdiff_t)lanes};
}

static double plain_sum(const Example *e, const float *bias, int m, const float *from) {
    double sum = bias ? (double)bias[m] : 0;
    for (int k = 0; k < e->terms; k++)
        sum += (double)e->weights[correlation_place(e->maps, e->terms, m, k)] * (double)from[e->offset[k]];
    return sum;
}

static void assert_correlated(const Example *e, const Correlation *c) {
    int lanes = kernels()->lanes;
    const float *to = c->to;
    for (int m = 0; m < e->maps; m++)
        for (int y = 0; y < e->height; y++)
            for (int x = 0; x < e->width; x++, to += lanes) {
                for (int l = 0; l < lanes; l++, to++) {
                    double expected = plain_sum(e, c->bias, m, e->from + (y * SIDE + x) * e->step * lanes + l);
                    if (!(fabs((double)*to - expected) <= 1e-5 * (1 + sqrt(e->terms))))
                        fail_msg("%s: %d maps, %d terms, %d×%d: map %d at (%d, %d), lane %d is %g, not %g",
                                 kernels()->name, e->maps, e->terms, e->height, e->width, m, y, x, l, (double)*to,
                                 expected);
                }
                assert_blank(to, (size_t)lanes);
            }
}

static void check_correlation(const float *picture, int maps, int terms, int height, int width, int step) {
    Example e = example_of(picture, maps, terms, height, width, step);
    float *to = blank(2 * (size_t)maps * (size_t)height * (size_t)width * (size_t)kernels()->lanes);
    Correlation c = correlation_of(&e, to);
    kernels()->correlate(&c);
    assert_correlated(&e, &c);
    c.bias = NULL;
    kernels()->correlate(&c);
    assert_correlated(&e, &c);
    free(to);
    example_finish(&e);
}

static void check_correlations(void) {
    const int terms[] = {0, 1, 9, 127, 129, 300};
    float *picture = picture_drawn();
    for (int i = 0; i < 6; i++)
        for (int maps = 1; maps <= 7; maps += 1 + i % 2)
            for (int width = 1; width <= 11; width += 1 + i % 3)
                check_correlation(picture, maps, terms[i], 1 + (maps + width) % 3, width, 1 + width % 2);
    free(picture);
}

static void correlations_are_the_sums_they_say(void **state) {
    (void)state;
    for_every_table(check_correlations);
}

// Bit for bit, so that a result does not depend on how a picture is cut into tiles.
static void check_pixels_alone(void) {
    enum { MAPS = 4, WIDTH = 17 };
    float *picture = picture_drawn();
    Example e = example_of(picture, MAPS, 300, 1, WIDTH, 1);
    size_t lanes = (size_t)kernels()->lanes, size = MAPS * WIDTH * 2 * lanes;
    float *whole = blank(size), *parts = blank(size);
    Correlation c = correlation_of(&e, whole);
    kernels()->correlate(&c);
    c.width = 1;
    for (int x = 0; x < WIDTH; x++) {
        c.from = e.from + (size_t)x * lanes;
        c.to = parts + (size_t)x * 2 * lanes;
        kernels()->correlate(&c);
    }
    assert_memory_equal(parts, whole, size * sizeof *whole);
    free(whole);
    free(parts);
    example_finish(&e);
    free(picture);
}

static void a_pixel_does_not_depend_on_those_beside_it(void **state) {
    (void)state;
    for_every_table(check_pixels_alone);
}

static double plain_gradient(const CorrelationGradient *g, int m, int k) {
    double sum = 0;
    for (int y = 0; y < g->height; y++)
        for (int x = 0; x < g->width; x++)
            for (int l = 0; l < kernels()->lanes; l++)
                sum += (double)g->small[m * g->small_map + y * g->small_row + x * kernels()->lanes + l] *
                       (double)g->large[g->offset[k] + y * g->large_row + x * g->large_step + l];
    return sum;
}

static void assert_gradient(const CorrelationGradient *g, double times) {
    for (int m = 0; m < g->maps; m++)
        for (int k = 0; k < g->terms; k++) {
            double expected = times * plain_gradient(g, m, k), found = (double)g->weights[m * g->terms + k];
            if (!(fabs(found - expected) <= 2e-5 * (1 + sqrt(g->height * g->width * kernels()->lanes))))
                fail_msg("%s: %d maps, %d terms, %d×%d: (%d, %d) is %g, not %g", kernels()->name, g->maps, g->terms,
                         g->height, g->width, m, k, found, expected);
        }
}

static void check_gradient(const float *picture, int maps, int terms, int height, int width, int step) {
    Example e = example_of(picture, maps, terms, height, width, step);
    int lanes = kernels()->lanes;
    float *small = drawn((size_t)maps * (size_t)height * (size_t)width * (size_t)lanes, 5);
    float *weights = blank((size_t)maps * (size_t)terms + GUARD);
    CorrelationGradient g = {.maps = maps,
                             .terms = terms,
                             .small = small,
                             .small_map = (ptrdiff_t)height * width * lanes,
                             .small_row = (ptrdiff_t)width * lanes,
                             .large = e.from,
                             .offset = e.offset,
                             .large_row = (ptrdiff_t)step * SIDE * lanes,
                             .large_step = (ptrdiff_t)step * lanes,
                             .height = height,
                             .width = width,
                             .weights = weights};
    kernels()->correlate_gradient(&g);
    assert_gradient(&g, 1);
    g.accumulate = true;
    kernels()->correlate_gradient(&g);
    assert_gradient(&g, 2);
    assert_blank(weights + maps * terms, GUARD);
    free(small);
    free(weights);
    example_finish(&e);
}

static void check_gradients(void) {
    const int terms[] = {1, 2, 5, 9, 10, 16, 75};
    float *picture = picture_drawn();
    for (int i = 0; i < 7; i++)
        for (int maps = 1; maps <= 7; maps++)
            check_gradient(picture, maps, terms[i], 1 + maps % 5, 1 + (maps + i) % 11, 1 + i % 2);
    free(picture);
}

static void gradients_are_the_sums_they_say(void **state) {
    (void)state;
    for_every_table(check_gradients);
}

static void check_sums(void) {
    float *x = drawn(3 * 100, 5);
    for (size_t n = 1; n <= 100; n += 9) {
        float sums[3] = {1, 2, 3};
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

static void sums_are_added(void **state) {
    (void)state;
    for_every_table(check_sums);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_hold_the_images_with_zeros_around_and_give_them_back),
        cmocka_unit_test(correlations_are_the_sums_they_say),
        cmocka_unit_test(a_pixel_does_not_depend_on_those_beside_it),
        cmocka_unit_test(gradients_are_the_sums_they_say),
        cmocka_unit_test(sums_are_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
