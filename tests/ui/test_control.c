// Choice, tabs, toggle, fold, splitter, scroll area: mouse, keyboard, wheel, disabled.
#include "screen.h"
#include "test.h"

static const UiSplitter SPLITTER = {.upright = true, .direction = 1, .least = 100, .most = 300, .initial = 200};

typedef struct Panel {
    int choice, tab, rows, clicks[40];
    bool toggle, open, disabled;
    float split;
    double slider;
} Panel;

static const Rect CHOICE = {0, 0, 304, 32}, TABS = {0, 40, 400, 36}, TOGGLE = {0, 80, 200, 32},
                  FOLD = {0, 120, 200, 28};
static const Rect SPLIT = {400, 100, 8, 200}, VIEW = {0, 200, 300, 200};

static void rows(Ui *ui, Panel *panel) {
    static const UiSlider SLIDER = {.label = "x", .most = 100, .whole = true};
    Rect inner = ui_scroll_begin(ui, "view", VIEW);
    for (int i = 0; i < panel->rows; i++) {
        ui_push_number(ui, i);
        panel->clicks[i] += ui_button(ui, "row", rect_cut_top(&inner, 40, 0), &(UiButton){.label = "row"});
        ui_pop_id(ui);
    }
    if (panel->rows > 0)
        ui_slider(ui, "slider", rect_cut_top(&inner, 40, 0), &SLIDER, &panel->slider);
    ui_scroll_end(ui, inner.y);
}

static void controls(Ui *ui, void *context) {
    static const char *const LABELS[] = {"L1", "KL", "Top-k"};
    static const UiTab TAB[] = {{"Network", "1"}, {"Code", "2"}};
    Panel *panel = context;
    ui_push_disabled(ui, panel->disabled);
    ui_choice(ui, "choice", CHOICE, LABELS, 3, &panel->choice);
    ui_tabs(ui, "tabs", TABS, UI_TABS_LINED, TAB, 2, &panel->tab);
    ui_toggle(ui, "toggle", TOGGLE, "Log", &panel->toggle);
    ui_fold(ui, "fold", FOLD, "LEARNING", &panel->open);
    ui_splitter(ui, "split", SPLIT, &SPLITTER, &panel->split);
    ui_pop_disabled(ui);
    rows(ui, panel);
}

static void a_click_chooses_and_arrows_go_round(void **state) {
    (void)state;
    Panel panel = {0};
    Screen *screen = screen_create(controls, &panel);
    screen_click(screen, 250, 16);
    assert_int_equal(panel.choice, 2);
    screen_key(screen, UI_KEY_RIGHT, 0);
    assert_int_equal(panel.choice, 0);
    assert_non_null(screen_ring(screen));
    screen_key(screen, UI_KEY_LEFT, 0);
    screen_key(screen, UI_KEY_UP, 0);
    assert_int_equal(panel.choice, 1);
    screen_key(screen, UI_KEY_END, 0);
    assert_int_equal(panel.choice, 2);
    screen_destroy(screen);
}

static void tabs_change_by_click_and_arrow_and_show_their_digit(void **state) {
    (void)state;
    Panel panel = {0};
    Screen *screen = screen_create(controls, &panel);
    const DrawCommand *code = screen_find(screen, "Code");
    assert_non_null(screen_find(screen, "2"));
    screen_click(screen, code->rect.x + 1, code->rect.y + 1);
    assert_int_equal(panel.tab, 1);
    screen_key(screen, UI_KEY_HOME, 0);
    assert_int_equal(panel.tab, 0);
    screen_destroy(screen);
}

static void toggle_and_fold_change_by_click_and_key(void **state) {
    (void)state;
    Panel panel = {.open = true};
    Screen *screen = screen_create(controls, &panel);
    screen_click(screen, 10, 90);
    assert_true(panel.toggle);
    screen_frame(screen);
    assert_true(panel.toggle);
    screen_key(screen, UI_KEY_TAB, 0); // the fold follows
    screen_key(screen, UI_KEY_LEFT, 0);
    assert_false(panel.open);
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_true(panel.open);
    screen_click(screen, 10, 130);
    assert_false(panel.open);
    screen_destroy(screen);
}

static void a_splitter_follows_the_drag_within_its_limits(void **state) {
    (void)state;
    Panel panel = {.split = 150};
    Screen *screen = screen_create(controls, &panel);
    screen_move(screen, 404, 200);
    assert_int_equal(ui_cursor(&screen->ui), UI_CURSOR_RESIZE_X);
    screen_press(screen, 404, 200);
    screen_move(screen, 454, 200);
    assert_true(panel.split == 200);
    screen_move(screen, 799, 200);
    assert_true(panel.split == 300);
    screen_move(screen, 434, 200);
    assert_true(panel.split == 180);
    screen_release(screen);
    screen_key(screen, UI_KEY_LEFT, 0);
    assert_true(panel.split == 172);
    screen_double_click(screen, 404, 200);
    assert_true(panel.split == 200);
    screen_destroy(screen);
}

static void disabled_controls_keep_their_values(void **state) {
    (void)state;
    Panel panel = {.disabled = true, .split = 150};
    Screen *screen = screen_create(controls, &panel);
    screen_click(screen, 250, 16);
    screen_key(screen, UI_KEY_RIGHT, 0);
    screen_click(screen, 100, 50);
    screen_click(screen, 10, 90);
    screen_click(screen, 10, 130);
    screen_press(screen, 404, 200);
    screen_move(screen, 454, 200);
    assert_true(panel.choice == 0 && panel.tab == 0 && !panel.toggle && !panel.open && panel.split == 150);
    screen_destroy(screen);
}

static float top(Screen *screen) {
    screen_frame(screen);
    UiKept *kept = NULL;
    for (int i = 0; i < UI_KEPT; i++)
        if (screen->ui.kept[i].id != 0)
            kept = &screen->ui.kept[i];
    assert_non_null(kept);
    return kept->offset;
}

static void the_wheel_scrolls_to_the_ends_and_no_further(void **state) {
    (void)state;
    Panel panel = {.rows = 20};
    Screen *screen = screen_create(controls, &panel);
    screen_frame(screen);
    screen_wheel(screen, 50, 250, -1);
    float once = top(screen);
    assert_true(once > 0);
    screen_wheel(screen, 50, 250, -100);
    assert_true(top(screen) == 21 * 40 - 200);
    screen_wheel(screen, 50, 250, 100);
    assert_true(top(screen) == 0);
    screen_wheel(screen, 50, 450, -1); // beside it
    assert_true(top(screen) == 0);
    screen_destroy(screen);
}

static void a_shorter_content_brings_the_position_back(void **state) {
    (void)state;
    Panel panel = {.rows = 20};
    Screen *screen = screen_create(controls, &panel);
    screen_frame(screen);
    screen_wheel(screen, 50, 250, -100);
    panel.rows = 3;
    screen_frame(screen);
    assert_true(top(screen) == 0);
    screen_destroy(screen);
}

static void the_bar_can_be_dragged(void **state) {
    (void)state;
    Panel panel = {.rows = 20};
    Screen *screen = screen_create(controls, &panel);
    screen_frame(screen);
    screen_press(screen, 296, 205);
    assert_true(top(screen) == 0);
    screen_move(screen, 296, 255);
    assert_true(top(screen) > 100);
    screen_move(screen, 296, 999);
    assert_true(top(screen) == 21 * 40 - 200);
    screen_destroy(screen);
}

static void what_is_scrolled_out_of_sight_is_not_clicked(void **state) {
    (void)state;
    Panel panel = {.rows = 20};
    Screen *screen = screen_create(controls, &panel);
    screen_frame(screen);
    screen_click(screen, 50, 205 + 5 * 40); // row 5 lies just below the view
    assert_int_equal(panel.clicks[5], 0);
    screen_click(screen, 50, 205 + 4 * 40);
    assert_int_equal(panel.clicks[4], 1);
    screen_destroy(screen);
}

static void what_gets_the_keyboard_is_scrolled_into_sight(void **state) {
    (void)state;
    Panel panel = {.rows = 20};
    Screen *screen = screen_create(controls, &panel);
    for (int i = 0; i < 5 + 20; i++)
        screen_key(screen, UI_KEY_TAB, 0);
    screen_frame(screen);
    Rect ring = screen_ring(screen)->rect;
    assert_true(ring.y >= VIEW.y && ring.y + ring.h <= VIEW.y + VIEW.h);
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(panel.clicks[19], 1);
    screen_destroy(screen);
}

static void scrolling_past_a_slider_does_not_turn_it(void **state) {
    (void)state;
    Panel panel = {.rows = 6, .slider = 50};
    Screen *screen = screen_create(controls, &panel);
    screen_frame(screen);
    for (int i = 0; i < 8; i++)
        screen_wheel(screen, 50, 392, -1); // the slider ends up under the pointer
    assert_true(panel.slider == 50);
    screen_wait(screen, 1);
    screen_wheel(screen, 50, 392, -1);
    assert_true(panel.slider == 48);
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_chooses_and_arrows_go_round),
        cmocka_unit_test(tabs_change_by_click_and_arrow_and_show_their_digit),
        cmocka_unit_test(toggle_and_fold_change_by_click_and_key),
        cmocka_unit_test(a_splitter_follows_the_drag_within_its_limits),
        cmocka_unit_test(disabled_controls_keep_their_values),
        cmocka_unit_test(the_wheel_scrolls_to_the_ends_and_no_further),
        cmocka_unit_test(a_shorter_content_brings_the_position_back),
        cmocka_unit_test(the_bar_can_be_dragged),
        cmocka_unit_test(what_is_scrolled_out_of_sight_is_not_clicked),
        cmocka_unit_test(what_gets_the_keyboard_is_scrolled_into_sight),
        cmocka_unit_test(scrolling_past_a_slider_does_not_turn_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
