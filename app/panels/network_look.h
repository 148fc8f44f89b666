// What the view Network remembers between frames.
#ifndef HOURGLASS_NETWORK_LOOK_H
#define HOURGLASS_NETWORK_LOOK_H

#include "image_grid.h"
#include "views.h"

typedef struct NetworkLook {
    bool own_scale;                    // each tile by itself, else by layer
    int first_column;                  // of those between the input and the reconstruction that are on screen
    int first_row[VIEW_PLACES];        // of tiles, in each place's column
    uint64_t run;                      // that these are of
    NetworkWindow wanted[VIEW_PLACES]; // by what is on screen; a count of 0: not known yet
    ImageGrid grid[VIEW_PLACES];
} NetworkLook;

#endif
