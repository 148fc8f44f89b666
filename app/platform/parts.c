// Draws a part of the canvas anew: what shows in it, and no more than is needed of what lies under it. A large
// picture's surroundings are drawn by themselves, so that nothing is filled where the picture comes. Called by
// canvas.c.
#include "canvas_parts.h"
#include "raster.h"

#include <math.h>

// Drawing shows inside the list's clip and the part that is drawn anew. False if there is nothing of both.
static bool set_clip(Canvas *canvas, const SDL_Rect *clip) {
    canvas->clip = *clip;
    if (!SDL_IntersectRect(clip, &canvas->limit, &canvas->visible))
        return false;
    if (!canvas->surface)
        SDL_RenderSetClipRect(canvas->renderer, &canvas->visible);
    return true;
}

static void draw_image_command(Canvas *canvas, const DrawCommand *command) {
    SDL_Rect place;
    if (!shapes_snap(canvas, command->rect, &place))
        return;
    const DrawImage *image = &command->image;
    if (canvas->surface) {
        if (image->pixels && image->width > 0 && image->height > 0)
            raster_image(canvas->surface, image, &place, &canvas->visible);
        return;
    }
    SDL_Texture *texture = textures_get(&canvas->textures, image);
    if (texture)
        SDL_RenderCopy(canvas->renderer, texture, NULL, &place);
}

static void draw_command(Canvas *canvas, const DrawList *list, int index) {
    const DrawCommand *command = &list->commands[index];
    if (command->kind == DRAW_POLYGON)
        shapes_polygon(canvas, list, index);
    else if (command->kind == DRAW_TEXT)
        labels_draw(canvas, command, draw_text_of(list, command));
    else if (command->kind == DRAW_IMAGE)
        draw_image_command(canvas, command);
    else
        shapes_box(canvas, command);
}

static const float FAR = 32000; // pixels; no canvas is larger

// How far the round corners of a box reach into it at most, whatever its numbers are.
static int corners_of(const DrawCommand *command) {
    float half = fminf(command->rect.w, command->rect.h) / 2;
    return (int)ceilf(fmaxf(fminf(fminf(command->radius, half), FAR), 0));
}

// What of a limit a command surely hides; empty where something of what lies under it may show.
static SDL_Rect hidden_by(const Canvas *canvas, const DrawList *list, int index, const SDL_Rect *limit) {
    const DrawCommand *command = &list->commands[index];
    SDL_Rect inner = canvas->boxes[index], both;
    const DrawImage *image = &command->image;
    bool fill = command->kind == DRAW_FILL && command->color.a == 255;
    bool picture = command->kind == DRAW_IMAGE && image->opaque && canvas->surface && image->pixels &&
                   image->width > 0 && image->height > 0; // a texture may be missing
    if (!fill && !picture)
        return (SDL_Rect){0};
    int round = fill ? corners_of(command) : 0;
    inner = (SDL_Rect){inner.x + round, inner.y + round, inner.w - 2 * round, inner.h - 2 * round};
    return SDL_IntersectRect(&inner, limit, &both) ? both : (SDL_Rect){0};
}

// The last command that covers all of the limit, so that nothing before it shows; -1: the background does.
static int lowest_seen(const Canvas *canvas, const DrawList *list, const SDL_Rect *limit) {
    for (int i = list->count - 1; i >= 0; i--) {
        SDL_Rect hidden = hidden_by(canvas, list, i, limit);
        if (SDL_RectEquals(&hidden, limit))
            return i;
    }
    return -1;
}

// Draws everything that shows inside the limit, from command `lowest` on.
static void draw_piece(Canvas *canvas, const DrawList *list, const SDL_Rect *limit, int lowest, Rgba background) {
    SDL_Rect whole = {0};
    canvas_size(canvas, &whole.w, &whole.h);
    canvas->limit = *limit;
    bool visible = set_clip(canvas, &whole);
    if (lowest < 0)
        shapes_fill(canvas, limit->x, limit->y, limit->w, limit->h, background);
    for (int i = 0; i < list->count;) {
        DrawKind kind = list->commands[i].kind;
        if (kind == DRAW_LINE && i > lowest) { // lines are drawn in runs, which must be the same whatever the limit
            i += shapes_lines(canvas, list, i);
            continue;
        }
        if (kind == DRAW_CLIP)
            visible = set_clip(canvas, &canvas->boxes[i]);
        else if (i >= lowest && visible && SDL_HasIntersection(&canvas->boxes[i], limit))
            draw_command(canvas, list, i);
        i++;
    }
}

// The largest picture that hides at least half of the limit, all of which command `lowest` would fill first.
static SDL_Rect find_picture(const Canvas *canvas, const DrawList *list, const SDL_Rect *limit, int lowest) {
    SDL_Rect best = {0};
    for (int i = lowest + 1; i < list->count; i++) {
        if (list->commands[i].kind != DRAW_IMAGE)
            continue;
        SDL_Rect hidden = hidden_by(canvas, list, i, limit);
        if (hidden.w * hidden.h > best.w * best.h)
            best = hidden;
    }
    return 2 * best.w * best.h >= limit->w * limit->h ? best : (SDL_Rect){0};
}

void parts_draw(Canvas *canvas, const DrawList *list, const SDL_Rect *limit, Rgba background) {
    int lowest = lowest_seen(canvas, list, limit), right = limit->x + limit->w, bottom = limit->y + limit->h;
    SDL_Rect inner = canvas->surface ? find_picture(canvas, list, limit, lowest) : (SDL_Rect){0};
    if (inner.w < 1) {
        draw_piece(canvas, list, limit, lowest, background);
        return;
    }
    int inner_right = inner.x + inner.w, inner_bottom = inner.y + inner.h;
    const SDL_Rect pieces[] = {inner,
                               {limit->x, limit->y, limit->w, inner.y - limit->y},
                               {limit->x, inner_bottom, limit->w, bottom - inner_bottom},
                               {limit->x, inner.y, inner.x - limit->x, inner.h},
                               {inner_right, inner.y, right - inner_right, inner.h}};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (pieces[i].w > 0 && pieces[i].h > 0)
            draw_piece(canvas, list, &pieces[i], lowest_seen(canvas, list, &pieces[i]), background);
}
