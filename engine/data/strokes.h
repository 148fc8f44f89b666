// Strokes: digits drawn from pen strokes with random slant, thickness, size, position and rotation. The true factors
// are known, so that a latent map can be coloured by them. Images are 28×28 grey, the same for a seed each time; on
// another processor or compiler a pixel may round to the neighbouring grey level.
#ifndef HOURGLASS_STROKES_H
#define HOURGLASS_STROKES_H

#include <stdint.h>

enum { STROKES_SIDE = 28, STROKES_CLASSES = 10 };

typedef struct StrokesFactors {
    int digit;       // 0 to 9
    float slant;     // shear, horizontal shift per unit of height; positive leans to the right
    float thickness; // pen diameter, pixels
    float size;      // height of the ink before rotation, pixels
    float x, y;      // centre, pixels from the image's centre; x to the right, y down
    float rotation;  // degrees, counter-clockwise
    uint64_t hand;   // seed of the small wobble that makes a digit look hand-drawn; 0 draws the plain shape
} StrokesFactors;

/// The factors of image `index` of the set made from `seed`.
StrokesFactors strokes_factors(uint64_t seed, uint32_t index);

/// Draws one digit, anti-aliased, into 28×28 bytes. The factors must be finite.
void strokes_draw(const StrokesFactors *factors, uint8_t *pixels);

#endif
