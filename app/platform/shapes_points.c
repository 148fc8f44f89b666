// Curves and polygons on a canvas, by their coverage: laid on the surface where there is one, else kept as a sprite.
// (SDL's software renderer makes a surface for every triangle: the 12 000 of a feathered curve of 2 000 points took
// 6.5 ms a frame.) Called by canvas.c.
#include "canvas_parts.h"
#include "hash.h"
#include "raster.h"

#include <math.h>
#include <stdlib.h>

enum { MERGE_SLACK = 16384, FINENESS = 16 }; // pixels; positions told apart in a pixel

typedef enum ShapeKind { SHAPE_LINE = 16, SHAPE_POLYGON } ShapeKind;

static bool room_for_points(Canvas *canvas, int count) {
    if (count <= canvas->point_capacity)
        return true;
    Point *grown = realloc(canvas->points, (size_t)count * sizeof *grown);
    if (!grown)
        return false;
    canvas->points = grown;
    canvas->point_capacity = count;
    return true;
}

static float nearby(float value, int origin) {
    return roundf((value - (float)origin) * FINENESS) / FINENESS;
}

// Copies points relative to the bounds, at positions coarse enough that a shape moved by whole pixels is the same one.
static void relative(Point *to, const Point *from, int count, const SDL_Rect *bounds) {
    for (int i = 0; i < count; i++)
        to[i] = (Point){nearby(from[i].x, bounds->x), nearby(from[i].y, bounds->y)};
}

// The coverage of the shape of canvas->points[0 … count-1].
static bool make_mask(Canvas *canvas, ShapeKind kind, int count, float width, const SDL_Rect *bounds, Coverage *mask) {
    if (!shapes_mask(canvas, bounds->w, bounds->h, mask))
        return false;
    if (kind == SHAPE_LINE)
        coverage_line(mask, canvas->points, count, width);
    else
        coverage_polygon(mask, canvas->points, count);
    return true;
}

static void show_sprite(Canvas *canvas, ShapeKind kind, int count, float width, Rgba color, const SDL_Rect *bounds) {
    uint64_t key = hash_bytes((uint64_t)kind, canvas->points, (size_t)count * sizeof *canvas->points);
    key = hash_bytes(hash_bytes(key, &width, sizeof width), &color, sizeof color);
    key = hash_mix(key, (uint64_t)bounds->w << 32 | (uint64_t)bounds->h);
    const Sprite *sprite = sprites_find(&canvas->sprites, key);
    Coverage mask;
    if (!sprite && make_mask(canvas, kind, count, width, bounds, &mask))
        sprite = sprites_add(&canvas->sprites, key, &mask, color);
    shapes_show(canvas, sprite, bounds->x, bounds->y);
}

// By whole pixels, which changes nothing about the coverage: positions are sixteenths.
static void move_points(Point *points, int count, int x, int y) {
    for (int i = 0; i < count; i++)
        points[i] = (Point){points[i].x + (float)x, points[i].y + (float)y};
}

// Shows the shape of canvas->points[0 … count-1]: on a surface only what of it is drawn anew is computed.
static void show_points(Canvas *canvas, ShapeKind kind, int count, float width, Rgba color, const SDL_Rect *bounds) {
    SDL_Rect visible;
    Coverage mask;
    if (!canvas->surface) {
        show_sprite(canvas, kind, count, width, color, bounds);
    } else if (SDL_IntersectRect(bounds, &canvas->limit, &visible)) {
        move_points(canvas->points, count, bounds->x - visible.x, bounds->y - visible.y);
        if (!make_mask(canvas, kind, count, width, &visible, &mask))
            return;
        raster_mask(canvas->surface, &mask, color, visible.x, visible.y, &visible);
    }
}

void shapes_polygon(Canvas *canvas, const DrawList *list, int index) {
    const DrawCommand *command = &list->commands[index];
    const Point *points = list->points + command->first;
    SDL_Rect bounds = canvas->boxes[index];
    if (command->count < 3 || command->color.a == 0 || !room_for_points(canvas, command->count))
        return;
    for (int i = 0; i < command->count; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return;
    relative(canvas->points, points, command->count, &bounds);
    show_points(canvas, SHAPE_POLYGON, command->count, 0, command->color, &bounds);
}

// A horizontal or vertical stroke is a crisp bar.
static bool straight(Canvas *canvas, const Point *points, const DrawCommand *command) {
    Point a = points[0], b = points[command->count - 1];
    if (command->count != 2 || !isfinite(a.x + a.y + b.x + b.y) || (a.x != b.x && a.y != b.y))
        return false;
    float width = fmaxf(roundf(command->width), 1);
    Rect rect = {fminf(a.x, b.x), fminf(a.y, b.y), fabsf(a.x - b.x), fabsf(a.y - b.y)};
    if (a.y == b.y)
        rect = (Rect){rect.x, floorf(rect.y - width / 2 + 0.5F), rect.w, width};
    else
        rect = (Rect){floorf(rect.x - width / 2 + 0.5F), rect.y, width, rect.h};
    SDL_Rect whole;
    if (shapes_snap(canvas, rect, &whole) && SDL_HasIntersection(&whole, &canvas->limit))
        shapes_fill(canvas, whole.x, whole.y, whole.w, whole.h, command->color);
    return true;
}

static int64_t area(const SDL_Rect *rect) {
    return (int64_t)rect->w * rect->h;
}

static bool looks_same(const DrawCommand *a, const DrawCommand *b) {
    return a->kind == b->kind && a->width == b->width && memcmp(&a->color, &b->color, sizeof a->color) == 0;
}

// How many lines share one sprite, and its bounds: those that follow, look the same and lie near enough.
static int run_of(const Canvas *canvas, const DrawList *list, int index, SDL_Rect *bounds) {
    const DrawCommand *first = &list->commands[index];
    const SDL_Rect *boxes = canvas->boxes;
    int run = 1;
    *bounds = boxes[index];
    for (; index + run < list->count && looks_same(first, first + run); run++) {
        const SDL_Rect *next = &boxes[index + run];
        SDL_Rect both;
        if (next->w < 1)
            continue;
        SDL_UnionRect(bounds, next, &both);
        if (bounds->w > 0 && area(&both) > 2 * (area(bounds) + area(next)) + MERGE_SLACK)
            break;
        *bounds = both;
    }
    return run;
}

int shapes_lines(Canvas *canvas, const DrawList *list, int index) {
    const DrawCommand *command = &list->commands[index];
    if (command->count < 1 || command->color.a == 0 || straight(canvas, list->points + command->first, command))
        return 1;
    SDL_Rect bounds;
    int run = run_of(canvas, list, index, &bounds), count = 0, total = 0;
    for (int i = 0; i < run; i++)
        total += command[i].count + 1;
    if (!SDL_HasIntersection(&bounds, &canvas->limit) || !room_for_points(canvas, total))
        return run;
    for (int i = 0; i < run; i++) {
        relative(canvas->points + count, list->points + command[i].first, command[i].count, &bounds);
        count += command[i].count;
        canvas->points[count++] = (Point){NAN, NAN}; // parts one line from the next
    }
    show_points(canvas, SHAPE_LINE, count, command->width, command->color, &bounds);
    return run;
}
