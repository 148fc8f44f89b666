// Test images with what the net makes of them.
#ifndef HOURGLASS_RECONSTRUCTION_H
#define HOURGLASS_RECONSTRUCTION_H

#include "score.h"

/// Reconstructs images index[0 … count-1] into outputs (count, C·H·W) as bytes, with each one's scores; `inputs`, if
/// not NULL, receives what the net saw. Works in slices of the pass's capacity on its rank 0.
void reconstruct(const Net *net, const Pass *pass, LossKind loss, const ImageSource *source, const int *index,
                 int count, uint8_t *inputs, uint8_t *outputs, Score *scores);

/// Decodes codes (count, Z) into outputs (count, C·H·W), as images in [0, 1]; 0 for what is no number.
void decode(const Net *net, const Pass *pass, LossKind loss, const real *codes, int count, real *outputs);

/// A value in [0, 1] as the nearest byte; 0 for what is no number.
static inline uint8_t byte_of(real value) {
    return (uint8_t)(!(value > 0) ? 0 : value >= 1 ? 255 : (int)(value * 255 + (real)0.5));
}

#endif
