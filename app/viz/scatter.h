// Thousands of points, and small pictures, as one picture: a command of the draw list for each would be too dear. The
// owner keeps a Scatter a place on screen and draws into it where something has changed.
//
//     if (scatter_begin(&scatter, width, height, ground, stamp))
//         for (int i = 0; i < count; i++)
//             scatter_point(&scatter, shape[i], color[i], x[i], y[i]);
//     scatter_draw(&scatter, &viz, x, y);
#ifndef HOURGLASS_SCATTER_H
#define HOURGLASS_SCATTER_H

#include "class_mark.h"

enum { SCATTER_STEPS = 4, SCATTER_SIDE = 48 }; // places between two pixels, each way, at which a mark may lie; pixels

/// The marks at one size, all shapes: how much of a pixel the mark covers, and how much the mark and the rim around it.
typedef struct ScatterMarks {
    float size; // pixels; 0: none yet
    bool rim;
    int side, stride;        // a row has room for BLEND_PIXELS more, which nothing covers
    uint8_t *cover, *around; // (CLASS_SHAPES, STEPS, STEPS, side, stride) each, in one block
    size_t capacity;         // bytes of both
    // (CLASS_SHAPES, STEPS, STEPS, side): the first pixel of a row that is covered, and the one after the last
    uint8_t from[CLASS_SHAPES * SCATTER_STEPS * SCATTER_STEPS * SCATTER_SIDE];
    uint8_t to[CLASS_SHAPES * SCATTER_STEPS * SCATTER_STEPS * SCATTER_SIDE];
} ScatterMarks;

/// Open for reading; a zeroed one is ready for use.
typedef struct Scatter {
    uint64_t key; // of the texture: set by the owner
    uint64_t version, stamp;
    int width, height; //
    Rgba *pixels;      // (height, width), opaque, with room for BLEND_PIXELS more
    size_t capacity;   // pixels allocated, without that room
    Rgba ground;       //
    ScatterMarks marks;
} Scatter;

void scatter_finish(Scatter *scatter);

/// Takes this size in pixels of the window. `stamp` names the content: true if it, the size or the ground is another
/// one; the picture is then empty ground and must be drawn. With no room or no memory nothing is shown.
bool scatter_begin(Scatter *scatter, int width, int height, Rgba ground, uint64_t stamp);

/// The marks that points have from now on: so many pixels high, with a rim of ground around each that parts those which
/// lie close. Sizes are rounded to half pixels. False, and no points, where memory is short.
bool scatter_set_marks(Scatter *scatter, float size, bool rim);

/// A mark with its middle at x, y, in pixels from the top left corner; smooth, at a quarter of a pixel. What lies
/// outside is left out.
void scatter_point(Scatter *scatter, ClassShape shape, Rgba color, float x, float y);

/// A picture of the data, bytes (C, H, W).
typedef struct ScatterPicture {
    const uint8_t *pixels;
    int channels, height, width;
    bool tinted;     // grey: bright pixels are `tint`, dark ones let through what lies below; else it is opaque
    Rgba tint;       //
    uint8_t opacity; // of all of it
} ScatterPicture;

/// Stretches it over the place, whole pixels from the top left corner: averaged where it shrinks.
void scatter_picture(Scatter *scatter, const ScatterPicture *picture, int x, int y, int width, int height);

/// A place in one colour.
void scatter_fill(Scatter *scatter, int x, int y, int width, int height, Rgba color);

/// A frame of so many pixels just inside a place.
void scatter_frame(Scatter *scatter, int x, int y, int width, int height, int thick, Rgba color);

/// Draws the picture with its top left corner at x, y of the window.
void scatter_draw(const Scatter *scatter, const Viz *viz, float x, float y);

#endif
