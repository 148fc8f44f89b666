// What every view has: the tag that says what it was computed from, and memory of its own.
#ifndef HOURGLASS_VIEW_ARRAY_H
#define HOURGLASS_VIEW_ARRAY_H

#include "unit_figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ViewTag {
    uint64_t run, generation, step;
} ViewTag;

/// Memory of a view's own; see view_memory.h.
typedef struct ViewArray {
    union {
        void *at; // NULL where there is nothing
        uint8_t *bytes;
        float *floats;
        UnitFigures *figures;
        int *ints;
    };
    size_t size, capacity; // bytes in use; there is room for
} ViewArray;

// Each view begins with its tag, whose run is 0 while there is nothing yet, and a version that grows whenever anything
// in it changes.

#endif
