// Curves in dashes, measured along x so that noise does not change their rhythm.
#ifndef HOURGLASS_DASH_H
#define HOURGLASS_DASH_H

#include "draw.h"

/// Draws a polyline with ascending x as dashes of `on` pixels with `off` between them; off 0: a solid line. Points that
/// are not finite part the line.
void dash_line(DrawList *list, const Point *points, int count, float width, Rgba color, float on, float off);

#endif
