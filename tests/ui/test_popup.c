// What lies above the rest: menu, dialog, toast, tooltip. They take the clicks meant for them.
#include "screen.h"
#include "test.h"

#include <string.h>

typedef struct Desk {
    int under, picked, last_picked, answer, action;
    bool disabled, dialog, shortcut;
    char path[32];
    const char *toast;
    bool problem, offer;
} Desk;

static const UiEntry ENTRIES[] = {{"Fashion", "60 000", false}, {"Missing", NULL, true}, {"Strokes", NULL, false}};
static const char *const BUTTONS[] = {"Restart", "Cancel"};

/// A button lies under everything: under the list of the menu at the top left, under the dialog, under toasts.
static void desk(Ui *ui, void *context) {
    Desk *d = context;
    ui_push_disabled(ui, d->disabled);
    d->last_picked = ui_menu(ui, "data", (Rect){10, 10, 160, 32}, NULL, ENTRIES, 3, d->picked);
    ui_pop_disabled(ui);
    if (d->last_picked >= 0)
        d->picked = d->last_picked;
    d->under += ui_button(ui, "under", (Rect){0, 50, 800, 550}, &(UiButton){.label = "under"});
    ui_tooltip(ui, "what it does");
    d->shortcut |= ui_shortcut(ui, 's', 0);
    if (d->toast && d->offer)
        ui_toast_offer(ui, d->toast, "Undo", 7);
    else if (d->toast)
        ui_toast(ui, d->problem, d->toast);
    d->toast = NULL;
    int action = ui_toast_action(ui);
    d->action = action ? action : d->action;
    UiDialog dialog = {"Restart?", "The run starts anew.", BUTTONS, 2, d->path[0] ? d->path : NULL, sizeof d->path, ""};
    d->answer = d->dialog ? ui_dialog(ui, "dialog", &dialog) : UI_DIALOG_OPEN;
    if (d->answer != UI_DIALOG_OPEN)
        d->dialog = false;
}

static const DrawCommand *text(const Screen *screen, const char *wanted) {
    const DrawCommand *command = screen_find(screen, wanted);
    assert_non_null(command);
    return command;
}

static void click_text(Screen *screen, const char *wanted) {
    const DrawCommand *command = text(screen, wanted);
    screen_click(screen, command->rect.x + 2, command->rect.y + 2);
}

static void a_menu_picks_what_is_clicked_and_swallows_the_click(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    assert_null(screen_find(screen, "Strokes"));
    screen_click(screen, 20, 20);
    screen_frame(screen);
    click_text(screen, "Strokes");
    assert_int_equal(d.picked, 2);
    assert_int_equal(d.under, 0);
    screen_frame(screen);
    assert_null(screen_find(screen, "Missing"));
    assert_non_null(screen_find(screen, "Strokes")); // on the button now
    screen_click(screen, 700, 300);
    assert_int_equal(d.under, 1);
    screen_destroy(screen);
}

static void a_click_within_one_frame_opens_a_menu(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    screen->input.pressed = screen->input.released = UI_MOUSE_LEFT;
    screen_move(screen, 20, 20);
    screen_frame(screen);
    assert_non_null(screen_find(screen, "Missing"));
    screen_destroy(screen);
}

static void a_click_beside_a_menu_only_closes_it(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    screen_click(screen, 20, 20);
    screen_frame(screen);
    screen_click(screen, 700, 300);
    assert_int_equal(d.under, 0);
    assert_null(screen_find(screen, "Missing"));
    screen_destroy(screen);
}

static void disabled_entries_are_not_picked(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    screen_click(screen, 20, 20);
    screen_frame(screen);
    click_text(screen, "Missing");
    assert_int_equal(d.picked, 0);
    assert_non_null(screen_find(screen, "Missing"));
    screen_destroy(screen);
}

static void a_menu_works_with_the_keyboard_alone(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    screen_key(screen, UI_KEY_TAB, 0);
    screen_key(screen, UI_KEY_ENTER, 0);
    screen_key(screen, 's', 0);
    assert_false(d.shortcut);
    screen_key(screen, UI_KEY_DOWN, 0); // over the disabled one
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(d.picked, 2);
    screen_key(screen, ' ', 0);
    screen_key(screen, UI_KEY_HOME, 0);
    screen_key(screen, UI_KEY_ESCAPE, 0);
    assert_int_equal(d.picked, 2);
    screen_frame(screen);
    assert_null(screen_find(screen, "Missing"));
    assert_non_null(screen_ring(screen));
    screen_destroy(screen);
}

static void a_disabled_menu_stays_shut(void **state) {
    (void)state;
    Desk d = {.disabled = true};
    Screen *screen = screen_create(desk, &d);
    screen_click(screen, 20, 20);
    screen_frame(screen);
    assert_null(screen_find(screen, "Missing"));
    screen_destroy(screen);
}

static void a_dialog_takes_all_clicks_keys_and_tabs(void **state) {
    (void)state;
    Desk d = {.dialog = true};
    Screen *screen = screen_create(desk, &d);
    screen_frame(screen);
    screen_click(screen, 700, 100);
    screen_click(screen, 20, 20);
    screen_key(screen, 's', 0);
    assert_int_equal(d.under, 0);
    assert_null(screen_find(screen, "Missing"));
    assert_false(d.shortcut);
    for (int i = 0; i < 5; i++) {
        screen_key(screen, UI_KEY_TAB, 0);
        assert_true(screen_ring(screen)->rect.y > 100); // on one of its buttons
    }
    click_text(screen, "Cancel");
    assert_int_equal(d.answer, 1);
    screen_click(screen, 700, 100);
    assert_int_equal(d.under, 1);
    screen_destroy(screen);
}

static void a_dialog_has_the_keyboard_at_once_and_gives_it_back(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    screen_key(screen, UI_KEY_TAB, 0);
    d.dialog = true;
    screen_frame(screen);
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(d.answer, 0);
    screen_frame(screen);
    screen_frame(screen);
    assert_float_equal(screen_ring(screen)->rect.y, 10, 0);
    d.dialog = true;
    screen_frame(screen);
    screen_key(screen, UI_KEY_ESCAPE, 0);
    assert_int_equal(d.answer, 1);
    screen_destroy(screen);
}

static void a_dialog_with_a_field_is_typed_into_and_entered(void **state) {
    (void)state;
    Desk d = {.dialog = true, .path = "x"};
    Screen *screen = screen_create(desk, &d);
    screen_frame(screen);
    screen_type(screen, "/data");
    assert_string_equal(d.path, "/data");
    screen_key(screen, UI_KEY_ENTER, 0);
    assert_int_equal(d.answer, 0);
    screen_destroy(screen);
}

static void a_toast_leaves_to_the_right_and_ends(void **state) {
    (void)state;
    Desk d = {.toast = "saved"};
    Screen *screen = screen_create(desk, &d);
    double seconds = 0;
    assert_non_null(screen_find(screen, "saved"));
    screen_frame(screen);
    assert_true(ui_animating(&screen->ui, &seconds) && seconds > 4 && seconds < 5);
    float stood = text(screen, "saved")->rect.x;
    screen_wait(screen, 4);
    assert_true(text(screen, "saved")->rect.x == stood);
    screen_wait(screen, 0.7);
    assert_true(ui_animating(&screen->ui, &seconds) && seconds < 0.1);
    assert_true(text(screen, "saved")->rect.x > stood);
    screen_wait(screen, 0.5);
    screen_frame(screen);
    assert_int_equal(screen->ui.toast_count, 0);
    assert_false(ui_animating(&screen->ui, &seconds));
    screen_destroy(screen);
}

static void problems_stay_longer_and_are_marked(void **state) {
    (void)state;
    Desk d = {.toast = "broken", .problem = true};
    Screen *screen = screen_create(desk, &d);
    assert_int_equal(screen_count(screen, DRAW_FILL, screen->theme.colors.problem), 1);
    screen_wait(screen, 6);
    assert_non_null(screen_find(screen, "broken"));
    screen_destroy(screen);
}

static void a_click_closes_a_toast_and_goes_no_further(void **state) {
    (void)state;
    Desk d = {.toast = "one"};
    Screen *screen = screen_create(desk, &d);
    d.toast = "two";
    screen_frame(screen);
    screen_frame(screen);
    assert_true(text(screen, "one")->rect.y < text(screen, "two")->rect.y);
    click_text(screen, "one");
    screen_frame(screen);
    assert_null(screen_find(screen, "one"));
    assert_non_null(screen_find(screen, "two"));
    assert_int_equal(d.under, 0);
    screen_destroy(screen);
}

static void the_same_toast_again_is_one_toast(void **state) {
    (void)state;
    Desk d = {.toast = "one"};
    Screen *screen = screen_create(desk, &d);
    d.toast = "one";
    screen_frame(screen);
    assert_int_equal(screen->ui.toast_count, 1);
    screen_destroy(screen);
}

static void the_offer_of_a_toast_is_reported_once(void **state) {
    (void)state;
    Desk d = {.toast = "Reset", .offer = true};
    Screen *screen = screen_create(desk, &d);
    screen_frame(screen);
    click_text(screen, "Undo");
    screen_frame(screen);
    assert_int_equal(d.action, 7);
    d.action = 0;
    screen_frame(screen);
    assert_int_equal(d.action, 0);
    assert_int_equal(screen->ui.toast_count, 0);
    screen_destroy(screen);
}

static void a_tooltip_waits_half_a_second_and_lets_clicks_through(void **state) {
    (void)state;
    Desk d = {0};
    Screen *screen = screen_create(desk, &d);
    double seconds = 0;
    screen_move(screen, 400, 300);
    screen_frame(screen);
    assert_null(screen_find(screen, "what it does"));
    assert_true(ui_animating(&screen->ui, &seconds) && seconds > 0.4);
    screen_wait(screen, 0.6);
    assert_non_null(screen_find(screen, "what it does"));
    screen_click(screen, 400, 300);
    assert_int_equal(d.under, 1);
    screen_move(screen, 20, 20);
    assert_null(screen_find(screen, "what it does"));
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_menu_picks_what_is_clicked_and_swallows_the_click),
        cmocka_unit_test(a_click_within_one_frame_opens_a_menu),
        cmocka_unit_test(a_click_beside_a_menu_only_closes_it),
        cmocka_unit_test(disabled_entries_are_not_picked),
        cmocka_unit_test(a_menu_works_with_the_keyboard_alone),
        cmocka_unit_test(a_disabled_menu_stays_shut),
        cmocka_unit_test(a_dialog_takes_all_clicks_keys_and_tabs),
        cmocka_unit_test(a_dialog_has_the_keyboard_at_once_and_gives_it_back),
        cmocka_unit_test(a_dialog_with_a_field_is_typed_into_and_entered),
        cmocka_unit_test(a_toast_leaves_to_the_right_and_ends),
        cmocka_unit_test(problems_stay_longer_and_are_marked),
        cmocka_unit_test(a_click_closes_a_toast_and_goes_no_further),
        cmocka_unit_test(the_same_toast_again_is_one_toast),
        cmocka_unit_test(the_offer_of_a_toast_is_reported_once),
        cmocka_unit_test(a_tooltip_waits_half_a_second_and_lets_clicks_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
