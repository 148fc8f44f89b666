// The heat map of the view Code with what lies around it, and what it says under the mouse.
#include "code_parts.h"

#include <math.h>
#include <stdio.h>

// What the bars on top are, by CodeKind.
static const char *const TOP_TITLE[CODE_KINDS] = {"how often each unit fires (lifetime)",
                                                  "mean activation of each unit", "nats of each unit from N(0, 1)",
                                                  "how much each unit varies (deviation)"};
static const char *const TOP_BRIEF[CODE_KINDS] = {"how often each fires", "mean of each unit", "nats of each unit",
                                                  "how much each varies"};

// What the bars on top are and how high the highest is, as far as there is room.
static void say_top(const Panel *panel, float width, char *text, size_t size) {
    const CodeLook *code = &panel->look->code;
    CodeKind kind = code_units_kind(panel);
    const float *bar = code->bar + code_zoom_first(code);
    float most = 0;
    for (int i = 0; i < code->seen; i++)
        most = fmaxf(most, bar[i]);
    char number[32] = "100 %", brief[80];
    if (kind != CODE_FIRES)
        snprintf(number, sizeof number, "%.3g", (double)most);
    snprintf(text, size, "%s, 0 to %s", TOP_TITLE[kind], number);
    snprintf(brief, sizeof brief, "%s, 0 to %s", TOP_BRIEF[kind], number);
    if (ui_text_width(panel->ui, TEXT_FAINT, text) > width)
        snprintf(text, size, "%s", panel_either(panel, TEXT_FAINT, width, brief, TOP_BRIEF[kind]));
}

static HeatMapDesc describe(const Panel *panel, const char *top_title) {
    const CodeLook *code = &panel->look->code;
    const CodeView *view = &panel->views->code;
    int first = code_zoom_first(code);
    CodeKind kind = code_units_kind(panel);
    float limit = code->limit > 0 ? code->limit : 1;
    bool card = panel->look->card.wanted && panel->look->card.layer == LAYER_CODE;
    return (HeatMapDesc){.rows = view->images,
                         .columns = code->seen,
                         .values = code->cells + first,
                         .stride = code->units,
                         .map = code->is_signed ? &panel->look->error_map : &panel->look->heat_map,
                         .low = code->is_signed ? -limit : 0,
                         .high = limit,
                         .unit = "activation",
                         .row_name = "image",
                         .column_name = "unit",
                         .row_number = view->index,
                         .column_number = code->unit + first,
                         .top = code->bar + first,
                         .left = code->active,
                         .top_high = kind == CODE_FIRES ? 1 : 0,
                         .left_high = code->active_most,
                         .top_title = top_title,
                         .column_marked = kind == CODE_FIRES ? code->dead + first : NULL,
                         .row_class = view->label[0] >= 0 ? code->row_class : NULL,
                         .selected_row = -1,
                         .selected_column = card ? code_units_place(code, panel->look->card.unit) - first : -1,
                         .stamp = (code->filled_version * 31 + code->filled_order) * 65537 + (uint64_t)first};
}

static const char *class_of(const Panel *panel, int row) {
    const CodeView *view = &panel->views->code;
    int label = row >= 0 && row < view->images ? view->label[row] : -1;
    return label >= 0 && label < panel->status->data.classes ? panel->status->data.class_name[label] : NULL;
}

// "test image 17, Coat".
static void name_image(const Panel *panel, int row, char *text, size_t size) {
    const char *class = class_of(panel, row);
    snprintf(text, size, "test image %d%s%s", panel->views->code.index[row], class ? ", " : "", class ? class : "");
}

static void draw_cells(Panel *panel) {
    const CodeLook *code = &panel->look->code;
    const HeatMap *heat = &code->heat;
    UiArea area = ui_area(panel->ui, "cells", heat->rect, UI_AREA_FOCUS | UI_AREA_WHEEL | UI_AREA_NO_KEYS);
    int row = heat->hover_row, column = heat->hover_column, first = code_zoom_first(code);
    char text[320] = "", unit[200], image[96];
    if (row >= 0 && column >= 0) {
        name_image(panel, row, image, sizeof image);
        code_unit_text(panel, code->unit[first + column], unit, sizeof unit);
        snprintf(text, sizeof text, "%.3f on %s. %s", (double)heat->hover_value, image, unit);
    }
    char value[240];
    snprintf(value, sizeof value, "%.200s", text);
    panel_explain(panel, &EXPLAIN_CODE[CODE_CELLS], value);
    if (area.hovered && text[0] && !area.held)
        ui_hint(panel->ui, text);
    int cursor = area.focused ? code_units_place(code, code->cursor) - first : -1;
    if (cursor >= 0 && cursor < heat->columns && panel->ui->focus_visible)
        viz_mark(&panel->viz, heat_map_column(heat, cursor), false);
    ui_ring(panel->ui, &area, heat->rect);
    code_zoom_input(panel, &area);
}

static void draw_top(Panel *panel) {
    const CodeLook *code = &panel->look->code;
    const HeatMap *heat = &code->heat;
    const Point *mouse = panel->viz.mouse;
    int row, column;
    if (heat->top_bars.h <= 0)
        return;
    UiArea area = ui_area(panel->ui, "lifetime", heat->top_bars, UI_AREA_WHEEL);
    char text[200] = "";
    if (mouse && viz_over(&panel->viz, heat->top_bars) && heat_map_hit(heat, mouse->x, heat->rect.y, &row, &column))
        code_unit_text(panel, code->unit[code_zoom_first(code) + column], text, sizeof text);
    panel_explain(panel, &EXPLAIN_CODE[CODE_LIFETIME + code_units_kind(panel)], text);
    if (area.hovered && text[0] && !area.held)
        ui_hint(panel->ui, text);
    code_zoom_input(panel, &area);
}

// The image whose row the mouse is beside; -1: none.
static int row_beside(const Panel *panel, Rect rect) {
    const HeatMap *heat = &panel->look->code.heat;
    int row, column;
    bool on = rect.w > 0 && viz_over(&panel->viz, rect) &&
              heat_map_hit(heat, heat->rect.x, panel->viz.mouse->y, &row, &column);
    return on ? row : -1;
}

static void draw_left(Panel *panel) {
    const CodeLook *code = &panel->look->code;
    const HeatMap *heat = &code->heat;
    if (heat->left_bars.w <= 0)
        return;
    bool fires = code->ordered_kind == CODE_FIRES;
    UiArea area = ui_area(panel->ui, "population", heat->left_bars, 0);
    char text[200] = "", image[96];
    int row = row_beside(panel, heat->left_bars);
    if (row >= 0) {
        name_image(panel, row, image, sizeof image);
        snprintf(text, sizeof text, fires ? "%.0f units are active for %s" : "Σ |code| is %.3g for %s",
                 (double)code->active[row], image);
    }
    panel_explain(panel, &EXPLAIN_CODE[fires ? CODE_POPULATION : CODE_STRENGTH], text);
    if (area.hovered && text[0])
        ui_hint(panel->ui, text);
}

// The class whose rows the mouse is beside.
static void draw_classes(Panel *panel) {
    const HeatMap *heat = &panel->look->code.heat;
    if (heat->class_strip.w <= 0)
        return;
    UiArea area = ui_area(panel->ui, "classes", heat->class_strip, 0);
    const char *name = class_of(panel, row_beside(panel, heat->class_strip));
    char value[64];
    snprintf(value, sizeof value, "class %s", name ? name : "");
    panel_explain(panel, &EXPLAIN_CODE[CODE_CLASSES], name ? value : NULL);
    if (area.hovered && name)
        ui_hint(panel->ui, name);
}

void code_map_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    HeatMap *heat = &panel->look->code.heat;
    Rect bar = rect_cut_top(&rect, ui_px(ui, sizes->grid), ui_px(ui, sizes->gap / 2)); // kept free where all is seen
    float margin = ui_px(ui, 9 * sizes->grid);                                         // of the bars on the left
    char top[96];
    say_top(panel, rect.w - margin, top, sizeof top);
    HeatMapDesc desc = describe(panel, top);
    heat_map_draw(heat, &panel->viz, rect, &desc);
    if (heat->rect.w <= 0)
        return;
    char scale[80];
    snprintf(scale, sizeof scale, "%.3g to %.3g", (double)heat->low, (double)heat->high);
    draw_cells(panel);
    draw_top(panel);
    draw_left(panel);
    draw_classes(panel);
    panel_element(panel, "scale", heat->scale,
                  &EXPLAIN_CODE[desc.map == &panel->look->error_map ? CODE_SIGNED_SCALE : CODE_SCALE], scale);
    code_zoom_bar(panel, bar);
}
