// Histograms that widen: every count is what it would have been with the final width from the start.
#include "histogram.h"
#include "test.h"

#include <math.h>

static void check_against_counting(const float *values, int count) {
    Histogram h = {0};
    for (int i = 0; i < count; i++)
        assert_true(histogram_add(&h, values[i]));
    uint32_t bins[HISTOGRAM_BINS] = {0};
    float least = values[0], most = values[0];
    for (int i = 0; i < count; i++) {
        double place = floor((double)values[i] / h.width) - h.first;
        assert_true(place >= 0 && place < HISTOGRAM_BINS);
        bins[(int)place]++;
        least = fminf(least, values[i]);
        most = fmaxf(most, values[i]);
    }
    assert_memory_equal(h.bin, bins, sizeof bins);
    assert_int_equal(h.count, count);
    assert_true(h.least == least && h.most == most);
    assert_true(h.first == floor((double)least / h.width));
    double half = h.width / 2; // with which the values would not fit
    assert_true(h.width == ldexp(1, HISTOGRAM_FINEST) ||
                floor((double)most / half) - floor((double)least / half) >= HISTOGRAM_BINS);
}

static void bins_are_those_of_the_final_width(void **state) {
    (void)state;
    const float steps[] = {0, 1, 2, 3, 31, 32, 33, -1, 64, -500, 0.25f, 1e-9f};
    const float down[] = {1e6f, 1e3f, 1, 1e-3f, 0, -1e-3f, -1, -1e3f, -1e6f};
    const float far[] = {1e-45f, 3.4e38f, -3.4e38f, 1e20f};
    const float near[] = {1e6f, 1e6f + 0.0625f, 1e6f + 0.125f, 1e6f - 0.0625f};
    const float big[] = {1e20f, 1e20f, nextafterf(1e20f, 2e20f)};
    const float rectified[] = {0, 0, 0, 0.7f, 0, 2.9f, 0, 0.1f};
    const float one[] = {-0.3f};
    check_against_counting(steps, 12);
    check_against_counting(down, 9);
    check_against_counting(far, 4);
    check_against_counting(near, 4);
    check_against_counting(big, 3);
    check_against_counting(rectified, 8);
    check_against_counting(one, 1);
}

static void the_order_of_values_does_not_matter(void **state) {
    (void)state;
    Histogram up = {0}, down = {0};
    for (int i = 0; i < 1000; i++) {
        histogram_add(&up, sinf((float)i) * (float)i);
        histogram_add(&down, sinf((float)(999 - i)) * (float)(999 - i));
    }
    assert_memory_equal(&up, &down, sizeof up);
}

static void what_is_no_number_is_left_out(void **state) {
    (void)state;
    Histogram h = {0};
    assert_false(histogram_add(&h, NAN));
    assert_false(histogram_add(&h, INFINITY));
    assert_int_equal(h.count, 0);
    assert_true(histogram_add(&h, 1));
    assert_false(histogram_add(&h, -INFINITY));
    assert_int_equal(h.count, 1);
}

static void many_equal_values_count_as_one_by_one(void **state) {
    (void)state;
    Histogram many = {0}, single = {0};
    histogram_add_many(&many, 0, 500);
    histogram_add_many(&many, 3, 0);
    histogram_add_many(&many, 2.5f, 2);
    for (int i = 0; i < 500; i++)
        histogram_add(&single, 0);
    histogram_add(&single, 2.5f);
    histogram_add(&single, 2.5f);
    assert_memory_equal(&many, &single, sizeof many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bins_are_those_of_the_final_width),
        cmocka_unit_test(the_order_of_values_does_not_matter),
        cmocka_unit_test(what_is_no_number_is_left_out),
        cmocka_unit_test(many_equal_values_count_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
