// Filling, and masks. What the mask leaves free, most of a line of text, is passed over eight pixels at a time.
#include "raster.h"

#include "raster_pixels.h"

#include <string.h>

bool raster_fits(const SDL_Surface *surface) {
    return surface->format->format == SDL_PIXELFORMAT_RGB888;
}

void raster_fill(SDL_Surface *surface, const SDL_Rect *rect, Rgba color) {
    Uint32 word = raster_word(color);
    for (int y = rect->y; y < rect->y + rect->h; y++) {
        Uint32 *to = raster_row(surface, y) + rect->x;
        if (color.a == 255)
            for (int x = 0; x < rect->w; x++)
                to[x] = word;
        else
            for (int x = 0; x < rect->w; x++)
                to[x] = raster_blend(to[x], word, color.a);
    }
}

static int skip_free(const uint8_t *bytes, int at, int stop) {
    for (uint64_t eight; at + 8 <= stop; at += 8) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (eight != 0)
            break;
    }
    while (at < stop && bytes[at] == 0)
        at++;
    return at;
}

static void mask_row(Uint32 *to, const uint8_t *bytes, int count, Uint32 word, unsigned opacity) {
    for (int x = skip_free(bytes, 0, count); x < count; x = skip_free(bytes, x, count))
        for (; x < count && bytes[x] != 0; x++) {
            unsigned a = opacity == 255 ? bytes[x] : (bytes[x] * opacity + 127U) / 255;
            to[x] = a == 255 ? word : raster_blend(to[x], word, a);
        }
}

void raster_mask(SDL_Surface *surface, const Coverage *mask, Rgba color, int x, int y, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (!SDL_IntersectRect(&(SDL_Rect){x, y, mask->width, mask->height}, clip, &shown))
        return;
    Uint32 word = raster_word(color);
    for (int row = shown.y; row < shown.y + shown.h; row++) {
        const uint8_t *bytes = mask->bytes + (size_t)(row - y) * (size_t)mask->width + (shown.x - x);
        mask_row(raster_row(surface, row) + shown.x, bytes, shown.w, word, color.a);
    }
}
