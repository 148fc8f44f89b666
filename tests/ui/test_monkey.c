// 20 000 random events on a screen with every widget: nothing asserts, leaks or reads astray. The seed is printed;
// MONKEY_SEED repeats a run.
#include "screen.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS = 20000 };

typedef struct All {
    int choice, tab, model, entry;
    double rate, penalty;
    bool toggle, open, disabled, dialog, help;
    float split;
    char text[40], path[16];
} All;

static const UiSlider RATE = {
    .label = "Rate", .least = 1e-5, .most = 1, .initial = 1e-3, .logarithmic = true, .exponent = true, .digits = 1};
static const UiSlider MASK = {.label = "Mask", .unit = "%", .most = 100, .whole = true};

static void controls(Ui *ui, All *all, Rect column) {
    static const char *const LABELS[] = {"Adam", "SGD", "Momentum"};
    static const UiEntry ENTRIES[] = {
        {"Fashion-MNIST", "60 000", false}, {"Strokes", NULL, false}, {"None", NULL, true}};
    Rect inner = ui_scroll_begin(ui, "column", column);
    ui_fold(ui, "fold", rect_cut_top(&inner, 28, 8), "LEARNING", &all->open);
    if (all->open) {
        ui_slider(ui, "rate", rect_cut_top(&inner, 40, 8), &RATE, &all->rate);
        ui_slider(ui, "mask", rect_cut_top(&inner, 40, 8), &MASK, &all->penalty);
        ui_tooltip(ui, "How much is masked");
    }
    ui_push_disabled(ui, all->disabled);
    ui_choice(ui, "choice", rect_cut_top(&inner, 32, 8), LABELS, 3, &all->choice);
    int picked = ui_menu(ui, "menu", rect_cut_top(&inner, 32, 8), NULL, ENTRIES, 3, all->entry);
    if (picked >= 0)
        all->entry = picked;
    ui_text_field(ui, "text", rect_cut_top(&inner, 32, 8), "hint", all->text, sizeof all->text);
    ui_pop_disabled(ui);
    ui_toggle(ui, "toggle", rect_cut_top(&inner, 32, 8), "Log scale", &all->toggle);
    if (ui_button(ui, "dis", rect_cut_top(&inner, 32, 8), &(UiButton){.label = "Disable", .icon = UI_ICON_RESET}))
        all->disabled = !all->disabled;
    if (ui_button(ui, "dialog", rect_cut_top(&inner, 32, 8), &(UiButton){.label = "Open", .kind = UI_PRIMARY}))
        all->dialog = true;
    if (ui_button(ui, "help", rect_cut_top(&inner, 32, 8), &(UiButton){.icon = UI_ICON_PLUS, .kind = UI_QUIET}))
        all->help = true;
    ui_scroll_end(ui, inner.y);
}

static void dialogs(Ui *ui, All *all) {
    static const char *const BUTTONS[] = {"Open", "Cancel"};
    UiDialog dialog = {"Open", "A path to an IDX pair or a folder.", BUTTONS, 2, all->path, sizeof all->path, "path"};
    if (all->dialog) {
        int answer = ui_dialog(ui, "open", &dialog);
        all->dialog = answer == UI_DIALOG_OPEN;
        if (answer == 0)
            ui_toast_offer(ui, all->path[0] ? all->path : "nothing", "Undo", 1);
    } else if (all->help) {
        bool closed;
        Rect inner = ui_dialog_begin(ui, "keys", "Keys", 300, 200, &closed);
        static const UiEntry ENTRIES[] = {{"a", NULL, false}, {"b", NULL, false}};
        ui_menu(ui, "menu", rect_cut_top(&inner, 32, 8), "In a dialog", ENTRIES, 2, -1);
        ui_dialog_end(ui);
        all->help = !closed;
    }
}

static void everything(Ui *ui, void *context) {
    All *all = context;
    static const UiTab TABS[] = {{"Network", "1"}, {"Reconstructions", "2"}, {"Code", "3"}};
    Rect window = ui_window(ui);
    if (ui_shortcut(ui, UI_KEY_F1, 0))
        ui_explain_start(ui);
    ui_tabs(ui, "models", rect_cut_top(&window, 36, 8), UI_TABS_BOXED, TABS, 3, &all->model);
    ui_tabs(ui, "views", rect_cut_top(&window, 36, 8), UI_TABS_LINED, TABS, 3, &all->tab);
    Rect left = rect_cut_left(&window, ui_px(ui, all->split), 0);
    UiSplitter splitter = {true, 1, 100, 400, 240};
    ui_splitter(ui, "split", rect_cut_left(&window, 8, 0), &splitter, &all->split);
    controls(ui, all, left);
    UiArea area = ui_area(ui, "picture", window, UI_AREA_FOCUS | UI_AREA_WHEEL);
    ui_explain(ui, &(UiExplain){"Picture", "What it shows.", "y = f(x)", all->text});
    ui_hint(ui, "0.25");
    if (area.clicked)
        ui_toast(ui, all->toggle, all->toggle ? "A problem" : "Fine");
    ui_paragraph(ui, window, TEXT_BODY, all->text);
    dialogs(ui, all);
    assert_in_range(all->choice, 0, 2);
    assert_in_range(all->tab, 0, 2);
    assert_in_range(all->entry, 0, 1);
    assert_true(all->rate >= 1e-5 && all->rate <= 1 && all->penalty >= 0 && all->penalty <= 100);
    assert_true(all->split >= 100 && all->split <= 400 && strlen(all->text) < sizeof all->text);
}

static int below(unsigned *seed, int limit) {
    *seed = *seed * 1664525U + 1013904223U;
    return (int)((*seed >> 8) % (unsigned)limit);
}

static void random_keys(UiInput *input, unsigned *seed) {
    input->key_count = below(seed, 4);
    for (int k = 0; k < input->key_count; k++) {
        int key = below(seed, 2) ? UI_KEY_ENTER + below(seed, UI_KEYS - UI_KEY_ENTER) : 32 + below(seed, 95);
        input->keys[k] = (UiKeyPress){key, below(seed, 2) ? (unsigned)below(seed, 8) : 0};
    }
}

static void random_event(Screen *screen, unsigned *seed) {
    static const char *const TYPED[] = {"1e-3", "é", "日本", "\xF0\x9F\x98\x80", "a b/c", "\xC3", "9", "\x01x"};
    UiInput *input = &screen->input;
    if (below(seed, 3) > 0) {
        input->mouse_x = (float)(below(seed, 840) - 20);
        input->mouse_y = (float)(below(seed, 640) - 20);
    }
    if (below(seed, 2)) {
        input->pressed = input->down ? 0 : UI_MOUSE_LEFT << (below(seed, 8) == 0);
        input->released = input->down;
        input->down = input->pressed;
        input->double_click = input->pressed && below(seed, 4) == 0;
    }
    if (below(seed, 8) == 0)
        input->wheel = (float)(below(seed, 9) - 4);
    if (below(seed, 3) == 0)
        random_keys(input, seed);
    if (below(seed, 6) == 0)
        strcpy(input->typed, TYPED[below(seed, 8)]);
    input->time += below(seed, 20) == 0 ? 3 : 0;
    if (below(seed, 200) == 0) {
        screen->scale = 0.5F + 0.5F * (float)below(seed, 8);
        screen->width = 200 + below(seed, 900);
        screen->height = 100 + below(seed, 700);
    }
}

static void a_monkey_breaks_nothing(void **state) {
    (void)state;
    const char *given = getenv("MONKEY_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 1;
    print_message("seed %u\n", seed);
    All all = {.rate = 1e-3, .open = true, .split = 240};
    Screen *screen = screen_create(everything, &all);
    for (int i = 0; i < EVENTS; i++) {
        random_event(screen, &seed);
        screen_frame(screen);
    }
    screen_destroy(screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_monkey_breaks_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
