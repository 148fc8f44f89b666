// Ticks are round and inside, numbers keep their width, decimation keeps what stands out.
#include "axis.h"
#include "decimate.h"
#include "test.h"

#include <math.h>
#include <string.h>

static void linear_ticks_are_round_and_inside(void **state) {
    (void)state;
    const double ranges[][2] = {{0, 1}, {215.3, 552.1}, {-0.003, 0.0011}, {0, 1e6}, {1e-5, 3e-5}, {-7, -6.9}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        Axis axis;
        axis_linear(&axis, ranges[i][0], ranges[i][1], 6);
        assert_in_range(axis.count, 2, 6);
        double step = axis.ticks[1] - axis.ticks[0], power = pow(10, floor(log10(step) + 1e-9));
        double share = round(step / power);
        assert_true(share == 1 || share == 2 || share == 5);
        for (int k = 0; k < axis.count; k++) {
            assert_true(axis.ticks[k] >= ranges[i][0] - step * 1e-6 && axis.ticks[k] <= ranges[i][1] + step * 1e-6);
            assert_true(axis.labels[k][0] != 0);
        }
    }
}

static void an_axis_with_little_room_has_two_ticks(void **state) {
    (void)state;
    const double ranges[][2] = {{215, 560}, {0.3, 0.9}, {45, 55}, {101, 199}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        Axis axis;
        axis_linear(&axis, ranges[i][0], ranges[i][1], 2);
        assert_in_range(axis.count, 2, 7);
    }
}

static void unusable_ranges_still_give_an_axis(void **state) {
    (void)state;
    const double ranges[][2] = {{NAN, 1}, {0, INFINITY}, {5, 5}, {0, 0}, {3, 2}, {-INFINITY, NAN}, {1e300, 1e301}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        Axis axis;
        axis_linear(&axis, ranges[i][0], ranges[i][1], 5);
        assert_true(axis.low < axis.high && isfinite(axis.low) && isfinite(axis.high));
        axis_logarithmic(&axis, ranges[i][0], ranges[i][1], 5);
        assert_true(axis.low > 0 && axis.low < axis.high && isfinite(axis.high));
        assert_in_range(axis.count, 0, AXIS_TICKS);
    }
}

static void a_log_axis_with_zero_starts_above_it(void **state) {
    (void)state;
    Axis axis;
    axis_logarithmic(&axis, 0, 1000, 6);
    assert_true(axis.low > 0 && axis.count >= 2);
    assert_true(axis_place(&axis, 0) == 0 && axis_place(&axis, -3) == 0);
    assert_float_equal(axis_place(&axis, 1000), 1, 1e-9);
    axis_logarithmic(&axis, 1, 100, 8);
    assert_float_equal(axis_place(&axis, 10), 0.5, 1e-9);
    assert_float_equal(axis_value(&axis, 0.5), 10, 1e-9);
    assert_string_equal(axis.labels[0], "1");
    assert_string_equal(axis.labels[1], "2");
}

static void a_narrow_log_axis_has_ticks(void **state) {
    (void)state;
    Axis axis;
    axis_logarithmic(&axis, 217, 226, 5);
    assert_in_range(axis.count, 2, 5);
    axis_logarithmic(&axis, 1e-9, 1e9, 5);
    assert_in_range(axis.count, 2, 5);
}

static void numbers_are_written_short(void **state) {
    (void)state;
    const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {{0.0116, 3, "0.0116"}, {222.2, 4, "222.2"}, {402448, 3, "402 448"}, {0.00001, 2, "1.0e-5"},
                 {0, 3, "0"},           {-1234, 4, "-1234"}, {1872, 6, "1872"},      {-56789, 2, "-56 789"},
                 {NAN, 3, "–"},         {INFINITY, 3, "–"},  {2.5e8, 2, "2.5e8"},    {3, 3, "3"},
                 {1, 8, "1"},           {0.5, 3, "0.500"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[32];
        axis_number(cases[i].value, cases[i].digits, text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
}

static void decimation_keeps_the_extremes(void **state) {
    (void)state;
    enum { COUNT = 10000, COLUMNS = 50 };
    static float y[COUNT];
    for (int i = 0; i < COUNT; i++)
        y[i] = sinf((float)i / 300);
    y[1234] = 100;
    y[7777] = -100;
    y[5000] = NAN;
    y[5001] = INFINITY;
    int chosen[4 * COLUMNS];
    int count = decimate(NULL, y, COUNT, 0, COUNT - 1, COLUMNS, chosen);
    bool high = false, low = false;
    for (int i = 0; i < count; i++) {
        assert_true(isfinite(y[chosen[i]]));
        assert_true(i == 0 || chosen[i] > chosen[i - 1]);
        high = high || chosen[i] == 1234;
        low = low || chosen[i] == 7777;
    }
    assert_true(high && low);
    assert_int_equal(chosen[0], 0);
    assert_int_equal(chosen[count - 1], COUNT - 1);
    assert_in_range(count, COLUMNS, 4 * COLUMNS);
}

static void decimation_takes_few_samples_and_none(void **state) {
    (void)state;
    const float x[] = {1, 2, 10}, y[] = {3, NAN, 4};
    int chosen[400];
    assert_int_equal(decimate(x, y, 3, 1, 10, 100, chosen), 2);
    assert_int_equal(chosen[1], 2);
    assert_int_equal(decimate(x, y, 3, 5, 6, 100, chosen), 0);
    assert_int_equal(decimate(x, y, 0, 1, 10, 100, chosen), 0);
    assert_int_equal(decimate(x, y, 1, 1, 1, 1, chosen), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_ticks_are_round_and_inside),
        cmocka_unit_test(unusable_ranges_still_give_an_axis),
        cmocka_unit_test(an_axis_with_little_room_has_two_ticks),
        cmocka_unit_test(a_log_axis_with_zero_starts_above_it),
        cmocka_unit_test(a_narrow_log_axis_has_ticks),
        cmocka_unit_test(numbers_are_written_short),
        cmocka_unit_test(decimation_keeps_the_extremes),
        cmocka_unit_test(decimation_takes_few_samples_and_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
