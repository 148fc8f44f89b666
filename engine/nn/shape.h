// The shape of one image or one layer's output for one image.
#ifndef HOURGLASS_SHAPE_H
#define HOURGLASS_SHAPE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Shape {
    int channels, height, width; // (C, H, W); the output of a dense layer is (units, 1, 1)
} Shape;

static inline int shape_size(Shape shape) {
    return shape.channels * shape.height * shape.width;
}

static inline bool shape_equal(Shape a, Shape b) {
    return a.channels == b.channels && a.height == b.height && a.width == b.width;
}

typedef struct ShapeText {
    char text[40];
} ShapeText;

/// "64" for a dense output, "16×14×14" for a picture.
static inline ShapeText shape_text(Shape shape) {
    ShapeText result;
    if (shape.height == 1 && shape.width == 1)
        snprintf(result.text, sizeof result.text, "%d", shape.channels);
    else
        snprintf(result.text, sizeof result.text, "%d×%d×%d", shape.channels, shape.height, shape.width);
    return result;
}

#endif
