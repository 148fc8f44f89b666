// Marks of a run: written, read back, and refused where no run could have written them.
#include "run_marks.h"
#include "test.h"

#include <limits.h>
#include <string.h>

static void marks_come_back_from_their_text(void **state) {
    (void)state;
    RunMarks marks = {0}, again = {0};
    char text[RUN_MARKS_TEXT];
    run_marks_write(&marks, text, sizeof text);
    assert_string_equal(text, "");
    again.count = 7;
    assert_true(run_marks_read(text, &again) && again.count == 0);
    run_marks_add(&marks, (RunMark){120, RUN_MARK_RESAMPLE, 3});
    run_marks_add(&marks, (RunMark){120, RUN_MARK_RESAMPLE, 12});
    run_marks_add(&marks, (RunMark){4500, RUN_MARK_RESAMPLE, 1});
    run_marks_write(&marks, text, sizeof text);
    assert_string_equal(text, "120 resample 3, 120 resample 12, 4500 resample 1");
    assert_true(run_marks_read(text, &again));
    assert_memory_equal(&marks, &again, sizeof marks);
}

static void as_many_as_there_is_room_for_come_back_too(void **state) {
    (void)state;
    RunMarks marks = {0}, again = {0};
    char text[RUN_MARKS_TEXT];
    for (int i = 0; i < RUN_MARKS + 3; i++)
        run_marks_add(&marks, (RunMark){UINT64_MAX - 100 + (uint64_t)i, RUN_MARK_RESAMPLE, INT_MAX});
    assert_int_equal(marks.count, RUN_MARKS);
    assert_true(marks.mark[0].step == UINT64_MAX - 97); // the oldest three went
    run_marks_write(&marks, text, sizeof text);
    assert_true(run_marks_read(text, &again));
    assert_memory_equal(&marks, &again, sizeof marks);
    strcat(text, ", 18446744073709551615 resample 1");
    assert_false(run_marks_read(text, &again));
}

static void a_run_that_went_back_has_no_marks_of_later_steps(void **state) {
    (void)state;
    RunMarks marks = {0};
    for (uint64_t i = 1; i <= 4; i++)
        run_marks_add(&marks, (RunMark){100 * i, RUN_MARK_RESAMPLE, (int)i});
    run_marks_add(&marks, (RunMark){200, RUN_MARK_RESAMPLE, 9});
    assert_int_equal(marks.count, 3);
    assert_true(marks.mark[1].units == 2 && marks.mark[2].units == 9);
}

static void other_texts_are_refused(void **state) {
    (void)state;
    char longest[RUN_MARKS_TEXT + 1];
    memset(longest, '1', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    const char *texts[] = {"120",
                           "120 resample",
                           "resample 3",
                           "x resample 3",
                           "-1 resample 3",
                           "120 resample 0",
                           "120 resample x",
                           "120 resample 2147483648",
                           "120 reset 3",
                           "120 resample 3 4",
                           "120 resample 3,",
                           "120 resample 3, ",
                           ", 120 resample 3",
                           "120 resample 3,130 resample 1",
                           "130 resample 3, 120 resample 1",
                           " ",
                           longest};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        RunMarks marks = {.count = 1, .mark = {{5, RUN_MARK_RESAMPLE, 2}}};
        if (run_marks_read(texts[i], &marks))
            fail_msg("'%s' was taken", texts[i]);
        assert_true(marks.count == 1 && marks.mark[0].step == 5);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_come_back_from_their_text),
        cmocka_unit_test(as_many_as_there_is_room_for_come_back_too),
        cmocka_unit_test(a_run_that_went_back_has_no_marks_of_later_steps),
        cmocka_unit_test(other_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
