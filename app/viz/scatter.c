// The picture that points are drawn into. Called by the panels, on the UI thread.
#include "scatter_marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 16384 };

void scatter_finish(Scatter *scatter) {
    free(scatter->pixels);
    free(scatter->marks.bytes);
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
        Rgba *pixels = realloc(scatter->pixels, size * sizeof *pixels);
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

static uint8_t mix(unsigned below, unsigned ground, unsigned color, unsigned cover, unsigned around) {
    return (uint8_t)((below * (255 - around) + ground * (around - cover) + color * cover + 127) / 255);
}

static void draw_row(Rgba *to, const uint8_t *mask, int count, Rgba color, Rgba ground) {
    for (int x = 0; x < count; x++, to++, mask += 2) {
        unsigned cover = mask[0], around = mask[1];
        if (cover == 255)
            *to = color;
        else if (around > 0)
            *to = (Rgba){mix(to->r, ground.r, color.r, cover, around), mix(to->g, ground.g, color.g, cover, around),
                         mix(to->b, ground.b, color.b, cover, around), 255};
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
    color.a = 255;
    for (int row = 0; row < marks->side; row++) {
        if (top + row < 0 || top + row >= scatter->height)
            continue;
        int first = left + mask.from[row] < 0 ? -left : mask.from[row];
        int last = left + mask.to[row] > scatter->width ? scatter->width - left : mask.to[row];
        if (last > first)
            draw_row(scatter->pixels + (size_t)(top + row) * (size_t)scatter->width + left + first,
                     mask.bytes + 2 * ((size_t)row * (size_t)marks->side + (size_t)first), last - first, color,
                     scatter->ground);
    }
}

static int held(int value, int most) {
    return value < 0 ? 0 : value > most ? most : value;
}

void scatter_fill(Scatter *scatter, int x, int y, int width, int height, Rgba color) {
    int right = held(x + width, scatter->width), bottom = held(y + height, scatter->height);
    color.a = 255;
    for (int row = held(y, scatter->height); row < bottom; row++)
        for (int column = held(x, scatter->width); column < right; column++)
            scatter->pixels[(size_t)row * (size_t)scatter->width + (size_t)column] = color;
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
                       .pixels = scatter->pixels};
    draw_image(viz->list, (Rect){x, y, (float)scatter->width, (float)scatter->height}, &image);
}
