// Bars over an axis. Called by the panels, on the UI thread.
#include "histogram.h"

#include "plot.h"

#include <math.h>
#include <stdio.h>

static double largest(const HistogramDesc *desc) {
    double most = 0;
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

static void bars(const Plot *plot, const Viz *viz, const HistogramDesc *desc, int hover) {
    float bottom = plot->inside.y + plot->inside.h, line = viz_px(viz, viz->theme->sizes.line);
    for (int i = 0; i < desc->bins; i++) {
        float left = edge_of(plot, desc, i), width = edge_of(plot, desc, i + 1) - left;
        if (!(desc->counts[i] > 0))
            continue;
        float top = fminf(roundf(plot_y(plot, (double)desc->counts[i])), bottom - line); // what is there is seen
        bool marked = desc->marked && desc->marked[i];
        Rgba color = i == hover ? viz->theme->colors.text : marked ? viz->theme->colors.problem : desc->color;
        draw_fill(viz->list, (Rect){left, top, width > 2 * line ? width - line : width, bottom - top}, 0, color);
    }
}

static int bin_under(const Plot *plot, const Viz *viz, const HistogramDesc *desc) {
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
    if (hover < 0) {
        viz_text_within(viz, area.x, area.x + area.w, area.y, 0, TEXT_FAINT, desc->y_unit ? desc->y_unit : "");
        return;
    }
    axis_number(bin_edge(desc, hover), 3, from, sizeof from);
    axis_number(bin_edge(desc, hover + 1), 3, to, sizeof to);
    axis_number((double)desc->counts[hover], 4, count, sizeof count);
    snprintf(text, sizeof text, "%s … %s: %s %s", from, to, count, desc->y_unit ? desc->y_unit : "");
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
    int hover = bin_under(&plot, viz, desc);
    head(viz, area, desc, hover);
    plot_axes(&plot, viz, desc->x_unit);
    bars(&plot, viz, desc, hover);
    return hover;
}
