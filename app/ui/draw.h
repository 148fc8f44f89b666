// The draw list: what a frame looks like, as plain data. Widgets and pictures append to it, the platform turns it into
// pixels, tests read it. Coordinates are pixels of the window, y down.
#ifndef HOURGLASS_DRAW_H
#define HOURGLASS_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Rect {
    float x, y, w, h;
} Rect;

typedef struct Rgba {
    uint8_t r, g, b, a;
} Rgba;

typedef struct Point {
    float x, y;
} Point;

typedef enum DrawFont { DRAW_FONT_TEXT, DRAW_FONT_BOLD, DRAW_FONT_DIGITS, DRAW_FONTS } DrawFont;

typedef enum DrawKind {
    DRAW_FILL,    // rect in color, corners rounded by `radius`
    DRAW_FRAME,   // outline of rect, `width` pixels, inside the rect, corners rounded by `radius`
    DRAW_LINE,    // smooth open polyline through points[first … first+count-1], `width` pixels
    DRAW_POLYGON, // filled convex polygon through the points, smooth edges
    DRAW_TEXT,    // text at (rect.x, rect.y) top left, font and size
    DRAW_IMAGE,   // an image stretched over rect, nearest pixel
    DRAW_CLIP,    // what follows shows inside rect only, until the next DRAW_CLIP
} DrawKind;

/// Pixels that stay where they are until the frame has been drawn. A texture is kept for each key and filled again only
/// when the version is another one.
typedef struct DrawImage {
    uint64_t key, version;
    int width, height;
    const Rgba *pixels; // (height, width)
    bool opaque;        // known to let nothing through, so that nobody has to look
} DrawImage;

typedef struct DrawCommand {
    DrawKind kind;
    Rect rect;
    Rgba color;
    float radius, width;
    int first, count; // points, or bytes of text in the list's buffer
    DrawFont font;
    float size; // of text, pixels
    DrawImage image;
} DrawCommand;

/// Grows while frames are drawn, is emptied at the start of each, and allocates nothing once it is large enough. Where
/// memory is short, what does not fit is left out.
typedef struct DrawList {
    DrawCommand *commands;
    int count, capacity;
    Point *points;
    int point_count, point_capacity;
    char *text; // zero-terminated strings
    int text_used, text_capacity;
} DrawList;

void draw_clear(DrawList *list);
void draw_finish(DrawList *list); // takes a zeroed list

void draw_fill(DrawList *list, Rect rect, float radius, Rgba color);
void draw_frame(DrawList *list, Rect rect, float radius, float width, Rgba color);
void draw_line(DrawList *list, const Point *points, int count, float width, Rgba color);
void draw_polygon(DrawList *list, const Point *points, int count, Rgba color);
void draw_text(DrawList *list, float x, float y, DrawFont font, float size, Rgba color, const char *text);
void draw_image(DrawList *list, Rect rect, const DrawImage *image);
void draw_clip(DrawList *list, Rect rect);

/// All commands of `more` behind those of `list`.
void draw_append(DrawList *list, const DrawList *more);

/// The text of a DRAW_TEXT command.
const char *draw_text_of(const DrawList *list, const DrawCommand *command);

/// Width of a text in pixels; given to whatever lays text out, so that tests need no fonts.
typedef struct TextMeasure {
    float (*width)(void *context, DrawFont font, float size, const char *text);
    void *context;
} TextMeasure;

#endif
