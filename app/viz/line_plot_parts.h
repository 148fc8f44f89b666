// What line_plot.c and line_plot_legend.c share.
#ifndef HOURGLASS_LINE_PLOT_PARTS_H
#define HOURGLASS_LINE_PLOT_PARTS_H

#include "line_plot.h"

/// How many series are drawn.
int line_plot_series(const LinePlotDesc *desc);

/// Pixels of a dash and of the gap after it; off 0: a solid line.
void line_plot_dash(const Viz *viz, LineDash dash, float *on, float *off);
float line_plot_width(const Viz *viz, const LineSeries *series);

/// Draws the unit of y and the series with their values, wrapped; returns the height. `hover` NULL: the height alone.
float line_plot_legend(const Viz *viz, Rect area, const LinePlotDesc *desc, const LinePlotHover *hover);

#endif
