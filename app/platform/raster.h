// Pixels written straight into a surface: several times faster than through SDL's renderer, and with a result that does
// not depend on the clip, as it does with SDL's stretching. The thread that draws.
#ifndef HOURGLASS_RASTER_H
#define HOURGLASS_RASTER_H

#include "coverage.h"

#include <SDL.h>

/// True for surfaces that this file can draw on: the format of framebuffers.
bool raster_fits(const SDL_Surface *surface);

// `clip` and the rectangle to fill lie within the surface.

void raster_fill(SDL_Surface *surface, const SDL_Rect *rect, Rgba color);

/// Lays a colour over the surface as opaque as the mask, whose corner is at (x, y), inside `clip` only.
void raster_mask(SDL_Surface *surface, const Coverage *mask, Rgba color, int x, int y, const SDL_Rect *clip);

/// Stretches the image over `place`, inside `clip` only. Every pixel shows the image's nearest one.
void raster_image(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *clip);

#endif
