// Slider: the scale, the mouse, wheel, keys, typed numbers.
#include "screen.h"
#include "test.h"

#include <math.h>
#include <string.h>

static const UiSlider RATE = {.label = "Learning rate",
                              .least = 1e-5,
                              .most = 1,
                              .initial = 1e-3,
                              .logarithmic = true,
                              .exponent = true,
                              .digits = 1};
static const UiSlider PENALTY = {.label = "L1",
                                 .least = 1e-3,
                                 .most = 10,
                                 .initial = 0.25,
                                 .logarithmic = true,
                                 .zero = true,
                                 .exponent = true,
                                 .digits = 1};
static const UiSlider MASK = {.label = "Masking", .unit = "%", .least = 0, .most = 100, .initial = 0, .whole = true};

typedef struct One {
    const UiSlider *slider;
    double value;
    unsigned result, ever; // in this frame, in any
    bool disabled;
} One;

static const Rect RECT = {100, 100, 214, 40}; // the knob's middle travels from 107 to 307

static void one_slider(Ui *ui, void *context) {
    One *one = context;
    ui_push_disabled(ui, one->disabled);
    one->result = ui_slider(ui, "slider", RECT, one->slider, &one->value);
    one->ever |= one->result;
    ui_pop_disabled(ui);
}

static void every_share_comes_back(void **state) {
    (void)state;
    const UiSlider *sliders[] = {&RATE, &PENALTY, &MASK};
    for (int s = 0; s < 3; s++)
        for (int i = 0; i <= 1000; i++) {
            double value = ui_slider_value(sliders[s], i / 1000.0);
            double again = ui_slider_value(sliders[s], ui_slider_share(sliders[s], value));
            assert_true(fabs(again - value) <= 1e-9 * fabs(value));
            assert_true(value == 0 || (value >= sliders[s]->least && value <= sliders[s]->most));
        }
    assert_true(fabs(ui_slider_share(&RATE, 1e-3) - 0.4) < 1e-12);
    assert_true(ui_slider_value(&RATE, 0.4) == 1e-3);
    assert_true(ui_slider_value(&PENALTY, 0) == 0 && ui_slider_share(&PENALTY, 0) == 0);
}

static void typed_numbers_are_read_and_nonsense_is_refused(void **state) {
    (void)state;
    double value = 7;
    const char *nonsense[] = {"", " ", "abc", "1e-3x", "nan", "inf", "0x10", "1 2", "--1", "1e", "1e999"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        assert_false(ui_slider_read(&RATE, nonsense[i], &value));
        assert_true(value == 7);
    }
    assert_true(ui_slider_read(&RATE, " 1e-3 ", &value) && value == 1e-3);
    assert_true(ui_slider_read(&RATE, "50", &value) && value == 1);
    assert_true(ui_slider_read(&PENALTY, "0", &value) && value == 0);
    assert_true(ui_slider_read(&PENALTY, "-3", &value) && value == 0);
    assert_true(ui_slider_read(&MASK, "40.4 %", &value) && value == 40);
}

static void numbers_are_written_short_and_with_their_unit(void **state) {
    (void)state;
    char text[32];
    ui_slider_write(&RATE, 1e-3, text, sizeof text);
    assert_string_equal(text, "1.0e-3");
    ui_slider_write(&RATE, (double)0.001F, text, sizeof text);
    assert_string_equal(text, "1.0e-3");
    ui_slider_write(&RATE, 1.25e-3, text, sizeof text);
    assert_string_equal(text, "1.25e-3");
    ui_slider_write(&RATE, 1, text, sizeof text);
    assert_string_equal(text, "1.0e0");
    ui_slider_write(&PENALTY, 0, text, sizeof text);
    assert_string_equal(text, "0");
    ui_slider_write(&MASK, 40, text, sizeof text);
    assert_string_equal(text, "40 %");
}

static void a_click_goes_there_and_a_drag_follows(void **state) {
    (void)state;
    One one = {.slider = &MASK};
    Screen *screen = screen_create(one_slider, &one);
    screen_press(screen, 207, 131);
    assert_true(one.value == 50 && one.result == UI_CHANGED);
    screen_move(screen, 257, 300);
    assert_true(one.value == 75 && one.result == UI_CHANGED);
    screen_move(screen, 999, 131);
    assert_true(one.value == 100);
    screen_release(screen);
    assert_true(one.result == UI_DONE);
    screen_move(screen, 150, 131);
    assert_true(one.value == 100 && one.result == 0);
    screen_destroy(screen);
}

static void a_click_on_the_knob_moves_nothing(void **state) {
    (void)state;
    One one = {.slider = &RATE, .value = 1.2345e-3};
    Screen *screen = screen_create(one_slider, &one);
    screen_press(screen, 107 + 200 * (float)ui_slider_share(&RATE, one.value) + 3, 131);
    assert_true(one.value == 1.2345e-3);
    screen_destroy(screen);
}

static void shift_drags_a_tenth_as_far(void **state) {
    (void)state;
    One one = {.slider = &MASK, .value = 50};
    Screen *screen = screen_create(one_slider, &one);
    screen_press(screen, 207, 131);
    screen->input.modifiers = UI_SHIFT;
    screen_move(screen, 307, 131);
    assert_true(one.value == 55);
    screen_destroy(screen);
}

static void wheel_and_keys_step_and_shift_is_fine(void **state) {
    (void)state;
    One one = {.slider = &MASK, .value = 50};
    Screen *screen = screen_create(one_slider, &one);
    screen_wheel(screen, 150, 131, 1);
    assert_true(one.value == 52 && one.result == (UI_CHANGED | UI_DONE));
    screen_key(screen, UI_KEY_RIGHT, 0);
    assert_true(one.value == 52); // it has no keyboard yet
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_RIGHT, 0);
    assert_true(one.value == 54);
    screen_key(screen, UI_KEY_DOWN, 0);
    assert_true(one.value == 52);
    screen_key(screen, UI_KEY_LEFT, UI_SHIFT);
    assert_true(one.value == 51);
    screen_key(screen, UI_KEY_HOME, 0);
    assert_true(one.value == 0);
    screen_key(screen, UI_KEY_END, 0);
    assert_true(one.value == 100);
    screen_destroy(screen);
}

static void keys_leave_and_reach_the_zero_of_a_logarithmic_one(void **state) {
    (void)state;
    One one = {.slider = &PENALTY, .value = 1e-3};
    Screen *screen = screen_create(one_slider, &one);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_LEFT, 0);
    assert_true(one.value == 0);
    screen_key(screen, UI_KEY_RIGHT, 0);
    assert_true(one.value >= 1e-3 && one.value < 2e-3);
    screen_destroy(screen);
}

static void a_double_click_resets(void **state) {
    (void)state;
    One one = {.slider = &RATE, .value = 0.5};
    Screen *screen = screen_create(one_slider, &one);
    screen_double_click(screen, 150, 131);
    assert_true(one.value == 1e-3);
    screen_destroy(screen);
}

static void a_click_on_the_number_types_one(void **state) {
    (void)state;
    One one = {.slider = &RATE, .value = 0.5};
    Screen *screen = screen_create(one_slider, &one);
    screen_click(screen, 305, 110);
    screen_frame(screen);
    assert_true(ui_wants_text(&screen->ui));
    screen_type(screen, "2e-2");
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_true(one.value == 2e-2 && one.result == (UI_CHANGED | UI_DONE));
    screen_frame(screen);
    assert_false(ui_wants_text(&screen->ui));
    assert_non_null(screen_find(screen, "2.0e-2"));
    screen_destroy(screen);
}

static void typed_nonsense_shows_as_a_problem_and_changes_nothing(void **state) {
    (void)state;
    One one = {.slider = &RATE, .value = 0.5};
    Screen *screen = screen_create(one_slider, &one);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_ENTER, 0);
    screen_frame(screen);
    screen_type(screen, "fast");
    screen_key(screen, UI_KEY_ENTER, 0);
    screen_frame(screen);
    assert_true(one.value == 0.5 && ui_wants_text(&screen->ui));
    assert_true(screen_find(screen, "fast")->color.r == screen->theme.colors.problem.r);
    screen_key(screen, UI_KEY_ESCAPE, 0);
    screen_frame(screen);
    screen_frame(screen);
    assert_true(one.value == 0.5 && !ui_wants_text(&screen->ui));
    assert_non_null(screen_ring(screen)); // the keyboard is the slider's again
    screen_destroy(screen);
}

static void a_number_being_typed_counts_when_the_mouse_goes_elsewhere(void **state) {
    (void)state;
    One one = {.slider = &RATE, .value = 0.5};
    Screen *screen = screen_create(one_slider, &one);
    screen_click(screen, 305, 110);
    screen_type(screen, "1e-2");
    screen_click(screen, 600, 500);
    screen_frame(screen);
    assert_true(one.value == 1e-2 && (one.ever & UI_DONE));
    one.ever = 0;
    screen_click(screen, 305, 110);
    screen_type(screen, "fast");
    screen_click(screen, 600, 500);
    screen_frame(screen);
    assert_true(one.value == 1e-2 && one.ever == 0);
    screen_destroy(screen);
}

static void a_disabled_one_stays_as_it_is(void **state) {
    (void)state;
    One one = {.slider = &MASK, .value = 50, .disabled = true};
    Screen *screen = screen_create(one_slider, &one);
    screen_double_click(screen, 300, 131);
    screen_click(screen, 305, 110);
    screen_wheel(screen, 300, 131, 3);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_RIGHT, 0);
    screen_frame(screen);
    assert_true(one.value == 50 && one.result == 0 && !ui_wants_text(&screen->ui));
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_share_comes_back),
        cmocka_unit_test(typed_numbers_are_read_and_nonsense_is_refused),
        cmocka_unit_test(numbers_are_written_short_and_with_their_unit),
        cmocka_unit_test(a_click_goes_there_and_a_drag_follows),
        cmocka_unit_test(a_click_on_the_knob_moves_nothing),
        cmocka_unit_test(shift_drags_a_tenth_as_far),
        cmocka_unit_test(wheel_and_keys_step_and_shift_is_fine),
        cmocka_unit_test(keys_leave_and_reach_the_zero_of_a_logarithmic_one),
        cmocka_unit_test(a_double_click_resets),
        cmocka_unit_test(a_click_on_the_number_types_one),
        cmocka_unit_test(typed_nonsense_shows_as_a_problem_and_changes_nothing),
        cmocka_unit_test(a_number_being_typed_counts_when_the_mouse_goes_elsewhere),
        cmocka_unit_test(a_disabled_one_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
