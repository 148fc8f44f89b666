// The view Filters, left column: filters beside the image as pictures with zero in the middle, page by page.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>

enum { SIDE_MAX = 128 }; // of a filter in colours

static int size_of(const FiltersView *view) {
    return view->channels * view->height * view->width;
}

static float largest(const float *values, int count) {
    float most = 0;
    for (int i = 0; i < count; i++)
        most = fabsf(values[i]) > most ? fabsf(values[i]) : most;
    return most;
}

// Zero is mid grey; each channel goes as far up and down as its weight. What is no number is zero.
static uint8_t shade(float value, float limit) {
    float byte = 127.5F + 127.5F * value / limit;
    return (uint8_t)(byte >= 255 ? 255 : byte > 0 ? byte : isnan(byte) ? 127 : 0);
}

static void fill_colors(ImageGrid *grid, int tile, const float *values, int plane, float limit) {
    Rgba colors[SIDE_MAX * SIDE_MAX];
    if (plane > SIDE_MAX * SIDE_MAX)
        return;
    for (int p = 0; p < plane; p++)
        colors[p] =
            (Rgba){shade(values[p], limit), shade(values[plane + p], limit), shade(values[2 * plane + p], limit), 255};
    image_grid_colors(grid, tile, colors);
}

static void fill_tiles(Panel *panel, int count) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    const float *values = filters_values(panel);
    int size = size_of(view);
    for (int f = 0; f < count; f++, values += size) {
        float limit = look->own_scale ? largest(values, size) : filters_limit_of(panel);
        limit = limit > 0 && isfinite(limit) ? limit : 1;
        if (view->channels >= 3)
            fill_colors(&look->weights, f, values, view->height * view->width, limit);
        else
            image_grid_values(&look->weights, f, values, &panel->look->error_map, -limit, limit);
    }
}

// "Kernel 3, row 0, column 2: weight −0.12 · norm 0.61": of a colour image for each of its channels.
static void say(const Panel *panel, const ImageGridHit *hit, char *text, size_t size) {
    static const char *const names[] = {"red", "green", "blue"};
    const FiltersView *view = &panel->views->filters;
    int plane = view->height * view->width;
    size_t at = (size_t)hit->image * (size_t)size_of(view) + (size_t)(hit->row * view->width + hit->column);
    int used = snprintf(text, size, "%s %d, row %d, column %d:", view->kind == FILTERS_KERNELS ? "Kernel" : "Unit",
                        filters_row(panel, hit->image)->number, hit->row, hit->column);
    for (int c = 0; c < view->channels && c < 3 && used > 0 && (size_t)used < size; c++) {
        char value[96];
        filters_say_value(panel, at + (size_t)(c * plane), value, sizeof value);
        used += snprintf(text + used, size - (size_t)used, "%s%s %s", c > 0 ? "," : "", view->channels >= 3 ? " " : "",
                         value);
        if (view->channels >= 3 && (size_t)used < size)
            used += snprintf(text + used, size - (size_t)used, " %s", names[c]);
    }
    if (used > 0 && (size_t)used < size)
        filters_say_row(panel, hit->image, text + used, size - (size_t)used);
}

// The kernel that slides, or the unit whose card is open.
static void mark_chosen(Panel *panel, int count) {
    const FiltersLook *look = &panel->look->filters;
    for (int f = 0; f < count; f++) {
        bool slides = look->sliding.open && filters_row(panel, f)->number == look->sliding.channel;
        if (slides || filters_is_carded(panel, f))
            image_grid_mark(&look->weights, &panel->viz, f, true);
    }
}

static void hover(Panel *panel, int count) {
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    const ImageGrid *grid = &look->weights;
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "filters", grid->rect, UI_AREA_WHEEL);
    if (area.wheel != 0)
        look->page -= area.wheel > 0 ? 1 : -1;
    const Point *mouse = panel->viz.mouse;
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit) && hit.image < count;
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], NULL);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    char line[UI_LINE_TEXT - 80];
    say(panel, &hit, line, sizeof line);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], line);
    image_grid_mark(grid, &panel->viz, hit.image, false);
    filters_hint(panel, line, hit.image, 0);
    filters_click(panel, &area, hit.image, 0);
}

static void draw_grid(Panel *panel, Rect area, int count) {
    const FiltersView *view = &panel->views->filters;
    ImageGrid *grid = &panel->look->filters.weights;
    ImageGridDesc desc = filters_grid(panel, area, view->width, view->height, count);
    if (image_grid_layout(grid, &desc, area, filters_weights_stamp(panel)))
        fill_tiles(panel, count);
    image_grid_draw(grid, &panel->viz);
    mark_chosen(panel, count);
    hover(panel, count);
}

// "1–128 of 256 rows of dense 256 relu", with buttons where there are more than have room.
static void draw_count(Panel *panel, Rect row, int count) {
    static const char *const names[] = {"", "kernel", "row", "row of means", "column"};
    static const char *const many[] = {"", "kernels", "rows", "rows of means", "columns"};
    const FiltersView *view = &panel->views->filters;
    const char *line = view->layer[view->chosen].text;
    char range[128], text[320], total[TEXT_GROUPED], from[TEXT_GROUPED], to[TEXT_GROUPED];
    char layer[sizeof view->layer[0].text + 16];
    bool paged = count < view->total;
    panel_layer_label(line, layer, sizeof layer);
    text_grouped(view->total, total);
    text_grouped(view->first + 1, from);
    text_grouped(view->first + count, to);
    if (paged) {
        bool back = view->first > 0, forth = view->first + count < view->total;
        panel->look->filters.page += filters_steps(panel, &row, back, forth, &EXPLAIN_FILTERS[FILTERS_PAGES],
                                                   "The others; Page Up, Page Down or wheel");
        snprintf(range, sizeof range, "%s–%s of %s", from, to, total);
    } else {
        snprintf(range, sizeof range, "%s %s", total, (view->total == 1 ? names : many)[view->kind]);
    }
    snprintf(text, sizeof text, "%s%s%s of %s", range, paged ? " " : "", paged ? many[view->kind] : "", layer);
    ui_text(panel->ui, row, TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, row.w, text, panel_either(panel, TEXT_BODY, row.w, range, "")));
}

// How many are on a page, in full rows, and which page; the last one ends with the last filter, so that all are alike.
// The observer is asked for those.
static int choose_page(Panel *panel, Rect area) {
    enum { GOOD = 96, LEAST = 40, LEAST_KERNEL = 24 };
    const FiltersView *view = &panel->views->filters;
    FiltersLook *look = &panel->look->filters;
    int most = VIEW_FILTER_VALUES / size_of(view);
    float least = ui_px(panel->ui, view->kind == FILTERS_KERNELS ? LEAST_KERNEL : LEAST);
    TileFit fit = filters_fit(panel, area, view->width, view->height, view->total, GOOD, least);
    most = most < VIEW_MAX_FILTERS ? most : VIEW_MAX_FILTERS;
    most = fit.columns * fit.rows < most ? fit.columns * fit.rows : most;
    most = most > 1 ? most : 1;
    int pages = (view->total + most - 1) / most, size = (view->total + pages - 1) / pages;
    if (pages > 1 && fit.columns > 0 && (size + fit.columns - 1) / fit.columns * fit.columns <= most)
        size = (size + fit.columns - 1) / fit.columns * fit.columns;
    look->page = look->page < 0 ? 0 : look->page < pages ? look->page : pages - 1;
    look->first = look->page < pages - 1 ? look->page * size : view->total - size;
    look->count = size;
    return view->count < size ? view->count : size;
}

void filters_weights_draw(Panel *panel, Rect rect) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    Rect row = rect_cut_top(&rect, ui_px(panel->ui, panel->viz.theme->sizes.control), gap);
    filters_footer_draw(panel, &rect);
    int count = choose_page(panel, rect);
    draw_count(panel, row, count);
    draw_grid(panel, rect, count);
}
