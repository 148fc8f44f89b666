// The view Filters, left column: the weights of a dense layer between others as a heat map, a row for each unit, a
// column for each unit before it.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rows_of(const FiltersView *view) {
    return (view->total + view->row_share - 1) / view->row_share;
}

static int columns_of(const FiltersView *view) {
    return (view->columns + view->column_share - 1) / view->column_share;
}

static bool make_room(FiltersLook *look, size_t cells, size_t numbers) {
    if (look->cell_capacity < cells) {
        free(look->cells);
        look->cells = malloc(cells * sizeof *look->cells);
        look->cell_capacity = look->cells ? cells : 0;
    }
    if (look->number_capacity < numbers) {
        free(look->numbers);
        look->numbers = malloc(numbers * sizeof *look->numbers);
        look->number_capacity = look->numbers ? numbers : 0;
    }
    return look->cell_capacity >= cells && look->number_capacity >= numbers;
}

// Each row as strong as it can be.
static void scale_rows(const float *from, float *to, int rows, int columns) {
    for (int r = 0; r < rows; r++, from += columns, to += columns) {
        float most = 0;
        for (int c = 0; c < columns; c++)
            most = fabsf(from[c]) > most ? fabsf(from[c]) : most;
        for (int c = 0; c < columns; c++)
            to[c] = most > 0 && isfinite(most) ? from[c] / most : 0;
    }
}

// "Unit 3", "Mean 3" or "Log-variance 3".
static void say_unit(const FiltersView *view, int number, char *text, size_t size) {
    int means = view->total / 2;
    if (!view->gaussian)
        snprintf(text, size, "Unit %d", number);
    else
        snprintf(text, size, "%s %d", number < means ? "Mean" : "Log-variance",
                 number < means ? number : number - means);
}

static void say(const Panel *panel, int row, int column, char *text, size_t size) {
    const FiltersView *view = &panel->views->filters;
    int first = row * view->row_share, before = column * view->column_share;
    char unit[48], value[96], more[120];
    say_unit(view, filters_row(panel, first)->number, unit, sizeof unit);
    filters_say_value(panel, (size_t)row * (size_t)columns_of(view) + (size_t)column, value, sizeof value);
    filters_say_row(panel, first, more, sizeof more);
    if (view->row_share > 1 || view->column_share > 1)
        snprintf(text, size, "Rows %d–%d, in units %d–%d: largest %s", first, first + view->row_share - 1, before,
                 before + view->column_share - 1, value);
    else
        snprintf(text, size, "%s, in unit %d: %s%s", unit, before, value, more);
}

static void hover(Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    const HeatMap *map = &panel->look->filters.matrix;
    UiArea area = ui_area(panel->ui, "matrix", map->rect, 0);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], NULL);
    bool inside = map->hover_row >= 0 && map->hover_row < rows_of(view) && map->hover_column < columns_of(view);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    char line[UI_LINE_TEXT - 80], text[UI_LINE_TEXT - 1];
    say(panel, map->hover_row, map->hover_column, line, sizeof line);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], line);
    snprintf(text, sizeof text, "%s · click: card", line);
    ui_hint(panel->ui, text);
    if (area.clicked || area.right_clicked)
        filters_open_card(panel, map->hover_row * view->row_share);
}

static void draw_count(Panel *panel, Rect row) {
    const FiltersView *view = &panel->views->filters;
    char full[320], brief[96], total[TEXT_GROUPED], columns[TEXT_GROUPED], layer[160];
    panel_layer_label(view->layer[view->chosen].text, layer, sizeof layer);
    snprintf(brief, sizeof brief, "%s × %s weights", text_grouped(view->total, total),
             text_grouped(view->columns, columns));
    snprintf(full, sizeof full, "%s of %.100s: a row a unit, a column a unit before it", brief, layer);
    ui_text(panel->ui, row, TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, row.w, full, panel_either(panel, TEXT_BODY, row.w, brief, "")));
}

// With nothing but zeros the scale still has two ends.
static void draw_map(Panel *panel, Rect area) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    int rows = rows_of(view), columns = columns_of(view);
    if (!make_room(look, look->own_scale ? (size_t)rows * (size_t)columns : 0, (size_t)rows + (size_t)columns))
        return;
    if (look->own_scale)
        scale_rows(filters_values(panel), look->cells, rows, columns);
    for (int r = 0; r < rows; r++)
        look->numbers[r] = filters_row(panel, r * view->row_share)->number;
    for (int c = 0; c < columns; c++)
        look->numbers[rows + c] = c * view->column_share;
    float limit = look->own_scale ? 1 : filters_limit_of(panel);
    limit = limit > 0 ? limit : 1;
    HeatMapDesc desc = {.rows = rows,
                        .columns = columns,
                        .values = look->own_scale ? look->cells : filters_values(panel),
                        .map = &panel->look->error_map,
                        .low = -limit,
                        .high = limit,
                        .unit = look->own_scale ? "× each row's largest" : filters_unit(panel),
                        .row_name = "unit",
                        .column_name = "in unit",
                        .row_number = look->numbers,
                        .column_number = look->numbers + rows,
                        .selected_row = -1,
                        .selected_column = -1,
                        .stamp = filters_weights_stamp(panel)};
    heat_map_draw(&look->matrix, &panel->viz, area, &desc);
    char range[80], low[32], high[32];
    axis_signed(-(double)limit, 3, low, sizeof low);
    axis_signed((double)limit, 3, high, sizeof high);
    snprintf(range, sizeof range, "%s to %s", low, high);
    panel_element(panel, "bar", look->matrix.scale, &EXPLAIN_FILTERS[FILTERS_BAR], range);
    hover(panel);
}

void filters_matrix_draw(Panel *panel, Rect rect) {
    const FiltersView *view = &panel->views->filters;
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect row = rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    char text[96], step[TEXT_GROUPED];
    if (view->shown == FILTER_WEIGHTS) {
        draw_count(panel, row);
    } else {
        snprintf(text, sizeof text, "gradient at step %s", text_grouped((double)view->gradient_tag.step, step));
        if (view->shown == FILTER_CHANGE)
            snprintf(text, sizeof text, "Since the start, seed %llu", (unsigned long long)view->seed);
        ui_text(ui, row, TEXT_BODY, UI_LEFT, panel_either(panel, TEXT_BODY, row.w, text, strchr(text, 's')));
    }
    panel->look->filters.first = panel->look->filters.count = 0;
    draw_map(panel, rect);
}
