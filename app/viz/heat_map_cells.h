// The heat map's pixels, apart from what is drawn around them.
#ifndef HOURGLASS_HEAT_MAP_CELLS_H
#define HOURGLASS_HEAT_MAP_CELLS_H

#include "heat_map.h"

/// The first value of a row.
const float *heat_map_row(const HeatMapDesc *desc, int row);

/// Fits the cells into the place: pixels of the buffer, and the rect on screen. Whole zoom where cells are large,
/// stretched where they are small, several cells a pixel where there are more cells than pixels.
void heat_map_cells_place(HeatMap *heat, const HeatMapDesc *desc, Rect place);

/// Fills the buffer if the content, the range or the size is another one. False if there is nothing to show.
bool heat_map_cells_fill(HeatMap *heat, const HeatMapDesc *desc);

#endif
