// The picture that points are drawn into. Called by the panels, on the UI thread.
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
        Rgba *pixels = realloc(scatter->pixels, (size + SCATTER_TOGETHER) * sizeof *pixels);
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

enum { BYTES = SCATTER_TOGETHER * sizeof(Rgba) };

typedef struct Paint {
    Rgba color[SCATTER_TOGETHER], ground[SCATTER_TOGETHER]; // opaque, repeated
} Paint;

static Paint paint_of(Rgba color, Rgba ground) {
    Paint paint;
    color.a = ground.a = 255;
    for (int i = 0; i < SCATTER_TOGETHER; i++) {
        paint.color[i] = color;
        paint.ground[i] = ground;
    }
    return paint;
}

// (below · (255 - around) + ground · (around - cover) + color · cover) / 255, rounded, for all bytes of some pixels: a
// loop that compilers turn into vectors. x / 255 is (x + 1 + x / 256) / 256, exact for 16 bits but the last.
static void blend(Rgba *restrict pixels, const uint32_t *restrict covers, const uint32_t *restrict arounds,
                  const Paint *restrict paint) {
    uint8_t *to = (uint8_t *)pixels;
    const uint8_t *cover = (const uint8_t *)covers, *around = (const uint8_t *)arounds;
    const uint8_t *color = (const uint8_t *)paint->color, *ground = (const uint8_t *)paint->ground;
    for (int i = 0; i < BYTES; i++) {
        uint16_t sum =
            (uint16_t)(to[i] * (255 - around[i]) + ground[i] * (around[i] - cover[i]) + color[i] * cover[i] + 127);
        to[i] = (uint8_t)((uint16_t)(sum + 1 + (sum >> 8)) >> 8);
    }
}

// `whole`: nothing is covered after the last pixel, so that it does no harm to draw some more.
static void draw_row(Rgba *to, const uint32_t *cover, const uint32_t *around, int count, bool whole,
                     const Paint *paint) {
    for (int x = 0; x < count; x += SCATTER_TOGETHER) {
        if (whole || count - x >= SCATTER_TOGETHER) {
            blend(to + x, cover + x, around + x, paint);
            continue;
        }
        Rgba some[SCATTER_TOGETHER] = {{0}};
        memcpy(some, to + x, (size_t)(count - x) * sizeof *some);
        blend(some, cover + x, around + x, paint);
        memcpy(to + x, some, (size_t)(count - x) * sizeof *some);
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
