// Comparing what a canvas shows with a stored picture.
#ifndef HOURGLASS_TESTS_GOLDEN_H
#define HOURGLASS_TESTS_GOLDEN_H

#include "canvas.h"

typedef struct GoldenPlace {
    const char *stored;  // folder of the pictures, in the source
    const char *results; // folder to write to when they differ
} GoldenPlace;

/// Fails the cmocka test unless the canvas shows the picture stored/NAME.png. With UPDATE_GOLDEN=1 in the environment
/// it stores it instead.
void golden_check(const GoldenPlace *place, Canvas *canvas, const char *name);

#endif
