// Masks of the marks: each shape is sampled once, four times a pixel each way, and summed up for every place between
// pixels. The shapes are those of class_mark.c.
#include "scatter_marks.h"

#include "blend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = SCATTER_STEPS, MOST_SIDE = SCATTER_SIDE, MOST_SAMPLES = (MOST_SIDE + 1) * STEPS };
#define REACH 1.2F // of the shapes, in half sizes

// On the inner side of the edge from a to b of a shape whose corners go clockwise, y down.
static bool is_right_of(Point a, Point b, float x, float y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0;
}

static bool in_triangle(Point a, Point b, Point c, float x, float y) {
    return is_right_of(a, b, x, y) && is_right_of(b, c, x, y) && is_right_of(c, a, x, y);
}

// Whether a shape covers a point, in half sizes from its middle, y down. `half`: pixels of half a size.
static bool covers(ClassShape shape, float half, float x, float y) {
    float ax = fabsf(x), ay = fabsf(y), widest = fmaxf(ax, ay), round = hypotf(x, y);
    float line = fmaxf(1.5F / half, 0.44F), stroke = fmaxf(1 / half, 0.32F);
    switch (shape) {
    case CLASS_DISC:
        return round <= 1;
    case CLASS_SQUARE:
        return widest <= 0.88F;
    case CLASS_TRIANGLE:
        return in_triangle((Point){0, -1}, (Point){1.1F, 0.9F}, (Point){-1.1F, 0.9F}, x, y);
    case CLASS_DIAMOND:
        return ax + ay / 1.15F <= 1;
    case CLASS_PLUS:
        return widest <= 1 && fminf(ax, ay) <= stroke;
    case CLASS_RING:
        return round <= 1 && round >= 1 - line;
    case CLASS_TRIANGLE_DOWN:
        return in_triangle((Point){0, 1}, (Point){-1.1F, -0.9F}, (Point){1.1F, -0.9F}, x, y);
    case CLASS_CROSS:
        return widest <= 0.95F && fminf(fabsf(x - y), fabsf(x + y)) <= stroke * 1.41F;
    case CLASS_FRAME:
        return widest <= 0.88F && widest >= 0.88F - line;
    default:
        return in_triangle((Point){1, -0.9F}, (Point){1, 0.9F}, (Point){-0.2F, 0}, x, y) ||
               in_triangle((Point){-1, -0.9F}, (Point){0.2F, 0}, (Point){-1, 0.9F}, x, y);
    }
}

typedef struct Samples {
    int side; // samples
    uint8_t mark[MOST_SAMPLES * MOST_SAMPLES], around[MOST_SAMPLES * MOST_SAMPLES];
} Samples;

// The middle of the shape is the middle of pixel side/2, a whole one.
static void sample(Samples *samples, int side, ClassShape shape, float half) {
    int pixel = side / 2;
    float middle = ((float)pixel + 0.5F) * STEPS;
    samples->side = side * STEPS;
    for (int y = 0; y < samples->side; y++)
        for (int x = 0; x < samples->side; x++)
            samples->mark[y * samples->side + x] = covers(shape, half, ((float)x + 0.5F - middle) / STEPS / half,
                                                          ((float)y + 0.5F - middle) / STEPS / half);
}

// Widens by a pixel each way: along rows, then along columns.
static void widen(Samples *samples, uint8_t *scratch) {
    int side = samples->side;
    memset(scratch, 0, (size_t)side * (size_t)side);
    memset(samples->around, 0, (size_t)side * (size_t)side);
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            for (int k = x < STEPS ? 0 : x - STEPS; samples->mark[y * side + x] && k <= x + STEPS && k < side; k++)
                scratch[y * side + k] = 1;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            for (int k = y < STEPS ? 0 : y - STEPS; scratch[y * side + x] && k <= y + STEPS && k < side; k++)
                samples->around[k * side + x] = 1;
}

// How much of pixel (row, column) is covered by samples that lie `right` and `below` of their place.
static uint8_t share(const uint8_t *samples, int side, int row, int column, int right, int below) {
    int sum = 0;
    for (int y = row * STEPS - below; y < (row + 1) * STEPS - below; y++)
        for (int x = column * STEPS - right; x < (column + 1) * STEPS - right; x++)
            sum += y >= 0 && x >= 0 && y < side && x < side ? samples[y * side + x] : 0;
    return (uint8_t)((sum * 255 + STEPS * STEPS / 2) / (STEPS * STEPS));
}

static size_t index_of(ClassShape shape, int right, int below) {
    return ((size_t)shape * STEPS + (size_t)below) * STEPS + (size_t)right;
}

static void fill_row(ScatterMarks *marks, const Samples *samples, size_t index, int row) {
    size_t at = index * (size_t)marks->side + (size_t)row, byte = at * (size_t)marks->stride;
    int right = (int)(index % STEPS), below = (int)(index / STEPS % STEPS);
    marks->from[at] = marks->to[at] = 0;
    for (int column = 0; column < marks->stride; column++, byte++) {
        uint8_t around = share(samples->around, samples->side, row, column, right, below);
        marks->cover[byte] = share(samples->mark, samples->side, row, column, right, below);
        marks->around[byte] = around;
        if (around > 0 && marks->to[at] == 0)
            marks->from[at] = (uint8_t)column;
        if (around > 0)
            marks->to[at] = (uint8_t)(column + 1);
    }
}

static void fill_shape(ScatterMarks *marks, ClassShape shape, const Samples *samples) {
    for (int below = 0; below < STEPS; below++)
        for (int right = 0; right < STEPS; right++)
            for (int row = 0; row < marks->side; row++)
                fill_row(marks, samples, index_of(shape, right, below), row);
}

static bool make_room(ScatterMarks *marks) {
    size_t size = (size_t)CLASS_SHAPES * STEPS * STEPS * (size_t)marks->side * (size_t)marks->stride;
    if (2 * size > marks->capacity) {
        uint8_t *bytes = realloc(marks->cover, 2 * size);
        if (!bytes)
            return false;
        marks->cover = bytes;
        marks->capacity = 2 * size;
    }
    marks->around = marks->cover + size;
    return true;
}

bool scatter_marks_fill(ScatterMarks *marks, float size, bool rim) {
    size = fminf(fmaxf(roundf(size * 2) / 2, 1), (float)(MOST_SIDE - 6) / REACH);
    if (marks->size == size && marks->rim == rim && marks->cover)
        return true;
    int reach = (int)ceilf(size / 2 * REACH) + rim;
    marks->size = size;
    marks->rim = rim;
    marks->side = 2 * reach + 3;
    marks->stride = marks->side + BLEND_PIXELS;
    Samples *samples = malloc(sizeof *samples);
    uint8_t *scratch = malloc((size_t)MOST_SAMPLES * MOST_SAMPLES);
    bool ok = samples && scratch && make_room(marks);
    for (int shape = 0; ok && shape < CLASS_SHAPES; shape++) {
        sample(samples, marks->side, (ClassShape)shape, size / 2);
        if (rim)
            widen(samples, scratch);
        else
            memcpy(samples->around, samples->mark, sizeof samples->mark);
        fill_shape(marks, (ClassShape)shape, samples);
    }
    if (!ok)
        marks->size = 0;
    free(samples);
    free(scratch);
    return ok;
}

ScatterMask scatter_marks_get(const ScatterMarks *marks, ClassShape shape, int right, int below) {
    size_t row = index_of(shape, right, below) * (size_t)marks->side, byte = row * (size_t)marks->stride;
    return (ScatterMask){marks->cover + byte, marks->around + byte, marks->from + row, marks->to + row};
}
