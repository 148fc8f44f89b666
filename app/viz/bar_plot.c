// Bars and levels. Called by the panels, on the UI thread.
#include "bar_plot.h"

#include "dash.h"
#include "line_plot_parts.h"
#include "plot.h"

#include <math.h>
#include <string.h>

static int levels_of(const BarPlotDesc *desc) {
    return desc->level_count < BAR_PLOT_LEVELS ? desc->level_count : BAR_PLOT_LEVELS;
}

static double most_of(const BarPlotDesc *desc) {
    double most = 0;
    for (int i = 0; i < desc->count; i++)
        if (isfinite(desc->values[i]))
            most = fmax(most, (double)desc->values[i]);
    for (int i = 0; i < levels_of(desc); i++)
        if (isfinite(desc->levels[i].value))
            most = fmax(most, desc->levels[i].value);
    return most > 0 ? most : 1;
}

// Bars that have a place of their own on screen.
static int places_of(const Plot *plot, const BarPlotDesc *desc) {
    int pixels = (int)plot->inside.w;
    return desc->count < pixels ? desc->count : pixels;
}

static int first_at(const BarPlotDesc *desc, int places, int place) {
    return (int)((int64_t)place * desc->count / places);
}

// The largest of those that share a place.
static int largest_at(const BarPlotDesc *desc, int places, int place) {
    int first = first_at(desc, places, place), best = first;
    for (int i = first + 1; i < first_at(desc, places, place + 1); i++)
        if (isfinite(desc->values[i]) && !(desc->values[best] >= desc->values[i]))
            best = i;
    return best;
}

static void bars(const Plot *plot, const Viz *viz, const BarPlotDesc *desc, int hover) {
    int places = places_of(plot, desc);
    float bottom = plot->inside.y + plot->inside.h, line = viz_px(viz, viz->theme->sizes.line);
    for (int p = 0; p < places; p++) {
        int i = largest_at(desc, places, p);
        float left = roundf(plot->inside.x + plot->inside.w * (float)p / (float)places);
        float width = roundf(plot->inside.x + plot->inside.w * (float)(p + 1) / (float)places) - left;
        if (!isfinite(desc->values[i]) || !(desc->values[i] > 0))
            continue;
        float top = fminf(roundf(plot_y(plot, (double)desc->values[i])), bottom - line);
        draw_fill(viz->list, (Rect){left, top, width > 3 * line ? width - line : width, bottom - top}, 0,
                  i == hover ? viz->theme->colors.text : desc->color);
    }
}

static int bar_under(const Plot *plot, const Viz *viz, const BarPlotDesc *desc) {
    int places = places_of(plot, desc);
    if (!viz_over(viz, plot->inside) || places < 1)
        return -1;
    int place = (int)((viz->mouse->x - plot->inside.x) / plot->inside.w * (float)places);
    return largest_at(desc, places, place < places ? place : places - 1);
}

// The levels as curves, for the legend that curves have.
static LinePlotDesc legend_of(const Viz *viz, const BarPlotDesc *desc, LineSeries series[BAR_PLOT_LEVELS],
                              LinePlotHover *values) {
    LinePlotDesc legend = {.series = series, .y_unit = desc->y_unit};
    for (int i = 0; i < levels_of(desc); i++) {
        if (!isfinite(desc->levels[i].value))
            continue;
        values->value[legend.count] = desc->levels[i].value;
        series[legend.count++] =
            (LineSeries){.name = desc->levels[i].name, .color = viz->theme->colors.text, .dash = desc->levels[i].dash};
    }
    return legend;
}

static void draw_levels(const Plot *plot, const Viz *viz, const LinePlotDesc *legend, const LinePlotHover *values) {
    for (int i = 0; i < legend->count; i++) {
        float on, off, y = roundf(plot_y(plot, values->value[i]));
        line_plot_dash(viz, legend->series[i].dash, &on, &off);
        Point ends[] = {{plot->inside.x, y}, {plot->inside.x + plot->inside.w, y}};
        dash_line(viz->list, ends, 2, line_plot_width(viz, &legend->series[i]), legend->series[i].color, on, off);
    }
}

// There is nothing between two bars.
static void whole_ticks(Axis *axis) {
    int count = 0;
    for (int i = 0; i < axis->count; i++)
        if (axis->ticks[i] == round(axis->ticks[i])) {
            axis->ticks[count] = axis->ticks[i];
            memmove(axis->labels[count++], axis->labels[i], AXIS_LABEL);
        }
    axis->count = count;
}

int bar_plot_draw(const Viz *viz, Rect area, const BarPlotDesc *desc) {
    if (desc->count < 1) {
        viz_note(viz, area, desc->empty ? desc->empty : "");
        return -1;
    }
    LineSeries series[BAR_PLOT_LEVELS];
    LinePlotHover values = {0};
    LinePlotDesc legend = legend_of(viz, desc, series, &values);
    float head = line_plot_legend(viz, area, &legend, NULL);
    Rect below = {area.x, area.y + head, area.w, area.h - head};
    Plot plot;
    axis_linear(&plot.y, 0, most_of(desc) * 1.02, plot_ticks_up(viz, below.h));
    axis_linear(&plot.x, 0, desc->count, plot_ticks_across(viz, below.w));
    whole_ticks(&plot.x);
    if (!plot_place(&plot, viz, below))
        return -1;
    line_plot_legend(viz, area, &legend, &values);
    plot_axes(&plot, viz, desc->x_unit);
    int hover = bar_under(&plot, viz, desc);
    bars(&plot, viz, desc, hover);
    draw_levels(&plot, viz, &legend, &values);
    return hover;
}
