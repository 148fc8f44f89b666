// Strokes: digits drawn from pen strokes with random slant, thickness, size, position and rotation. The true factors
// are known, so that a latent map can be coloured by them. Images are 28×28 grey, the same for a seed on every machine
// that has IEEE arithmetic.
#ifndef HOURGLASS_STROKES_H
#define HOURGLASS_STROKES_H

#include <stdint.h>

enum { STROKES_SIDE = 28, STROKES_CLASSES = 10 };

typedef struct StrokesFactors {
    int digit;       // 0 to 9
    float slant;     // shear, horizontal shift per unit of height
    float thickness; // pen diameter, pixels
    float size;      // height of the digit, pixels
    float x, y;      // centre, pixels from the image's centre
    float rotation;  // degrees, counter-clockwise
} StrokesFactors;

/// The factors of image `index` of the set made from `seed`.
StrokesFactors strokes_factors(uint64_t seed, uint32_t index);

/// Draws one digit, anti-aliased, into 28×28 bytes.
void strokes_draw(const StrokesFactors *factors, uint8_t *pixels);

#endif
