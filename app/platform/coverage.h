// How much of each pixel a shape covers, from its distance to the shape's edge: smooth edges without a graphics card.
// Plain arithmetic, any thread. Coordinates are pixels from the mask's corner; what is outside is cut off.
#ifndef HOURGLASS_COVERAGE_H
#define HOURGLASS_COVERAGE_H

#include "draw.h"

typedef struct Coverage {
    int width, height;
    uint8_t *bytes; // (height, width), 0 none to 255 whole
} Coverage;

/// A rectangle with corners rounded by `radius`; `width` > 0: only its outline, that wide, inside the rectangle.
void coverage_rounded(const Coverage *mask, Rect rect, float radius, float width);

/// Adds a polyline with round joins and ends. Points that are not finite are left out with the parts beside them.
void coverage_line(const Coverage *mask, const Point *points, int count, float width);

/// A convex polygon, in either direction.
void coverage_polygon(const Coverage *mask, const Point *points, int count);

#endif
