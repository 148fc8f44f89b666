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

// Where the legend's entries are: in columns as wide as the widest, so that values stand below each other.
typedef struct Legend {
    float x, y, row, column; // of the first entry; between rows and columns
    int columns;
} Legend;

static float sample_width(const Viz *viz) {
    return 3 * viz_px(viz, viz->theme->sizes.gap);
}

// A piece of the curve, its name and room for the widest value, so that nothing jumps.
static float entry_width(const Viz *viz, const LineSeries *series) {
    return sample_width(viz) + viz_text_width(viz, TEXT_FAINT, series->name) + viz_px(viz, viz->theme->sizes.gap / 2) +
           viz_text_width(viz, TEXT_DIGITS, "0.00e-00");
}

static void draw_entry(const Viz *viz, const LineSeries *series, const double *value, float x, float y, float width) {
    float sample = sample_width(viz), gap = viz_px(viz, viz->theme->sizes.gap), on, off;
    float middle = roundf(y + viz_text_height(viz, TEXT_DIGITS) / 2);
    char text[32] = "";
    if (value)
        axis_number(*value, 4, text, sizeof text);
    line_plot_dash(viz, series->dash, &on, &off);
    dash_line(viz->list, (Point[]){{x, middle}, {x + sample - gap, middle}}, 2, fmaxf(line_plot_width(viz, series), 1),
              series->color, on, off);
    viz_text(viz, x + sample, y, 0, TEXT_FAINT, series->name);
    viz_text(viz, x + width, y, 1, TEXT_DIGITS, text);
}

// Behind the unit, if all have room there; else below it.
static Legend lay_out(const Viz *viz, Rect area, float unit, float widest, int entries) {
    float gap = 2 * viz_px(viz, viz->theme->sizes.gap), row = viz_text_height(viz, TEXT_DIGITS);
    Legend legend = {.x = area.x, .y = area.y, .row = row, .column = widest + gap, .columns = entries};
    bool beside = unit == 0 || unit + (float)entries * (gap + widest) <= area.w;
    if (beside && unit > 0)
        legend.x += unit + gap;
    if (beside && legend.x + (float)entries * legend.column - gap <= area.x + area.w)
        return legend;
    int fitting = (int)((area.w + gap) / legend.column);
    legend.columns = fitting < 1 ? 1 : fitting;
    legend.y += unit > 0 ? row : 0;
    return legend;
}

// The unit of y and the series with their values. Returns the height.
float line_plot_legend(const Viz *viz, Rect area, const LinePlotDesc *desc, const LinePlotHover *hover) {
    bool has_unit = desc->y_unit && desc->y_unit[0];
    float unit = has_unit ? viz_text_width(viz, TEXT_FAINT, desc->y_unit) : 0, widest = 0;
    int entries = 0, at = 0;
    for (int s = 0; s < line_plot_series(desc); s++)
        if (desc->series[s].name) {
            widest = fmaxf(widest, entry_width(viz, &desc->series[s]));
            entries++;
        }
    Legend legend = lay_out(viz, area, unit, widest, entries);
    if (hover && has_unit)
        viz_text_within(viz, area.x, area.x + area.w, area.y, 0, TEXT_FAINT, desc->y_unit);
    for (int s = 0; s < line_plot_series(desc); s++) {
        if (!desc->series[s].name)
            continue;
        int row = at / legend.columns;
        float x = legend.x + (float)(at % legend.columns) * legend.column, y = legend.y + (float)row * legend.row;
        if (hover)
            draw_entry(viz, &desc->series[s], desc->names_at_rest && !hover->inside ? NULL : &hover->value[s], x, y,
                       fminf(widest, area.w));
        at++;
    }
    int rows = entries > 0 ? (entries + legend.columns - 1) / legend.columns : 1;
    return legend.y + (float)rows * legend.row - area.y;
}
