// The picture that points are drawn into. Called by the panels, on the UI thread.
#include "blend.h"
#include "scatter_marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 16384 };

void scatter_finish(Scatter *scatter) {
    free(scatter->pixels);
    free(scatter->marks.cover); // and what is around it
    *scatter = (Scatter){.key = scatter->key, .version = scatter->version};
}

static bool same_color(Rgba a, Rgba b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool make_room(Scatter *scatter, int width, int height) {
    size_t size = (size_t)width * (size_t)height;
    scatter->width = scatter->height = 0;
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX)
        return false;
    if (size > scatter->capacity) {
        Rgba *pixels = realloc(scatter->pixels, (size + BLEND_PIXELS) * sizeof *pixels);
        if (!pixels)
            return false;
        scatter->pixels = pixels;
        scatter->capacity = size;
    }
    scatter->width = width;
    scatter->height = height;
    return true;
}

bool scatter_begin(Scatter *scatter, int width, int height, Rgba ground, uint64_t stamp) {
    if (scatter->width == width && scatter->height == height && scatter->stamp == stamp && scatter->version > 0 &&
        same_color(scatter->ground, ground))
        return false;
    scatter->stamp = stamp;
    scatter->ground = ground;
    scatter->version++;
    if (!make_room(scatter, width, height))
        return false;
    for (int x = 0; x < width; x++)
        scatter->pixels[x] = ground;
    for (int y = 1; y < height; y++)
        memcpy(scatter->pixels + (size_t)y * (size_t)width, scatter->pixels, (size_t)width * sizeof *scatter->pixels);
    return true;
}

bool scatter_set_marks(Scatter *scatter, float size, bool rim) {
    return scatter_marks_fill(&scatter->marks, size, rim);
}

typedef struct Paint {
    uint8_t color[BLEND_BYTES], ground[BLEND_BYTES]; // opaque, repeated
} Paint;

static Paint paint_of(Rgba color, Rgba ground) {
    Paint paint;
    color.a = ground.a = 255;
    for (size_t i = 0; i < BLEND_BYTES; i += sizeof color) {
        memcpy(paint.color + i, &color, sizeof color);
        memcpy(paint.ground + i, &ground, sizeof ground);
    }
    return paint;
}

// Of BLEND_PIXELS pixels what is around the mark becomes ground, and what it covers its colour.
static void draw_some(uint8_t *restrict to, const uint8_t *covers, const uint8_t *arounds,
                      const Paint *restrict paint) {
    uint8_t cover[BLEND_BYTES], around[BLEND_BYTES];
    blend_spread(cover, covers);
    blend_spread(around, arounds);
    for (int i = 0; i < BLEND_BYTES; i++)
        to[i] = blend_rounded(to[i] * (255 - around[i]) + paint->ground[i] * (around[i] - cover[i]) +
                              paint->color[i] * cover[i]);
}

// `whole`: nothing is covered after the last pixel, so that it does no harm to draw some more.
static void draw_row(Rgba *to, const uint8_t *cover, const uint8_t *around, int count, bool whole, const Paint *paint) {
    for (int x = 0; x < count; x += BLEND_PIXELS) {
        if (whole || count - x >= BLEND_PIXELS) {
            draw_some((uint8_t *)(to + x), cover + x, around + x, paint);
            continue;
        }
        uint8_t some[BLEND_BYTES] = {0};
        memcpy(some, to + x, (size_t)(count - x) * sizeof *to);
        draw_some(some, cover + x, around + x, paint);
        memcpy(to + x, some, (size_t)(count - x) * sizeof *to);
    }
}

static void draw_mask(Scatter *scatter, const ScatterMask *mask, int left, int top, const Paint *paint) {
    int side = scatter->marks.side, stride = scatter->marks.stride, width = scatter->width;
    Rgba *pixels = scatter->pixels;
    for (int row = top < 0 ? -top : 0; row < side && top + row < scatter->height; row++) {
        int first = left + mask->from[row] < 0 ? -left : mask->from[row];
        int last = left + mask->to[row] > width ? width - left : mask->to[row];
        ptrdiff_t at = (ptrdiff_t)row * stride + first;
        if (last > first)
            draw_row(pixels + (ptrdiff_t)(top + row) * width + left + first, mask->cover + at, mask->around + at,
                     last - first, last == mask->to[row], paint);
    }
}

void scatter_point(Scatter *scatter, ClassShape shape, Rgba color, float x, float y) {
    const ScatterMarks *marks = &scatter->marks;
    float far = (float)marks->side; // what is further out covers nothing
    if (!(x > -far && y > -far && x < (float)scatter->width + far && y < (float)scatter->height + far) ||
        marks->size <= 0)
        return;
    int across = (int)floorf((x - 0.5F) * SCATTER_STEPS + 0.5F), down = (int)floorf((y - 0.5F) * SCATTER_STEPS + 0.5F);
    int right = across & (SCATTER_STEPS - 1), below = down & (SCATTER_STEPS - 1);
    int left = (across - right) / SCATTER_STEPS - marks->side / 2;
    int top = (down - below) / SCATTER_STEPS - marks->side / 2;
    ScatterMask mask = scatter_marks_get(marks, shape, right, below);
    Paint paint = paint_of(color, scatter->ground);
    draw_mask(scatter, &mask, left, top, &paint);
}

static int held(int value, int most) {
    return value < 0 ? 0 : value > most ? most : value;
}

static void fill_row(Rgba *to, int count, Rgba color) {
    for (int x = 0; x < count; x++)
        to[x] = color;
}

void scatter_fill(Scatter *scatter, int x, int y, int width, int height, Rgba color) {
    int left = held(x, scatter->width), right = held(x + width, scatter->width);
    int bottom = held(y + height, scatter->height);
    color.a = 255;
    for (int row = held(y, scatter->height); row < bottom; row++)
        fill_row(scatter->pixels + (size_t)row * (size_t)scatter->width + left, right - left, color);
}

void scatter_frame(Scatter *scatter, int x, int y, int width, int height, int thick, Rgba color) {
    scatter_fill(scatter, x, y, width, thick, color);
    scatter_fill(scatter, x, y + height - thick, width, thick, color);
    scatter_fill(scatter, x, y, thick, height, color);
    scatter_fill(scatter, x + width - thick, y, thick, height, color);
}

void scatter_draw(const Scatter *scatter, const Viz *viz, float x, float y) {
    if (scatter->width < 1)
        return;
    DrawImage image = {.key = scatter->key,
                       .version = scatter->version,
                       .width = scatter->width,
                       .height = scatter->height,
                       .pixels = scatter->pixels,
                       .opaque = true};
    draw_image(viz->list, (Rect){x, y, (float)scatter->width, (float)scatter->height}, &image);
}
