// The text field: UTF-8, selection, words, clipboard, capacity, mouse.
#include "screen.h"
#include "test.h"

#include <string.h>

typedef struct Line {
    char text[16], board[64];
    unsigned result;
    bool disabled;
} Line;

static const Rect RECT = {100, 100, 200, 32}; // text starts at 108, letters are 7 wide

static void copy(void *context, const char *text) {
    strcpy(((Line *)context)->board, text);
}

static const char *paste(void *context) {
    return ((Line *)context)->board;
}

static void one_field(Ui *ui, void *context) {
    Line *line = context;
    ui->clipboard = (UiClipboard){copy, paste, line};
    ui_push_disabled(ui, line->disabled);
    line->result = ui_text_field(ui, "line", RECT, "a path", line->text, sizeof line->text);
    ui_pop_disabled(ui);
}

static Screen *focused(Line *line) {
    Screen *screen = screen_create(one_field, line);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_END, 0);
    return screen;
}

static void typing_goes_in_at_the_caret(void **state) {
    (void)state;
    Line line = {.text = "ac"};
    Screen *screen = focused(&line);
    assert_true(ui_wants_text(&screen->ui) && ui_wants_keyboard(&screen->ui));
    screen_key(screen, UI_KEY_LEFT, 0);
    screen_type(screen, "b");
    assert_string_equal(line.text, "abc");
    assert_int_equal(line.result, UI_CHANGED);
    screen_destroy(screen);
}

static void a_letter_of_many_bytes_is_one_letter(void **state) {
    (void)state;
    Line line = {.text = "aé日"};
    Screen *screen = focused(&line);
    screen_key(screen, UI_KEY_LEFT, 0);
    screen_key(screen, UI_KEY_BACKSPACE, 0);
    assert_string_equal(line.text, "a日");
    screen_key(screen, UI_KEY_DELETE, 0);
    assert_string_equal(line.text, "a");
    screen_destroy(screen);
}

static void what_is_not_utf8_or_a_control_is_left_out(void **state) {
    (void)state;
    Line line = {0};
    Screen *screen = focused(&line);
    screen_type(screen, "a\xC3(\x01\xED\xA0\x80\nb\x7F");
    assert_string_equal(line.text, "a( b");
    screen_destroy(screen);
}

static void a_full_field_takes_whole_letters_only(void **state) {
    (void)state;
    Line line = {.text = "1234567890123"};
    Screen *screen = focused(&line);
    screen_type(screen, "é日");
    assert_string_equal(line.text, "1234567890123é");
    screen_type(screen, "x");
    assert_int_equal(strlen(line.text), 15);
    screen_key(screen, UI_KEY_BACKSPACE, 0);
    screen_type(screen, "x日");
    assert_string_equal(line.text, "1234567890123x");
    screen_destroy(screen);
}

static void ctrl_deletes_and_walks_words(void **state) {
    (void)state;
    Line line = {.text = "one two/three"};
    Screen *screen = focused(&line);
    screen_key(screen, UI_KEY_BACKSPACE, UI_CTRL);
    assert_string_equal(line.text, "one two/");
    screen_key(screen, UI_KEY_LEFT, UI_CTRL);
    screen_key(screen, UI_KEY_DELETE, UI_CTRL);
    assert_string_equal(line.text, "one /");
    screen_destroy(screen);
}

static void selection_is_replaced_cut_and_pasted(void **state) {
    (void)state;
    Line line = {.text = "abcd"};
    Screen *screen = focused(&line);
    screen_key(screen, UI_KEY_LEFT, UI_SHIFT);
    screen_key(screen, UI_KEY_LEFT, UI_SHIFT);
    screen_key(screen, 'c', UI_CTRL);
    assert_string_equal(line.board, "cd");
    screen_type(screen, "x");
    assert_string_equal(line.text, "abx");
    screen_key(screen, 'a', UI_CTRL);
    screen_key(screen, 'x', UI_CTRL);
    assert_string_equal(line.text, "");
    assert_non_null(screen_find(screen, "a path") ? NULL : &line); // no hint while it is being edited
    screen_key(screen, 'v', UI_CTRL);
    screen_key(screen, 'v', UI_CTRL);
    assert_string_equal(line.text, "abxabx");
    screen_key(screen, UI_KEY_HOME, UI_SHIFT);
    screen_key(screen, UI_KEY_RIGHT, 0); // to the end of what was marked
    screen_type(screen, "!");
    assert_string_equal(line.text, "abxabx!");
    screen_destroy(screen);
}

static void the_mouse_sets_the_caret_and_marks(void **state) {
    (void)state;
    Line line = {.text = "abcdef"};
    Screen *screen = screen_create(one_field, &line);
    screen_press(screen, 108 + 2 * 7 + 1, 110);
    screen_move(screen, 108 + 4 * 7 + 1, 110);
    screen_release(screen);
    screen_type(screen, "-");
    assert_string_equal(line.text, "ab-ef");
    screen_double_click(screen, 120, 110);
    screen_type(screen, "new");
    assert_string_equal(line.text, "new");
    screen_destroy(screen);
}

static void enter_is_done_and_escape_leaves(void **state) {
    (void)state;
    Line line = {.text = "a"};
    Screen *screen = focused(&line);
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(line.result, UI_DONE);
    screen_key(screen, UI_KEY_ESCAPE, 0);
    assert_int_equal(line.result, UI_CANCELLED);
    screen_frame(screen);
    assert_false(ui_wants_text(&screen->ui));
    screen_type(screen, "b");
    assert_string_equal(line.text, "a");
    screen_destroy(screen);
}

static void the_caret_blinks_and_asks_for_the_frames_it_needs(void **state) {
    (void)state;
    Line line = {0};
    Screen *screen = focused(&line);
    double seconds = 0;
    Rgba caret = screen->theme.colors.caret;
    screen_frame(screen);
    assert_int_equal(screen_count(screen, DRAW_FILL, caret), 1);
    assert_true(ui_animating(&screen->ui, &seconds) && seconds > 0.3 && seconds <= 0.5);
    screen_wait(screen, seconds);
    assert_int_equal(screen_count(screen, DRAW_FILL, caret), 0);
    screen_destroy(screen);
}

static void a_disabled_field_takes_nothing(void **state) {
    (void)state;
    Line line = {.text = "a", .disabled = true};
    Screen *screen = screen_create(one_field, &line);
    screen_click(screen, 120, 110);
    screen_type(screen, "b");
    assert_string_equal(line.text, "a");
    assert_false(ui_wants_text(&screen->ui));
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_goes_in_at_the_caret),
        cmocka_unit_test(a_letter_of_many_bytes_is_one_letter),
        cmocka_unit_test(what_is_not_utf8_or_a_control_is_left_out),
        cmocka_unit_test(a_full_field_takes_whole_letters_only),
        cmocka_unit_test(ctrl_deletes_and_walks_words),
        cmocka_unit_test(selection_is_replaced_cut_and_pasted),
        cmocka_unit_test(the_mouse_sets_the_caret_and_marks),
        cmocka_unit_test(enter_is_done_and_escape_leaves),
        cmocka_unit_test(the_caret_blinks_and_asks_for_the_frames_it_needs),
        cmocka_unit_test(a_disabled_field_takes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
