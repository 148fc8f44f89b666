// A fast hash of bytes, for caches that live as long as the process; never stored.
#ifndef HOURGLASS_HASH_H
#define HOURGLASS_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15); // the golden ratio's bits, as in SplitMix64
    return hash ^ (hash >> 29);
}

static inline uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    hash = hash_mix(hash, size);
    for (; size >= 8; size -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        hash = hash_mix(hash, word);
    }
    uint64_t rest = 0;
    memcpy(&rest, at, size);
    return hash_mix(hash_mix(hash, rest), 0);
}

#endif
