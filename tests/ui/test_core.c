// Ids, focus order, shortcuts, disabled parts, the draw list and layout by cutting.
#include "screen.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

typedef struct Two {
    int clicks[3];
    bool disabled, shortcut;
    int order; // 1: called the other way round
} Two;

static Rect place(int i) {
    return (Rect){10, 10 + 40 * (float)i, 100, 30};
}

static void two_panels(Ui *ui, void *context) {
    Two *two = context;
    ui_push_disabled(ui, two->disabled);
    for (int i = 0; i < 3; i++) {
        ui_push_number(ui, i);
        two->clicks[i] += ui_button(ui, "reset", place(i), &(UiButton){.label = "Reset"});
        ui_pop_id(ui);
    }
    ui_pop_disabled(ui);
    two->shortcut |= ui_shortcut(ui, ' ', 0);
}

static void same_label_in_two_panels_does_not_collide(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    screen_click(screen, 20, 60);
    assert_int_equal(two.clicks[0], 0);
    assert_int_equal(two.clicks[1], 1);
    screen_destroy(screen);
}

static void same_name_twice(Ui *ui, void *context) {
    (void)context;
    ui_button(ui, "reset", place(0), &(UiButton){.label = "Reset"});
    ui_button(ui, "reset", place(1), &(UiButton){.label = "Reset"});
}

static void unbalanced(Ui *ui, void *context) {
    (void)context;
    ui_push_id(ui, "panel");
}

static void unbalanced_clip(Ui *ui, void *context) {
    (void)context;
    ui_push_clip(ui, place(0));
}

static void unbalanced_disabled(Ui *ui, void *context) {
    (void)context;
    ui_push_disabled(ui, false);
}

static void collide(void) {
    screen_create(same_name_twice, NULL);
}

static void forget_pop(void) {
    screen_create(unbalanced, NULL);
}

static void forget_clip(void) {
    screen_create(unbalanced_clip, NULL);
}

static void forget_disabled(void) {
    screen_create(unbalanced_disabled, NULL);
}

static void nothing(void) {
    Two two = {0};
    screen_destroy(screen_create(two_panels, &two));
}

static void the_same_id_twice_in_a_frame_dies(void **state) {
    (void)state;
    assert_false(screen_dies(nothing));
    assert_true(screen_dies(collide));
}

static void a_push_without_its_pop_dies(void **state) {
    (void)state;
    assert_true(screen_dies(forget_pop));
    assert_true(screen_dies(forget_clip));
    assert_true(screen_dies(forget_disabled));
}

static void names_numbers_and_paths_give_different_ids(void **state) {
    (void)state;
    Ui *ui = calloc(1, sizeof *ui);
    ui->running = true;
    UiId plain = ui_id(ui, "ab");
    ui_push_id(ui, "a");
    UiId inner = ui_id(ui, "b");
    ui_pop_id(ui);
    ui_push_number(ui, 'a');
    UiId number = ui_id(ui, "b");
    ui_pop_id(ui);
    assert_true(plain != inner && inner != number && plain != number);
    assert_true(ui_id(ui, "ab") == plain);
    free(ui);
}

static void tab_goes_through_all_in_call_order_and_back(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    assert_null(screen_ring(screen));
    for (int i = 0; i < 4; i++) {
        screen_key(screen, UI_KEY_TAB, 0);
        assert_non_null(screen_ring(screen));
        assert_float_equal(screen_ring(screen)->rect.y, place(i % 3).y, 0);
    }
    screen_key(screen, UI_KEY_TAB, UI_SHIFT);
    assert_float_equal(screen_ring(screen)->rect.y, place(2).y, 0);
    screen_destroy(screen);
}

static void enter_and_space_act_where_the_ring_is(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_ENTER, 0);
    screen_key(screen, ' ', 0);
    assert_int_equal(two.clicks[0], 2);
    assert_false(two.shortcut);
    screen_destroy(screen);
}

static void space_is_a_shortcut_after_a_click_and_after_escape(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_click(screen, 20, 20);
    assert_null(screen_ring(screen));
    screen_key(screen, ' ', 0);
    assert_true(two.shortcut);
    assert_int_equal(two.clicks[0], 1);
    two.shortcut = false;
    screen_key(screen, UI_KEY_TAB, 0);
    assert_true(ui_wants_keyboard(&screen->ui));
    screen_key(screen, UI_KEY_ESCAPE, 0);
    assert_false(ui_wants_keyboard(&screen->ui));
    screen_key(screen, ' ', 0);
    assert_true(two.shortcut);
    screen_destroy(screen);
}

static void what_is_disabled_is_pale_and_does_not_react(void **state) {
    (void)state;
    Two two = {.disabled = true};
    Screen *screen = screen_create(two_panels, &two);
    screen_click(screen, 20, 20);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(two.clicks[0], 0);
    assert_null(screen_ring(screen));
    assert_true(screen_find(screen, "Reset")->color.a < 255);
    screen_destroy(screen);
}

static void a_press_that_leaves_the_button_is_no_click(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    screen_press(screen, 20, 20);
    screen_move(screen, 300, 300);
    screen_release(screen);
    screen_press(screen, 300, 300);
    screen_move(screen, 20, 20);
    screen_release(screen);
    assert_int_equal(two.clicks[0], 0);
    screen_destroy(screen);
}

static void press_and_release_in_one_frame_click(void **state) {
    (void)state;
    Two two = {0};
    Screen *screen = screen_create(two_panels, &two);
    screen->input.pressed = screen->input.released = UI_MOUSE_LEFT;
    screen_move(screen, 20, 20);
    assert_int_equal(two.clicks[0], 1);
    screen_destroy(screen);
}

static void an_untouched_frame_asks_for_no_other(void **state) {
    (void)state;
    Two two = {0};
    double seconds = 9;
    Screen *screen = screen_create(two_panels, &two);
    screen_frame(screen);
    assert_false(ui_animating(&screen->ui, &seconds));
    screen_key(screen, UI_KEY_TAB, 0);
    assert_true(ui_animating(&screen->ui, &seconds));
    assert_true(seconds == 0);
    screen_destroy(screen);
}

static void cuts_fill_the_rectangle_and_never_go_below_zero(void **state) {
    (void)state;
    Rect rect = {10, 20, 100, 50};
    Rect left = rect_cut_left(&rect, 30, 8), right = rect_cut_right(&rect, 20, 8);
    assert_true(left.x == 10 && left.w == 30 && rect.x == 48 && rect.w == 34 && right.x == 90);
    Rect top = rect_cut_top(&rect, 10, 5), bottom = rect_cut_bottom(&rect, 99, 5);
    assert_true(top.y == 20 && top.h == 10 && bottom.y == 35 && bottom.h == 35 && rect.h == 0);
    for (int i = 0; i < 7; i++) {
        Rect column = rect_column((Rect){3, 0, 101, 9}, i, 7, 4), next = rect_column((Rect){3, 0, 101, 9}, i + 1, 7, 4);
        assert_float_equal(column.x + column.w + 4, next.x, 0.001);
        assert_true(column.x == (float)(int)column.x);
    }
    assert_true(rect_inset((Rect){0, 0, 4, 4}, 9, 1).w == 0);
}

static void the_draw_list_keeps_what_was_drawn_when_lists_are_joined(void **state) {
    (void)state;
    DrawList a = {0}, b = {0};
    Point points[3] = {{1, 2}, {3, 4}, {5, 6}};
    Rgba color = {1, 2, 3, 4};
    draw_text(&a, 1, 2, DRAW_FONT_BOLD, 14, color, "one");
    draw_line(&a, points, 3, 2, color);
    draw_text(&b, 1, 2, DRAW_FONT_TEXT, 14, color, "two");
    draw_polygon(&b, points + 1, 2, color);
    draw_append(&a, &b);
    assert_int_equal(a.count, 4);
    assert_string_equal(draw_text_of(&a, &a.commands[2]), "two");
    assert_true(a.points[a.commands[3].first].x == 3);
    draw_clear(&a);
    assert_int_equal(a.count + a.point_count + a.text_used, 0);
    draw_finish(&a);
    draw_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_label_in_two_panels_does_not_collide),
        cmocka_unit_test(the_same_id_twice_in_a_frame_dies),
        cmocka_unit_test(a_push_without_its_pop_dies),
        cmocka_unit_test(names_numbers_and_paths_give_different_ids),
        cmocka_unit_test(tab_goes_through_all_in_call_order_and_back),
        cmocka_unit_test(enter_and_space_act_where_the_ring_is),
        cmocka_unit_test(space_is_a_shortcut_after_a_click_and_after_escape),
        cmocka_unit_test(what_is_disabled_is_pale_and_does_not_react),
        cmocka_unit_test(a_press_that_leaves_the_button_is_no_click),
        cmocka_unit_test(press_and_release_in_one_frame_click),
        cmocka_unit_test(an_untouched_frame_asks_for_no_other),
        cmocka_unit_test(cuts_fill_the_rectangle_and_never_go_below_zero),
        cmocka_unit_test(the_draw_list_keeps_what_was_drawn_when_lists_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
