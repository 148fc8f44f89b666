// Counter-based random numbers: element i of a stream is a pure function of (seed, purpose, i). Threads can draw any
// element in any order, and resuming a run needs no generator state.
#ifndef HOURGLASS_RANDOM_H
#define HOURGLASS_RANDOM_H

#include <stdint.h>

typedef enum RandomPurpose {
    RANDOM_INITIALISATION,
    RANDOM_ORDER,
    RANDOM_CORRUPTION,
    RANDOM_SAMPLING,
    RANDOM_STROKES,
    RANDOM_OBSERVE,  // random starts of iterative methods in views
    RANDOM_RESAMPLE, // which image a dead unit is given
} RandomPurpose;

typedef struct Random {
    uint64_t key;
} Random;

/// The stream for one purpose of one seed. Streams of different purposes or seeds are independent.
Random random_stream(uint64_t seed, RandomPurpose purpose);

/// A stream of its own for part `index` of this one (a layer, an epoch, an image).
Random random_split(Random stream, uint64_t index);

/// 64 random bits. Mixing as in SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, with Stafford's variant 13), twice.
uint64_t random_bits(Random stream, uint64_t index);

/// Uniform in [0, 1), 53 bits.
double random_uniform(Random stream, uint64_t index);

/// Standard normal by Box and Muller (1958), from elements 2·index and 2·index+1 of the stream.
double random_normal(Random stream, uint64_t index);

/// Two independent normals from the same two elements, the first of them random_normal's.
void random_normal_pair(Random stream, uint64_t index, double pair[2]);

/// Where index (0 ≤ index < count) goes in a random permutation of count elements, without storing one: a Feistel
/// network of six rounds over the next power of four, walked until it falls below count (Black and Rogaway 2002).
uint32_t random_permute(Random stream, uint32_t count, uint32_t index);

#endif
