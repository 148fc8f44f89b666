// Images on a surface, some columns at a time. Which pixel of the image each column shows is found once; a row of the
// image is widened once, and its opaque spans are then copied for every further row of the surface that shows it.
#include "raster.h"
#include "raster_pixels.h"

#include <string.h>

enum { COLUMNS = 512 };

// Columns of the surface that are drawn together.
typedef struct Columns {
    int left, count;
    int used;               // pixels of an image's row that are seen, each once
    int source[COLUMNS];    // (used) which they are
    int first[COLUMNS + 1]; // (used + 1) the first column of each, from `left`
    uint16_t seen[COLUMNS]; // (count) which of them a column shows
} Columns;

typedef struct Span {
    int from, to; // columns from `left`
} Span;

// One row of the image on its columns.
typedef struct Row {
    Uint32 word[COLUMNS]; // (used)
    Span opaque[COLUMNS];
    int spans;
    bool blends; // some of it is neither opaque nor free
} Row;

// The nearest pixel of column c is the one its middle falls in, (2c + 1)·width / (2·columns of the place): a quotient
// and a remainder that grow with each column.
static void find_columns(Columns *columns, const SDL_Rect *place, int width, int left, int count) {
    Sint64 divisor = 2 * (Sint64)place->w, middle = (2 * (Sint64)(left - place->x) + 1) * width;
    int source = (int)(middle / divisor), step = width / place->w;
    Sint64 rest = middle % divisor, step_rest = 2 * (Sint64)(width % place->w);
    columns->left = left;
    columns->count = count;
    columns->used = 0;
    for (int x = 0; x < count; x++) {
        if (columns->used == 0 || source != columns->source[columns->used - 1]) {
            columns->source[columns->used] = source;
            columns->first[columns->used++] = x;
        }
        columns->seen[x] = (uint16_t)(columns->used - 1);
        source += step;
        rest += step_rest;
        if (rest >= divisor) {
            rest -= divisor;
            source++;
        }
    }
    columns->first[columns->used] = count;
}

static void read_row(const Columns *columns, const Rgba *pixels, Row *row) {
    row->spans = 0;
    row->blends = false;
    bool within = false;
    for (int i = 0; i < columns->used; i++) {
        Rgba color = pixels[columns->source[i]];
        row->word[i] = raster_word(color);
        row->blends |= color.a != 0 && color.a != 255;
        if (color.a == 255 && !within)
            row->opaque[row->spans++].from = columns->first[i];
        within = color.a == 255;
        if (within)
            row->opaque[row->spans - 1].to = columns->first[i + 1];
    }
}

static void widen(const Columns *columns, const Row *row, Uint32 *to) {
    for (int i = 0; i < row->spans; i++)
        for (int x = row->opaque[i].from; x < row->opaque[i].to; x++)
            to[x] = row->word[columns->seen[x]];
}

static void copy(const Row *row, const Uint32 *from, Uint32 *to) {
    for (int i = 0; i < row->spans; i++) {
        Span span = row->opaque[i];
        memcpy(to + span.from, from + span.from, (size_t)(span.to - span.from) * sizeof *to);
    }
}

static void blend(const Columns *columns, const Rgba *pixels, const Row *row, Uint32 *to) {
    for (int i = 0; i < columns->used; i++) {
        unsigned a = pixels[columns->source[i]].a;
        for (int x = columns->first[i]; a != 0 && a != 255 && x < columns->first[i + 1]; x++)
            to[x] = raster_blend(to[x], row->word[i], a);
    }
}

static void draw_columns(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *shown,
                         const Columns *columns) {
    Row row;
    row.spans = 0;
    row.blends = false;
    int above = -1;
    for (int y = shown->y; y < shown->y + shown->h; y++) {
        int at = (int)((2 * (Sint64)(y - place->y) + 1) * image->height / (2 * (Sint64)place->h));
        const Rgba *pixels = image->pixels + (size_t)at * (size_t)image->width;
        Uint32 *to = raster_row(surface, y) + columns->left;
        if (at == above) {
            copy(&row, raster_row(surface, y - 1) + columns->left, to);
        } else {
            read_row(columns, pixels, &row);
            widen(columns, &row, to);
        }
        if (row.blends)
            blend(columns, pixels, &row, to);
        above = at;
    }
}

static const Rgba *pixels_at(const DrawImage *image, const SDL_Rect *place, int x, int y) {
    return image->pixels + (size_t)(y - place->y) * (size_t)image->width + (x - place->x);
}

// The four bytes of a pixel as one number, the red ones lowest: loops over it become vectors, loops over bytes do not.
static Uint32 read_word(const Rgba *pixel) {
    Uint32 word;
    memcpy(&word, pixel, sizeof word);
    return SDL_SwapLE32(word);
}

static bool is_opaque(const DrawImage *image, const SDL_Rect *place, const SDL_Rect *shown) {
    Uint32 all = UINT32_MAX;
    for (int y = shown->y; y < shown->y + shown->h; y++) {
        const Rgba *pixels = pixels_at(image, place, shown->x, y);
        for (int x = 0, width = shown->w; x < width; x++)
            all &= read_word(pixels + x);
    }
    return all >> 24 == 255;
}

static void copy_row(Uint32 *restrict to, const Rgba *restrict pixels, int count) {
    for (int x = 0; x < count; x++) {
        Uint32 word = read_word(pixels + x);
        to[x] = (word & 255) << 16 | (word & 0xFF00) | (word >> 16 & 255);
    }
}

// Opaque and of its own size, as large pictures are that change with every frame.
static bool copy_pixels(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *shown) {
    if (place->w != image->width || place->h != image->height)
        return false;
    if (!image->opaque && !is_opaque(image, place, shown))
        return false;
    for (int y = shown->y; y < shown->y + shown->h; y++)
        copy_row(raster_row(surface, y) + shown->x, pixels_at(image, place, shown->x, y), shown->w);
    return true;
}

void raster_image(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *clip) {
    SDL_Rect shown;
    if (!SDL_IntersectRect(place, clip, &shown) || copy_pixels(surface, image, place, &shown))
        return;
    for (int x = 0; x < shown.w; x += COLUMNS) {
        Columns columns;
        find_columns(&columns, place, image->width, shown.x + x, SDL_min(COLUMNS, shown.w - x));
        draw_columns(surface, image, place, &shown, &columns);
    }
}
