// Laying colours over others, byte by byte, in loops that compilers turn into vectors. Used by whatever has pixels: the
// canvas, and pictures that are made of many small ones.
#ifndef HOURGLASS_BLEND_H
#define HOURGLASS_BLEND_H

#include <stdint.h>
#include <string.h>

enum { BLEND_PIXELS = 4, BLEND_BYTES = 4 * BLEND_PIXELS }; // that go together

/// A sum of bytes times shares that make 255 together, divided by 255 and rounded: exact up to 255², in 16 bits.
static inline uint8_t blend_rounded(int sum) {
    uint16_t more = (uint16_t)(sum + 128);
    return (uint8_t)((uint16_t)(more + (more >> 8)) >> 8);
}

/// The shares of BLEND_PIXELS pixels in each byte of them, doubled twice as all processors' vectors can. (A loop over
/// the bytes became a store each, on which the blending had to wait; shares kept so in memory left no room in the
/// cache.)
static inline void blend_spread(uint8_t to[BLEND_BYTES], const uint8_t from[BLEND_PIXELS]) {
    typedef uint8_t Bytes __attribute__((vector_size(BLEND_BYTES)));
    typedef uint32_t Words __attribute__((vector_size(BLEND_BYTES)));
    typedef uint16_t Pairs __attribute__((vector_size(BLEND_BYTES)));
    uint32_t word; // as a number, since a vector put together in memory has to be waited for
    memcpy(&word, from, sizeof word);
    Bytes bytes = (Bytes)(Words){word};
    Pairs pairs = (Pairs)__builtin_shufflevector(bytes, bytes, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    pairs = __builtin_shufflevector(pairs, pairs, 0, 8, 1, 9, 2, 10, 3, 11);
    memcpy(to, &pairs, sizeof pairs);
}

/// Lays colours over as many bytes of pixels: to · (255 - share) + color · share.
static inline void blend_bytes(uint8_t *restrict to, const uint8_t *restrict color, const uint8_t *restrict share,
                               int bytes) {
    for (int i = 0; i < bytes; i++)
        to[i] = blend_rounded(to[i] * (255 - share[i]) + color[i] * share[i]);
}

#endif
