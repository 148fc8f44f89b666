// A number for each of many things, side by side as bars, with levels to hold them against.
#ifndef HOURGLASS_BAR_PLOT_H
#define HOURGLASS_BAR_PLOT_H

#include "line_plot.h"

enum { BAR_PLOT_LEVELS = 3 };

/// A line across all bars, with its value in the legend.
typedef struct BarPlotLevel {
    const char *name;
    double value; // what is not finite is left out
    LineDash dash;
} BarPlotLevel;

typedef struct BarPlotDesc {
    const float *values; // (count), from 0 up; what is not finite has no bar
    int count;
    const char *x_unit, *y_unit;
    Rgba color;
    const BarPlotLevel *levels; // (level_count), at most BAR_PLOT_LEVELS
    int level_count;
    const char *empty; // what to say while there is nothing
} BarPlotDesc;

/// Draws the bars inside the area and returns the one under the mouse; -1: none. Where there are more than pixels, a
/// bar is the largest of those that share it, and the one under the mouse is that.
int bar_plot_draw(const Viz *viz, Rect area, const BarPlotDesc *desc);

#endif
