// Drawing an image by hand: strokes of a soft round brush on pixels, anti-aliased. Pure: it knows neither mouse nor
// screen, so that any panel can hold one. Coordinates are pixels of the image, (0, 0) its top left corner and (0.5,
// 0.5) the middle of its first pixel.
#ifndef HOURGLASS_DRAWING_H
#define HOURGLASS_DRAWING_H

#include "draw.h"

enum { DRAWING_PIXELS = 128 * 128, DRAWING_CHANNELS = 3 };

/// A zeroed one has no pixels; drawing_init gives it some.
typedef struct Drawing {
    int channels, height, width;                       // 1 or 3 channels
    uint8_t pixels[DRAWING_PIXELS * DRAWING_CHANNELS]; // (C, H, W)
    uint8_t before[DRAWING_PIXELS * DRAWING_CHANNELS]; // (C, H, W) as the stroke under way found them
    uint8_t covered[DRAWING_PIXELS];                   // (H, W) by that stroke, 0 to 255
} Drawing;

typedef struct Brush {
    float radius;                    // pixels, where it covers half
    uint8_t color[DRAWING_CHANNELS]; // for grey images the first counts; black is an eraser
} Brush;

/// Whether images of this shape can be drawn.
bool drawing_can(int channels, int height, int width);

/// A black image of a shape that can be drawn.
void drawing_init(Drawing *drawing, int channels, int height, int width);

/// The same with the pixels of an image (C, H, W).
void drawing_load(Drawing *drawing, int channels, int height, int width, const uint8_t *pixels);

/// Begins a stroke. Wherever it crosses itself it covers no more than once.
void drawing_begin(Drawing *drawing);

/// Goes on with it, in a straight line; a line of no length is a dot. What lies outside the image is left out.
void drawing_line(Drawing *drawing, const Brush *brush, Point from, Point to);

/// How much a brush covers of a pixel whose middle is `distance` away from its line, 0 to 1.
float brush_coverage(const Brush *brush, float distance);

void drawing_clear(Drawing *drawing);

/// Moves the ink by whole pixels so that its centre of mass lies in the middle, as MNIST's digits do, without pushing
/// any of it out of the image. False where there is none.
bool drawing_centre(Drawing *drawing);

#endif
