// What every view has: the tag that says what it was computed from, and memory of its own.
#ifndef HOURGLASS_VIEW_ARRAY_H
#define HOURGLASS_VIEW_ARRAY_H

#include "unit_figures.h"

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

#endif
