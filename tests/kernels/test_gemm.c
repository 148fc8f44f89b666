// The fast products are held to the reference on odd shapes, for every instruction set that this processor can run.
#include "kernels.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 200 * 200 };

typedef struct Operands {
    float a[LARGEST], b[LARGEST], bias[256], start[LARGEST], expected[LARGEST], found[LARGEST], packed[LARGEST * 2];
    float scratch[64 * 1024];
} Operands;

static const int SIZES[] = {1, 2, 7, 13, 14, 15, 17, 31, 33, 64, 97};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static void fill(float *values, size_t count, uint64_t seed) {
    Random random = random_stream(seed, RANDOM_OBSERVE);
    for (size_t i = 0; i < count; i++)
        values[i] = (float)(2 * random_uniform(random, i) - 1);
}

static Operands *operands_create(void) {
    Operands *o = malloc(sizeof *o);
    fill(o->a, LARGEST, 1);
    fill(o->b, LARGEST, 2);
    fill(o->bias, 256, 3);
    fill(o->start, LARGEST, 4);
    return o;
}

static void use(const char *name) {
    assert_true(kernels_choose(name));
}

// What the reference makes of a product.
static void expect(Operands *o, Gemm g) {
    Team solo = team_solo();
    memcpy(o->expected, o->start, sizeof o->start);
    use("reference");
    g.c = o->expected;
    kernels()->gemm(&solo, &g);
}

// Runs that product with `name`; everything outside C must stay untouched.
static void compare(Operands *o, const char *name, Gemm g, bool packed) {
    Team solo = team_solo();
    memcpy(o->found, o->start, sizeof o->start);
    use(name);
    g.c = o->found;
    g.scratch = o->scratch;
    if (packed) {
        int rows = (int)gemm_packed_k(&g);
        kernels()->pack(g.b, g.b_row, g.b_column, 0, g.k, 0, g.n, rows, o->packed);
        g.packed = o->packed;
        g.b = NULL;
    }
    kernels()->gemm(&solo, &g);
    int end = (g.m - 1) * (int)g.c_row + g.n; // of C
    assert_memory_equal(o->found + end, o->start + end, (size_t)(LARGEST - end) * sizeof(float));
    for (int i = 0; i < end; i++)
        if (!(fabsf(o->expected[i] - o->found[i]) <= 1e-5f * (float)(g.k + 1)))
            fail_msg("%s %dx%dx%d: element %d is %g, expected %g", name, g.m, g.n, g.k, i, (double)o->found[i],
                     (double)o->expected[i]);
}

// Every table, the reference among them, from B as it lies and packed.
static void compare_all(Operands *o, Gemm g) {
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    expect(o, g);
    for (int i = 0; i < count; i++)
        for (int packed = 0; packed < 2; packed++)
            compare(o, names[i], g, packed);
}

static void compare_forms(Operands *o, int m, int n, int k) {
    Gemm plain = {.m = m,
                  .n = n,
                  .k = k,
                  .a = o->a,
                  .a_row = k,
                  .a_column = 1,
                  .b = o->b,
                  .b_row = n,
                  .b_column = 1,
                  .c_row = n + 3};
    Gemm with_bias = plain, transposed_b = plain, transposed_a = plain, added = plain;
    with_bias.bias = o->bias;
    compare_all(o, with_bias);
    transposed_b.b_row = 1;
    transposed_b.b_column = k;
    compare_all(o, transposed_b);
    transposed_a.a_row = 1;
    transposed_a.a_column = m;
    compare_all(o, transposed_a);
    added.accumulate = true;
    compare_all(o, added);
    with_bias.relu = true;
    compare_all(o, with_bias);
}

// K goes in several stretches, of which the first alone starts from the bias and the last alone ends with relu.
static void long_chains_match_the_reference(void **state) {
    (void)state;
    Operands *o = operands_create();
    for (int k = 255; k < 600; k += 129) {
        compare_forms(o, 15, 33, k);
        compare_forms(o, 5, 65, k);
    }
    free(o);
}

// Of a packed matrix the first rows may be used alone, and memory may be fetched meanwhile, which changes nothing.
static void part_of_a_packed_matrix_matches_the_reference(void **state) {
    (void)state;
    Operands *o = operands_create();
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), k = 40;
    for (int n = 20; n < 120; n += 33) {
        Gemm g = {.m = 29,
                  .n = n,
                  .k = k,
                  .packed_k = 57,
                  .a = o->a,
                  .a_row = 1,
                  .a_column = 29,
                  .b = o->b,
                  .b_row = n,
                  .b_column = 1,
                  .c_row = n,
                  .ahead = {o->start, o->bias, o->start, o->bias},
                  .ahead_bytes = sizeof o->bias};
        expect(o, g);
        for (int i = 0; i < count; i++)
            compare(o, names[i], g, true);
    }
    free(o);
}

static void every_shape_matches_the_reference(void **state) {
    (void)state;
    Operands *o = operands_create();
    for (int m = 0; m < SIZE_COUNT; m++)
        for (int n = 0; n < SIZE_COUNT; n++)
            for (int k = 0; k < SIZE_COUNT; k += 2)
                compare_forms(o, SIZES[m], SIZES[n], SIZES[k]);
    free(o);
}

static void packing_in_blocks_equals_packing_at_once(void **state) {
    (void)state;
    Operands *o = operands_create();
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), n = 150, k = 61;
    for (int i = 0; i < count; i++) {
        use(names[i]);
        int half = 2 * kernels()->panel;
        memset(o->found, 0, sizeof o->found);
        memset(o->expected, 0, sizeof o->expected);
        kernels()->pack(o->b, 1, k, 0, k, 0, n, k, o->expected);
        kernels()->pack(o->b, 1, k, 0, 20, 0, half, k, o->found);
        kernels()->pack(o->b, 1, k, 20, k - 20, 0, half, k, o->found);
        kernels()->pack(o->b, 1, k, 0, k, half, n - half, k, o->found);
        assert_memory_equal(o->expected, o->found, kernels_packed_size(k, n) * sizeof(float));
    }
    free(o);
}

// "A row's forward result does not depend on the batch it is in": bit for bit.
static void a_row_does_not_depend_on_its_batch(void **state) {
    (void)state;
    Operands *o = operands_create();
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), m = 40, n = 50, k = 97;
    Team solo = team_solo();
    for (int i = 0; i < count; i++) {
        use(names[i]);
        Gemm whole = {.m = m,
                      .n = n,
                      .k = k,
                      .a = o->a,
                      .a_row = k,
                      .a_column = 1,
                      .b = o->b,
                      .b_row = n,
                      .b_column = 1,
                      .c = o->expected,
                      .c_row = n,
                      .bias = o->bias,
                      .scratch = o->scratch};
        kernels()->gemm(&solo, &whole);
        for (int row = 0; row < m; row++) {
            Gemm one = whole;
            one.m = 1;
            one.a += row * k;
            one.c = o->found;
            kernels()->gemm(&solo, &one);
            assert_memory_equal(o->found, o->expected + row * n, (size_t)n * sizeof(float));
        }
    }
    free(o);
}

static void members_together_compute_the_same_bits(void **state) {
    (void)state;
    Operands *o = operands_create();
    Team solo = team_solo();
    kernels_choose(NULL);
    for (int n = 5; n < 150; n += 37) {
        Gemm g = {.m = 53,
                  .n = n,
                  .k = 61,
                  .a = o->a,
                  .a_row = 61,
                  .a_column = 1,
                  .b = o->b,
                  .b_row = n,
                  .b_column = 1,
                  .c = o->expected,
                  .c_row = n,
                  .scratch = o->scratch};
        kernels()->gemm(&solo, &g);
        g.c = o->found;
        memset(o->found, 0, sizeof o->found);
        for (int rank = 0; rank < 5; rank++)
            kernels()->gemm(&(Team){.rank = rank, .size = 5}, &g);
        assert_memory_equal(o->found, o->expected, (size_t)(53 * n) * sizeof(float));
    }
    free(o);
}

static void an_unknown_table_is_refused_and_changes_nothing(void **state) {
    (void)state;
    const Kernels *before = kernels();
    assert_false(kernels_choose("abacus"));
    assert_ptr_equal(kernels(), before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_matches_the_reference),
        cmocka_unit_test(long_chains_match_the_reference),
        cmocka_unit_test(part_of_a_packed_matrix_matches_the_reference),
        cmocka_unit_test(packing_in_blocks_equals_packing_at_once),
        cmocka_unit_test(a_row_does_not_depend_on_its_batch),
        cmocka_unit_test(members_together_compute_the_same_bits),
        cmocka_unit_test(an_unknown_table_is_refused_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
