// Layout by cutting: a panel starts with its rectangle and cuts rows and columns off it. Plain arithmetic; sizes are
// pixels, so multiply the theme's by the scale (ui_px) first. A cut never takes more than there is.
#ifndef HOURGLASS_RECT_H
#define HOURGLASS_RECT_H

#include "draw.h"

/// Takes a strip off one side, and `gap` pixels behind it; returns the strip.
Rect rect_cut_left(Rect *rect, float width, float gap);
Rect rect_cut_right(Rect *rect, float width, float gap);
Rect rect_cut_top(Rect *rect, float height, float gap);
Rect rect_cut_bottom(Rect *rect, float height, float gap);

Rect rect_inset(Rect rect, float x, float y);
/// One of `count` equal columns (rows) with a gap between them; edges fall on whole pixels.
Rect rect_column(Rect rect, int index, int count, float gap);
Rect rect_row(Rect rect, int index, int count, float gap);
/// A rectangle of that size in the middle; not larger than the outer one.
Rect rect_centre(Rect rect, float width, float height);
Rect rect_intersection(Rect a, Rect b); // sides of 0 where they do not touch
bool rect_contains(Rect rect, float x, float y);
bool rect_inside(Rect inner, Rect outer);

#endif
