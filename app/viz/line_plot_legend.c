// The legend with its values, and how curves are dashed. Called by line_plot.c.
#include "line_plot_parts.h"

#include "axis.h"
#include "dash.h"

#include <math.h>

int line_plot_series(const LinePlotDesc *desc) {
    return desc->count < LINE_PLOT_SERIES ? desc->count : LINE_PLOT_SERIES;
}

void line_plot_dash(const Viz *viz, LineDash dash, float *on, float *off) {
    float unit = viz_px(viz, viz->theme->sizes.grid / 4);
    *on = dash == LINE_DOTTED ? unit : 3 * unit;
    *off = dash == LINE_SOLID ? 0 : dash == LINE_DOTTED ? 1.5F * unit : 2 * unit;
}

float line_plot_width(const Viz *viz, const LineSeries *series) {
    return (series->width > 0 ? series->width : viz->theme->sizes.curve) * viz->scale;
}

typedef struct Legend {
    float x, y; // of the next entry
    Rect area;
    float row;
} Legend;

static void place_entry(Legend *legend, float width) {
    if (legend->x > legend->area.x && legend->x + width > legend->area.x + legend->area.w) {
        legend->x = legend->area.x;
        legend->y += legend->row;
    }
}

// A piece of the curve, its name and its value; the value has the room of the widest, so that nothing jumps.
static void entry(Legend *legend, const Viz *viz, const LineSeries *series, double value, bool drawn) {
    float gap = viz_px(viz, viz->theme->sizes.gap), sample = 3 * gap, on, off;
    float name = viz_text_width(viz, TEXT_FAINT, series->name);
    float number = viz_text_width(viz, TEXT_DIGITS, "0.00e-00");
    place_entry(legend, sample + name + number + gap);
    if (drawn) {
        char text[32];
        axis_number(value, 4, text, sizeof text);
        float middle = roundf(legend->y + legend->row / 2), x = legend->x;
        line_plot_dash(viz, series->dash, &on, &off);
        dash_line(viz->list, (Point[]){{x, middle}, {x + sample - gap, middle}}, 2,
                  fmaxf(line_plot_width(viz, series), 1), series->color, on, off);
        viz_text(viz, x + sample, legend->y, 0, TEXT_FAINT, series->name);
        viz_text(viz, x + sample + name + gap / 2, legend->y, 0, TEXT_DIGITS, text);
    }
    legend->x += sample + name + number + 2 * gap;
}

// The unit of y and the series with their values; wraps. Returns the height.
float line_plot_legend(const Viz *viz, Rect area, const LinePlotDesc *desc, const LinePlotHover *hover) {
    Legend at = {.x = area.x, .y = area.y, .area = area, .row = viz_text_height(viz, TEXT_DIGITS)};
    if (desc->y_unit && desc->y_unit[0]) {
        if (hover)
            viz_text_within(viz, at.x, area.x + area.w, at.y, 0, TEXT_FAINT, desc->y_unit);
        at.x += viz_text_width(viz, TEXT_FAINT, desc->y_unit) + 2 * viz_px(viz, viz->theme->sizes.gap);
    }
    for (int s = 0; s < line_plot_series(desc); s++)
        if (desc->series[s].name)
            entry(&at, viz, &desc->series[s], hover ? hover->value[s] : 0, hover != NULL);
    return at.y + at.row - area.y;
}
