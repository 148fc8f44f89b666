// Cuts a polyline into dashes. Called by the line plot.
#include "dash.h"

#include <math.h>

enum { DASH_POINTS = 512 };

typedef struct Pen {
    DrawList *list;
    float width, on, off;
    Rgba color;
    float left; // until the pen goes up or down
    bool down;
    Point points[DASH_POINTS];
    int count;
} Pen;

static void lift(Pen *pen) {
    if (pen->count > 1)
        draw_line(pen->list, pen->points, pen->count, pen->width, pen->color);
    pen->count = 0;
}

static void add(Pen *pen, Point point) {
    if (!pen->down)
        return;
    if (pen->count == DASH_POINTS) { // goes on from its last point
        lift(pen);
        pen->count = 1;
        pen->points[0] = pen->points[DASH_POINTS - 1];
    }
    pen->points[pen->count++] = point;
}

// Goes from a to b; a has been added.
static void go(Pen *pen, Point a, Point b) {
    while (pen->off > 0 && b.x - a.x >= pen->left) {
        float part = b.x > a.x ? pen->left / (b.x - a.x) : 1;
        a = (Point){a.x + pen->left, a.y + part * (b.y - a.y)};
        add(pen, a);
        lift(pen);
        pen->down = !pen->down;
        pen->left = pen->down ? pen->on : pen->off;
        add(pen, a);
    }
    pen->left -= pen->off > 0 ? b.x - a.x : 0;
    add(pen, b);
}

static bool is_finite(Point point) {
    return isfinite(point.x) && isfinite(point.y);
}

void dash_line(DrawList *list, const Point *points, int count, float width, Rgba color, float on, float off) {
    Pen pen;
    pen.list = list;
    pen.width = width;
    pen.on = pen.left = fmaxf(on, 1);
    pen.off = off > 0 ? fmaxf(off, 1) : 0;
    pen.color = color;
    pen.down = true;
    pen.count = 0;
    for (int i = 0; i < count; i++) {
        if (!is_finite(points[i]))
            lift(&pen);
        else if (i > 0 && is_finite(points[i - 1]))
            go(&pen, points[i - 1], points[i]);
        else
            add(&pen, points[i]);
    }
    lift(&pen);
}
