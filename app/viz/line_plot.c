// Curves. Each frame the samples are reduced to the pixels there are; nothing is kept. Called by the panels, on the UI
// thread.
#include "line_plot_parts.h"

#include "dash.h"
#include "decimate.h"
#include "plot.h"

#include <math.h>
#include <stdio.h>

enum { COLUMNS_MAX = 1024 };

typedef struct Range {
    double low, high;
} Range;

static void widen(Range *range, double value) {
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

static double x_of(const LineSeries *series, int i) {
    return series->x ? (double)series->x[i] : (double)i;
}

static bool is_shown(const LinePlotDesc *desc, const LineSeries *series, int i) {
    return isfinite(series->y[i]) && isfinite(x_of(series, i)) && (!desc->logarithmic || series->y[i] > 0);
}

// False if there is nothing to draw.
static bool ranges(const LinePlotDesc *desc, Range *x, Range *y) {
    *x = *y = (Range){INFINITY, -INFINITY};
    for (int s = 0; s < line_plot_series(desc); s++)
        for (int i = 0; i < desc->series[s].count; i++)
            if (is_shown(desc, &desc->series[s], i)) {
                widen(x, x_of(&desc->series[s], i));
                widen(y, (double)desc->series[s].y[i]);
            }
    return x->low <= x->high;
}

static void make_axes(Plot *plot, const Viz *viz, const LinePlotDesc *desc, Rect area, Range x, Range y) {
    int up = plot_ticks_up(viz, area.h - plot_foot(viz));
    if (desc->x_most > 0) {
        widen(&x, 0);
        widen(&x, desc->x_most);
    }
    if (x.high <= x.low)
        x.high = x.low + 1;
    axis_linear(&plot->x, x.low, x.high, plot_ticks_across(viz, area.w));
    if (desc->logarithmic) {
        axis_logarithmic(&plot->y, y.low / 1.02, y.high * 1.02, up);
        return;
    }
    bool flat = y.high <= y.low; // one value has no range of its own
    double margin = flat ? fmax(fabs(y.high) * 0.05, 1e-3) : (y.high - y.low) * 0.04;
    if (desc->from_zero && y.low >= 0)
        axis_linear(&plot->y, 0, y.high > 0 ? y.high + margin : 1, up);
    else
        axis_linear(&plot->y, y.low - margin, y.high + margin, up);
}

static void curve(const Plot *plot, const Viz *viz, const LinePlotDesc *desc, const LineSeries *series) {
    int chosen[4 * COLUMNS_MAX], count = 0;
    Point points[4 * COLUMNS_MAX];
    int columns = plot->inside.w < COLUMNS_MAX ? (int)plot->inside.w : COLUMNS_MAX;
    int found = decimate(series->x, series->y, series->count, plot->x.low, plot->x.high, columns, chosen);
    for (int i = 0; i < found; i++)
        if (is_shown(desc, series, chosen[i]))
            points[count++] =
                (Point){plot_x(plot, x_of(series, chosen[i])), plot_y(plot, (double)series->y[chosen[i]])};
    float on, off, width = line_plot_width(viz, series);
    line_plot_dash(viz, series->dash, &on, &off);
    dash_line(viz->list, points, count, width, series->color, on, off);
    float dot = fmaxf(2 * width, 3); // one sample makes no line
    if (count == 1)
        draw_fill(viz->list, (Rect){points[0].x - dot / 2, points[0].y - dot / 2, dot, dot}, dot / 2, series->color);
}

// The sample nearest to x that is shown; -1: none.
static int nearest(const LinePlotDesc *desc, const LineSeries *series, double x) {
    int best = -1;
    double away = INFINITY;
    for (int i = 0; i < series->count; i++)
        if (is_shown(desc, series, i) && fabs(x_of(series, i) - x) <= away) {
            away = fabs(x_of(series, i) - x);
            best = i;
        }
    return best;
}

// Values at the sample nearest to the mouse; without it at the moment looked at, or else those of the last sample.
static LinePlotHover read_out(const Plot *plot, const Viz *viz, const LinePlotDesc *desc) {
    LinePlotHover hover = {.inside = viz_over(viz, plot->inside)};
    double rest = desc->mark_x > 0 ? desc->mark_x : plot->x.high;
    double x = hover.inside ? axis_value(&plot->x, (double)((viz->mouse->x - plot->inside.x) / plot->inside.w)) : rest;
    double away = INFINITY;
    for (int s = 0; s < LINE_PLOT_SERIES; s++) {
        int i = s < line_plot_series(desc) ? nearest(desc, &desc->series[s], x) : -1;
        hover.value[s] = i >= 0 ? (double)desc->series[s].y[i] : (double)NAN;
        if (i >= 0 && fabs(x_of(&desc->series[s], i) - x) < away) {
            hover.x = x_of(&desc->series[s], i);
            away = fabs(hover.x - x);
        }
    }
    return hover;
}

static void vertical(const Plot *plot, const Viz *viz, double x, Rgba color) {
    float line = viz_px(viz, viz->theme->sizes.line);
    draw_fill(viz->list, (Rect){roundf(plot_x(plot, x)), plot->inside.y, line, plot->inside.h}, 0, color);
}

// The line under the mouse, a dot on each curve, and x in a box on the axis.
static void mark_hover(const Plot *plot, const Viz *viz, const LinePlotDesc *desc, const LinePlotHover *hover) {
    const ThemeColors *colors = &viz->theme->colors;
    vertical(plot, viz, hover->x, colors->faint);
    float dot = viz_px(viz, viz->theme->sizes.grid - 2), x = plot_x(plot, hover->x);
    for (int s = 0; s < line_plot_series(desc); s++)
        if (isfinite(hover->value[s]))
            draw_fill(viz->list, (Rect){x - dot / 2, plot_y(plot, hover->value[s]) - dot / 2, dot, dot}, dot / 2,
                      desc->series[s].color);
    char text[64], number[32];
    axis_number(hover->x, 6, number, sizeof number);
    snprintf(text, sizeof text, "%s %s", number, desc->x_unit ? desc->x_unit : "");
    float gap = viz_px(viz, viz->theme->sizes.gap), width = viz_text_width(viz, TEXT_DIGITS, text) + gap;
    float left = fmaxf(fminf(x - width / 2, plot->inside.x + plot->inside.w - width), plot->inside.x);
    float top = plot->inside.y + plot->inside.h + viz_px(viz, viz->theme->sizes.line);
    draw_fill(viz->list, (Rect){left, top, width, plot_foot(viz)}, viz_px(viz, viz->theme->sizes.grid / 2),
              colors->popup);
    viz_text(viz, left + width / 2, top + viz_px(viz, viz->theme->sizes.line), 0.5F, TEXT_DIGITS, text);
}

// The marks, and which of them the mouse is on.
static int draw_marks(const Plot *plot, const Viz *viz, const LinePlotDesc *desc) {
    float near = viz_px(viz, viz->theme->sizes.gap);
    int found = -1;
    for (int i = 0; i < desc->mark_count; i++) {
        double x = desc->marks[i].x;
        if (!(x >= plot->x.low && x <= plot->x.high))
            continue;
        vertical(plot, viz, x, theme_faded(viz->theme->colors.text, 0.5F));
        float away = viz_over(viz, plot->inside) ? fabsf(viz->mouse->x - plot_x(plot, x)) : near;
        if (away < near) {
            near = away;
            found = i;
        }
    }
    return found;
}

LinePlotHover line_plot_draw(const Viz *viz, Rect area, const LinePlotDesc *desc) {
    LinePlotHover hover = {.mark = -1};
    for (int s = 0; s < LINE_PLOT_SERIES; s++)
        hover.value[s] = (double)NAN;
    Range x, y;
    if (!ranges(desc, &x, &y)) {
        viz_note(viz, area, desc->empty ? desc->empty : "");
        return hover;
    }
    float head = line_plot_legend(viz, area, desc, NULL);
    Rect below = {area.x, area.y + head, area.w, area.h - head};
    Plot plot;
    make_axes(&plot, viz, desc, below, x, y);
    if (!plot_place(&plot, viz, below))
        return hover;
    hover = read_out(&plot, viz, desc);
    line_plot_legend(viz, area, desc, &hover);
    plot_axes(&plot, viz, desc->x_unit);
    hover.mark = draw_marks(&plot, viz, desc);
    for (int s = 0; s < line_plot_series(desc); s++)
        curve(&plot, viz, desc, &desc->series[s]);
    if (desc->mark_x > 0)
        vertical(&plot, viz, desc->mark_x, viz->theme->colors.text);
    if (hover.inside)
        mark_hover(&plot, viz, desc, &hover);
    return hover;
}
