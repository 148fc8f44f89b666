// Where each command of a frame can be seen, found once and used by everything that draws. Called by canvas.c.
#include "canvas_parts.h"

#include <math.h>
#include <stdlib.h>

static const float FAR = 32000; // pixels; further away nothing is seen

static bool points_box(const DrawList *list, const DrawCommand *command, float reach, SDL_Rect *box) {
    const Point *points = list->points + command->first;
    float left = FAR, top = FAR, right = -FAR, bottom = -FAR;
    for (int i = 0; i < command->count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            continue;
        left = fminf(left, points[i].x);
        top = fminf(top, points[i].y);
        right = fmaxf(right, points[i].x);
        bottom = fmaxf(bottom, points[i].y);
    }
    if (left > right || top > bottom)
        return false;
    int x = (int)floorf(fmaxf(left, -FAR) - reach), y = (int)floorf(fmaxf(top, -FAR) - reach);
    *box = (SDL_Rect){x, y, (int)ceilf(fminf(right, FAR) + reach) - x, (int)ceilf(fminf(bottom, FAR) + reach) - y};
    return true;
}

// Letters may reach a little beyond the text's measured width and its line.
static bool text_box(Canvas *canvas, const DrawList *list, const DrawCommand *command, SDL_Rect *box) {
    float x = roundf(command->rect.x), y = roundf(command->rect.y), size = command->size;
    if (!(fabsf(x) < FAR) || !(fabsf(y) < FAR) || !(size > 0) || !(size < FAR))
        return false;
    float width = fonts_width(&canvas->fonts, command->font, size, draw_text_of(list, command));
    int margin = (int)ceilf(size / 2);
    *box = (SDL_Rect){(int)x - margin, (int)y - margin, (int)ceilf(fminf(width, FAR)) + 2 * margin,
                      (int)ceilf(2 * size) + margin};
    return true;
}

static bool box_of(Canvas *canvas, const DrawList *list, const DrawCommand *command, SDL_Rect *box) {
    if (command->kind == DRAW_TEXT)
        return text_box(canvas, list, command, box);
    if (command->kind == DRAW_LINE)
        return points_box(list, command, fmaxf(command->width, 1) / 2 + 1, box);
    if (command->kind == DRAW_POLYGON)
        return points_box(list, command, 1, box);
    return shapes_snap(canvas, command->rect, box);
}

static bool room_for_boxes(Canvas *canvas, int count) {
    if (count <= canvas->box_capacity)
        return true;
    SDL_Rect *grown = realloc(canvas->boxes, (size_t)count * sizeof *grown);
    if (!grown)
        return false;
    canvas->boxes = grown;
    canvas->box_capacity = count;
    return true;
}

bool boxes_find(Canvas *canvas, const DrawList *list) {
    if (!room_for_boxes(canvas, list->count))
        return false;
    SDL_Rect whole = canvas->clip;
    for (int i = 0; i < list->count; i++) {
        SDL_Rect *box = &canvas->boxes[i];
        bool clips = list->commands[i].kind == DRAW_CLIP;
        if (clips)
            canvas->clip = whole;
        if (!box_of(canvas, list, &list->commands[i], box) || !SDL_IntersectRect(box, &canvas->clip, box))
            *box = (SDL_Rect){0};
        if (clips)
            canvas->clip = *box;
    }
    canvas->clip = whole;
    return true;
}
