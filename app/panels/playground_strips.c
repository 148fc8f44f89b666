// Playground: the rows of pictures below, one to choose or, where there is room, all of them. On the interface's
// thread.
#include "playground_parts.h"

#include <math.h>

static const char *const NAME[PLAY_STRIPS] = {"Nearest", "Traversal", "A to B", "a − b + c", "New"};
static const char *const TITLE[PLAY_STRIPS] = {"NEAREST IN TRAINING", "ALONG ONE BAR", "FROM A TO B", "a − b + c",
                                               "NEW IMAGES"};

enum { LEAST_TILE = 56, MOST_TILE = 140, LEAST_HALF = 420, CHOICE_ITEM = 0 }; // pixels at scale 1

static float fixed_height(const Panel *panel) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const Ui *ui = panel->ui;
    return ui_px(ui, sizes->slider) + ui_px(ui, sizes->gap) + ui_text_height(ui, TEXT_FAINT_DIGITS);
}

static bool has_halves(const Panel *panel, float width) {
    return width >= panel_px(panel, 2 * LEAST_HALF);
}

float playground_strips_height(const Panel *panel, Rect view) {
    float tile = fminf(fmaxf(view.h * 0.17F, panel_px(panel, LEAST_TILE)), panel_px(panel, MOST_TILE));
    return fixed_height(panel) + playground_tile(panel, tile);
}

float playground_strips_more(const Panel *panel, float width, float height, float spare) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    int rows = 1 + (int)fmaxf(0, spare / (height + gap)), halves = has_halves(panel, width) ? 2 : 4;
    rows = rows >= 4 ? 4 : rows >= halves ? halves : 1;
    return (float)rows * height + (float)(rows - 1) * gap;
}

static void draw_body(Panel *panel, PlayStrip strip, Rect rect) {
    if (strip == STRIP_NEAREST)
        playground_nearest_draw(panel, rect);
    else
        playground_images_draw(panel, strip, rect);
}

// A heading, its controls, the pictures.
static void draw_one(Panel *panel, PlayStrip strip, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    PlayItem items[PLAYGROUND_CONTROLS + 1];
    float gap = ui_px(panel->ui, sizes->gap);
    float title = ui_text_width(panel->ui, TEXT_SECTION, TITLE[strip]) + gap;
    items[0] = (PlayItem){.width = title, .height = ui_px(panel->ui, sizes->control)};
    int count = playground_controls(panel, strip, items + 1);
    float height = playground_flow(panel, rect, items, count + 1);
    const char *const texts[] = {TITLE[strip]};
    playground_text(panel, items[0].rect, TEXT_SECTION, UI_LEFT, texts, 1);
    playground_controls_draw(panel, strip, items + 1);
    rect_cut_top(&rect, fmaxf(height, ui_px(panel->ui, sizes->slider)), gap);
    draw_body(panel, strip, rect);
}

// In one column, or in two.
static void draw_all(Panel *panel, Rect rect, int columns, bool nearest) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    int first = nearest ? STRIP_NEAREST : STRIP_TRAVERSAL, rows = (PLAY_STRIPS - first) / columns;
    for (int i = 0; i < PLAY_STRIPS - first; i++)
        draw_one(panel, (PlayStrip)(first + i),
                 rect_column(rect_row(rect, i / columns, rows, gap), i % columns, columns, gap));
}

static void draw_kinds(Panel *panel, Rect rect, bool menu, int first) {
    PlayLook *play = &panel->look->play;
    Ui *ui = panel->ui;
    int chosen = play->strip - first;
    if (menu) {
        UiEntry entries[PLAY_STRIPS];
        for (int i = 0; i < PLAY_STRIPS - first; i++)
            entries[i] = (UiEntry){.label = NAME[first + i]};
        int picked = ui_menu(ui, "strip", rect, NULL, entries, PLAY_STRIPS - first, chosen);
        chosen = picked >= 0 ? picked : chosen;
    } else {
        ui_choice(ui, "strip", rect, NAME + first, PLAY_STRIPS - first, &chosen);
    }
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_STRIP], NAME[play->strip]);
    play->strip = chosen + first;
}

static PlayItem kinds_item(const Panel *panel, float room, int first, bool *menu) {
    PlayItem item = playground_choice_item(panel, NAME + first, PLAY_STRIPS - first);
    *menu = item.width > room * 0.7F;
    UiEntry entries[PLAY_STRIPS];
    for (int i = 0; i < PLAY_STRIPS; i++)
        entries[i] = (UiEntry){.label = NAME[i]};
    if (*menu)
        item.width = ui_menu_width(panel->ui, NULL, entries, PLAY_STRIPS);
    return item;
}

static void draw_chosen(Panel *panel, Rect rect, bool nearest) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    PlayLook *play = &panel->look->play;
    PlayItem items[PLAYGROUND_CONTROLS + 1];
    bool menu;
    int first = nearest ? STRIP_NEAREST : STRIP_TRAVERSAL;
    play->strip = play->strip < first ? first : play->strip;
    PlayStrip strip = (PlayStrip)play->strip;
    items[CHOICE_ITEM] = kinds_item(panel, rect.w, first, &menu);
    int count = playground_controls(panel, strip, items + 1);
    float height = playground_flow(panel, rect, items, count + 1);
    draw_kinds(panel, items[CHOICE_ITEM].rect, menu, first);
    playground_controls_draw(panel, strip, items + 1);
    rect_cut_top(&rect, height, ui_px(panel->ui, sizes->gap));
    draw_body(panel, strip, rect);
}

void playground_strips_draw(Panel *panel, Rect rect, bool nearest) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    float least = fixed_height(panel) + panel_px(panel, LEAST_TILE);
    int rows = (int)((rect.h + gap) / (least + gap));
    if (rows >= PLAY_STRIPS - (nearest ? 0 : 1))
        draw_all(panel, rect, 1, nearest);
    else if (!nearest && rows >= 2 && has_halves(panel, rect.w))
        draw_all(panel, rect, 2, nearest);
    else
        draw_chosen(panel, rect, nearest);
}
