// What the parts of the canvas share: canvas.c, boxes.c, parts.c, labels.c, shapes.c and shapes_points.c.
#ifndef HOURGLASS_CANVAS_PARTS_H
#define HOURGLASS_CANVAS_PARTS_H

#include "canvas.h"
#include "coverage.h"
#include "damage.h"
#include "fonts.h"
#include "sprites.h"
#include "textures.h"

struct Canvas {
    SDL_Renderer *renderer;
    SDL_Surface *surface; // that is drawn on; NULL: the renderer draws elsewhere
    const void *pixels;   // of the surface, to see that it is another one
    bool owns;            // renderer and surface are the canvas's own
    Fonts fonts;
    Sprites sprites;
    Textures textures;
    SDL_Rect clip;    // of the list; never beyond the canvas
    SDL_Rect limit;   // what of the canvas is being drawn anew
    SDL_Rect visible; // of both
    Damage damage;
    SDL_Rect *boxes; // where each command of the frame can be seen
    int box_capacity;

    // Room for the shape being made; grows.
    uint8_t *mask;
    size_t mask_capacity;
    Point *points;
    int point_capacity;
};

/// The nearest whole rectangle, at least a pixel wide and high; false if there is nothing to draw inside the clip.
bool shapes_snap(const Canvas *canvas, Rect rect, SDL_Rect *whole);

/// Finds where each command of the list can be seen: boxes[i], empty for nowhere; of a DRAW_CLIP the clip itself. The
/// clip is the whole canvas before and after. False if memory is short.
bool boxes_find(Canvas *canvas, const DrawList *list);

/// Draws everything that shows inside the limit, a part of the canvas, once boxes_find has been called.
void parts_draw(Canvas *canvas, const DrawList *list, const SDL_Rect *limit, Rgba background);

/// Draws a DRAW_TEXT.
void labels_draw(Canvas *canvas, const DrawCommand *command, const char *text);

/// Fills whole pixels; does nothing without width or height.
void shapes_fill(Canvas *canvas, int x, int y, int w, int h, Rgba color);

/// An empty mask in the canvas's room; valid until the next one.
bool shapes_mask(Canvas *canvas, int width, int height, Coverage *mask);

/// Shows a sprite with its corner at (x, y).
void shapes_show(Canvas *canvas, const Sprite *sprite, int x, int y); // takes NULL

/// Draws DRAW_FILL and DRAW_FRAME.
void shapes_box(Canvas *canvas, const DrawCommand *command);

// In shapes_points.c:

/// Draws the DRAW_POLYGON at list->commands[index].
void shapes_polygon(Canvas *canvas, const DrawList *list, int index);

/// Draws the DRAW_LINE at list->commands[index] together with the lines that follow and look the same, such as dashes,
/// if any of them shows inside the limit. Returns how many.
int shapes_lines(Canvas *canvas, const DrawList *list, int index);

#endif
