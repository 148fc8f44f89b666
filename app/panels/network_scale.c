// The view Network: what the colours mean, and the bars that scroll. On the interface's thread.
#include "network_parts.h"

#include <math.h>
#include <stdio.h>

static const uint64_t MAP_KEY = UINT64_C(0x4E7100); // of the bars' textures, with the map's kind
enum { LEAST_BAR = 40, MOST_BAR = 160 };            // pixels at scale 1

typedef struct Scale {
    const char *name, *low, *high; // what its ends are called
    const Colormap *map;
    const UiExplain *explain;
    const NetworkLayer *layer; // whose numbers are shown instead; NULL: no one's
} Scale;

static float text_width(const Panel *panel, const Scale *scale) {
    return ui_text_width(panel->ui, TEXT_FAINT, scale->low) + ui_text_width(panel->ui, TEXT_FAINT, scale->high) +
           2 * ui_px(panel->ui, panel->viz.theme->sizes.section);
}

static void draw_strip(Panel *panel, Rect strip, const Colormap *map) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    DrawImage image = {.key = MAP_KEY + (uint64_t)map->kind,
                       .version = 1,
                       .width = COLORMAP_SIZE,
                       .height = 1,
                       .pixels = map->entries};
    strip = rect_centre(strip, strip.w, ui_px(ui, theme->sizes.grid));
    draw_image(ui_list(ui), strip, &image);
    draw_frame(ui_list(ui), strip, 0, ui_px(ui, theme->sizes.line), theme->colors.line);
}

// What its ends are called, or their numbers; where the room is short, the name of the right end goes.
static void draw_scale(Panel *panel, Rect row, const Scale *scale, float bar) {
    Ui *ui = panel->ui;
    char low[48], high[48], value[100] = "";
    snprintf(low, sizeof low, "%s", scale->low);
    snprintf(high, sizeof high, "%s", scale->high);
    if (scale->layer) {
        float most = network_limit(scale->layer, scale->layer->all.least, scale->layer->all.most);
        snprintf(low, sizeof low, "%.4g", network_signed(scale->layer) ? -(double)most : 0.0);
        snprintf(high, sizeof high, "%.4g", (double)most);
        snprintf(value, sizeof value, "%s to %s", low, high);
    }
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    TextRole role = scale->layer ? TEXT_FAINT_DIGITS : TEXT_FAINT;
    Rect rest = row, left = rect_cut_left(&rest, ui_text_width(ui, role, low) + 1, gap);
    ui_text(ui, left, role, UI_LEFT, low);
    draw_strip(panel, rect_cut_left(&rest, fminf(bar, rest.w), gap), scale->map);
    ui_text(ui, rest, role, UI_LEFT, panel_either(panel, role, rest.w, high, ""));
    panel_element(panel, scale->name, row, scale->explain, value);
}

// Which kinds of layers are on screen: without negative values, with them.
static void find_kinds(const NetworkPlan *plan, bool kinds[2]) {
    for (int i = 0; i < plan->count; i++) {
        const NetworkColumn *column = &plan->column[i];
        if (column->visible && column->kind != NETWORK_PICTURE)
            kinds[network_signed(network_layer(plan, column))] = true;
    }
}

void network_scale_draw(Panel *panel, const NetworkPlan *plan, Rect row, const NetworkColumn *pointed) {
    bool own = panel->look->network.own_scale, kinds[2] = {false, false};
    const NetworkLayer *layer = pointed && !own ? network_layer(plan, pointed) : NULL;
    const Scale scales[2] = {{.name = "plain",
                              .low = "0",
                              .high = own ? "max of tile" : "max of layer",
                              .map = &panel->look->heat_map,
                              .explain = &EXPLAIN_NETWORK[NETWORK_BAR],
                              .layer = layer && !network_signed(layer) ? layer : NULL},
                             {.name = "signed",
                              .low = "−max",
                              .high = own ? "max |value| of tile" : "max |value| of layer",
                              .map = &panel->look->error_map,
                              .explain = &EXPLAIN_NETWORK[NETWORK_SIGNED_BAR],
                              .layer = layer && network_signed(layer) ? layer : NULL}};
    find_kinds(plan, kinds);
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section), room = row.w, count = 0;
    for (int i = 0; i < 2; i++) {
        room -= kinds[i] ? text_width(panel, &scales[i]) + 2 * gap : 0;
        count += kinds[i];
    }
    float bar = fmaxf(fminf(room / fmaxf(count, 1), panel_px(panel, MOST_BAR)), panel_px(panel, LEAST_BAR));
    for (int i = 0; i < 2; i++)
        if (kinds[i])
            draw_scale(panel, rect_cut_left(&row, text_width(panel, &scales[i]) + bar, 2 * gap), &scales[i], bar);
}

// Where a press or a drag of the grip leads; beside the grip it goes there at once.
static void follow(const UiArea *area, float at, float grip, float way, int last, int *first) {
    if ((area->pressed || area->held) && way > 0)
        *first = (int)lroundf((at - grip / 2) / way * (float)last);
}

static void use_keys(Panel *panel, const UiArea *area, bool upright, int shown, int last, int *first) {
    Ui *ui = panel->ui;
    *first += ui_key(ui, area, upright ? UI_KEY_DOWN : UI_KEY_RIGHT, 0);
    *first -= ui_key(ui, area, upright ? UI_KEY_UP : UI_KEY_LEFT, 0);
    *first += shown * ui_key(ui, area, UI_KEY_PAGE_DOWN, 0);
    *first -= shown * ui_key(ui, area, UI_KEY_PAGE_UP, 0);
    *first = ui_key(ui, area, UI_KEY_HOME, 0) ? 0 : ui_key(ui, area, UI_KEY_END, 0) ? last : *first;
}

void network_bar(Panel *panel, const char *name, Rect rect, bool upright, int shown, int total, int *first) {
    Ui *ui = panel->ui;
    const ThemeColors *colors = &panel->viz.theme->colors;
    int last = total - shown;
    char value[64];
    UiArea area = ui_area(ui, name, rect, UI_AREA_FOCUS | UI_AREA_NO_KEYS | UI_AREA_WHEEL);
    snprintf(value, sizeof value, "%d–%d of %d %s", *first + 1, *first + shown, total,
             upright ? "rows of tiles" : "layers between");
    panel_explain(panel, &EXPLAIN_NETWORK[upright ? NETWORK_ROWS : NETWORK_SIDEWAYS], value);
    float length = upright ? rect.h : rect.w, thick = upright ? rect.w : rect.h;
    float grip = fmaxf(fminf(2 * thick, length), length * (float)shown / (float)total), way = length - grip;
    follow(&area, upright ? area.y : area.x, grip, way, last, first);
    use_keys(panel, &area, upright, shown, last, first);
    *first -= area.wheel > 0 ? 1 : area.wheel < 0 ? -1 : 0;
    *first = *first < 0 ? 0 : *first < last ? *first : last;
    float at = last > 0 ? roundf(way * (float)*first / (float)last) : 0;
    Rect knob = upright ? (Rect){rect.x, rect.y + at, thick, grip} : (Rect){rect.x + at, rect.y, grip, thick};
    draw_fill(ui_list(ui), rect, thick / 2, colors->control);
    draw_fill(ui_list(ui), knob, thick / 2, area.hovered || area.held ? colors->track_filled : colors->track);
    ui_ring(ui, &area, rect);
}
