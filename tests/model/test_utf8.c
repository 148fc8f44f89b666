// UTF-8 is told from what is not, up to the byte.
#include "test.h"
#include "utf8.h"

#include <string.h>

static void well_formed_text_is_valid_to_its_end(void **state) {
    (void)state;
    const char *texts[] = {"",
                           "plain",
                           "\xc2\x80 \xdf\xbf",                 // first and last of two bytes
                           "\xe0\xa0\x80 \xed\x9f\xbf",         // first of three, last before the surrogates
                           "\xee\x80\x80 \xef\xbf\xbf",         // first after them, last of three
                           "\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf", // first and last of four
                           "h\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(utf8_valid_length(texts[i]), strlen(texts[i]));
}

static void malformed_text_is_valid_up_to_its_fault(void **state) {
    (void)state;
    const char *texts[] = {
        "ab\x80",             // a continuation alone
        "ab\xc3",             // cut off
        "ab\xc3z",            // no continuation
        "ab\xe2\x82",         // cut off after two of three
        "ab\xf0\x9f\x98",     // after three of four
        "ab\xc1\xbf",         // overlong, two bytes
        "ab\xe0\x9f\xbf",     // three
        "ab\xf0\x8f\xbf\xbf", // four
        "ab\xed\xa0\x80",     // first surrogate
        "ab\xed\xbf\xbf",     // last surrogate
        "ab\xf4\x90\x80\x80", // above U+10FFFF
        "ab\xf8\x88\x80\x80\x80",
        "ab\xff",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(utf8_valid_length(texts[i]), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_is_valid_to_its_end),
        cmocka_unit_test(malformed_text_is_valid_up_to_its_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
