// What the files of the view Filters share.
#ifndef HOURGLASS_FILTERS_PARTS_H
#define HOURGLASS_FILTERS_PARTS_H

#include "panels.h"

/// How many tiles fit into an area at which zoom.
typedef struct TileFit {
    int zoom, columns, rows;
} TileFit;

/// The largest whole zoom at which `good` tiles of width × height, or all of `total`, have room; fewer tiles rather
/// than some narrower than `least`.
TileFit filters_fit(const Panel *panel, Rect area, int width, int height, int total, int good, float least);

/// The grid for `count` tiles that do fit. Small tiles are enlarged in the grid's buffer, so that gaps stay narrow.
ImageGridDesc filters_grid(const Panel *panel, Rect area, int width, int height, int count);

/// What identifies the content of a grid: mixes a number into a stamp.
uint64_t filters_stamp(uint64_t stamp, uint64_t number);

/// Whether a view belongs to the run on screen.
bool filters_current(const Panel *panel, const ViewTag *tag);

/// Two buttons that step back and forth, at the right end of a row; returns -1, 0 or 1. `from` and `to` tell whether
/// there is somewhere to go.
int filters_steps(Panel *panel, Rect *row, bool back, bool forth, const UiExplain *explain, const char *tooltip);

/// The left column: the weights.
void filters_weights_draw(Panel *panel, Rect rect);

/// The right column: what the layers of pictures answer on the pinned image.
void filters_maps_draw(Panel *panel, Rect rect);

#endif
