// Playground: what the image is drawn and corrupted with. On the interface's thread.
#include "playground_parts.h"

#include <stdio.h>

enum { STRENGTH_WIDTH = 112 }; // pixels at scale 1: of a slider at least

enum {
    ITEM_TOOL,
    ITEM_INK,
    ITEM_UNDO,
    ITEM_CLEAR,
    ITEM_CENTRE,
    ITEM_FILE,
    ITEM_CORRUPTION,
    ITEM_AGAIN,
    ITEM_STRENGTH,
    ITEMS
};

static const char *const TOOL[2] = {"pen", "eraser"};
static const UiButton BUTTON[ITEMS] = {[ITEM_UNDO] = {.label = "Undo"},
                                       [ITEM_CLEAR] = {.label = "Clear"},
                                       [ITEM_CENTRE] = {.label = "Centre"},
                                       [ITEM_FILE] = {.label = "File"},
                                       [ITEM_AGAIN] = {.label = "Again"}};
static const char *const TIP[ITEMS] = {
    [ITEM_UNDO] = "Takes the last stroke back (Ctrl+Z)",
    [ITEM_CLEAR] = "An empty image (Delete)",
    [ITEM_CENTRE] = "Moves the ink so that its centre of mass lies in the middle, as in MNIST",
    [ITEM_FILE] = "Takes a PNG or JPEG picture; it can be dropped on the window too (Ctrl+O)",
    [ITEM_AGAIN] = "Draws the noise anew",
};
static const PlaygroundElement ELEMENT[ITEMS] = {[ITEM_UNDO] = PLAYGROUND_UNDO,
                                                 [ITEM_CLEAR] = PLAYGROUND_CLEAR,
                                                 [ITEM_CENTRE] = PLAYGROUND_CENTRE,
                                                 [ITEM_FILE] = PLAYGROUND_FROM_FILE,
                                                 [ITEM_AGAIN] = PLAYGROUND_AGAIN};
static const UiEntry CORRUPTION[PLAY_CORRUPTIONS] = {[CORRUPTION_NONE] = {.label = "clean"},
                                                     [CORRUPTION_GAUSSIAN] = {.label = "noise"},
                                                     [CORRUPTION_SALT_PEPPER] = {.label = "salt, pepper"},
                                                     [CORRUPTION_MASK] = {.label = "mask"},
                                                     [CORRUPTION_SQUARE] = {.label = "square"}};
static const UiSlider STRENGTH[PLAY_CORRUPTIONS] = {
    [CORRUPTION_GAUSSIAN] = {.label = "Noise σ", .most = 1, .initial = 0.3, .digits = 2},
    [CORRUPTION_SALT_PEPPER] = {.label = "Pixels", .most = 100, .initial = 20, .unit = "%"},
    [CORRUPTION_MASK] = {.label = "Pixels", .most = 100, .initial = 50, .unit = "%"},
    [CORRUPTION_SQUARE] = {.label = "Side", .most = 100, .initial = 40, .unit = "%"}};

static int list_inks(const Panel *panel, UiEntry entries[DRAW_COLORS]) {
    int inks = draw_inks(panel);
    for (int i = 0; i < inks; i++)
        entries[i] = (UiEntry){.label = draw_ink_name(i)};
    return inks;
}

// Without a corruption there is nothing to draw again nor to turn.
static int list(const Panel *panel, PlayItem items[ITEMS]) {
    const Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    UiEntry inks[DRAW_COLORS];
    int ink_count = list_inks(panel, inks);
    items[ITEM_TOOL] = playground_choice_item(panel, TOOL, 2);
    items[ITEM_INK] = (PlayItem){.width = ui_menu_width(ui, NULL, inks, ink_count), .height = items->height};
    for (int i = ITEM_UNDO; i <= ITEM_FILE; i++)
        items[i] = playground_button_item(panel, &BUTTON[i]);
    items[ITEM_CORRUPTION] = (PlayItem){.width = ui_menu_width(ui, NULL, CORRUPTION, PLAY_CORRUPTIONS),
                                        .height = ui_px(ui, sizes->slider)}; // so that no row moves when that comes
    items[ITEM_AGAIN] = playground_button_item(panel, &BUTTON[ITEM_AGAIN]);
    items[ITEM_STRENGTH] =
        (PlayItem){.width = panel_px(panel, STRENGTH_WIDTH), .height = ui_px(ui, sizes->slider), .grows = true};
    return panel->look->play.corruption == CORRUPTION_NONE ? ITEM_AGAIN : ITEMS;
}

static void press(Panel *panel, int item) {
    if (item == ITEM_UNDO)
        playground_undo(panel);
    else if (item == ITEM_CLEAR)
        playground_clear(panel);
    else if (item == ITEM_CENTRE)
        playground_centre(panel);
    else if (item == ITEM_FILE)
        dialogs_ask(panel, DIALOG_OPEN);
    else
        panel->look->play.corruption_seed++;
}

static void draw_button(Panel *panel, const PlayItem *items, int item) {
    Ui *ui = panel->ui;
    bool drawing = item <= ITEM_CENTRE;
    ui_push_disabled(ui,
                     (drawing && !draw_dialog_can(panel)) || (item == ITEM_UNDO && panel->look->play.undo.count == 0));
    if (ui_button(ui, BUTTON[item].label, items[item].rect, &BUTTON[item]))
        press(panel, item);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[ELEMENT[item]], NULL);
    ui_tooltip(ui, TIP[item]);
    ui_pop_disabled(ui);
}

static void draw_pen(Panel *panel, const PlayItem *items) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    UiEntry inks[DRAW_COLORS];
    int count = list_inks(panel, inks), tool = look->play.pen.erases;
    look->draw.color = look->draw.color < count ? look->draw.color : 0;
    ui_push_disabled(ui, !draw_dialog_can(panel));
    if (ui_choice(ui, "tool", items[ITEM_TOOL].rect, TOOL, 2, &tool))
        look->play.pen.erases = tool;
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_TOOL], TOOL[tool]);
    ui_tooltip(ui, draw_dialog_can(panel) ? "Draw on the picture with the mouse"
                                          : "Images of more than 128×128 pixels cannot be drawn here");
    int picked = ui_menu(ui, "ink", items[ITEM_INK].rect, NULL, inks, count, look->draw.color);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_INK], draw_ink_name(look->draw.color));
    ui_tooltip(ui, "The pen's colour");
    if (picked >= 0) {
        look->draw.color = picked;
        look->play.pen.erases = false;
    }
    ui_pop_disabled(ui);
}

static void draw_corruption(Panel *panel, const PlayItem *items) {
    Ui *ui = panel->ui;
    PlayLook *play = &panel->look->play;
    char text[UI_NUMBER_TEXT];
    int kind = play->corruption;
    Rect place = items[ITEM_CORRUPTION].rect;
    place = rect_centre(place, place.w, ui_px(ui, panel->viz.theme->sizes.control));
    int picked = ui_menu(ui, "corruption", place, NULL, CORRUPTION, PLAY_CORRUPTIONS, kind);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_CORRUPTION], CORRUPTION[kind].label);
    ui_tooltip(ui, "What is done to the image before it is encoded");
    if (kind != CORRUPTION_NONE) {
        ui_slider(ui, "strength", items[ITEM_STRENGTH].rect, &STRENGTH[kind], &play->strength[kind]);
        ui_slider_write(&STRENGTH[kind], play->strength[kind], text, sizeof text);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_STRENGTH], text);
        draw_button(panel, items, ITEM_AGAIN);
    }
    play->corruption = picked >= 0 ? picked : kind;
}

// The room without a scroll bar.
static float inside(const Panel *panel, float width) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return width - ui_px(panel->ui, sizes->scroll_bar) - ui_px(panel->ui, sizes->gap) / 2;
}

float playground_tools_height(Panel *panel, float width) {
    PlayItem items[ITEMS];
    int count = list(panel, items);
    return playground_flow(panel, (Rect){0, 0, inside(panel, width), 0}, items, count);
}

void playground_tools_draw(Panel *panel, Rect rect) {
    PlayItem items[ITEMS];
    int count = list(panel, items);
    Rect rest = ui_scroll_begin(panel->ui, "tools", rect);
    float height = playground_flow(panel, rest, items, count);
    draw_pen(panel, items);
    for (int i = ITEM_UNDO; i <= ITEM_FILE; i++)
        draw_button(panel, items, i);
    draw_corruption(panel, items);
    ui_scroll_end(panel->ui, rest.y + height);
}
