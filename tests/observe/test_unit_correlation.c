// Correlations of units: NumPy's, exact ones, and units without any.
#include "observe_golden.h"
#include "sample.h"
#include "small_net.h"
#include "unit_correlation.h"

#include <math.h>

static void correlations_are_those_of_numpy(void **state) {
    (void)state;
    enum { IMAGES = 200, UNITS = 8 };
    float codes[IMAGES * UNITS];
    uint8_t labels[IMAGES];
    sample_codes(41, IMAGES, UNITS - 2, 4, 2, codes, labels);
    for (int i = 0; i < IMAGES * UNITS; i++)
        codes[i] = codes[i] > 3 ? codes[i] - 3 : 0;
    Arena arena = {0};
    UnitCorrelation c;
    CorrelatedUnits most;
    assert_true(unit_correlation_init(&c, UNITS, &arena, NULL));
    for (int round = 0; round < 2; round++) { // begun anew, the first round leaves nothing behind
        unit_correlation_begin(&c, round ? 2 : 5);
        for (int first = 0; first < IMAGES; first += 50)
            unit_correlation_add(&c, codes + first * UNITS, 50);
        unit_correlation_finish(&c, &most);
    }
    assert_int_equal(most.count, 5); // not itself, not the two dead ones
    for (int i = 0; i < 5; i++) {
        assert_near((double)most.r[i], golden_correlation[most.unit[i] - 3], 1e-5);
        assert_true(i == 0 || fabsf(most.r[i]) <= fabsf(most.r[i - 1]));
    }
    arena_finish(&arena);
}

static void exact_and_constant_units_are_told_apart(void **state) {
    (void)state;
    // 0: x; 1: constant and large; 2: -2x + 1e6; 3: x again; 4: not correlated
    const float codes[] = {1, 1e9f, 1e6f - 2, 1, 1, 2, 1e9f, 1e6f - 4, 2, -2, 3, 1e9f, 1e6f - 6, 3, 1, NAN, 0, 0, 0, 0};
    Arena arena = {0};
    UnitCorrelation c;
    CorrelatedUnits most;
    assert_true(unit_correlation_init(&c, 5, &arena, NULL));
    unit_correlation_begin(&c, 0);
    unit_correlation_add(&c, codes, 4);
    assert_int_equal(c.undefined, 1);
    unit_correlation_finish(&c, &most);
    assert_int_equal(most.count, 3);
    assert_int_equal(most.unit[0], 2);
    assert_int_equal(most.unit[1], 3);
    assert_near((double)most.r[0], -1, 1e-6);
    assert_near((double)most.r[1], 1, 1e-6);
    assert_near((double)most.r[2], 0, 1e-6);
    unit_correlation_begin(&c, 1);
    unit_correlation_add(&c, codes, 4);
    unit_correlation_finish(&c, &most);
    assert_int_equal(most.count, 0);
    unit_correlation_begin(&c, 0);
    unit_correlation_finish(&c, &most);
    assert_int_equal(most.count, 0);
    arena_finish(&arena);
}

static void the_eight_largest_of_many_are_kept_in_order(void **state) {
    (void)state;
    enum { UNITS = 4096, IMAGES = 16 };
    static float codes[UNITS * IMAGES];
    for (int n = 0; n < IMAGES; n++)
        for (int u = 0; u < UNITS; u++)
            codes[n * UNITS + u] = sinf((float)(n * n) * 0.7f) * (float)u + cosf((float)(u * n)) * 100;
    Arena arena = {0};
    UnitCorrelation c;
    CorrelatedUnits most;
    assert_true(unit_correlation_init(&c, UNITS, &arena, NULL));
    unit_correlation_begin(&c, UNITS - 1);
    unit_correlation_add(&c, codes, IMAGES);
    unit_correlation_finish(&c, &most);
    assert_int_equal(most.count, CORRELATED_UNITS);
    for (int i = 1; i < CORRELATED_UNITS; i++)
        assert_true(fabsf(most.r[i]) <= fabsf(most.r[i - 1]) && fabsf(most.r[i]) <= 1);
    arena_finish(&arena);
    assert_true(unit_correlation_init(&c, 1, &arena, NULL));
    unit_correlation_begin(&c, 0);
    unit_correlation_add(&c, codes, 3);
    unit_correlation_finish(&c, &most);
    assert_int_equal(most.count, 0);
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correlations_are_those_of_numpy),
        cmocka_unit_test(exact_and_constant_units_are_told_apart),
        cmocka_unit_test(the_eight_largest_of_many_are_kept_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
