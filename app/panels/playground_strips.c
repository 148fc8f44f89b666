// Playground: the rows of pictures below, one to choose or, where there is room, all of them. On the interface's
// thread.
#include "playground_parts.h"

#include <math.h>

static const char *const NAME[PLAY_STRIPS] = {"Nearest", "Traversal", "A to B", "a − b + c", "New"};
static const char *const TITLE[PLAY_STRIPS] = {"NEAREST IN TRAINING", "ALONG ONE BAR", "FROM A TO B", "a − b + c",
                                               "NEW IMAGES"};

enum { LEAST_TILE = 56, MOST_TILE = 140, LEAST_ALL = 430, CHOICE_ITEM = 0 }; // pixels at scale 1

float playground_strips_height(const Panel *panel, float height) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const Ui *ui = panel->ui;
    float fixed = ui_px(ui, sizes->slider) + ui_px(ui, sizes->gap) + ui_text_height(ui, TEXT_FAINT_DIGITS);
    float tile = fminf(fmaxf(height * 0.17F, panel_px(panel, LEAST_TILE)), panel_px(panel, MOST_TILE));
    float high = (float)panel->status->model.height;
    return fixed + (high > 0 && tile >= high ? floorf(tile / high) * high : roundf(tile));
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

static void draw_all(Panel *panel, Rect rect, bool nearest) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    if (nearest)
        draw_one(panel, STRIP_NEAREST, rect_cut_top(&rect, floorf((rect.h - 2 * gap) / 3), gap));
    for (int i = 0; i < 4; i++)
        draw_one(panel, (PlayStrip)(STRIP_TRAVERSAL + i), rect_column(rect_row(rect, i / 2, 2, gap), i % 2, 2, gap));
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
    if (rect.h >= panel_px(panel, nearest ? LEAST_ALL * 1.5F : LEAST_ALL * 0.9F) && rect.w >= panel_px(panel, 2 * LEAST_ALL))
        draw_all(panel, rect, nearest);
    else
        draw_chosen(panel, rect, nearest);
}
