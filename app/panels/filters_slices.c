// The view Filters, left column: the matrix of a convolution between pictures, out × in channels, each pair with its
// kernel; or of a dense layer behind pictures, units × channels. What has no room is a window that can be moved.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_SLICE = 12 }; // pixels at scale 1

// The window's place in all rows or columns, so many of which have room; returns how many are here already.
static int hold(int *first, int *wanted, int room, int total, int here) {
    *wanted = room < 1 ? 1 : room < total ? room : total;
    *first = *first > total - *wanted ? total - *wanted : *first;
    *first = *first > 0 ? *first : 0;
    return here < *wanted ? here : *wanted;
}

// The largest zoom at which all have room, or the least at which they can be seen.
static TileFit choose_window(const Panel *panel, Rect area) {
    const FiltersView *view = &panel->views->filters;
    int shorter = view->width < view->height ? view->width : view->height;
    int least = (int)ceilf(ui_px(panel->ui, LEAST_SLICE) / (float)shorter);
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 4);
    least = least > 1 ? least : 1;
    TileFit fit = {least, 0, 0};
    for (int zoom = (int)fminf(area.w / (float)view->width, area.h / (float)view->height); zoom >= least; zoom--) {
        fit = (TileFit){zoom, (int)((area.w + gap) / ((float)(zoom * view->width) + gap)),
                        (int)((area.h + gap) / ((float)(zoom * view->height) + gap))};
        if (fit.columns >= view->columns && fit.rows >= view->total)
            break;
    }
    int values = VIEW_FILTER_VALUES / (view->width * view->height), columns = fit.columns > 0 ? fit.columns : 1;
    columns = columns < view->columns ? columns : view->columns;
    fit.rows = fit.rows < values / columns ? fit.rows : values / columns;
    return fit;
}

static float largest(const float *values, size_t count) {
    float most = 0;
    for (size_t i = 0; i < count; i++)
        most = fabsf(values[i]) > most ? fabsf(values[i]) : most;
    return most;
}

// Only the columns that have room, of those here. Each row may have a scale of its own.
static void fill(Panel *panel, int rows, int columns) {
    const FiltersView *view = &panel->views->filters;
    size_t picture = (size_t)view->height * (size_t)view->width, row = picture * (size_t)view->column_count;
    const float *values = filters_values(panel);
    for (int r = 0; r < rows; r++) {
        const float *from = values + (size_t)r * row;
        float limit = panel->look->filters.own_scale ? largest(from, row) : filters_limit_of(panel);
        limit = limit > 0 && isfinite(limit) ? limit : 1;
        for (int c = 0; c < columns; c++)
            image_grid_values(&panel->look->filters.weights, r * columns + c, from + (size_t)c * picture,
                              &panel->look->error_map, -limit, limit);
    }
}

// Numbers of rows or columns where they have room, else of every so many of them.
static void draw_heads(Panel *panel, Rect strip, int rows, int columns, bool down) {
    const FiltersView *view = &panel->views->filters;
    const ImageGrid *grid = &panel->look->filters.weights;
    float taken = -1e9F, height = viz_text_height(&panel->viz, TEXT_FAINT_DIGITS), gap = viz_px(&panel->viz, 4);
    for (int i = 0; i < (down ? rows : columns); i++) {
        Rect tile = image_grid_place(grid, down ? i * columns : i);
        char text[16];
        snprintf(text, sizeof text, "%d", down ? filters_row(panel, i)->number : view->first_column + i);
        float size = down ? height : viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, text) + gap;
        float middle = down ? tile.y + tile.h / 2 : tile.x + tile.w / 2, from = roundf(middle - size / 2);
        if (from < taken || (!down && from + size > strip.x + strip.w) || (down && from + size > strip.y + strip.h))
            continue;
        taken = from + size;
        if (down)
            viz_text(&panel->viz, strip.x + strip.w - gap, from, 1, TEXT_FAINT_DIGITS, text);
        else
            viz_text(&panel->viz, middle, strip.y, 0.5F, TEXT_FAINT_DIGITS, text);
    }
}

static void say(const Panel *panel, const ImageGridHit *hit, int columns, char *text, size_t size) {
    const FiltersView *view = &panel->views->filters;
    int row = hit->image / columns, column = hit->image % columns;
    size_t picture = (size_t)view->height * (size_t)view->width;
    size_t at = ((size_t)row * (size_t)view->column_count + (size_t)column) * picture +
                (size_t)(hit->row * view->width + hit->column);
    char value[96], units[120];
    filters_say_value(panel, at, value, sizeof value);
    filters_say_row(panel, row, units, sizeof units);
    snprintf(text, size, "%s %d, in channel %d, row %d, column %d: %s%s",
             view->kind == FILTERS_SLICES ? "Out channel" : "Unit", filters_row(panel, row)->number,
             view->first_column + column, hit->row, hit->column, value, units);
}

static void hover(Panel *panel, int columns) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    const ImageGrid *grid = &look->weights;
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "slices", grid->rect, UI_AREA_WHEEL);
    if (area.wheel != 0 && (panel->ui->input->modifiers & UI_SHIFT))
        look->column -= (int)copysignf(ceilf(fabsf(area.wheel)), area.wheel);
    else if (area.wheel != 0)
        look->row -= (int)copysignf(ceilf(fabsf(area.wheel)), area.wheel);
    const Point *mouse = panel->viz.mouse;
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], NULL);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    char line[UI_LINE_TEXT - 80];
    int row = hit.image / columns, column = view->first_column + hit.image % columns;
    say(panel, &hit, columns, line, sizeof line);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], line);
    image_grid_mark(grid, &panel->viz, hit.image, false);
    filters_hint(panel, line, row, column);
    filters_click(panel, &area, row, column);
}

static void mark_sliding(Panel *panel, int rows, int columns) {
    const FiltersView *view = &panel->views->filters;
    const SlidingLook *look = &panel->look->filters.sliding;
    int column = look->in - view->first_column;
    for (int r = 0; look->open && column >= 0 && column < columns && r < rows; r++)
        if (filters_row(panel, r)->number == look->channel)
            image_grid_mark(&panel->look->filters.weights, &panel->viz, r * columns + column, true);
}

// "rows 1–12 of 32 · columns 1–16 of 16", and buttons for where there is more.
static void draw_window(Panel *panel, Rect row, int rows, int columns) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    const char *out = view->kind == FILTERS_SLICES ? "out channels" : "units";
    char full[256], brief[96], least[48], layer[160];
    int last_row = view->first + rows, last_column = view->first_column + columns;
    ui_push_id(panel->ui, "rows");
    if (rows < view->total)
        look->row +=
            look->rows * filters_steps(panel, &row, view->first > 0, last_row < view->total,
                                       &EXPLAIN_FILTERS[FILTERS_ROWS_OF], "Other rows; Page Up, Page Down or wheel");
    ui_pop_id(panel->ui);
    ui_push_id(panel->ui, "columns");
    if (columns < view->columns)
        look->column +=
            look->columns * filters_steps(panel, &row, view->first_column > 0, last_column < view->columns,
                                          &EXPLAIN_FILTERS[FILTERS_COLUMNS_OF], "Other columns; wheel with Shift");
    ui_pop_id(panel->ui);
    panel_layer_label(view->layer[view->chosen].text, layer, sizeof layer);
    snprintf(least, sizeof least, "%d–%d of %d", view->first + 1, last_row, view->total);
    snprintf(brief, sizeof brief, "rows %s, columns %d–%d of %d", least, view->first_column + 1, last_column,
             view->columns);
    snprintf(full, sizeof full, "%s: %s × in channels of %.80s", brief, out, layer);
    if (rows == view->total && columns == view->columns) {
        snprintf(brief, sizeof brief, "%d %s × %d in channels", view->total, out, view->columns);
        snprintf(full, sizeof full, "%s of %.80s", brief, layer);
    }
    ui_text(
        panel->ui, row, TEXT_BODY, UI_LEFT,
        panel_either(panel, TEXT_BODY, row.w, full,
                     panel_either(panel, TEXT_BODY, row.w, brief, panel_either(panel, TEXT_BODY, row.w, least, ""))));
}

void filters_slices_draw(Panel *panel, Rect rect) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect row = rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    filters_footer_draw(panel, &rect);
    float wide = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, view->total > 1000 ? "0000" : "000");
    Rect top = rect_cut_top(&rect, viz_text_height(&panel->viz, TEXT_FAINT_DIGITS), ui_px(ui, 2));
    Rect side = rect_cut_left(&rect, wide + ui_px(ui, 4), 0);
    TileFit fit = choose_window(panel, rect);
    int rows = hold(&look->row, &look->rows, fit.rows, view->total, view->count);
    int columns = hold(&look->column, &look->columns, fit.columns, view->columns, view->column_count);
    look->first = look->row;
    look->count = look->rows;
    ImageGridDesc desc = {.count = rows * columns,
                          .width = view->width,
                          .height = view->height,
                          .columns = columns,
                          .gap = ui_px(ui, sizes->gap / 4),
                          .enlarge = fit.zoom,
                          .max_zoom = 1,
                          .ground = panel->viz.theme->colors.panel};
    uint64_t stamp = filters_stamp(filters_weights_stamp(panel), (uint64_t)columns);
    if (image_grid_layout(&look->weights, &desc, rect, stamp))
        fill(panel, rows, columns);
    image_grid_draw(&look->weights, &panel->viz);
    rows = look->weights.shown / columns;
    top.x = rect.x;
    top.w = rect.w;
    draw_heads(panel, side, rows, columns, true);
    draw_heads(panel, top, rows, columns, false);
    draw_window(panel, row, rows, columns);
    mark_sliding(panel, rows, columns);
    hover(panel, columns);
}
