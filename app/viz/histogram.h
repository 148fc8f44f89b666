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
    const char *empty;     // what to say while there is nothing
} HistogramDesc;

/// Draws the bars inside the area, reads the one under the mouse out, and returns it; -1: none.
int histogram_draw(const Viz *viz, Rect area, const HistogramDesc *desc);

#endif
