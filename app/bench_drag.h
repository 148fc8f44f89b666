// How soon a point that is dragged across the latent map is decoded and on screen. Used by bench_ui.c.
#ifndef HOURGLASS_BENCH_DRAG_H
#define HOURGLASS_BENCH_DRAG_H

#include "explorer.h"
#include "window.h"

typedef struct DragCost {
    int points;                // decoded
    double median, p99, worst; // seconds from a movement of the pointer to the end of the first frame with its picture
} DragCost;

/// Opens the map and drags a point in circles for so long. All zero where nothing is decoded.
DragCost bench_drag(Window *window, Explorer *explorer, double seconds);

#endif
