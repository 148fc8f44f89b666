// Counter-based random numbers. Pure functions, called from any thread.
#include "random.h"

#include <math.h>

static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static const uint64_t GOLDEN = UINT64_C(0x9E3779B97F4A7C15);

Random random_split(Random stream, uint64_t index) {
    return (Random){mix(mix(stream.key + GOLDEN) ^ mix(index * GOLDEN + 1))};
}

Random random_stream(uint64_t seed, RandomPurpose purpose) {
    return random_split((Random){mix(seed + GOLDEN)}, (uint64_t)purpose);
}

uint64_t random_bits(Random stream, uint64_t index) {
    return mix(mix(index * GOLDEN + stream.key) + stream.key);
}

double random_uniform(Random stream, uint64_t index) {
    return (double)(random_bits(stream, index) >> 11) * 0x1p-53;
}

double random_normal(Random stream, uint64_t index) {
    double radius = sqrt(-2 * log(1 - random_uniform(stream, 2 * index)));
    return radius * cos(6.283185307179586 * random_uniform(stream, 2 * index + 1));
}

void random_normal_pair(Random stream, uint64_t index, double pair[2]) {
    double radius = sqrt(-2 * log(1 - random_uniform(stream, 2 * index)));
    double angle = 6.283185307179586 * random_uniform(stream, 2 * index + 1);
    pair[0] = radius * cos(angle);
    pair[1] = radius * sin(angle);
}

uint32_t random_permute(Random stream, uint32_t count, uint32_t index) {
    if (count < 2)
        return index;
    int half = 1;
    while (half < 16 && (UINT64_C(1) << (2 * half)) < count)
        half++;
    uint32_t mask = (UINT32_C(1) << half) - 1;
    do {
        uint32_t left = index >> half, right = index & mask;
        for (uint64_t round = 0; round < 6; round++) {
            uint32_t next = left ^ ((uint32_t)random_bits(stream, round << 32 | right) & mask);
            left = right;
            right = next;
        }
        index = left << half | right;
    } while (index >= count);
    return index;
}
