// Coverage by distance: half a pixel inside the edge is whole, half a pixel outside is none.
#include "coverage.h"

#include <math.h>
#include <string.h>

enum { LANES = 16 };
static const float SURE = 0.05F; // pixels beyond which a distance cannot be another one by rounding
static const float SHORT = 4;    // pixels; of a shorter part every row is looked at whole

static float held(float value, float low, float high) {
    return value < low ? low : value > high ? high : value;
}

static uint8_t byte_of(float share) {
    return (uint8_t)(held(share, 0, 1) * 255 + 0.5F);
}

// Distance to a rounded box: https://iquilezles.org/articles/distfunctions2d, negative inside. (x, y) from the middle.
static float box_distance(float x, float y, float half_width, float half_height, float radius) {
    float dx = fabsf(x) - (half_width - radius), dy = fabsf(y) - (half_height - radius);
    float outside_x = fmaxf(dx, 0), outside_y = fmaxf(dy, 0);
    float outside = sqrtf(outside_x * outside_x + outside_y * outside_y);
    return outside + fminf(fmaxf(dx, dy), 0) - radius;
}

void coverage_rounded(const Coverage *mask, Rect rect, float radius, float width) {
    float half_width = rect.w / 2, half_height = rect.h / 2;
    float corner = held(radius, 0, fminf(half_width, half_height));
    for (int row = 0; row < mask->height; row++) {
        float y = (float)row + 0.5F - rect.y - half_height;
        for (int column = 0; column < mask->width; column++) {
            float x = (float)column + 0.5F - rect.x - half_width;
            float distance = box_distance(x, y, half_width, half_height, corner);
            float share = held(0.5F - distance, 0, 1);
            if (width > 0)
                share -= held(0.5F - distance - width, 0, 1);
            mask->bytes[row * mask->width + column] = byte_of(share);
        }
    }
}

typedef struct Segment {
    Point a, b;
    float dx, dy, inverse; // b - a; 1 / length², 0 for a point
    float half, faint;     // half the width; opacity of lines thinner than a pixel
} Segment;

static Segment segment_of(Point a, Point b, float width) {
    Segment s = {a, b, b.x - a.x, b.y - a.y, 0, fmaxf(width, 1) / 2, fminf(width, 1)};
    float square = s.dx * s.dx + s.dy * s.dy;
    s.inverse = square > 0 ? 1 / square : 0;
    return s;
}

// The columns that a row of the segment's band can touch, one more at each side at most.
static void row_extent(const Segment *s, float y, float reach, int columns, int *first, int *last) {
    float x0 = s->a.x, x1 = s->b.x;
    if (fabsf(s->dx) > SHORT && fabsf(s->dy) > 1e-6F) { // else all of it is near
        float u = (y - reach - s->a.y) / s->dy, v = (y + reach - s->a.y) / s->dy;
        x0 = s->a.x + held(fminf(u, v), 0, 1) * s->dx;
        x1 = s->a.x + held(fmaxf(u, v), 0, 1) * s->dx;
    }
    *first = (int)held((x0 < x1 ? x0 : x1) - reach, 0, (float)columns);
    *last = (int)held((x0 < x1 ? x1 : x0) + reach + 1, 0, (float)columns);
}

// Shares of LANES pixels from `column` on: a loop of fixed length, which compilers turn into vectors.
static void add_pixels(const Segment *s, float from_a, int column, int count, uint8_t *bytes) {
    float share[LANES];
    for (int i = 0; i < LANES; i++) {
        float x = (float)(column + i) + 0.5F - s->a.x;
        float along = held((x * s->dx + from_a * s->dy) * s->inverse, 0, 1);
        float away_x = x - along * s->dx, away_y = from_a - along * s->dy;
        share[i] = held(s->half + 0.5F - sqrtf(away_x * away_x + away_y * away_y), 0, 1) * s->faint * 255 + 0.5F;
    }
    for (int i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)share[i];
        bytes[column + i] = byte > bytes[column + i] ? byte : bytes[column + i];
    }
}

static void add_segment(const Coverage *mask, const Segment *s) {
    float reach = s->half + 1;
    int top = (int)held(fminf(s->a.y, s->b.y) - reach, 0, (float)mask->height);
    int bottom = (int)held(fmaxf(s->a.y, s->b.y) + reach + 1, 0, (float)mask->height);
    for (int row = top; row < bottom; row++) {
        float y = (float)row + 0.5F;
        uint8_t *bytes = mask->bytes + (size_t)row * (size_t)mask->width;
        int first, last;
        row_extent(s, y, reach, mask->width, &first, &last);
        for (; first < last; first += LANES)
            add_pixels(s, y - s->a.y, first, last - first < LANES ? last - first : LANES, bytes);
    }
}

void coverage_line(const Coverage *mask, const Point *points, int count, float width) {
    for (int i = 0; i + 1 < count || (count == 1 && i == 0); i++) {
        Point a = points[i], b = points[count == 1 ? i : i + 1];
        if (!isfinite(a.x) || !isfinite(a.y) || !isfinite(b.x) || !isfinite(b.y))
            continue;
        Segment s = segment_of(a, b, width);
        add_segment(mask, &s);
    }
}

static float turn_of(const Point *points, int count) {
    float area = 0;
    for (int i = 0; i < count; i++) {
        Point a = points[i], b = points[(i + 1) % count];
        area += a.x * b.y - b.x * a.y;
    }
    return area < 0 ? -1.0F : 1.0F;
}

typedef struct Edge {
    Point a;
    float dx, dy, length, turn;
} Edge;

// Distance inside the edge as a share of a pixel; pixels that it halves are halved.
static float inside(const Edge *edge, float x, float y) {
    return edge->turn * (edge->dx * (y - edge->a.y) - edge->dy * (x - edge->a.x)) / edge->length + 0.5F;
}

// Takes the shares of LANES pixels from `column` on where they are less than what is known. Far from the edge, as most
// pixels of a large polygon are, its two ends say so. False if nothing is left of any.
static bool cut_row(const Edge *edge, float y, int column, float share[LANES]) {
    float first = inside(edge, (float)column + 0.5F, y), last = inside(edge, (float)(column + LANES) - 0.5F, y);
    if (!(edge->length > 1e-6F) || fminf(first, last) > 1 + SURE)
        return true;
    if (fmaxf(first, last) < -SURE)
        return false;
    for (int i = 0; i < LANES; i++) {
        float distance = inside(edge, (float)(column + i) + 0.5F, y);
        share[i] = distance < share[i] ? distance : share[i];
    }
    return true;
}

static void polygon_row(const Point *points, int count, float turn, float y, int column, float share[LANES]) {
    for (int i = 0; i < LANES; i++)
        share[i] = 1;
    for (int i = 0; i < count; i++) {
        Point a = points[i], b = points[(i + 1) % count];
        float dx = b.x - a.x, dy = b.y - a.y;
        Edge edge = {a, dx, dy, sqrtf(dx * dx + dy * dy), turn};
        if (cut_row(&edge, y, column, share))
            continue;
        memset(share, 0, LANES * sizeof *share);
        return;
    }
}

void coverage_polygon(const Coverage *mask, const Point *points, int count) {
    float turn = turn_of(points, count);
    for (int row = 0; row < mask->height; row++)
        for (int column = 0; column < mask->width; column += LANES) {
            float share[LANES];
            polygon_row(points, count, turn, (float)row + 0.5F, column, share);
            for (int i = 0; i < LANES && column + i < mask->width; i++)
                mask->bytes[row * mask->width + column + i] = byte_of(share[i]);
        }
}
