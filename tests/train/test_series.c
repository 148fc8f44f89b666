// Metric series: any number of steps in a fixed number of points.
#include "series.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

static void every_step_is_in_exactly_one_point(void **state) {
    (void)state;
    Series *series = calloc(1, sizeof *series);
    for (uint64_t step = 1; step <= 100000; step++)
        series_add(series, step, (double)step, 2);
    assert_in_range(series->points, SERIES_POINTS / 2, SERIES_POINTS);
    for (int i = 0; i < series->points; i++) {
        double last = (double)series->stride * (i + 1);
        assert_true(series->value[i][0] == last);
        assert_true(fabs(series->value[i][1] - (last - ((double)series->stride - 1) / 2)) < 1e-6); // mean of its steps
        assert_true(fabs(series->value[i][2] - 2) < 1e-12);
    }
    assert_true((double)series->points * (double)series->stride + (double)series->pending == 100000);
    free(series);
}

static void going_back_forgets_what_came_after(void **state) {
    (void)state;
    Series *series = calloc(1, sizeof *series);
    for (uint64_t step = 1; step <= 3000; step++)
        series_add(series, step, 1, 0);
    series_rewind(series, 1000);
    assert_true(series->points > 0 && series->value[series->points - 1][0] <= 1000);
    for (uint64_t step = 1001; step <= 3000; step++)
        series_add(series, step, 1, 0);
    for (int i = 1; i < series->points; i++)
        assert_true(series->value[i][0] > series->value[i - 1][0]);
    free(series);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_in_exactly_one_point),
        cmocka_unit_test(going_back_forgets_what_came_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
