// Marks of classes. Called by the heat map for the strip beside its rows, and by whatever shows points; on the UI
// thread.
#include "class_mark.h"

#include <math.h>

#define SIZE 1.5F // of the theme's grid

ClassShape class_mark_shape(int index) {
    int at = index < 0 ? 0 : index;
    return (ClassShape)((at + at / THEME_CLASSES) % CLASS_SHAPES);
}

Rgba class_mark_color(const Theme *theme, int index) {
    return theme->colors.classes[(index < 0 ? 0 : index) % THEME_CLASSES];
}

float class_mark_size(const Viz *viz) {
    return viz_px(viz, SIZE * viz->theme->sizes.grid * viz->theme->sizes.larger);
}

// Corners in units of half the size around the middle, y down.
static void polygon(const Viz *viz, Rgba color, float x, float y, float half, const Point *corners, int count) {
    Point points[4];
    for (int i = 0; i < count; i++)
        points[i] = (Point){x + half * corners[i].x, y + half * corners[i].y};
    draw_polygon(viz->list, points, count, color);
}

static void plus(const Viz *viz, Rgba color, float x, float y, float half) {
    float thick = fmaxf(2, roundf(half * 0.7F)), left = roundf(x - thick / 2), top = roundf(y - thick / 2);
    draw_fill(viz->list, (Rect){left, y - half, thick, 2 * half}, 0, color);
    draw_fill(viz->list, (Rect){x - half, top, 2 * half, thick}, 0, color);
}

static void cross(const Viz *viz, Rgba color, float x, float y, float half) {
    float reach = half * 0.85F, thick = fmaxf(2, half * 0.6F);
    draw_line(viz->list, (Point[]){{x - reach, y - reach}, {x + reach, y + reach}}, 2, thick, color);
    draw_line(viz->list, (Point[]){{x - reach, y + reach}, {x + reach, y - reach}}, 2, thick, color);
}

static void bow_tie(const Viz *viz, Rgba color, float x, float y, float half) {
    polygon(viz, color, x, y, half, (Point[]){{-1, -0.9F}, {0.2F, 0}, {-1, 0.9F}}, 3);
    polygon(viz, color, x, y, half, (Point[]){{1, -0.9F}, {-0.2F, 0}, {1, 0.9F}}, 3);
}

void class_mark_shape_draw(const Viz *viz, ClassShape shape, Rgba color, float x, float y, float size) {
    float half = size / 2, square = half * 0.88F, thick = fmaxf(1.5F, size * 0.22F);
    Rect round = {x - half, y - half, size, size}, straight = {x - square, y - square, 2 * square, 2 * square};
    switch (shape) {
    case CLASS_DISC:
        draw_fill(viz->list, round, half, color);
        break;
    case CLASS_SQUARE:
        draw_fill(viz->list, straight, 0, color);
        break;
    case CLASS_TRIANGLE:
        polygon(viz, color, x, y, half, (Point[]){{0, -1}, {1.1F, 0.9F}, {-1.1F, 0.9F}}, 3);
        break;
    case CLASS_DIAMOND:
        polygon(viz, color, x, y, half, (Point[]){{0, -1.15F}, {1, 0}, {0, 1.15F}, {-1, 0}}, 4);
        break;
    case CLASS_PLUS:
        plus(viz, color, x, y, half);
        break;
    case CLASS_RING:
        draw_frame(viz->list, round, half, thick, color);
        break;
    case CLASS_TRIANGLE_DOWN:
        polygon(viz, color, x, y, half, (Point[]){{-1.1F, -0.9F}, {1.1F, -0.9F}, {0, 1}}, 3);
        break;
    case CLASS_CROSS:
        cross(viz, color, x, y, half);
        break;
    case CLASS_FRAME:
        draw_frame(viz->list, straight, 0, thick, color);
        break;
    default:
        bow_tie(viz, color, x, y, half);
        break;
    }
}

void class_mark_draw(const Viz *viz, int index, float x, float y, float size) {
    class_mark_shape_draw(viz, class_mark_shape(index), class_mark_color(viz->theme, index), x, y, size);
}
