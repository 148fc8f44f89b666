// Code: units × test images sorted by class, as a heat map, with how often each unit fires and how many speak for each
// image.
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// An order that changed with every evaluation could not be looked at.
#define REORDER_SECONDS 2.0

static bool has_frequency(const Panel *panel) {
    const CodeView *code = &panel->views->code;
    const QualityView *quality = &panel->views->quality;
    return quality->tag.run == code->tag.run && quality->tag.generation == code->tag.generation &&
           quality->code.units == code->units && quality->frequency.size > 0;
}

// Falling frequency; the index decides between equals, so that the order is the same each time. Heapsort would do as
// well; qsort has no context, and units are few.
static void sort_units(Look *look, const float *frequency, int units) {
    for (int gap = units / 2; gap > 0; gap /= 2)
        for (int i = gap; i < units; i++) {
            int unit = look->unit[i], place = i;
            for (; place >= gap; place -= gap) {
                int other = look->unit[place - gap];
                bool equal = frequency[other] == frequency[unit];
                if (frequency[other] > frequency[unit] || (equal && other < unit))
                    break;
                look->unit[place] = other;
            }
            look->unit[place] = unit;
        }
}

static void order_units(Panel *panel) {
    Look *look = panel->look;
    const CodeView *code = &panel->views->code;
    bool same = look->units == code->units && look->units_tag.run == code->tag.run &&
                look->units_tag.generation == code->tag.generation;
    bool settled = panel->status->running || look->units_tag.step == panel->views->quality.tag.step;
    if (same && settled && panel->now - look->units_ordered < REORDER_SECONDS)
        return;
    look->units = code->units < LOOK_UNITS ? code->units : LOOK_UNITS;
    for (int u = 0; u < look->units; u++)
        look->unit[u] = u;
    if (look->unit_order == UNITS_BY_FREQUENCY && has_frequency(panel))
        sort_units(look, panel->views->quality.frequency.floats, look->units);
    look->units_ordered = panel->now;
    look->units_tag = code->tag;
    look->units_tag.step = panel->views->quality.tag.step;
}

static bool make_cells(Look *look, size_t count) {
    if (look->cell_capacity >= count)
        return true;
    free(look->cells);
    look->cells = malloc(count * sizeof *look->cells);
    look->cell_capacity = look->cells ? count : 0;
    return look->cell_capacity > 0;
}

// Rows are images, columns units in the order on screen.
static bool fill_cells(Panel *panel) {
    Look *look = panel->look;
    const CodeView *code = &panel->views->code;
    if (!make_cells(look, (size_t)code->images * (size_t)look->units))
        return false;
    for (int i = 0; i < code->images; i++) {
        const float *from = code->codes.floats + (size_t)i * (size_t)code->units;
        float *to = look->cells + (size_t)i * (size_t)look->units;
        look->active[i] = 0;
        for (int u = 0; u < look->units; u++) {
            to[u] = from[look->unit[u]];
            look->active[i] += fabsf(to[u]) > 1e-6f;
        }
        look->row_class[i] = (uint8_t)(code->label[i] >= 0 ? code->label[i] : 0);
    }
    for (int u = 0; u < look->units; u++) {
        look->frequency[u] = has_frequency(panel) ? panel->views->quality.frequency.floats[look->unit[u]] : 0;
        look->dead[u] = has_frequency(panel) && look->frequency[u] == 0;
    }
    return true;
}

// Whether the codes are those of the run on screen.
static bool is_ready(const Panel *panel) {
    return panel->views->code.images > 0 && panel->views->code.tag.run == panel->status->run;
}

static void draw_header(Panel *panel, Rect *rest) {
    static const char *const orders[] = {"frequency", "index"};
    char title[96], brief[64] = "Code";
    if (panel->status->run > 0)
        snprintf(brief, sizeof brief, "%d code units", panel->status->model.units);
    snprintf(title, sizeof title, "%s × %d test images, sorted by class", brief, panel->views->code.images);
    PanelHeader header = {.title = is_ready(panel) ? title : brief,
                          .brief = brief,
                          .label = "Sort units by",
                          .choices = orders,
                          .count = 2,
                          .explain = &EXPLAIN_CODE[CODE_ORDER]};
    int chosen = panel->look->unit_order;
    if (panel_header(panel, rest, &header, &chosen)) {
        panel->look->unit_order = (UnitOrder)chosen;
        panel->look->units_ordered = -1e9;
    }
}

// Which colours magnitudes have.
static void draw_map_menu(Panel *panel, Rect *row) {
    static const UiEntry entries[LOOK_MAPS] = {{.label = "magma"}, {.label = "viridis"}, {.label = "cividis"}};
    Ui *ui = panel->ui;
    int selected = look_map_index(panel->look);
    float width = ui_menu_width(ui, NULL, entries, LOOK_MAPS);
    int picked = ui_menu(ui, "map", rect_cut_right(row, width, ui_px(ui, panel->viz.theme->sizes.section)), NULL,
                         entries, LOOK_MAPS, selected);
    panel_explain(panel, &EXPLAIN_CODE[CODE_MAP], entries[selected].label);
    ui_tooltip(ui, "Colours of the activations (C)");
    if (picked >= 0)
        look_set_map(panel->look, look_map(picked));
}

static void draw_footer(Panel *panel, Rect row) {
    const CodeStatistics *code = &panel->views->quality.code;
    char text[200];
    draw_map_menu(panel, &row);
    if (has_frequency(panel))
        snprintf(text, sizeof text,
                 "Of %d units %d are dead (red), %d fire for fewer than 1 image in 1 000, %d for more than 1 in 10.",
                 code->units, code->dead, code->ultra_rare, code->dense);
    else
        snprintf(text, sizeof text, "How often each unit fires is being counted.");
    char brief[96];
    snprintf(brief, sizeof brief, "%d dead, %d rare, %d dense", code->dead, code->ultra_rare, code->dense);
    ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT,
            panel_either(panel, TEXT_FAINT, row.w, text, has_frequency(panel) ? brief : text));
    panel_element(panel, "counts", row, &EXPLAIN_CODE[CODE_COUNTS], has_frequency(panel) ? brief : NULL);
}

// What is under the mouse, in explain mode as the value of the picture.
static void say_cell(Panel *panel) {
    const Look *look = panel->look;
    const CodeView *code = &panel->views->code;
    UiArea area = ui_area(panel->ui, "cells", look->heat.rect, 0);
    int row = look->heat.hover_row, column = look->heat.hover_column;
    bool inside = row >= 0 && row < code->images && column >= 0 && column < look->units;
    char text[200] = "";
    int label = inside ? code->label[row] : -1;
    if (inside)
        snprintf(text, sizeof text, "Unit %d on test image %d%s%s: %.3f · it fires for %.1f %% of the test images",
                 look->unit[column], code->index[row], label >= 0 ? ", " : "",
                 label >= 0 ? panel->status->data.class_name[label] : "", (double)look->heat.hover_value,
                 100.0 * (double)look->frequency[column]);
    panel_explain(panel, &EXPLAIN_CODE[CODE_CELLS], text);
    if (area.hovered && inside)
        ui_hint(panel->ui, text);
}

// The class whose rows the mouse is beside.
static void say_class(Panel *panel) {
    const HeatMap *heat = &panel->look->heat;
    const CodeView *code = &panel->views->code;
    const Point *mouse = panel->viz.mouse;
    if (heat->class_strip.w <= 0)
        return;
    UiArea area = ui_area(panel->ui, "classes", heat->class_strip, 0);
    int row, column, label = -1;
    if (mouse && viz_over(&panel->viz, heat->class_strip) &&
        heat_map_hit(heat, heat->rect.x, mouse->y, &row, &column) && row < code->images)
        label = code->label[row];
    const char *name = label >= 0 ? panel->status->data.class_name[label] : NULL;
    char value[64];
    snprintf(value, sizeof value, "class %s", name ? name : "");
    panel_explain(panel, &EXPLAIN_CODE[CODE_CLASSES], name ? value : NULL);
    if (area.hovered && name)
        ui_hint(panel->ui, name);
}

static void explain_margins(Panel *panel) {
    const HeatMap *heat = &panel->look->heat;
    char scale[80];
    snprintf(scale, sizeof scale, "%.3g to %.3g", (double)heat->low, (double)heat->high);
    panel_element(panel, "lifetime", heat->top_bars, &EXPLAIN_CODE[CODE_LIFETIME], NULL);
    panel_element(panel, "population", heat->left_bars, &EXPLAIN_CODE[CODE_POPULATION], NULL);
    panel_element(panel, "scale", heat->scale, &EXPLAIN_CODE[CODE_SCALE], scale);
}

static void draw_map(Panel *panel, Rect area) {
    Look *look = panel->look;
    const CodeView *code = &panel->views->code;
    HeatMapDesc desc = {.rows = code->images,
                        .columns = look->units,
                        .values = look->cells,
                        .map = &look->heat_map,
                        .unit = "activation",
                        .row_name = "image",
                        .column_name = "unit",
                        .row_number = code->index,
                        .column_number = look->unit,
                        .top = look->frequency,
                        .left = look->active,
                        .top_high = 1,
                        .top_title = "how often each unit fires (lifetime), 0 to 100 %",
                        .left_title = "units active",
                        .column_marked = look->dead,
                        .row_class = code->label[0] >= 0 ? look->row_class : NULL,
                        .selected_row = -1,
                        .selected_column = -1,
                        .stamp = code->tag.run ^ code->tag.generation << 12 ^ code->tag.step << 20 ^
                                 (uint64_t)(look->units_ordered * 1e3) << 40};
    heat_map_draw(&look->heat, &panel->viz, area, &desc);
    say_cell(panel);
    say_class(panel);
    explain_margins(panel);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "code");
    draw_header(panel, &rect);
    Rect footer = rect_cut_bottom(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    bool ready = is_ready(panel);
    if (ready) {
        draw_footer(panel, footer);
        order_units(panel);
    }
    if (ready && fill_cells(panel))
        draw_map(panel, rect);
    else
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The codes come with the next snapshot.");
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    (void)look;
    request->code_images = VIEW_CODE_IMAGES;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    (void)request;
    return view_is_of(panel, &panel->views->code.tag, step);
}

const View view_code = {.name = "code", .label = "Code", .draw = draw, .ask = ask, .settled = settled};
