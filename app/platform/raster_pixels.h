// Pixels of a surface in the format of framebuffers, 0x00RRGGBB. Shared by raster.c and raster_image.c.
#ifndef HOURGLASS_RASTER_PIXELS_H
#define HOURGLASS_RASTER_PIXELS_H

#include "draw.h"

#include <SDL.h>

static inline Uint32 *raster_row(SDL_Surface *surface, int y) {
    return (Uint32 *)(void *)((Uint8 *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static inline Uint32 raster_word(Rgba color) {
    return (Uint32)color.r << 16 | (Uint32)color.g << 8 | (Uint32)color.b;
}

/// (below · (255 - a) + above · a) / 255 in each channel, rounded: red and blue in one product, as they are 16 bits
/// apart, and with x / 255 = (x + 128 + (x + 128) / 256) / 256, exact for x up to 255².
static inline Uint32 raster_blend(Uint32 below, Uint32 above, Uint32 a) {
    enum { RED_BLUE = 0xFF00FF, HALVES = 0x800080 };
    Uint32 rest = 255 - a;
    Uint32 red_blue = (below & RED_BLUE) * rest + (above & RED_BLUE) * a + HALVES;
    Uint32 green = (below >> 8 & 255) * rest + (above >> 8 & 255) * a + 128;
    red_blue = (red_blue + (red_blue >> 8 & RED_BLUE)) >> 8 & RED_BLUE;
    green = (green + (green >> 8)) & 0xFF00;
    return red_blue | green;
}

#endif
