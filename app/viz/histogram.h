// Bars over an axis.
#ifndef HOURGLASS_HISTOGRAM_H
#define HOURGLASS_HISTOGRAM_H

#include "viz.h"

typedef struct HistogramDesc {
    const float *counts; // (bins)
    int bins;
    double low, high;      // of the x axis
    bool logarithmic;      // low and high are exponents of ten, labelled as powers
    const char *x_unit;    // "share of images on which a unit fires"
    const char *y_unit;    // of what is counted: "units"
    Rgba color;            //
    const uint8_t *marked; // (bins) 1: in the warning colour; or NULL
    const double *edges;   // (edge_count) values of x at which a line parts the bins, as exponents if logarithmic
    int edge_count;        //
    const char *zero_name; // a bar apart at the left, in the warning colour, for what has no place on a logarithmic
    float zero_count;      // axis: how many are 0, and what they are called; NULL: no such bar
    const char *empty;     // what to say while there is nothing
} HistogramDesc;

/// Draws the bars inside the area, reads the one under the mouse out, and returns it; `bins` for the one apart, -1:
/// none.
int histogram_draw(const Viz *viz, Rect area, const HistogramDesc *desc);

#endif
