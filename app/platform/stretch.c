// Each row of the image is converted and widened once, then its visible spans are copied for every further row of the
// surface that shows it.
#include "stretch.h"

#include <string.h>

enum { SPANS = 256 };

typedef struct Span {
    int from, to; // columns of the surface
} Span;

// The visible parts of one row on the surface.
typedef struct Spans {
    Span span[SPANS];
    int count;
} Spans;

static Uint32 *row_of(SDL_Surface *surface, int y) {
    return (Uint32 *)(void *)((Uint8 *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static Uint32 word_of(Rgba color) {
    return (Uint32)color.r << 16 | (Uint32)color.g << 8 | (Uint32)color.b;
}

static bool add_run(Spans *spans, int from, int to) {
    Span *last = spans->count ? &spans->span[spans->count - 1] : NULL;
    if (last && last->to == from)
        last->to = to;
    else if (spans->count < SPANS)
        spans->span[spans->count++] = (Span){from, to};
    else
        return false;
    return true;
}

static Uint32 blend(Uint32 below, Rgba color) {
    unsigned a = color.a, rest = 255 - a;
    unsigned r = (below >> 16 & 255) * rest + color.r * a, g = (below >> 8 & 255) * rest + color.g * a,
             b = (below & 255) * rest + color.b * a;
    return (r + 127) / 255 << 16 | (g + 127) / 255 << 8 | (b + 127) / 255;
}

// One row of the image over columns shown.x … of the surface's row `to`. The nearest pixel of a column is the one its
// middle falls in. Returns false if the row cannot be repeated by copying spans: it blends, or there are too many.
static bool widen(const Rgba *pixels, int width, const SDL_Rect *place, const SDL_Rect *shown, Uint32 *to,
                  Spans *spans) {
    bool plain = true;
    int from = shown->x - place->x, stop = from + shown->w;
    Sint64 twice = (Sint64)2 * place->w;
    spans->count = 0;
    for (int column = from, end; column < stop; column = end) {
        int at = (int)((2 * (Sint64)column + 1) * width / twice);
        // the first column whose middle lies beyond pixel `at`: (2·end + 1)·width ≥ twice·(at + 1)
        end = (int)((twice * (at + 1) + width - 1) / (2 * (Sint64)width));
        end = SDL_min(end, stop);
        if (pixels[at].a == 0)
            continue;
        plain &= pixels[at].a == 255;
        Uint32 word = word_of(pixels[at]);
        for (int c = place->x + column; c < place->x + end; c++)
            to[c] = pixels[at].a == 255 ? word : blend(to[c], pixels[at]);
        plain &= add_run(spans, place->x + column, place->x + end);
    }
    return plain;
}

static void copy_spans(const Spans *spans, const Uint32 *from, Uint32 *to) {
    for (int i = 0; i < spans->count; i++) {
        const Span *span = &spans->span[i];
        memcpy(to + span->from, from + span->from, (size_t)(span->to - span->from) * sizeof *to);
    }
}

bool stretch_image(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (surface->format->format != SDL_PIXELFORMAT_RGB888)
        return false;
    if (!SDL_IntersectRect(place, clip, &shown))
        return true;
    int above = -1;
    bool plain = false;
    Spans spans = {.count = 0};
    for (int y = shown.y; y < shown.y + shown.h; y++) {
        int row = (int)(((Sint64)2 * (y - place->y) + 1) * image->height / ((Sint64)2 * place->h));
        if (row == above && plain)
            copy_spans(&spans, row_of(surface, y - 1), row_of(surface, y));
        else
            plain = widen(image->pixels + (size_t)row * (size_t)image->width, image->width, place, &shown,
                          row_of(surface, y), &spans);
        above = row;
    }
    return true;
}
