// Boxes on a canvas. What is axis-aligned is filled; round corners are sprites, made once. Called by canvas.c.
#include "canvas_parts.h"
#include "hash.h"
#include "raster.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL_BOX = 1024 };      // pixels of a box that becomes one sprite
static const float FAR = 32000; // pixels; further away nothing is seen

typedef enum ShapeKind { SHAPE_BOX = 1, SHAPE_CORNER } ShapeKind;

bool shapes_snap(const Canvas *canvas, Rect rect, SDL_Rect *whole) {
    float right = rect.x + rect.w, bottom = rect.y + rect.h;
    if (!(rect.w > 0) || !(rect.h > 0) || !(rect.x < FAR) || !(rect.y < FAR) || !(right > -FAR) || !(bottom > -FAR))
        return false;
    int x = (int)lroundf(fmaxf(rect.x, -FAR)), y = (int)lroundf(fmaxf(rect.y, -FAR));
    int w = (int)lroundf(fminf(right, FAR)) - x, h = (int)lroundf(fminf(bottom, FAR)) - y;
    *whole = (SDL_Rect){x, y, w > 1 ? w : 1, h > 1 ? h : 1};
    return SDL_HasIntersection(whole, &canvas->clip);
}

void shapes_fill(Canvas *canvas, int x, int y, int w, int h, Rgba color) {
    SDL_Rect rect = {x, y, w, h};
    if (w < 1 || h < 1)
        return;
    if (canvas->surface) {
        if (SDL_IntersectRect(&rect, &canvas->visible, &rect))
            raster_fill(canvas->surface, &rect, color);
        return;
    }
    SDL_SetRenderDrawBlendMode(canvas->renderer, color.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(canvas->renderer, color.r, color.g, color.b, color.a);
    SDL_RenderFillRect(canvas->renderer, &rect);
}

bool shapes_mask(Canvas *canvas, int width, int height, Coverage *mask) {
    size_t size = (size_t)width * (size_t)height;
    if (size > canvas->mask_capacity) {
        uint8_t *grown = realloc(canvas->mask, size);
        if (!grown)
            return false;
        canvas->mask = grown;
        canvas->mask_capacity = size;
    }
    memset(canvas->mask, 0, size);
    *mask = (Coverage){width, height, canvas->mask};
    return true;
}

void shapes_show(Canvas *canvas, const Sprite *sprite, int x, int y) {
    if (sprite && sprite->mask.bytes && canvas->surface)
        raster_mask(canvas->surface, &sprite->mask, sprite->color, x, y, &canvas->visible);
    else if (sprite && sprite->texture)
        SDL_RenderCopy(canvas->renderer, sprite->texture, NULL, &(SDL_Rect){x, y, sprite->width, sprite->height});
}

typedef struct BoxShape {
    ShapeKind kind;
    int width, height; // of the sprite
    float x, y;        // of the box's corner in the sprite
    float box_width, box_height, radius, line;
    Rgba color;
} BoxShape;

static void show_box_shape(Canvas *canvas, const BoxShape *shape, int x, int y) {
    uint64_t key = hash_bytes((uint64_t)shape->kind, shape, sizeof *shape);
    const Sprite *sprite = sprites_find(&canvas->sprites, key);
    Coverage mask;
    if (!sprite && shapes_mask(canvas, shape->width, shape->height, &mask)) {
        Rect box = {shape->x, shape->y, shape->box_width, shape->box_height};
        coverage_rounded(&mask, box, shape->radius, shape->line);
        sprite = sprites_add(&canvas->sprites, key, &mask, shape->color);
    }
    shapes_show(canvas, sprite, x, y);
}

// Four corners of n pixels around a box; `line` 0: filled.
static void show_corners(Canvas *canvas, SDL_Rect box, int n, float radius, int line, Rgba color) {
    float side = (float)(4 * n); // far enough that corners do not meet
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner & 1, bottom = corner & 2;
        BoxShape shape = {
            SHAPE_CORNER, n,           n,    right ? (float)n - side : 0, bottom ? (float)n - side : 0, side, side,
            radius,       (float)line, color};
        show_box_shape(canvas, &shape, right ? box.x + box.w - n : box.x, bottom ? box.y + box.h - n : box.y);
    }
}

static void frame_edges(Canvas *canvas, SDL_Rect box, int n, int line, Rgba color) {
    shapes_fill(canvas, box.x + n, box.y, box.w - 2 * n, line, color);
    shapes_fill(canvas, box.x + n, box.y + box.h - line, box.w - 2 * n, line, color);
    shapes_fill(canvas, box.x, box.y + n, line, box.h - 2 * n, color);
    shapes_fill(canvas, box.x + box.w - line, box.y + n, line, box.h - 2 * n, color);
}

static void fill_cross(Canvas *canvas, SDL_Rect box, int n, Rgba color) {
    shapes_fill(canvas, box.x + n, box.y, box.w - 2 * n, box.h, color);
    shapes_fill(canvas, box.x, box.y + n, n, box.h - 2 * n, color);
    shapes_fill(canvas, box.x + box.w - n, box.y + n, n, box.h - 2 * n, color);
}

static void square_box(Canvas *canvas, SDL_Rect box, int line, Rgba color) {
    if (line == 0 || box.w <= 2 * line || box.h <= 2 * line) {
        shapes_fill(canvas, box.x, box.y, box.w, box.h, color);
        return;
    }
    shapes_fill(canvas, box.x, box.y, box.w, line, color);
    shapes_fill(canvas, box.x, box.y + box.h - line, box.w, line, color);
    shapes_fill(canvas, box.x, box.y + line, line, box.h - 2 * line, color);
    shapes_fill(canvas, box.x + box.w - line, box.y + line, line, box.h - 2 * line, color);
}

void shapes_box(Canvas *canvas, const DrawCommand *command) {
    SDL_Rect box;
    Rgba color = command->color;
    if (color.a == 0 || !shapes_snap(canvas, command->rect, &box))
        return;
    int line = command->kind == DRAW_FRAME ? (command->width > 1 ? (int)lroundf(fminf(command->width, FAR)) : 1) : 0;
    float radius = fminf(command->radius, (float)(box.w < box.h ? box.w : box.h) / 2);
    if (!(radius >= 0.5F)) {
        square_box(canvas, box, line, color);
        return;
    }
    radius = roundf(radius * 4) / 4; // few different corners
    int n = (int)ceilf(radius) > line ? (int)ceilf(radius) : line;
    if (box.w < 2 * n || box.h < 2 * n || box.w * box.h <= SMALL_BOX) {
        BoxShape shape = {SHAPE_BOX, box.w, box.h, 0, 0, (float)box.w, (float)box.h, radius, (float)line, color};
        show_box_shape(canvas, &shape, box.x, box.y);
        return;
    }
    show_corners(canvas, box, n, radius, line, color);
    if (line > 0)
        frame_edges(canvas, box, n, line, color);
    else
        fill_cross(canvas, box, n, color);
}
