// A class as a small mark: a colour and a shape, so that classes are told apart without colours too. A hundred classes
// have a mark of their own; after them marks return.
#ifndef HOURGLASS_CLASS_MARK_H
#define HOURGLASS_CLASS_MARK_H

#include "viz.h"

typedef enum ClassShape {
    CLASS_DISC,
    CLASS_SQUARE,
    CLASS_TRIANGLE,
    CLASS_DIAMOND,
    CLASS_PLUS,
    CLASS_RING,
    CLASS_TRIANGLE_DOWN,
    CLASS_CROSS,
    CLASS_FRAME,
    CLASS_BOW_TIE,
    CLASS_SHAPES
} ClassShape;

/// Classes 0 to 9 have colours and shapes of their own; ten classes on the colours return with the next shapes. A
/// negative class counts as 0.
ClassShape class_mark_shape(int index);
Rgba class_mark_color(const Theme *theme, int index);

/// Pixels of the window that a mark should have to be told apart.
float class_mark_size(const Viz *viz);

/// Draws the mark of a class `size` pixels high, with its middle at x, y.
void class_mark_draw(const Viz *viz, int index, float x, float y, float size);
/// A shape in any colour: for one mark on another's ground.
void class_mark_shape_draw(const Viz *viz, ClassShape shape, Rgba color, float x, float y, float size);

#endif
