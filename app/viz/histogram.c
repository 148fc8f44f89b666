// Bars over an axis. Called by the panels, on the UI thread.
#include "histogram.h"

#include "plot.h"

#include <math.h>
#include <stdio.h>

enum { ZERO_WIDTH = 3 }; // of the bar apart, multiples of the theme's grid

static double largest(const HistogramDesc *desc) {
    double most = desc->zero_name && isfinite(desc->zero_count) ? (double)desc->zero_count : 0;
    for (int i = 0; i < desc->bins; i++)
        if (isfinite(desc->counts[i]) && (double)desc->counts[i] > most)
            most = (double)desc->counts[i];
    return most;
}

// Labels that are powers of ten instead of their exponents.
static void as_powers(Axis *axis) {
    int count = 0;
    for (int i = 0; i < axis->count; i++)
        if (axis->ticks[i] == round(axis->ticks[i])) {
            axis->ticks[count] = axis->ticks[i];
            axis_number(pow(10, axis->ticks[i]), 1, axis->labels[count++], AXIS_LABEL);
        }
    axis->count = count;
}

static float edge_of(const Plot *plot, const HistogramDesc *desc, int bin) {
    return roundf(plot->inside.x + plot->inside.w * (float)bin / (float)desc->bins);
}

// A bar of what is there, however little, is seen.
static void bar(const Plot *plot, const Viz *viz, float left, float width, float count, Rgba color) {
    float bottom = plot->inside.y + plot->inside.h, line = viz_px(viz, viz->theme->sizes.line);
    if (!(count > 0))
        return;
    float top = fminf(roundf(plot_y(plot, (double)count)), bottom - line);
    draw_fill(viz->list, (Rect){left, top, width > 2 * line ? width - line : width, bottom - top}, 0, color);
}

static void bars(const Plot *plot, const Viz *viz, const HistogramDesc *desc, int hover) {
    const ThemeColors *colors = &viz->theme->colors;
    for (int i = 0; i < desc->bins; i++) {
        float left = edge_of(plot, desc, i), width = edge_of(plot, desc, i + 1) - left;
        bool marked = desc->marked && desc->marked[i];
        bar(plot, viz, left, width, desc->counts[i],
            i == hover ? colors->text
            : marked   ? colors->problem
                       : desc->color);
    }
}

static void edges(const Plot *plot, const Viz *viz, const HistogramDesc *desc) {
    float line = viz_px(viz, viz->theme->sizes.line), dash = viz_px(viz, viz->theme->sizes.grid / 2);
    for (int i = 0; i < desc->edge_count; i++) {
        float x = roundf(plot_x(plot, desc->edges[i]));
        int dashes = (int)ceilf(plot->inside.h / (2 * dash));
        for (int d = 0; d < dashes; d++) {
            float y = plot->inside.y + 2 * dash * (float)d;
            draw_fill(viz->list, (Rect){x, y, line, fminf(dash, plot->inside.y + plot->inside.h - y)}, 0,
                      viz->theme->colors.faint);
        }
    }
}

// The bar apart takes its room from the left of the data.
static Rect part_zero(Plot *plot, const Viz *viz, const HistogramDesc *desc) {
    Rect zero = plot->inside;
    zero.w = viz_px(viz, ZERO_WIDTH * viz->theme->sizes.grid);
    float taken = zero.w + viz_px(viz, viz->theme->sizes.gap);
    if (!desc->zero_name || plot->inside.w < 2 * taken)
        return (Rect){0};
    plot->apart = taken;
    plot->inside.x += taken;
    plot->inside.w -= taken;
    return zero;
}

static void draw_zero(const Plot *plot, const Viz *viz, const HistogramDesc *desc, Rect zero, int hover) {
    const ThemeColors *colors = &viz->theme->colors;
    float bottom = zero.y + zero.h, line = viz_px(viz, viz->theme->sizes.line);
    if (zero.w <= 0)
        return;
    bar(plot, viz, zero.x, zero.w, desc->zero_count, hover == desc->bins ? colors->text : colors->problem);
    draw_fill(viz->list, (Rect){zero.x, bottom, zero.w, line}, 0, colors->line);
    viz_text(viz, zero.x + zero.w / 2, bottom + viz_px(viz, viz->theme->sizes.grid / 4), 0.5F, TEXT_FAINT_DIGITS, "0");
}

static int bin_under(const Plot *plot, const Viz *viz, const HistogramDesc *desc, Rect zero) {
    if (zero.w > 0 && viz_over(viz, zero))
        return desc->bins;
    if (!viz_over(viz, plot->inside))
        return -1;
    int bin = (int)((viz->mouse->x - plot->inside.x) / plot->inside.w * (float)desc->bins);
    return bin < desc->bins ? bin : desc->bins - 1;
}

static double bin_edge(const HistogramDesc *desc, int bin) {
    double value = desc->low + (desc->high - desc->low) * bin / desc->bins;
    return desc->logarithmic ? pow(10, value) : value;
}

// The row on top: the unit, or what is under the mouse.
static void head(const Viz *viz, Rect area, const HistogramDesc *desc, int hover) {
    char text[128], from[32], to[32], count[32];
    const char *unit = desc->y_unit ? desc->y_unit : "";
    if (hover < 0) {
        viz_text_within(viz, area.x, area.x + area.w, area.y, 0, TEXT_FAINT, unit);
        return;
    }
    bool zero = hover == desc->bins;
    axis_number((double)(zero ? desc->zero_count : desc->counts[hover]), 4, count, sizeof count);
    axis_number(zero ? 0 : bin_edge(desc, hover), 3, from, sizeof from);
    axis_number(zero ? 0 : bin_edge(desc, hover + 1), 3, to, sizeof to);
    if (zero)
        snprintf(text, sizeof text, "%s: %s %s", desc->zero_name, count, unit);
    else
        snprintf(text, sizeof text, "%s … %s: %s %s", from, to, count, unit);
    viz_text_within(viz, area.x, area.x + area.w, area.y, 0, TEXT_DIGITS, text);
}

int histogram_draw(const Viz *viz, Rect area, const HistogramDesc *desc) {
    double most = desc->bins > 0 ? largest(desc) : 0;
    if (most <= 0) {
        viz_note(viz, area, desc->empty ? desc->empty : "");
        return -1;
    }
    float top = viz_text_height(viz, TEXT_DIGITS);
    Rect below = {area.x, area.y + top, area.w, area.h - top};
    Plot plot;
    axis_linear(&plot.y, 0, most * 1.02, plot_ticks_up(viz, below.h));
    axis_linear(&plot.x, desc->low, desc->high, plot_ticks_across(viz, below.w));
    if (desc->logarithmic)
        as_powers(&plot.x);
    if (!plot_place(&plot, viz, below))
        return -1;
    Rect zero = part_zero(&plot, viz, desc);
    int hover = bin_under(&plot, viz, desc, zero);
    head(viz, area, desc, hover);
    plot_axes(&plot, viz, desc->x_unit);
    bars(&plot, viz, desc, hover);
    draw_zero(&plot, viz, desc, zero, hover);
    edges(&plot, viz, desc);
    return hover;
}
