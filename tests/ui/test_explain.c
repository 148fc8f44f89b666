// Explain mode: what is pointed at is spoken of, nothing reacts meanwhile, and it ends as it should.
#include "screen.h"
#include "test.h"

#include <string.h>

typedef struct Panel {
    int clicks, chosen;
    double rate;
    bool dialog;
} Panel;

static const UiSlider RATE = {.label = "Rate", .most = 1, .digits = 2};

static void panel(Ui *ui, void *context) {
    static const char *const LABELS[] = {"Adam", "SGD"};
    static const UiEntry ENTRIES[] = {{.label = "one"}, {.label = "two"}};
    Panel *p = context;
    UiExplain explain = {"Button", "It counts.", "n + 1", p->clicks ? "pressed" : "not yet"};
    p->clicks += ui_button(ui, "button", (Rect){10, 10, 100, 30}, &(UiButton){.label = "Press"});
    ui_explain(ui, &explain);
    ui_choice(ui, "choice", (Rect){10, 50, 200, 30}, LABELS, 2, &p->chosen);
    ui_explain(ui, &(UiExplain){.title = "Choice", .text = "One of two."});
    ui_tooltip(ui, "Not said");
    ui_slider(ui, "rate", (Rect){10, 90, 200, 40}, &RATE, &p->rate);
    ui_tooltip(ui, "How fast");
    ui_menu(ui, "menu", (Rect){10, 140, 200, 30}, "Menu", ENTRIES, 2, 0);
    ui_explain(ui, &(UiExplain){.title = "Menu", .text = "A list."});
    ui_area(ui, "bare", (Rect){300, 10, 100, 100}, 0);
    Rect inner = ui_scroll_begin(ui, "column", (Rect){500, 10, 200, 100});
    for (int i = 0; i < 10; i++) {
        ui_push_number(ui, i);
        ui_button(ui, "row", rect_cut_top(&inner, 30, 0), &(UiButton){.label = "Row"});
        ui_explain(ui, &(UiExplain){.title = "Row", .text = "In a column."});
        ui_pop_id(ui);
    }
    ui_scroll_end(ui, inner.y);
    if (p->dialog) {
        bool closed;
        ui_dialog_begin(ui, "dialog", "Dialog", 300, 200, &closed);
        ui_dialog_end(ui);
    }
}

static Screen *explaining(Panel *p) {
    Screen *screen = screen_create(panel, p);
    ui_explain_start(&screen->ui);
    screen_frame(screen);
    return screen;
}

static void point(Screen *screen, float x, float y) {
    screen_move(screen, x, y);
    screen_frame(screen); // what is meant is known when all have been called
}

static void what_is_pointed_at_is_spoken_of(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    assert_non_null(screen_find(screen, "Point at anything"));
    point(screen, 20, 20);
    assert_non_null(screen_find(screen, "It counts."));
    assert_non_null(screen_find(screen, "n + 1"));
    assert_non_null(screen_find(screen, "not yet"));
    assert_int_equal(ui_cursor(&screen->ui), UI_CURSOR_EXPLAIN);
    p.clicks = 1;
    screen_frame(screen);
    assert_non_null(screen_find(screen, "pressed"));
    point(screen, 150, 60); // a part of the choice
    assert_non_null(screen_find(screen, "One of two."));
    assert_null(screen_find(screen, "Not said"));
    point(screen, 700, 500);
    assert_non_null(screen_find(screen, "Point at anything"));
    screen_destroy(screen);
}

static void a_tooltip_serves_where_nothing_else_is_said(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    point(screen, 20, 120);
    assert_non_null(screen_find(screen, "How fast"));
    screen_destroy(screen);
}

static void what_has_no_words_is_found(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    int count, bare = 0;
    const UiElement *elements = ui_explain_elements(&screen->ui, &count);
    assert_int_equal(count, 16); // the parts of widgets are no elements
    for (int i = 0; i < count; i++)
        bare += !elements[i].explained;
    assert_int_equal(bare, 1);
    screen_destroy(screen);
}

static void nothing_reacts_and_a_click_ends_it(void **state) {
    (void)state;
    Panel p = {.rate = 0.5};
    Screen *screen = explaining(&p);
    point(screen, 20, 20);
    screen_key(screen, UI_KEY_ENTER, 0);
    screen_wheel(screen, 20, 120, 3);
    screen_key(screen, UI_KEY_RIGHT, 0);
    assert_true(ui_explaining(&screen->ui));
    screen_click(screen, 20, 20);
    assert_false(ui_explaining(&screen->ui));
    assert_int_equal(p.clicks, 0);
    assert_true(p.rate == 0.5 && p.chosen == 0);
    screen_click(screen, 20, 20);
    assert_int_equal(p.clicks, 1);
    screen_destroy(screen);
}

static void escape_ends_it_and_a_dialog_too(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    screen_key(screen, UI_KEY_ESCAPE, 0);
    assert_false(ui_explaining(&screen->ui));
    ui_explain_start(&screen->ui);
    screen_frame(screen);
    p.dialog = true;
    screen_frame(screen);
    assert_false(ui_explaining(&screen->ui));
    ui_explain_start(&screen->ui);
    assert_false(ui_explaining(&screen->ui));
    screen_destroy(screen);
}

static void tab_goes_through_all_and_brings_them_into_sight(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    screen_key(screen, UI_KEY_TAB, 0);
    assert_non_null(screen_find(screen, "It counts."));
    screen_key(screen, UI_KEY_TAB, 0);
    assert_non_null(screen_find(screen, "One of two."));
    screen_key(screen, UI_KEY_TAB, UI_SHIFT);
    assert_non_null(screen_find(screen, "It counts."));
    screen_key(screen, UI_KEY_TAB, UI_SHIFT); // round to the bar, then to the last row
    screen_key(screen, UI_KEY_TAB, UI_SHIFT);
    screen_frame(screen);
    int count;
    const UiElement *elements = ui_explain_elements(&screen->ui, &count), *last = &elements[count - 2];
    assert_true(last->visible.h == last->rect.h);
    point(screen, 20, 20); // the mouse leads again
    assert_non_null(screen_find(screen, "It counts."));
    assert_false(ui_wants_keyboard(&screen->ui)); // the focus has not moved meanwhile
    screen_destroy(screen);
}

static void it_closes_an_open_menu(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = screen_create(panel, &p);
    screen_click(screen, 20, 150);
    assert_non_null(screen_find(screen, "two"));
    ui_explain_start(&screen->ui);
    screen_frame(screen);
    assert_null(screen_find(screen, "two"));
    point(screen, 20, 20);
    assert_non_null(screen_find(screen, "It counts."));
    screen_destroy(screen);
}

static void the_card_lies_inside_wherever_one_points(void **state) {
    (void)state;
    Panel p = {0};
    Screen *screen = explaining(&p);
    static const int SIZES[][2] = {{800, 600}, {720, 220}, {300, 260}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        screen->width = SIZES[i][0];
        screen->height = SIZES[i][1];
        for (int tabs = 0; tabs < 16; tabs++) {
            screen_key(screen, UI_KEY_TAB, 0);
            screen_frame(screen);
            bool whole;
            Rect card = ui_explain_card(&screen->ui, &whole);
            Rect window = {0, 0, (float)screen->width, (float)screen->height};
            assert_true(rect_inside(card, window));
        }
    }
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_pointed_at_is_spoken_of),
        cmocka_unit_test(a_tooltip_serves_where_nothing_else_is_said),
        cmocka_unit_test(what_has_no_words_is_found),
        cmocka_unit_test(nothing_reacts_and_a_click_ends_it),
        cmocka_unit_test(escape_ends_it_and_a_dialog_too),
        cmocka_unit_test(tab_goes_through_all_and_brings_them_into_sight),
        cmocka_unit_test(it_closes_an_open_menu),
        cmocka_unit_test(the_card_lies_inside_wherever_one_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
