// The frame of line plot and histogram. Called by them.
#include "plot.h"

#include <math.h>

enum { LEAST_WIDTH = 24, LEAST_HEIGHT = 16 }; // of the data, pixels of the theme

int plot_ticks_across(const Viz *viz, float width) {
    return (int)fminf(fmaxf(width / viz_text_width(viz, TEXT_FAINT_DIGITS, "00 000   "), 2), AXIS_TICKS);
}

int plot_ticks_up(const Viz *viz, float height) {
    return (int)fminf(fmaxf(height / (viz_text_height(viz, TEXT_FAINT_DIGITS) * 1.75F), 2), 8);
}

float plot_foot(const Viz *viz) {
    return viz_text_height(viz, TEXT_FAINT_DIGITS) + viz_px(viz, viz->theme->sizes.grid / 4);
}

bool plot_place(Plot *plot, const Viz *viz, Rect area) {
    float widest = 0, half_line = roundf(viz_text_height(viz, TEXT_FAINT_DIGITS) / 2);
    for (int i = 0; i < plot->y.count; i++)
        widest = fmaxf(widest, viz_text_width(viz, TEXT_FAINT_DIGITS, plot->y.labels[i]));
    float left = widest + viz_px(viz, viz->theme->sizes.gap);
    plot->apart = 0;
    plot->inside = (Rect){roundf(area.x + left), roundf(area.y + half_line), floorf(area.w - left),
                          floorf(area.h - half_line - plot_foot(viz))};
    return plot->inside.w >= viz_px(viz, LEAST_WIDTH) && plot->inside.h >= viz_px(viz, LEAST_HEIGHT);
}

float plot_x(const Plot *plot, double value) {
    return plot->inside.x + (float)axis_place(&plot->x, value) * plot->inside.w;
}

float plot_y(const Plot *plot, double value) {
    return plot->inside.y + (1 - (float)axis_place(&plot->y, value)) * plot->inside.h;
}

static void y_axis(const Plot *plot, const Viz *viz) {
    float line = viz_px(viz, viz->theme->sizes.line), height = viz_text_height(viz, TEXT_FAINT_DIGITS);
    float left = plot->inside.x - plot->apart, right = left - viz_px(viz, viz->theme->sizes.gap);
    for (int i = 0; i < plot->y.count; i++) {
        float y = roundf(plot_y(plot, plot->y.ticks[i]));
        draw_fill(viz->list, (Rect){left, y, plot->inside.w + plot->apart, line}, 0, viz->theme->colors.grid);
        viz_text(viz, right, y - height / 2, 1, TEXT_FAINT_DIGITS, plot->y.labels[i]);
    }
}

// Draws, or only counts, the numbers that have room left of `right`, on a line at y.
static int x_numbers(const Plot *plot, const Viz *viz, const Axis *axis, float right, float y, bool draws) {
    float free_from = -INFINITY, gap = viz_px(viz, viz->theme->sizes.gap);
    int count = 0;
    for (int i = 0; i < axis->count; i++) {
        float half = viz_text_width(viz, TEXT_FAINT_DIGITS, axis->labels[i]) / 2;
        float at = fmaxf(plot_x(plot, axis->ticks[i]), plot->inside.x + half); // the first keeps inside
        if (at - half < free_from || at + half > right)
            continue;
        if (draws)
            viz_text(viz, at - half, y, 0, TEXT_FAINT_DIGITS, axis->labels[i]);
        free_from = at + half + gap;
        count++;
    }
    return count;
}

// One number alone tells no scale: where the unit takes the place of the second, finer steps give another.
static void x_axis(const Plot *plot, const Viz *viz, const char *unit) {
    float bottom = plot->inside.y + plot->inside.h, line = viz_px(viz, viz->theme->sizes.line);
    float y = bottom + viz_px(viz, viz->theme->sizes.grid / 4), gap = viz_px(viz, viz->theme->sizes.gap);
    float right = plot->inside.x + plot->inside.w;
    Axis axis = plot->x;
    draw_fill(viz->list, (Rect){plot->inside.x, bottom, plot->inside.w, line}, 0, viz->theme->colors.line);
    if (unit && unit[0]) {
        viz_text(viz, right, y, 1, TEXT_FAINT, unit);
        right -= viz_text_width(viz, TEXT_FAINT, unit) + gap;
    }
    for (int most = 3; !axis.logarithmic && most <= AXIS_TICKS && x_numbers(plot, viz, &axis, right, y, false) < 2;
         most++)
        axis_linear(&axis, plot->x.low, plot->x.high, most);
    x_numbers(plot, viz, &axis, right, y, true);
}

void plot_axes(const Plot *plot, const Viz *viz, const char *x_unit) {
    y_axis(plot, viz);
    x_axis(plot, viz, x_unit);
}
