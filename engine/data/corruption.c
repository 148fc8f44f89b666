// Corruption of one image. Called for every training image by the training team, for shown ones by the observer; pure
// functions, any thread.
#include "corruption.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// Parts of the stream.
enum { GAUSSIAN, SALT_PEPPER, MASK, SQUARE };

enum { BLOCK = 128 }; // pairs of deviates at a time

bool corruption_is_none(const Corruption *c) {
    return !(c->gaussian > 0 || c->salt_pepper > 0 || c->mask > 0 || c->square > 0);
}

bool corruption_is_same(const Corruption *a, const Corruption *b) {
    return a->gaussian == b->gaussian && a->salt_pepper == b->salt_pepper && a->mask == b->mask &&
           a->square == b->square;
}

static inline float from_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline uint32_t to_bits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

// x > 0 is m·2^n with m from √½ to √2; log m = 2·artanh(s) with s = (m − 1) / (m + 1), |s| < 0.172, as a series to s^9.
static inline float fast_log(float x) {
    uint32_t shifted = to_bits(x) - 0x3f3504f3u; // √½
    float exponent = (float)((int32_t)shifted >> 23), m = from_bits((shifted & 0x7fffffu) + 0x3f3504f3u);
    float s = (m - 1) / (m + 1), q = s * s;
    float series = 2.0f + q * (0.666666667f + q * (0.4f + q * (0.285714286f + q * 0.222222222f)));
    return exponent * 0.693147181f + s * series;
}

// sin and cos of x with |x| ≤ π/4, Taylor's series to x^7 and x^8: wrong by less than 4e-7.
static inline float fast_sin(float x) {
    float q = x * x;
    return x * (1 + q * (-0.166666667f + q * (8.33333333e-3f - q * 1.98412698e-4f)));
}

static inline float fast_cos(float x) {
    float q = x * x;
    return 1 + q * (-0.5f + q * (4.16666667e-2f + q * (-1.38888889e-3f + q * 2.48015873e-5f)));
}

// Two independent standard normal deviates from 64 random bits. 31 of them are the radius, (0, 1]; 30 an angle from
// -π/4 to π/4, and two the quarter of the circle, of which it does not matter how they are numbered.
static inline void normal_pair(uint32_t radius_bits, uint32_t angle_bits, float *first, float *second) {
    float uniform = ((float)(int32_t)(radius_bits >> 1) + 0.5f) * 0x1p-31f;
    float radius = sqrtf(-2 * fast_log(uniform));
    float angle = ((float)(int32_t)(angle_bits >> 2) - 0x1p29f) * (0x1p-30f * 1.57079633f);
    float sine = fast_sin(angle), cosine = fast_cos(angle);
    uint32_t sign = angle_bits << 31;
    bool swap = angle_bits & 2;
    *first = radius * from_bits(to_bits(swap ? sine : cosine) ^ sign);
    *second = radius * from_bits(to_bits(swap ? cosine : sine) ^ sign);
}

static inline real clamp(real value) {
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

// Deviates 2·BLOCK·block … of the stream. Bits first, so that the compiler makes vectors of the rest.
static void fill_normals(Random random, uint64_t block, float normals[2 * BLOCK]) {
    uint32_t radius[BLOCK], angle[BLOCK];
    for (uint64_t i = 0; i < BLOCK; i++) {
        uint64_t bits = random_bits(random, BLOCK * block + i);
        radius[i] = (uint32_t)(bits >> 32);
        angle[i] = (uint32_t)bits;
    }
    for (int i = 0; i < BLOCK; i++)
        normal_pair(radius[i], angle[i], &normals[i], &normals[BLOCK + i]);
}

static void add_gaussian(double sigma, Random random, size_t count, real *values) {
    float normals[2 * BLOCK];
    for (size_t start = 0; start < count; start += 2 * BLOCK) {
        size_t length = count - start < 2 * BLOCK ? count - start : 2 * BLOCK;
        fill_normals(random, start / (2 * BLOCK), normals);
        for (size_t i = 0; i < length; i++)
            values[start + i] = clamp(values[start + i] + (real)sigma * (real)normals[i]);
    }
}

// A chance as a threshold for 32 random bits.
static uint64_t threshold(double chance) {
    return chance >= 1 ? UINT64_C(1) << 32 : (uint64_t)(chance * 0x1p32);
}

// Pixels whose bits fall below `black` become 0, below `white` 1, in all channels. Two pixels share 64 bits.
static void replace_pixels(uint64_t black, uint64_t white, Random random, int channels, size_t plane, real *values) {
    for (size_t pixel = 0; pixel < plane; pixel++) {
        uint64_t bits = random_bits(random, pixel / 2);
        uint64_t drawn = pixel % 2 ? bits >> 32 : bits & 0xffffffffu;
        for (int c = 0; drawn < white && c < channels; c++)
            values[(size_t)c * plane + pixel] = drawn < black ? 0 : 1;
    }
}

// The first of the places 0 … room that a side of the square may begin at.
static int place(Random random, uint64_t index, int room) {
    return (int)(random_uniform(random, index) * (room + 1));
}

static void hide_square(double part, Random random, int channels, int height, int width, real *values) {
    int shorter = height < width ? height : width;
    int side = part >= 1 ? shorter : (int)(part * shorter + 0.5);
    int top = place(random, 0, height - side), left = place(random, 1, width - side);
    for (int c = 0; c < channels; c++)
        for (int y = top; y < top + side; y++)
            for (int x = left; x < left + side; x++)
                values[((size_t)c * (size_t)height + (size_t)y) * (size_t)width + (size_t)x] = 0;
}

void corrupt(const Corruption *c, Random random, int channels, int height, int width, const real *clean,
             real *corrupted) {
    size_t plane = (size_t)height * (size_t)width, count = (size_t)channels * plane;
    if (clean != corrupted)
        memcpy(corrupted, clean, count * sizeof *corrupted);
    if (c->gaussian > 0)
        add_gaussian(c->gaussian, random_split(random, GAUSSIAN), count, corrupted);
    if (c->salt_pepper > 0)
        replace_pixels(threshold(c->salt_pepper / 2), threshold(c->salt_pepper), random_split(random, SALT_PEPPER),
                       channels, plane, corrupted);
    if (c->mask > 0)
        replace_pixels(threshold(c->mask), threshold(c->mask), random_split(random, MASK), channels, plane, corrupted);
    if (c->square > 0)
        hide_square(c->square, random_split(random, SQUARE), channels, height, width, corrupted);
}
