// Numbers are read whole or not at all.
#include "test.h"
#include "text.h"

#include <limits.h>

static void integers_are_read_within_their_range(void **state) {
    (void)state;
    int value = 7;
    assert_true(text_to_int("0", 0, 9, &value) && value == 0);
    assert_true(text_to_int("-12", -12, 9, &value) && value == -12);
    assert_true(text_to_int("2147483647", 0, INT_MAX, &value) && value == INT_MAX);
    assert_true(text_to_int("-2147483648", INT_MIN, 0, &value) && value == INT_MIN);
    value = 7;
    assert_false(text_to_int("10", 0, 9, &value));
    assert_false(text_to_int("-1", 0, 9, &value));
    assert_false(text_to_int("2147483648", INT_MIN, INT_MAX, &value));
    assert_false(text_to_int("99999999999999999999", INT_MIN, INT_MAX, &value));
    assert_int_equal(value, 7);
}

static void what_is_not_wholly_an_integer_is_refused(void **state) {
    (void)state;
    const char *const texts[] = {"", " ", " 1", "1 ", "+1", "-", "--1", "- 1", "1.0", "1e3", "0x10", "1a", "a", "\n1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int value = 7;
        if (text_to_int(texts[i], INT_MIN, INT_MAX, &value) || value != 7)
            fail_msg("\"%s\" was read as %d", texts[i], value);
    }
}

static void unsigned_integers_reach_the_last_of_64_bits(void **state) {
    (void)state;
    uint64_t value = 7;
    assert_true(text_to_u64("18446744073709551615", &value) && value == UINT64_MAX);
    assert_true(text_to_u64("0", &value) && value == 0);
    value = 7;
    const char *const texts[] = {"18446744073709551616", "-1", "+1", " 1", "1 ", "", "1.5", "0x1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (text_to_u64(texts[i], &value) || value != 7)
            fail_msg("\"%s\" was read", texts[i]);
}

static void doubles_are_read_exactly(void **state) {
    (void)state;
    double value = 0;
    assert_true(text_to_double("0.1", &value) && value == 0.1);
    assert_true(text_to_double("-1e-3", &value) && value == -1e-3);
    assert_true(text_to_double("0x1.8p+1", &value) && value == 3);
    assert_true(text_to_double("5", &value) && value == 5);
}

static void what_is_not_a_finite_number_is_refused(void **state) {
    (void)state;
    const char *const texts[] = {"", " 1", "1 ", "1,5", "nan", "inf", "-inf", "1e999", "e", "-", "0x", "1f", "1..2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 7;
        if (text_to_double(texts[i], &value) || value != 7)
            fail_msg("\"%s\" was read as %g", texts[i], value);
    }
}

static void large_numbers_are_written_in_groups_of_three(void **state) {
    (void)state;
    char text[TEXT_GROUPED];
    assert_string_equal(text_grouped(0, text), "0");
    assert_string_equal(text_grouped(999, text), "999");
    assert_string_equal(text_grouped(1000, text), "1 000");
    assert_string_equal(text_grouped(12345678.4, text), "12 345 678");
    assert_string_equal(text_grouped(999999999999999.0, text), "999 999 999 999 999");
    assert_string_equal(text_grouped(-5, text), "0");
    assert_string_equal(text_grouped(1e300, text), "0");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_numbers_are_written_in_groups_of_three),
        cmocka_unit_test(integers_are_read_within_their_range),
        cmocka_unit_test(what_is_not_wholly_an_integer_is_refused),
        cmocka_unit_test(unsigned_integers_reach_the_last_of_64_bits),
        cmocka_unit_test(doubles_are_read_exactly),
        cmocka_unit_test(what_is_not_a_finite_number_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
