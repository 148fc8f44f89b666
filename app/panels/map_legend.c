// The latent map: the classes with their marks and how many images each has, which can be taken out, and the scale of
// the colours. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_MAP = 240, ROOMY = 400, MOST_NAME = 128, BAR = 136 }; // pixels at scale 1

typedef struct Legend {
    int classes, count[VIEW_CLASSES];
    float number, name; // widths of the texts
    bool named;         // else a class is its number
    bool counted;       // else how many images it has stands in the tooltip alone
} Legend;

static void count_classes(const Panel *panel, Legend *legend) {
    const LatentMapView *view = &panel->views->latent;
    legend->classes = panel->status->data.classes < VIEW_CLASSES ? panel->status->data.classes : VIEW_CLASSES;
    for (int i = 0; i < panel->look->map.motion.images; i++) {
        int label = view->label.ints[i];
        if (label >= 0 && label < legend->classes)
            legend->count[label]++;
    }
}

static void say_class(const Panel *panel, int index, bool named, char *text, size_t size) {
    if (named)
        snprintf(text, size, "%s", panel->status->data.class_name[index]);
    else
        snprintf(text, size, "%d", index);
}

static void measure(const Panel *panel, Legend *legend, bool named, bool counted) {
    char text[48];
    legend->number = legend->name = 0;
    legend->named = named;
    legend->counted = counted;
    for (int i = 0; i < legend->classes; i++) {
        snprintf(text, sizeof text, "%d", legend->count[i]);
        if (counted)
            legend->number = fmaxf(legend->number, ui_text_width(panel->ui, TEXT_FAINT_DIGITS, text) + 1);
        say_class(panel, i, named, text, sizeof text);
        legend->name = fmaxf(legend->name, ui_text_width(panel->ui, TEXT_BODY, text) + 1);
    }
}

static float width_of(const Panel *panel, const Legend *legend) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    return class_mark_size(&panel->viz) + legend->name + legend->number + (legend->counted ? 4 : 2) * gap;
}

static bool shows_only(const MapLook *look, int classes, int index) {
    for (int i = 0; i < classes; i++)
        if (look->hidden[i] != (i != index))
            return false;
    return true;
}

// Only this one; where it is the only one already: all again.
static void show_only(MapLook *look, int classes, int index) {
    bool all = shows_only(look, classes, index);
    for (int i = 0; i < classes; i++)
        look->hidden[i] = !all && i != index;
}

static void take_click(Panel *panel, const UiArea *area, const Legend *legend, int index) {
    MapLook *look = &panel->look->map;
    if (area->hovered)
        panel->ui->cursor = UI_CURSOR_HAND;
    if (ui_key(panel->ui, area, UI_KEY_ENTER, UI_SHIFT) || (area->clicked && panel->ui->input->modifiers & UI_SHIFT))
        show_only(look, legend->classes, index);
    else if (area->clicked)
        look->hidden[index] = !look->hidden[index];
}

// A class that is taken out stands in pale letters, its mark an outline.
static void draw_class(Panel *panel, const Legend *legend, int index, Rect row) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    MapLook *look = &panel->look->map;
    char name[48], number[16], value[96];
    float gap = ui_px(ui, theme->sizes.gap), mark = class_mark_size(&panel->viz);
    ui_push_number(ui, index);
    UiArea area = ui_area(ui, "class", row, UI_AREA_FOCUS);
    ui_pop_id(ui);
    take_click(panel, &area, legend, index);
    bool hidden = look->hidden[index];
    snprintf(number, sizeof number, "%d", legend->count[index]);
    snprintf(value, sizeof value, "%s: %s images, %s", panel->status->data.class_name[index], number,
             hidden ? "not shown" : "shown");
    panel_explain(panel, &EXPLAIN_MAP[MAP_CLASS], value);
    if (area.hovered)
        draw_fill(ui_list(ui), row, ui_px(ui, theme->sizes.radius), theme->colors.control);
    if (area.hovered && !hidden && legend->count[index] > 0)
        look->class_pointed = index;
    ui_tooltip(ui, "Click: show or hide. Shift-click: only this one, then all again");
    ui_ring(ui, &area, row);
    Rect inner = rect_inset(row, gap / 2, 0);
    Rect place = rect_cut_left(&inner, mark, gap);
    bool colored = panel->views->latent.color == LATENT_CLASS && !hidden;
    class_mark_shape_draw(&panel->viz, class_mark_shape(index),
                          colored  ? class_mark_color(theme, index)
                          : hidden ? theme->colors.track
                                   : theme->colors.faint,
                          place.x + mark / 2, row.y + row.h / 2, mark);
    if (legend->counted)
        ui_text(ui, rect_cut_right(&inner, legend->number, gap), TEXT_FAINT_DIGITS, UI_RIGHT, number);
    say_class(panel, index, legend->named, name, sizeof name);
    ui_text(ui, inner, hidden ? TEXT_DISABLED : TEXT_BODY, UI_LEFT, name);
}

// As the value is named where it is chosen.
static const char *unit_of(const Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    if (view->color == LATENT_FACTOR && view->color_index >= 0 && view->color_index < view->factors)
        return view->factor[view->color_index];
    return view->color == LATENT_ERROR ? "error" : "activation";
}

static void draw_bar(Panel *panel, Rect *rest) {
    const LatentMapView *view = &panel->views->latent;
    if (view->color == LATENT_CLASS)
        return;
    Rect bar = rect_cut_top(rest, colormap_bar_height(&panel->viz), ui_px(panel->ui, panel->viz.theme->sizes.gap));
    float high = view->high > view->low ? view->high : view->low + 1;
    char value[96], low[32], most[32];
    const char *unit = unit_of(panel);
    colormap_bar(&panel->viz, bar, &panel->look->heat_map, view->low, high, unit);
    axis_signed((double)view->low, 3, low, sizeof low);
    axis_signed((double)high, 3, most, sizeof most);
    if (view->color == LATENT_ACTIVATION)
        snprintf(value, sizeof value, "activation of unit %d: %s to %s", view->color_index, low, most);
    else
        snprintf(value, sizeof value, "%s: %s to %s", unit, low, most);
    panel_element(panel, "bar", bar, &EXPLAIN_MAP[MAP_BAR], value);
}

static void draw_classes(Panel *panel, const Legend *legend, Rect rect) {
    Ui *ui = panel->ui;
    float height = ui_px(ui, panel->viz.theme->sizes.row) + ui_px(ui, 2);
    if (rect.h < height)
        return;
    Rect list = ui_scroll_begin(ui, "classes", rect);
    float bottom = list.y;
    for (int i = 0; i < legend->classes; i++, bottom += height)
        draw_class(panel, legend, i, (Rect){list.x, bottom, list.w, height});
    ui_scroll_end(ui, bottom);
}

// The less room there is, the more of it is the map's.
static void choose_form(const Panel *panel, float room, Legend *legend) {
    measure(panel, legend, true, true);
    if (room - width_of(panel, legend) < panel_px(panel, ROOMY))
        measure(panel, legend, true, false);
    if (legend->name > panel_px(panel, MOST_NAME) || room - width_of(panel, legend) < panel_px(panel, LEAST_MAP))
        measure(panel, legend, false, false);
}

void map_legend_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    Legend legend = {0};
    panel->look->map.class_pointed = -1;
    count_classes(panel, &legend);
    bool bar = panel->views->latent.color != LATENT_CLASS;
    if (legend.classes < 1 && !bar)
        return;
    choose_form(panel, rest->w, &legend);
    float scroll = ui_px(ui, panel->viz.theme->sizes.scroll_bar) + ui_px(ui, panel->viz.theme->sizes.gap) / 2;
    float width = fmaxf(width_of(panel, &legend) + scroll, bar ? panel_px(panel, BAR) : 0);
    Rect column = rect_cut_right(rest, width, ui_px(ui, panel->viz.theme->sizes.gap));
    draw_bar(panel, &column);
    draw_classes(panel, &legend, column);
}
