// Marks as masks, apart from where they are drawn.
#ifndef HOURGLASS_SCATTER_MARKS_H
#define HOURGLASS_SCATTER_MARKS_H

#include "scatter.h"

/// Fills the masks of all shapes at a size, unless they are there. False where memory is short.
bool scatter_marks_fill(ScatterMarks *marks, float size, bool rim);

typedef struct ScatterMask {
    const uint8_t *cover, *around; // (side, stride)
    const uint8_t *from, *to;      // (side)
} ScatterMask;

/// The mask of a shape that lies so many quarters of a pixel right of and below whole ones.
ScatterMask scatter_marks_get(const ScatterMarks *marks, ClassShape shape, int right, int below);

#endif
