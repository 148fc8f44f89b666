// Turns a draw list into pixels: in a window's renderer, or in memory without any display. Both draw the same pixels
// with SDL's software renderer. All calls are made by the thread that made the canvas.
#ifndef HOURGLASS_CANVAS_H
#define HOURGLASS_CANVAS_H

#include "draw.h"
#include "error.h"

typedef struct Canvas Canvas;
struct SDL_Renderer;
struct SDL_Surface;
struct SDL_Rect;

/// What has been done so far; for tests and for the cost of a frame.
typedef struct CanvasCounts {
    uint64_t image_uploads;   // images whose pixels were sent to a texture
    uint64_t sprites_made;    // labels, corners, curves and polygons drawn anew
    uint64_t labels_measured; // texts whose width was not remembered
    int images, sprites;      // textures kept now
} CanvasCounts;

/// A canvas in memory; needs no display and no video driver.
Canvas *canvas_create(int width, int height, Error *error);

/// A canvas on a renderer, which must outlive it. Its size is the renderer's output size.
Canvas *canvas_create_on(struct SDL_Renderer *renderer, Error *error);
void canvas_destroy(Canvas *canvas); // takes NULL

/// Says that the renderer draws on this surface in memory, whose pixels stay from frame to frame; NULL: it does not. A
/// surface other than the last one is drawn whole; one of an unusual format is left to the renderer.
void canvas_set_surface(Canvas *canvas, struct SDL_Surface *surface);

/// Draws a frame over the background. On a surface only what differs from the last frame is drawn, with the same result
/// as if all were. A renderer's owner presents it.
void canvas_draw(Canvas *canvas, const DrawList *list, Rgba background);

/// The parts that the last canvas_draw has drawn; valid until the next one.
const struct SDL_Rect *canvas_drawn(const Canvas *canvas, int *count);

/// The next frame is drawn whole: what has been shown was lost.
void canvas_redraw(Canvas *canvas);

void canvas_size(const Canvas *canvas, int *width, int *height);

/// Drops every texture, as after the renderer has lost them.
void canvas_forget(Canvas *canvas);

/// Widths of texts as this canvas draws them; valid as long as the canvas.
TextMeasure canvas_measure(Canvas *canvas);

/// Copies what has been drawn to pixels (height, width).
bool canvas_read(Canvas *canvas, Rgba *pixels, Error *error);

/// Writes what canvas_draw has drawn last, or a part of it (NULL: all), as a PNG file, atomically. In a window, draw
/// again first: showing a frame may lose its pixels.
bool canvas_save_png(Canvas *canvas, const Rect *part, const char *path, Error *error);

CanvasCounts canvas_counts(const Canvas *canvas);

#endif
