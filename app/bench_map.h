// How often the points of the latent map move while training goes on, and what that costs. Used by bench_ui.c.
#ifndef HOURGLASS_BENCH_MAP_H
#define HOURGLASS_BENCH_MAP_H

#include "explorer.h"
#include "window.h"

typedef struct MapRate {
    int points;       // of the map
    double updates;   // maps of another step on screen, a second
    double qualities; // evaluations of all test images, a second
    double observer;  // fraction of a core that computing views took
    double images;    // that training went through, a second
} MapRate;

/// Opens the map with some of the test images or as many as there is room for, and looks at it for so long.
MapRate bench_map(Window *window, Explorer *explorer, bool many, double seconds);

#endif
