// Layout by cutting rectangles. Called by panels and widgets.
#include "rect.h"

#include <math.h>

static float held(float value, float least, float most) {
    return value < least ? least : value > most ? most : value;
}

Rect rect_cut_left(Rect *rect, float width, float gap) {
    width = held(width, 0, rect->w);
    Rect cut = {rect->x, rect->y, width, rect->h};
    gap = held(gap, 0, rect->w - width);
    rect->x += width + gap;
    rect->w -= width + gap;
    return cut;
}

Rect rect_cut_right(Rect *rect, float width, float gap) {
    width = held(width, 0, rect->w);
    Rect cut = {rect->x + rect->w - width, rect->y, width, rect->h};
    rect->w -= width + held(gap, 0, rect->w - width);
    return cut;
}

Rect rect_cut_top(Rect *rect, float height, float gap) {
    height = held(height, 0, rect->h);
    Rect cut = {rect->x, rect->y, rect->w, height};
    gap = held(gap, 0, rect->h - height);
    rect->y += height + gap;
    rect->h -= height + gap;
    return cut;
}

Rect rect_cut_bottom(Rect *rect, float height, float gap) {
    height = held(height, 0, rect->h);
    Rect cut = {rect->x, rect->y + rect->h - height, rect->w, height};
    rect->h -= height + held(gap, 0, rect->h - height);
    return cut;
}

Rect rect_inset(Rect rect, float x, float y) {
    x = fminf(x, rect.w / 2);
    y = fminf(y, rect.h / 2);
    return (Rect){rect.x + x, rect.y + y, rect.w - 2 * x, rect.h - 2 * y};
}

Rect rect_column(Rect rect, int index, int count, float gap) {
    float step = (rect.w + gap) / (float)(count > 0 ? count : 1);
    float left = roundf(rect.x + step * (float)index);
    float right = roundf(rect.x + step * (float)(index + 1)) - gap;
    return (Rect){left, rect.y, fmaxf(0, right - left), rect.h};
}

Rect rect_row(Rect rect, int index, int count, float gap) {
    float step = (rect.h + gap) / (float)(count > 0 ? count : 1);
    float top = roundf(rect.y + step * (float)index);
    float bottom = roundf(rect.y + step * (float)(index + 1)) - gap;
    return (Rect){rect.x, top, rect.w, fmaxf(0, bottom - top)};
}

Rect rect_centre(Rect rect, float width, float height) {
    width = held(width, 0, rect.w);
    height = held(height, 0, rect.h);
    return (Rect){roundf(rect.x + (rect.w - width) / 2), roundf(rect.y + (rect.h - height) / 2), width, height};
}

Rect rect_intersection(Rect a, Rect b) {
    float left = fmaxf(a.x, b.x), top = fmaxf(a.y, b.y);
    float right = fminf(a.x + a.w, b.x + b.w), bottom = fminf(a.y + a.h, b.y + b.h);
    return (Rect){left, top, fmaxf(0, right - left), fmaxf(0, bottom - top)};
}

bool rect_contains(Rect rect, float x, float y) {
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

bool rect_inside(Rect inner, Rect outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}
