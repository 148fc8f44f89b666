// Filling, and masks, eight pixels at a time. What the mask leaves free, most of a line of text, is passed over.
#include "raster.h"

#include "blend.h"
#include "raster_pixels.h"

#include <string.h>

enum { EIGHT = 8, EIGHT_BYTES = EIGHT * 4 };

bool raster_fits(const SDL_Surface *surface) {
    return surface->format->format == SDL_PIXELFORMAT_RGB888;
}

static void repeat(Uint32 *to, Uint32 word) {
    for (int i = 0; i < EIGHT; i++)
        to[i] = word;
}

static void blend_row(Uint32 *to, int count, Uint32 word, unsigned a) {
    Uint32 above[EIGHT], share[EIGHT];
    int x = 0;
    repeat(above, word);
    repeat(share, a * 0x01010101U);
    for (; x + EIGHT <= count; x += EIGHT)
        blend_bytes((uint8_t *)(to + x), (const uint8_t *)above, (const uint8_t *)share, EIGHT_BYTES);
    for (; x < count; x++)
        to[x] = raster_blend(to[x], word, a);
}

void raster_fill(SDL_Surface *surface, const SDL_Rect *rect, Rgba color) {
    Uint32 word = raster_word(color);
    int width = rect->w; // of its own: the pixels written might be the rectangle, as far as a compiler can see
    for (int y = rect->y; y < rect->y + rect->h; y++) {
        Uint32 *to = raster_row(surface, y) + rect->x;
        if (color.a != 255)
            blend_row(to, width, word, color.a);
        else
            for (int x = 0; x < width; x++)
                to[x] = word;
    }
}

static void mask_eight(Uint32 *to, const uint8_t *bytes, const Uint32 *above) {
    uint8_t share[EIGHT_BYTES];
    blend_spread(share, bytes);
    blend_spread(share + BLEND_BYTES, bytes + BLEND_PIXELS);
    blend_bytes((uint8_t *)to, (const uint8_t *)above, share, EIGHT_BYTES);
}

// Few masks have a colour that lets something through: those go pixel by pixel.
static void mask_row(Uint32 *to, const uint8_t *bytes, int count, const Uint32 *above, unsigned opacity) {
    int x = 0;
    for (uint64_t eight; opacity == 255 && x + EIGHT <= count; x += EIGHT) {
        memcpy(&eight, bytes + x, sizeof eight);
        if (eight == UINT64_MAX)
            repeat(to + x, above[0]);
        else if (eight != 0)
            mask_eight(to + x, bytes + x, above);
    }
    for (; x < count; x++)
        if (bytes[x] != 0)
            to[x] = raster_blend(to[x], above[0], (bytes[x] * opacity + 127U) / 255);
}

void raster_mask(SDL_Surface *surface, const Coverage *mask, Rgba color, int x, int y, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (!SDL_IntersectRect(&(SDL_Rect){x, y, mask->width, mask->height}, clip, &shown))
        return;
    Uint32 above[EIGHT];
    repeat(above, raster_word(color));
    for (int row = shown.y; row < shown.y + shown.h; row++) {
        const uint8_t *bytes = mask->bytes + (size_t)(row - y) * (size_t)mask->width + (shown.x - x);
        mask_row(raster_row(surface, row) + shown.x, bytes, shown.w, above, color.a);
    }
}
