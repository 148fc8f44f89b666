// Curves over a common x: axes with round ticks and units, colours and dashes, a legend, and a read-out under the
// mouse.
#ifndef HOURGLASS_LINE_PLOT_H
#define HOURGLASS_LINE_PLOT_H

#include "viz.h"

typedef enum LineDash { LINE_SOLID, LINE_DASHED, LINE_DOTTED } LineDash;

typedef struct LineSeries {
    const char *name;
    const float *x; // (count) ascending; NULL: 0, 1, 2 …
    const float *y; // (count); what is not finite is left out, and on a log scale what is not above zero
    int count;
    Rgba color;
    LineDash dash;
    float width; // pixels of the theme; 0: the theme's curve
} LineSeries;

enum { LINE_PLOT_SERIES = 8 };

/// Something that happened at an x, which the curves alone do not tell.
typedef struct LinePlotMark {
    double x;
    const char *text; // for whoever asks what is under the mouse
} LinePlotMark;

typedef struct LinePlotDesc {
    const LineSeries *series; // (count), at most LINE_PLOT_SERIES; later ones are drawn on top
    int count;
    const char *x_unit, *y_unit; // "steps", "nats per image"
    bool logarithmic;            // the y axis
    bool from_zero;              // the y axis begins at 0; else at the data
    double x_most;               // the x axis goes from 0 to here however far the samples go; 0: as far as they
    double mark_x;               // a vertical line at the moment looked at; 0: none
    const LinePlotMark *marks;   // (mark_count), vertical lines
    int mark_count;              //
    bool names_at_rest;          // values are read out under the mouse alone, for curves whose ends say nothing
    const char *empty;           // what to say while there is nothing: "The curve begins with the first step"
} LinePlotDesc;

typedef struct LinePlotHover {
    bool inside;
    int mark;                       // under the mouse; -1: none
    double x;                       // of the nearest sample
    double value[LINE_PLOT_SERIES]; // of the sample nearest to the mouse, else to mark_x, else the last; NaN: none
} LinePlotHover;

/// Draws the plot inside the area and returns what the mouse reads out.
LinePlotHover line_plot_draw(const Viz *viz, Rect area, const LinePlotDesc *desc);

#endif
