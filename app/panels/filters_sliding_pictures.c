// The view Filters: the two pictures of a sliding kernel, its input with the place it is at, and the map that it fills.
#include "filters_parts.h"

#include <stdio.h>

enum { SIDE_MAX = 160 }; // of the padded input

static uint8_t byte_of(float value) {
    return (uint8_t)(value >= 1 ? 255 : value > 0 ? value * 255 + 0.5F : 0);
}

static Rgba input_color(const Panel *panel, const float *at, size_t plane) {
    const SlidingView *view = &panel->views->sliding;
    if (view->first && view->sliding.channels == 3)
        return (Rgba){byte_of(at[0]), byte_of(at[plane]), byte_of(at[2 * plane]), 255};
    if (view->first)
        return colormap_color(&panel->look->grey_map, *at, 0, 1);
    return colormap_color(&panel->look->heat_map, *at, view->low, view->high > view->low ? view->high : view->low + 1);
}

// The input in its frame of padding, which has another colour than any value.
static void fill_input(Panel *panel, ImageGrid *grid, int height, int width) {
    const SlidingView *view = &panel->views->sliding;
    const Sliding *s = &view->sliding;
    const SlidingLook *look = &panel->look->filters.sliding;
    Rgba colors[SIDE_MAX * SIDE_MAX];
    size_t plane = (size_t)s->height * (size_t)s->width;
    const float *input = view->input.floats + (view->first && s->channels == 3 ? 0 : (size_t)look->in * plane);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int row = y - s->pad, column = x - s->pad;
            bool inside = row >= 0 && row < s->height && column >= 0 && column < s->width;
            colors[y * width + x] =
                inside ? input_color(panel, input + row * s->width + column, plane) : panel->viz.theme->colors.control;
        }
    image_grid_colors(grid, 0, colors);
}

static Rect part(const ImageGrid *grid, int row, int column, int height, int width) {
    float zoom = (float)(grid->zoom) / (float)grid->shrink;
    return (Rect){grid->rect.x + (float)column * zoom, grid->rect.y + (float)row * zoom, (float)width * zoom,
                  (float)height * zoom};
}

// A second click ends it.
static void take_click(Panel *panel, const char *name, Rect rect, FiltersElement what, const char *value) {
    UiArea area = ui_area(panel->ui, name, rect, 0);
    panel_explain(panel, &EXPLAIN_FILTERS[what], value);
    if (area.clicked)
        panel->look->filters.sliding.open = false;
}

void filters_input_draw(Panel *panel, Rect area) {
    const Sliding *s = &panel->views->sliding.sliding;
    SlidingLook *look = &panel->look->filters.sliding;
    int height = s->height + 2 * s->pad, width = s->width + 2 * s->pad;
    if (height > SIDE_MAX || width > SIDE_MAX)
        return;
    ImageGridDesc desc = {.count = 1, .width = width, .height = height, .ground = panel->viz.theme->colors.panel};
    uint64_t stamp = filters_stamp(panel->views->sliding.version, (uint64_t)look->in);
    stamp = filters_stamp(stamp, (uint64_t)panel->look->heat_map.kind << 1 | (uint64_t)panel->viz.theme->light);
    if (image_grid_layout(&look->input, &desc, area, stamp))
        fill_input(panel, &look->input, height, width);
    image_grid_draw(&look->input, &panel->viz);
    int row = look->at / s->out_width, column = look->at % s->out_width;
    char value[96];
    snprintf(value, sizeof value, "row %d, column %d of the input", sliding_start(s, row), sliding_start(s, column));
    take_click(panel, "input", look->input.rect, FILTERS_INPUT, value);
    if (look->input.shown > 0)
        viz_mark(&panel->viz, part(&look->input, row * s->stride, column * s->stride, s->kernel, s->kernel), true);
}

void filters_output_draw(Panel *panel, Rect area) {
    const SlidingView *view = &panel->views->sliding;
    const Sliding *s = &view->sliding;
    SlidingLook *look = &panel->look->filters.sliding;
    ImageGridDesc desc = {
        .count = 1, .width = s->out_width, .height = s->out_height, .ground = panel->viz.theme->colors.panel};
    uint64_t stamp = filters_stamp(filters_stamp(view->version, (uint64_t)look->at), 1);
    stamp = filters_stamp(stamp, (uint64_t)panel->look->heat_map.kind << 1 | (uint64_t)panel->viz.theme->light);
    Rgba colors[SIDE_MAX * SIDE_MAX];
    if (s->out_height > SIDE_MAX || s->out_width > SIDE_MAX)
        return;
    float high = view->out_high > view->out_low ? view->out_high : view->out_low + 1;
    if (image_grid_layout(&look->output, &desc, area, stamp)) {
        for (int i = 0; i < s->out_height * s->out_width; i++)
            colors[i] = i <= look->at
                            ? colormap_color(&panel->look->heat_map, view->output.floats[i], view->out_low, high)
                            : panel->viz.theme->colors.control;
        image_grid_colors(&look->output, 0, colors);
    }
    image_grid_draw(&look->output, &panel->viz);
    char value[96], number[32];
    axis_signed((double)view->output.floats[look->at], 3, number, sizeof number);
    snprintf(value, sizeof value, "row %d, column %d: %s", look->at / s->out_width, look->at % s->out_width, number);
    take_click(panel, "output", look->output.rect, FILTERS_OUTPUT, value);
    if (look->output.shown > 0)
        viz_mark(&panel->viz, part(&look->output, look->at / s->out_width, look->at % s->out_width, 1, 1), true);
}
