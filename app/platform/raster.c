// Each row of an image is converted and widened once, then its visible spans are copied for every further row of the
// surface that shows it.
#include "raster.h"

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

static void fill_run(Uint32 *to, int count, Uint32 word) {
    for (int i = 0; i < count; i++)
        to[i] = word;
}

static Uint32 blend(Uint32 below, Rgba color, unsigned a) {
    unsigned rest = 255 - a;
    unsigned r = (below >> 16 & 255) * rest + color.r * a, g = (below >> 8 & 255) * rest + color.g * a,
             b = (below & 255) * rest + color.b * a;
    return (r + 127) / 255 << 16 | (g + 127) / 255 << 8 | (b + 127) / 255;
}

static void blend_run(Uint32 *to, int count, Rgba color) {
    for (int i = 0; i < count; i++)
        to[i] = blend(to[i], color, color.a);
}

// The first column whose middle lies beyond pixel `at` of `width` is the smallest `end` with
// (2·end + 1)·width ≥ 2·columns·(at + 1), kept as a quotient and a remainder that grow with each pixel.
typedef struct Ends {
    Sint64 end, rest, step, step_rest, divisor;
} Ends;

static Ends ends_from(int at, int columns, int width) {
    Sint64 divisor = 2 * (Sint64)width, first = 2 * (Sint64)columns * (at + 1) + width - 1, step = 2 * (Sint64)columns;
    return (Ends){first / divisor, first % divisor, step / divisor, step % divisor, divisor};
}

static void ends_advance(Ends *ends) {
    ends->end += ends->step;
    ends->rest += ends->step_rest;
    if (ends->rest >= ends->divisor) {
        ends->rest -= ends->divisor;
        ends->end++;
    }
}

// One row of the image over columns shown.x … of the surface's row `to`. The nearest pixel of a column is the one its
// middle falls in. Returns false if the row cannot be repeated by copying spans: it blends, or there are too many.
static bool widen(const Rgba *pixels, int width, const SDL_Rect *place, const SDL_Rect *shown, Uint32 *to,
                  Spans *spans) {
    bool plain = true;
    int from = shown->x - place->x, stop = from + shown->w;
    int at = (int)((2 * (Sint64)from + 1) * width / (2 * (Sint64)place->w));
    Ends ends = ends_from(at, place->w, width);
    spans->count = 0;
    for (int column = from; column < stop; at++, ends_advance(&ends)) {
        int end = ends.end < stop ? (int)ends.end : stop;
        if (end <= column) // more pixels than columns
            continue;
        Rgba color = pixels[at];
        if (color.a == 255)
            fill_run(to + place->x + column, end - column, word_of(color));
        else if (color.a > 0)
            blend_run(to + place->x + column, end - column, color);
        if (color.a > 0)
            plain &= color.a == 255 && add_run(spans, place->x + column, place->x + end);
        column = end;
    }
    return plain;
}

static void copy_spans(const Spans *spans, const Uint32 *from, Uint32 *to) {
    for (int i = 0; i < spans->count; i++) {
        const Span *span = &spans->span[i];
        memcpy(to + span->from, from + span->from, (size_t)(span->to - span->from) * sizeof *to);
    }
}

bool raster_fits(const SDL_Surface *surface) {
    return surface->format->format == SDL_PIXELFORMAT_RGB888;
}

void raster_image(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (!SDL_IntersectRect(place, clip, &shown))
        return;
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
}

void raster_mask(SDL_Surface *surface, const Coverage *mask, Rgba color, int x, int y, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (!SDL_IntersectRect(&(SDL_Rect){x, y, mask->width, mask->height}, clip, &shown))
        return;
    for (int row = shown.y; row < shown.y + shown.h; row++) {
        const uint8_t *bytes = mask->bytes + (size_t)(row - y) * (size_t)mask->width - x;
        Uint32 *to = row_of(surface, row);
        for (int column = shown.x; column < shown.x + shown.w; column++)
            if (bytes[column])
                to[column] = blend(to[column], color, (bytes[column] * color.a + 127U) / 255);
    }
}
