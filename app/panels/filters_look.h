// What the interface remembers of the view Filters between frames.
#ifndef HOURGLASS_FILTERS_LOOK_H
#define HOURGLASS_FILTERS_LOOK_H

#include "heat_map.h"
#include "image_grid.h"
#include "views.h"

/// A kernel on its way over the pinned image.
typedef struct SlidingLook {
    bool open, playing;
    int channel;    // out channel
    int in;         // in channel whose numbers are shown
    int at;         // place in the output, row after row
    double moved;   // when it last went on
    ViewTag opened; // run and generation that it was opened in
    ImageGrid input, output;
} SlidingLook;

typedef struct FiltersLook {
    uint64_t run; // that the choices of layers were made for
    int layer;    // whose weights: place in FiltersView.layer
    FilterShow show;
    FilterSort sort;
    bool own_scale;
    int page, first, count;         // of the pictures beside the image: the page, and those wanted
    int row, rows, column, columns; // of slices and tiles: the window wanted
    int map_layer;                  // place in MapsView.layer
    ImageGrid weights, maps, image;
    HeatMap matrix;
    float *cells; // of a matrix whose rows have a scale of their own
    int *numbers; // of its rows, then of its columns
    size_t cell_capacity, number_capacity;
    SlidingLook sliding;
} FiltersLook;

void filters_look_init(FiltersLook *look); // takes a zeroed one
void filters_look_finish(FiltersLook *look);

/// Shows another layer's weights, from the first on.
void filters_look_layer(FiltersLook *look, int layer);

#endif
