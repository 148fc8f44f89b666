// What the plots have in common: where the data goes, the lines behind it, and the numbers around it.
#ifndef HOURGLASS_PLOT_H
#define HOURGLASS_PLOT_H

#include "axis.h"
#include "viz.h"

typedef struct Plot {
    Axis x, y;
    Rect inside; // of the data
    float apart; // room between the y axis and the data, for what has no place on the x axis
} Plot;

/// Ticks that have room along so many pixels.
int plot_ticks_across(const Viz *viz, float width);
int plot_ticks_up(const Viz *viz, float height);

/// The height of the numbers under a plot.
float plot_foot(const Viz *viz);

/// Leaves room in the area for the y axis' labels and the row under the plot. False if nothing is left.
bool plot_place(Plot *plot, const Viz *viz, Rect area);

/// Draws horizontal lines, the numbers of both axes, and the unit of x at the right end.
void plot_axes(const Plot *plot, const Viz *viz, const char *x_unit);

float plot_x(const Plot *plot, double value);
float plot_y(const Plot *plot, double value);

#endif
