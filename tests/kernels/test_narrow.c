// Products in whole numbers are held to the sums that they stand for, on odd shapes, and to what they may be off by.
#include "kernels.h"
#include "narrow.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { ROWS = 30, COLUMNS = 100, DEPTH = 785 };

typedef struct Operands {
    uint8_t bytes[ROWS * DEPTH];
    float weight[COLUMNS * DEPTH], bias[COLUMNS], scale[COLUMNS + 1], c[ROWS * COLUMNS + 1];
    int16_t a[2 * ROWS * (DEPTH + 1)], packed[2 * COLUMNS * (DEPTH + 1)];
} Operands;

static const Narrow *narrow_or_skip(void) {
    assert_true(kernels_choose(NULL));
    if (!kernels_narrow())
        skip();
    return kernels_narrow();
}

static Operands *operands_create(void) {
    Operands *o = calloc(1, sizeof *o);
    assert_non_null(o);
    Random random = random_stream(1, RANDOM_OBSERVE);
    for (int i = 0; i < ROWS * DEPTH; i++)
        o->bytes[i] =
            (uint8_t)(random_uniform(random, (uint64_t)i) < 0.5 ? 0 : 256 * random_uniform(random, (uint64_t)i));
    for (int i = 0; i < COLUMNS * DEPTH; i++)
        o->weight[i] = (float)(0.1 * random_normal(random_split(random, 1), (uint64_t)i));
    for (int i = 0; i < COLUMNS; i++)
        o->bias[i] = (float)random_normal(random_split(random, 2), (uint64_t)i);
    return o;
}

static NarrowProduct product_of(Operands *o, const Narrow *narrow, int m, int n, int k, bool relu) {
    NarrowProduct product = {.m = m,
                             .n = n,
                             .k = k,
                             .a = o->a,
                             .packed = o->packed,
                             .scale = o->scale,
                             .bias = o->bias,
                             .c = o->c,
                             .relu = relu};
    assert_true(narrow->pack(o->weight, n, k, o->packed, o->scale));
    for (int i = 0; i < m; i++)
        narrow->widen(o->bytes + (size_t)i * (size_t)k, k, o->a + (size_t)i * narrow_width(k));
    return product;
}

// The sum in whole numbers, by way of the steps that pack has chosen, and what rounding has taken away from it at most.
static void expect(const Operands *o, const NarrowProduct *g, int row, int column) {
    const uint8_t *image = o->bytes + (size_t)row * (size_t)g->k;
    const float *weight = o->weight + (size_t)column * (size_t)g->k;
    double step = (double)o->scale[column] * 255, whole = 0, exact = 0, off = 0;
    for (int p = 0; p < g->k; p++) {
        double rounded = step > 0 ? (double)(int)lrintf(weight[p] * (1 / (float)step)) : 0;
        whole += rounded * image[p];
        exact += (double)weight[p] * image[p] / 255;
        off += image[p] / 255.0 * step * 0.51;
    }
    double bias = (double)o->bias[column], found = (double)o->c[row * g->n + column];
    double sum = whole * (double)o->scale[column] + bias;
    double size = fabs(sum) + fabs(bias) + fabs(exact) + 1;
    if (g->relu)
        sum = fmax(sum, 0), exact = fmax(exact + bias, 0) - bias;
    if (!(fabs(found - sum) <= 1e-5 * size && fabs(found - exact - bias) <= off + 1e-6 * size))
        fail_msg("%dx%dx%d at %d, %d: %.9g, expected %.9g, in floats %.9g", g->m, g->n, g->k, row, column, found, sum,
                 exact + bias);
}

static void products_are_those_of_the_rounded_weights(void **state) {
    (void)state;
    static const int MS[] = {1, 2, 7, 8, 9, 13, 14, 15, 16, 17, 28, 29}, NS[] = {1, 15, 16, 17, 31, 32, 33, 64, 100},
                     KS[] = {1, 2, 3, 31, 32, 33, 64, 785};
    const Narrow *narrow = narrow_or_skip();
    Operands *o = operands_create();
    int number = 0;
    for (size_t m = 0; m < sizeof MS / sizeof *MS; m++)
        for (size_t n = 0; n < sizeof NS / sizeof *NS; n++)
            for (size_t k = 0; k < sizeof KS / sizeof *KS; k++) {
                bool relu = number++ % 2;
                NarrowProduct product = product_of(o, narrow, MS[m], NS[n], KS[k], relu);
                size_t end = (size_t)MS[m] * (size_t)NS[n];
                o->c[end] = 12345;
                narrow->multiply(&product);
                assert_true(o->c[end] == 12345);
                for (int i = 0; i < MS[m]; i++)
                    for (int j = 0; j < NS[n]; j++)
                        expect(o, &product, i, j);
            }
    free(o);
}

// White images and weights of one size make the largest sums there are.
static void no_sum_is_beyond_what_it_is_kept_in(void **state) {
    (void)state;
    const Narrow *narrow = narrow_or_skip();
    Operands *o = operands_create();
    memset(o->bytes, 255, sizeof o->bytes);
    for (int i = 0; i < COLUMNS * DEPTH; i++)
        o->weight[i] = i / DEPTH % 2 ? 3.7f : -1e20f;
    memset(o->bias, 0, sizeof o->bias);
    NarrowProduct product = product_of(o, narrow, 14, 2, DEPTH, false);
    narrow->multiply(&product);
    for (int i = 0; i < 14; i++) {
        assert_true(fabsf(o->c[2 * i] / (-1e20f * DEPTH) - 1) < 1e-4f);
        assert_true(fabsf(o->c[2 * i + 1] / (3.7f * DEPTH) - 1) < 1e-4f);
    }
    free(o);
}

static void weights_that_are_no_numbers_are_refused(void **state) {
    (void)state;
    static const float BAD[] = {NAN, INFINITY, -INFINITY, 3e38f};
    const Narrow *narrow = narrow_or_skip();
    Operands *o = operands_create();
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        float kept[] = {o->weight[40 * 33 + 7], o->weight[40 * 33 + 8]};
        o->weight[40 * 33 + 7] = o->weight[40 * 33 + 8] = BAD[i]; // the sum of the last is too large for a float
        assert_false(narrow->pack(o->weight, 64, 33, o->packed, o->scale));
        memcpy(&o->weight[40 * 33 + 7], kept, sizeof kept);
    }
    assert_true(narrow->pack(o->weight, 64, 33, o->packed, o->scale));
    free(o);
}

static void zeros_stay_zeros_and_what_is_no_number_in_a_bias_is_seen(void **state) {
    (void)state;
    const Narrow *narrow = narrow_or_skip();
    Operands *o = operands_create();
    memset(o->weight, 0, sizeof o->weight);
    o->bias[0] = 0;
    o->bias[1] = NAN;
    o->bias[2] = -1;
    NarrowProduct product = product_of(o, narrow, 3, 3, 33, true);
    narrow->multiply(&product);
    for (int i = 0; i < 3; i++)
        assert_true(o->c[3 * i] == 0 && isnan(o->c[3 * i + 1]) && o->c[3 * i + 2] == 0);
    free(o);
}

// A long row of weights of one size would leave few steps between them; one with a large one among small ones does not.
static void rows_that_are_too_long_are_refused(void **state) {
    (void)state;
    enum { LONG = 50000 };
    const Narrow *narrow = narrow_or_skip();
    float *weight = malloc(LONG * sizeof *weight), scale[1];
    int16_t *packed = malloc(narrow_packed_size(LONG, 1) * sizeof *packed);
    assert_true(weight && packed);
    for (int i = 0; i < LONG; i++)
        weight[i] = 0.5f;
    assert_false(narrow->pack(weight, 1, LONG, packed, scale));
    assert_true(narrow->pack(weight, 1, 1000, packed, scale));
    for (int i = 0; i < LONG; i++)
        weight[i] = i == 7 ? 0.5f : 0.001f;
    assert_true(narrow->pack(weight, 1, LONG, packed, scale));
    assert_true(scale[0] * 255 * NARROW_LEVELS <= 0.5f);
    free(weight);
    free(packed);
}

// They go with one table, and are not used where a measurement or a test asks for another.
static void they_are_had_where_the_processor_has_them(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    bool able = false;
#ifdef __x86_64__
    able = __builtin_cpu_supports("avx512vnni");
#endif
    for (int i = 0; i < count; i++) {
        assert_true(kernels_choose(names[i]));
        assert_true((kernels_narrow() != NULL) == (able && strcmp(names[i], "avx512") == 0));
    }
    assert_true(kernels_choose(NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_those_of_the_rounded_weights),
        cmocka_unit_test(no_sum_is_beyond_what_it_is_kept_in),
        cmocka_unit_test(weights_that_are_no_numbers_are_refused),
        cmocka_unit_test(zeros_stay_zeros_and_what_is_no_number_in_a_bias_is_seen),
        cmocka_unit_test(rows_that_are_too_long_are_refused),
        cmocka_unit_test(they_are_had_where_the_processor_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
