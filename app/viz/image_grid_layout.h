// Where the images of a grid go, apart from their pixels.
#ifndef HOURGLASS_IMAGE_GRID_LAYOUT_H
#define HOURGLASS_IMAGE_GRID_LAYOUT_H

#include "image_grid.h"

enum { IMAGE_GRID_SIDE = 8192 }; // largest width and height of the buffer

/// Sets columns, rows, zoom, tiles, gaps and buffer size for grid->desc in the area; false if nothing has room.
bool image_grid_arrange(ImageGrid *grid, Rect area);

#endif
