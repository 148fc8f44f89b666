// What is done to images before an autoencoder sees them: noise, lost pixels, a square that hides a part.
#ifndef HOURGLASS_CORRUPTION_H
#define HOURGLASS_CORRUPTION_H

#include "random.h"
#include "real.h"

#include <stdbool.h>

/// Strengths; 0 leaves a kind out. Applied in this order.
typedef struct Corruption {
    double gaussian;    // standard deviation of noise on every value, which is clamped to 0–1 afterwards
    double salt_pepper; // chance of a pixel to become 0 or 1 in all channels, either with half of it
    double mask;        // chance of a pixel to become 0 in all channels
    double square;      // side of a square of zeros somewhere within the image, as a part of the image's shorter side
} Corruption;

bool corruption_is_none(const Corruption *corruption);
bool corruption_is_same(const Corruption *a, const Corruption *b);

/// Corrupts one image (C, H, W) of values in 0–1; `clean` and `corrupted` may be the same memory, but not overlap
/// otherwise. The same stream gives the same result, and every kind has a part of the stream to itself, so that turning
/// one does not change what the others hit. Normal deviates are made in pairs (Box and Muller, 1958) from 32 bits each,
/// in single precision: they end at ±6.7.
void corrupt(const Corruption *corruption, Random random, int channels, int height, int width, const real *clean,
             real *corrupted);

#endif
