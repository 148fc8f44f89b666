// Playground: what stands above the bars: units or axes, their order, pages, and the way back. On the interface's
// thread.
#include "playground_parts.h"

#include <stdio.h>

enum { ITEM_MODE, ITEM_ORDER, ITEM_RESET, ITEMS };
enum { LEAST_TITLED = 260, TEXT = 128 }; // pixels at scale 1

static const char *const MODE[2] = {"units", "PCA axes"};
static const UiEntry ORDER[2] = {{.label = "by index"}, {.label = "strongest"}};
static const UiButton RESET = {.label = "Put back"};

// "1–24 of 256 units"
static void say_which(const Panel *panel, char full[TEXT], char brief[TEXT]) {
    const PlayBars *bars = &panel->look->play.bars;
    char first[TEXT_GROUPED], last[TEXT_GROUPED], all[TEXT_GROUPED];
    int count = playground_bars_count(panel), end = bars->first + bars->shown;
    text_grouped(bars->first + 1, first);
    text_grouped(end < count ? end : count, last);
    text_grouped(count, all);
    snprintf(full, TEXT, "%s–%s of %s", first, last, all);
    snprintf(brief, TEXT, "of %s", all);
}

static bool has_pages(const Panel *panel) {
    const PlayBars *bars = &panel->look->play.bars;
    return bars->shown > 0 && playground_bars_count(panel) > bars->shown;
}

static void list(const Panel *panel, PlayItem items[ITEMS]) {
    items[ITEM_MODE] = playground_choice_item(panel, MODE, 2);
    items[ITEM_ORDER] =
        (PlayItem){.width = ui_menu_width(panel->ui, NULL, ORDER, 2), .height = items[ITEM_MODE].height};
    items[ITEM_RESET] = playground_button_item(panel, &RESET);
}

static void draw_mode(Panel *panel, const PlayItem *items) {
    PlayLook *play = &panel->look->play;
    int mode = play->axes;
    ui_choice(panel->ui, "mode", items[ITEM_MODE].rect, MODE, 2, &mode);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_MODE], MODE[mode]);
    ui_tooltip(panel->ui, "Turn the units one by one, or go along the directions in which codes of images differ most");
    if (mode != (int)play->axes)
        play->bars.first = play->bars.ordered = 0;
    play->axes = mode;
}

static void draw_order(Panel *panel, const PlayItem *items) {
    PlayBars *bars = &panel->look->play.bars;
    int picked = ui_menu(panel->ui, "order", items[ITEM_ORDER].rect, NULL, ORDER, 2, bars->strongest);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_ORDER], ORDER[bars->strongest].label);
    ui_tooltip(panel->ui, "In which order: those furthest from zero first, or by their numbers");
    if (picked < 0)
        return;
    bars->strongest = picked;
    bars->chosen = true;
    bars->first = bars->ordered = 0;
}

static void draw_reset(Panel *panel, const PlayItem *items) {
    PlayLook *play = &panel->look->play;
    PlayEdit *edit = &play->edit[play->axes];
    char value[64];
    ui_push_disabled(panel->ui, edit->changes == 0);
    if (ui_button(panel->ui, "reset", items[ITEM_RESET].rect, &RESET))
        edit->changes = 0;
    snprintf(value, sizeof value, "%d changed", edit->changes);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_RESET], value);
    ui_tooltip(panel->ui, "The code as the encoder gives it; a double-click does that for one bar");
    ui_pop_disabled(panel->ui);
}

// Buttons to the others, cut off the right of the row.
static void draw_pages(Panel *panel, Rect *row) {
    static const UiButton buttons[] = {{.label = "→"}, {.label = "←"}};
    const PlayBars *bars = &panel->look->play.bars;
    Ui *ui = panel->ui;
    char full[TEXT], brief[TEXT];
    say_which(panel, full, brief);
    for (int i = 0; i < 2; i++) {
        bool more = i == 1 ? bars->first > 0 : bars->first + bars->shown < playground_bars_count(panel);
        Rect place = rect_cut_right(row, ui_button_width(ui, &buttons[i]), ui_px(ui, panel->viz.theme->sizes.gap) / 2);
        ui_push_disabled(ui, !more);
        if (ui_button(ui, i == 1 ? "page before" : "page after", place, &buttons[i]))
            playground_page(panel, i == 1 ? -bars->shown : bars->shown);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_PAGES], full);
        ui_tooltip(ui, i == 1 ? "Those before (Page Up, wheel)" : "Those after (Page Down, wheel)");
        ui_pop_disabled(ui);
    }
}

// What it is, and which of the bars are here.
static void draw_title(Panel *panel, Rect row) {
    static const char *const titles[] = {"CODE · DRAG ANY BAR", "CODE"};
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    bool paged = has_pages(panel);
    char full[TEXT], brief[TEXT];
    say_which(panel, full, brief);
    if (paged)
        draw_pages(panel, &row);
    float which = paged ? ui_text_width(panel->ui, TEXT_FAINT, full) + gap + 1 : 0;
    const char *title = panel_either(panel, TEXT_SECTION, row.w - which, titles[0], titles[1]);
    float width = ui_text_width(panel->ui, TEXT_SECTION, title) + 1;
    if (width <= row.w)
        ui_text_colored(panel->ui, rect_cut_left(&row, width, gap), TEXT_SECTION, UI_LEFT,
                        panel->viz.theme->colors.code, title);
    const char *const texts[] = {full, brief};
    if (paged)
        playground_text(panel, row, TEXT_FAINT, UI_RIGHT, texts, 2);
}

// Of many units the strongest are of interest, of few each has its place; until the user says otherwise.
static void choose_order(Panel *panel) {
    PlayBars *bars = &panel->look->play.bars;
    if (!bars->chosen)
        bars->strongest = !panel->look->play.axes && has_pages(panel);
}

static void say_why_empty(Panel *panel, Rect rect) {
    const PlayView *view = &panel->views->play;
    char text[160], done[TEXT_GROUPED];
    if (!playground_current(panel))
        snprintf(text, sizeof text, "The code comes with the first snapshot of this network.");
    else if (!view->known)
        snprintf(text, sizeof text, "The axes are being computed from the codes of test images: %s so far.",
                 text_grouped(view->scored, done));
    else
        snprintf(text, sizeof text, "All codes are the same: there is no direction in which they differ.");
    viz_note(&panel->viz, rect, text);
}

void playground_code_draw(Panel *panel, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Ui *ui = panel->ui;
    PlayItem items[ITEMS];
    choose_order(panel);
    if (rect.h >= panel_px(panel, LEAST_TITLED) || has_pages(panel))
        draw_title(panel, rect_cut_top(&rect, ui_px(ui, sizes->row), ui_px(ui, sizes->gap) / 2));
    list(panel, items);
    float height = playground_flow(panel, rect, items, ITEMS);
    draw_mode(panel, items);
    draw_order(panel, items);
    draw_reset(panel, items);
    rect_cut_top(&rect, height, ui_px(ui, sizes->gap));
    if (playground_bars_count(panel) > 0)
        playground_bars_draw(panel, rect);
    else
        say_why_empty(panel, rect);
}
