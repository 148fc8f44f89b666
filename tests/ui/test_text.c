// Text stays in its rectangle, in every widget at every scale; the themes are legible.
#include "screen.h"
#include "test.h"

#include <math.h>
#include <string.h>

typedef struct Page {
    Rect rect;
    const char *text;
    float used, foretold;
    int widget;
} Page;

static void one_line(Ui *ui, void *context) {
    Page *page = context;
    ui_text(ui, page->rect, TEXT_BODY, UI_RIGHT, page->text);
}

static void paragraph(Ui *ui, void *context) {
    Page *page = context;
    page->used = ui_paragraph(ui, page->rect, TEXT_BODY, page->text);
    page->foretold = ui_paragraph_height(ui, page->rect.w, TEXT_BODY, page->text);
}

enum { WIDGETS = 9 };

static void one_widget(Ui *ui, void *context) {
    static const char *const LABELS[] = {"Adam", "Stochastic", "Momentum"};
    static const UiTab TABS[] = {{"Reconstructions", "2"}, {"Latent map", "5"}, {"Code", NULL}};
    static const UiEntry ENTRIES[] = {{"Fashion-MNIST with a long name", "hint", false}};
    static const UiSlider SLIDER = {.label = "Learning rate", .unit = "%", .most = 100, .digits = 2};
    Page *page = context;
    int chosen = 0;
    bool on = false;
    double value = 12.5;
    char text[] = "a very long path/that/does/not/fit";
    Rect rect = page->rect;
    UiButton button = {.label = "Pause training", .icon = page->widget == 1 ? UI_ICON_PAUSE : UI_ICON_NONE};
    if (page->widget <= 1)
        ui_button(ui, "w", rect, &button);
    if (page->widget == 2)
        ui_choice(ui, "w", rect, LABELS, 3, &chosen);
    if (page->widget == 3)
        ui_tabs(ui, "w", rect, UI_TABS_BOXED, TABS, 3, &chosen);
    if (page->widget == 4)
        ui_menu(ui, "w", rect, NULL, ENTRIES, 1, 0);
    if (page->widget == 5)
        ui_slider(ui, "w", rect, &SLIDER, &value);
    if (page->widget == 6)
        ui_toggle(ui, "w", rect, "Logarithmic scale", &on);
    if (page->widget == 7)
        ui_text_field(ui, "w", rect, "", text, sizeof text);
    if (page->widget == 8)
        ui_fold(ui, "w", rect, "LEARNING", &on);
}

/// Every text inside the rectangle, and none smaller than the least size.
static void check_inside(const Screen *screen, Rect rect) {
    const DrawList *list = &screen->ui.lists[0];
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *c = &list->commands[i];
        if (c->kind != DRAW_TEXT)
            continue;
        float width = screen_text_width(NULL, c->font, c->size, draw_text_of(list, c));
        if (c->rect.x < rect.x - 0.01F || c->rect.x + width > rect.x + rect.w + 0.01F)
            fail_msg("\"%s\" at %g, %g wide, in %g at %g", draw_text_of(list, c), (double)c->rect.x, (double)width,
                     (double)rect.w, (double)rect.x);
        assert_true(c->size >= roundf(13 * screen->scale) || screen->scale < 1);
    }
}

static void a_line_is_never_wider_than_its_rectangle(void **state) {
    (void)state;
    const char *texts[] = {"Reconstructions", "日本語のテキスト", "a", "", "two words"};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (int width = 0; width < 150; width += 3) {
            Page page = {.rect = {10, 10, (float)width, 30}, .text = texts[t]};
            Screen *screen = screen_create(one_line, &page);
            check_inside(screen, page.rect);
            screen_destroy(screen);
        }
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state) {
    (void)state;
    Page page = {.rect = {10, 10, 5 * 7, 30}, .text = "日本語のテキスト"};
    Screen *screen = screen_create(one_line, &page);
    assert_non_null(screen_find(screen, "日本語の…"));
    page.text = "abcde";
    screen_frame(screen);
    assert_non_null(screen_find(screen, "abcde"));
    page.text = "abc defg";
    screen_frame(screen);
    assert_non_null(screen_find(screen, "abc…")); // no space before it
    screen_destroy(screen);
}

static void a_text_longer_than_any_line_is_cut(void **state) {
    (void)state;
    char text[3000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    Page page = {.rect = {0, 0, 1e6F, 30}, .text = text};
    Screen *screen = screen_create(one_line, &page);
    check_inside(screen, page.rect);
    screen_destroy(screen);
}

static void a_paragraph_wraps_at_spaces_and_says_how_high_it_is(void **state) {
    (void)state;
    Page page = {.rect = {0, 0, 8 * 7, 500}, .text = "one two three\nfour  abcdefghijkl"};
    Screen *screen = screen_create(paragraph, &page);
    const char *lines[] = {"one two", "three", "four", "abcdefgh", "ijkl"};
    for (int i = 0; i < 5; i++)
        assert_non_null(screen_find(screen, lines[i]));
    assert_true(page.used == page.foretold && page.used == 5 * ui_text_height(&screen->ui, TEXT_BODY));
    page.rect.h = 2 * ui_text_height(&screen->ui, TEXT_BODY);
    screen_frame(screen);
    assert_non_null(screen_find(screen, "three f…"));
    assert_true(page.used == page.rect.h);
    for (int width = 0; width < 100; width++) {
        page.rect.w = (float)width;
        screen_frame(screen);
        check_inside(screen, page.rect);
    }
    screen_destroy(screen);
}

static void every_widget_keeps_its_text_inside_at_every_width_and_scale(void **state) {
    (void)state;
    const float scales[] = {0.5F, 1, 1.25F, 2, 4};
    for (int widget = 0; widget < WIDGETS; widget++)
        for (int s = 0; s < 5; s++) {
            Page page = {.widget = widget};
            Screen *screen = screen_create(one_widget, &page);
            screen->scale = scales[s];
            screen->width = 2000;
            for (int width = 8; width < 400; width += 7) {
                page.rect = (Rect){10, 10, (float)width * scales[s], 40 * scales[s]};
                screen_frame(screen);
                check_inside(screen, page.rect);
            }
            screen_destroy(screen);
        }
}

static void the_width_a_widget_asks_for_shows_all(void **state) {
    (void)state;
    UiButton button = {.label = "Pause training", .icon = UI_ICON_PAUSE};
    Page page = {.widget = 1};
    Screen *screen = screen_create(one_widget, &page);
    page.rect = (Rect){10, 10, ui_button_width(&screen->ui, &button), 32};
    screen_frame(screen);
    assert_non_null(screen_find(screen, "Pause training"));
    page.rect.w -= 8;
    screen_frame(screen);
    assert_null(screen_find(screen, "Pause training"));
    screen_destroy(screen);
}

static double luminance(Rgba c) {
    double part[3] = {c.r / 255.0, c.g / 255.0, c.b / 255.0};
    for (int i = 0; i < 3; i++)
        part[i] = part[i] <= 0.04045 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}

/// WCAG 2.1, relative luminance.
static double contrast(Rgba a, Rgba b) {
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void text_stands_out_from_every_ground_in_every_theme(void **state) {
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        Theme theme;
        assert_true(theme_named(&theme, theme_name(t)));
        assert_string_equal(theme.name, theme_name(t));
        assert_string_equal(theme_after(theme.name), theme_name((t + 1) % THEMES));
        const ThemeColors *c = &theme.colors;
        const Rgba grounds[] = {c->background, c->panel, c->control, c->popup};
        for (int g = 0; g < 4; g++) {
            assert_true(contrast(c->text, grounds[g]) >= 7);
            assert_true(contrast(c->faint, grounds[g]) >= 4.5);
            assert_true(contrast(c->problem, grounds[g]) >= 4.5);
            assert_true(contrast(c->ring, grounds[g]) >= 3);
        }
        assert_true(contrast(c->text, c->selected) >= 4.5 && contrast(c->on_strong, c->strong) >= 7);
        assert_true(contrast(c->knob, c->track) >= 3);
        for (int i = 0; i < TEXT_ROLES; i++)
            assert_true(theme.texts[i].size >= theme.sizes.text_minimum);
    }
    Theme theme;
    assert_false(theme_named(&theme, "pink"));
    assert_string_equal(theme.name, "dark");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_never_wider_than_its_rectangle),
        cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
        cmocka_unit_test(a_text_longer_than_any_line_is_cut),
        cmocka_unit_test(a_paragraph_wraps_at_spaces_and_says_how_high_it_is),
        cmocka_unit_test(every_widget_keeps_its_text_inside_at_every_width_and_scale),
        cmocka_unit_test(the_width_a_widget_asks_for_shows_all),
        cmocka_unit_test(text_stands_out_from_every_ground_in_every_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
