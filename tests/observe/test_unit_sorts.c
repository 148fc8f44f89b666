// Orders of units: by every key, stable, with NaN last, for any number.
#include "test.h"
#include "unit_sorts.h"

#include <math.h>
#include <string.h>

static void orders_follow_their_keys(void **state) {
    (void)state;
    const UnitFigures figures[] = {
        {.frequency = 0.5f, .selectivity = 0.2f, .favourite = 1}, {.frequency = 0, .favourite = -1},
        {.frequency = 0.5f, .selectivity = 0.9f, .favourite = 1}, {.frequency = 1, .selectivity = 0.9f, .favourite = 0},
        {.frequency = 0.1f, .selectivity = 0.1f, .favourite = 0}, {.frequency = 0, .favourite = -1}};
    const struct {
        UnitSort sort;
        int order[6];
    } cases[] = {
        {UNIT_SORT_INDEX, {0, 1, 2, 3, 4, 5}},
        {UNIT_SORT_FREQUENCY, {3, 0, 2, 4, 1, 5}},
        {UNIT_SORT_SELECTIVITY, {2, 3, 0, 4, 1, 5}},
        {UNIT_SORT_CLASS, {3, 4, 2, 0, 1, 5}},
    };
    for (int i = 0; i < 4; i++) {
        int order[6], scratch[6];
        unit_sorts_order(cases[i].sort, figures, NULL, 6, order, scratch);
        assert_memory_equal(order, cases[i].order, sizeof order);
    }
}

static void keys_sort_falling_and_what_is_no_number_comes_last(void **state) {
    (void)state;
    const float keys[] = {NAN, 1, INFINITY, -3, 1, NAN, -INFINITY};
    const int expected[] = {2, 1, 4, 3, 6, 0, 5};
    int order[7], scratch[7];
    unit_sorts_order(UNIT_SORT_KEY, NULL, keys, 7, order, scratch);
    assert_memory_equal(order, expected, sizeof order);
}

static void sorting_is_stable_for_any_number(void **state) {
    (void)state;
    static float keys[4096];
    static int order[4096], scratch[4096];
    const int counts[] = {1, 2, 3, 7, 33, 4095, 4096};
    for (int c = 0; c < 7; c++) {
        for (int i = 0; i < counts[c]; i++)
            keys[i] = (float)(i * 7919 % 13);
        unit_sorts_indices(keys, counts[c], order, scratch);
        long long sum = 0;
        for (int i = 0; i < counts[c]; i++) {
            sum += order[i];
            if (i > 0) {
                float before = keys[order[i - 1]], here = keys[order[i]];
                assert_true(before > here || (before == here && order[i - 1] < order[i]));
            }
        }
        assert_true(sum == (long long)counts[c] * (counts[c] - 1) / 2);
    }
    unit_sorts_indices(keys, 0, order, scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_follow_their_keys),
        cmocka_unit_test(keys_sort_falling_and_what_is_no_number_comes_last),
        cmocka_unit_test(sorting_is_stable_for_any_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
