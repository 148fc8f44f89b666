// The view Filters, left column: weights, or their change since the start, as pictures with zero in the middle.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>

enum { SIDE_MAX = 128 };    // of a filter in colours
enum { LEAST_FOOTED = 72 }; // in less height the pictures need the footer's room
enum { LEAST_BAR = 150 };   // width of the scale, at most 220

static const char *unit_name(const FiltersView *view) {
    return view->kind == FILTERS_KERNELS ? "Kernel" : "Unit";
}

static bool shows_change(const Panel *panel) {
    return panel->look->filter_change && panel->views->filters.changed;
}

static const float *values_of(const Panel *panel, int filter) {
    const FiltersView *view = &panel->views->filters;
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    return (shows_change(panel) ? view->change : view->weights).floats + (size_t)filter * size;
}

static float limit_of(const Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    return shows_change(panel) ? view->change_limit : view->weight_limit;
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
    Look *look = panel->look;
    int plane = view->height * view->width;
    for (int f = 0; f < count; f++) {
        const float *values = values_of(panel, f);
        float limit = look->filter_own_scale ? largest(values, view->channels * plane) : limit_of(panel);
        limit = limit > 0 ? limit : 1;
        if (view->channels >= 3)
            fill_colors(&look->filters, f, values, plane, limit);
        else
            image_grid_values(&look->filters, f, values, &look->error_map, -limit, limit);
    }
}

static void hover(Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    const ImageGrid *grid = &panel->look->filters;
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "filters", grid->rect, UI_AREA_WHEEL);
    if (area.wheel != 0)
        panel->look->filter_page -= area.wheel > 0 ? 1 : -1;
    const Point *mouse = panel->viz.mouse;
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], NULL);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    int plane = view->height * view->width, size = view->channels * plane, pixel = hit.row * view->width + hit.column;
    const float *weights = view->weights.floats + (size_t)hit.image * (size_t)size;
    double norm = 0;
    for (int i = 0; i < size; i++)
        norm += (double)weights[i] * (double)weights[i];
    char text[200], value[64];
    snprintf(value, sizeof value, "%.3f", (double)weights[pixel]);
    if (view->channels >= 3)
        snprintf(value, sizeof value, "red %.3f, green %.3f, blue %.3f", (double)weights[pixel],
                 (double)weights[plane + pixel], (double)weights[2 * plane + pixel]);
    int length = snprintf(text, sizeof text, "%s %d, row %d, column %d: weight %s · norm %.3f", unit_name(view),
                          view->first + hit.image, hit.row, hit.column, value, sqrt(norm));
    if (view->changed && view->channels < 3 && length > 0 && (size_t)length < sizeof text)
        snprintf(text + length, sizeof text - (size_t)length, " · changed by %.3f",
                 (double)view->change.floats[(size_t)hit.image * (size_t)size + (size_t)pixel]);
    panel_explain(panel, &EXPLAIN_WEIGHTS[view->kind], text);
    image_grid_mark(grid, &panel->viz, hit.image, false);
    ui_hint(panel->ui, text);
}

static void draw_grid(Panel *panel, Rect area, int count) {
    const FiltersView *view = &panel->views->filters;
    Look *look = panel->look;
    ImageGridDesc desc = filters_grid(panel, area, view->width, view->height, count);
    uint64_t stamp = filters_stamp(view->tag.run, view->tag.generation);
    stamp = filters_stamp(filters_stamp(stamp, view->tag.step), (uint64_t)view->first);
    stamp = filters_stamp(stamp, (uint64_t)view->side << 2 | (uint64_t)shows_change(panel) << 1 |
                                     (uint64_t)look->filter_own_scale);
    if (image_grid_layout(&look->filters, &desc, area, stamp))
        fill_tiles(panel, count);
    image_grid_draw(&look->filters, &panel->viz);
    hover(panel);
}

// What the colours mean, and the bar with the range; in a narrow column the bar alone.
static void draw_footer(Panel *panel, Rect row) {
    const FiltersView *view = &panel->views->filters;
    const Look *look = panel->look;
    Ui *ui = panel->ui;
    bool change = shows_change(panel), colors = view->channels >= 3;
    char since[64];
    snprintf(since, sizeof since, "Since the start, seed %llu", (unsigned long long)view->seed);
    const char *full = change   ? since
                       : colors ? "Red, green and blue weights as colours, mid grey is zero"
                                : "Blue: below zero, orange: above";
    const char *brief = change ? "" : colors ? "grey is zero" : "blue −, orange +";
    float gap = ui_px(ui, panel->viz.theme->sizes.section), limit = look->filter_own_scale ? 1 : limit_of(panel);
    const char *unit = look->filter_own_scale ? "× each one's largest" : change ? "change" : "weight";
    float room = row.w - gap - ui_text_width(ui, TEXT_FAINT, change ? since : brief) - 1;
    Rect bar = rect_cut_right(&row, fminf(fmaxf(room, panel_px(panel, LEAST_BAR)), panel_px(panel, 220)), gap);
    colormap_bar(&panel->viz, bar, colors ? &look->grey_map : &look->error_map, -limit, limit, unit);
    char range[80];
    snprintf(range, sizeof range, "%.3g to %.3g", -(double)limit, (double)limit);
    panel_element(panel, "bar", bar, &EXPLAIN_FILTERS[FILTERS_BAR], range);
    brief = panel_either(panel, TEXT_FAINT, row.w, brief, "");
    ui_text(ui, row, TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, row.w, full, brief));
}

// "1–128 of 256 rows of dense 256 relu", with buttons where there are more than have room.
static void draw_count(Panel *panel, Rect row, int count) {
    static const char *const names[] = {"", "kernel", "row", "row of means", "column"};
    static const char *const many[] = {"", "kernels", "rows", "rows of means", "columns"};
    const FiltersView *view = &panel->views->filters;
    char range[128], text[320], total[TEXT_GROUPED], from[TEXT_GROUPED], to[TEXT_GROUPED];
    char layer[sizeof view->layer + 16];
    bool paged = count < view->total;
    panel_layer_label(view->layer, layer, sizeof layer);
    text_grouped(view->total, total);
    text_grouped(view->first + 1, from);
    text_grouped(view->first + count, to);
    if (paged) {
        bool back = view->first > 0, forth = view->first + count < view->total;
        panel->look->filter_page += filters_steps(panel, &row, back, forth, &EXPLAIN_FILTERS[FILTERS_PAGES],
                                                  "The others; Page Up, Page Down or wheel");
        snprintf(range, sizeof range, "%s–%s of %s", from, to, total);
    } else {
        snprintf(range, sizeof range, "%s %s", total, (view->total == 1 ? names : many)[view->kind]);
    }
    snprintf(text, sizeof text, "%s%s%s of %s", range, paged ? " " : "", paged ? many[view->kind] : "", layer);
    ui_text(panel->ui, row, TEXT_BODY, UI_LEFT, panel_either(panel, TEXT_BODY, row.w, text, range));
}

// How many are on a page, all pages alike, and which page; the observer is asked for those.
static int choose_page(Panel *panel, Rect area) {
    enum { GOOD = 96, LEAST = 40, LEAST_KERNEL = 24 };
    const FiltersView *view = &panel->views->filters;
    Look *look = panel->look;
    int most = VIEW_FILTER_VALUES / (view->channels * view->height * view->width);
    float least = ui_px(panel->ui, view->kind == FILTERS_KERNELS ? LEAST_KERNEL : LEAST);
    TileFit fit = filters_fit(panel, area, view->width, view->height, view->total, GOOD, least);
    most = most < VIEW_MAX_FILTERS ? most : VIEW_MAX_FILTERS;
    most = fit.columns * fit.rows < most ? fit.columns * fit.rows : most;
    most = most > 1 ? most : 1;
    int pages = (view->total + most - 1) / most, size = (view->total + pages - 1) / pages;
    look->filter_page = look->filter_page < 0 ? 0 : look->filter_page < pages ? look->filter_page : pages - 1;
    look->filter_first = look->filter_page * size;
    look->filter_count = view->total - look->filter_first < size ? view->total - look->filter_first : size;
    return view->count < size ? view->count : size;
}

void filters_weights_draw(Panel *panel, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(panel->ui, sizes->gap);
    Rect row = rect_cut_top(&rect, ui_px(panel->ui, sizes->control), gap), footer = {0};
    float height = colormap_bar_height(&panel->viz);
    if (rect.h > height + panel_px(panel, LEAST_FOOTED))
        footer = rect_cut_bottom(&rect, height, gap);
    int count = choose_page(panel, rect);
    draw_count(panel, row, count);
    draw_grid(panel, rect, count);
    if (footer.h > 0)
        draw_footer(panel, footer);
}
