// Two principal components of codes, which are no images and whose covariance may be too large to write down. Called by
// tsne.c.
#include "tsne_start.h"

#include "arena.h"
#include "kernels.h"
#include "orthonormal.h"
#include "random.h"
#include "symmetric_eigen.h"

#include <math.h>

enum { DIRECTIONS = 4, ROUNDS = 12 };

typedef struct Start {
    const float *codes; // (count, units)
    int count, units, directions;
    float *v;       // (directions, units)
    float *along;   // (count, directions) codes along v
    float *scratch; //
    Arena arena;
} Start;

static void multiply(const Start *s, Gemm gemm) {
    Team solo = team_solo();
    gemm.scratch = s->scratch;
    kernels()->gemm(&solo, &gemm);
}

static void project(const Start *s) {
    multiply(s, (Gemm){.m = s->count,
                       .n = s->directions,
                       .k = s->units,
                       .a = s->codes,
                       .a_row = s->units,
                       .a_column = 1,
                       .b = s->v,
                       .b_row = 1,
                       .b_column = s->units,
                       .c = s->along,
                       .c_row = s->directions});
}

// V = alongᵀ · codes: V times the codes' scatter.
static void gather(const Start *s) {
    multiply(s, (Gemm){.m = s->directions,
                       .n = s->units,
                       .k = s->count,
                       .a = s->along,
                       .a_row = 1,
                       .a_column = s->directions,
                       .b = s->codes,
                       .b_row = s->units,
                       .b_column = 1,
                       .c = s->v,
                       .c_row = s->units});
}

// The sign of the turned direction's largest weight.
static float sign_of(const Start *s, const double *turn) {
    double largest = 0;
    for (int u = 0; u < s->units; u++) {
        double weight = 0;
        for (int d = 0; d < s->directions; d++)
            weight += turn[d] * (double)s->v[(size_t)d * (size_t)s->units + (size_t)u];
        largest = fabs(weight) > fabs(largest) ? weight : largest;
    }
    return largest < 0 ? -1 : 1;
}

static double turn(const Start *s, const double *by, float *result) {
    float sign = sign_of(s, by);
    double squares = 0;
    for (int i = 0; i < s->count; i++) {
        double sum = 0;
        for (int d = 0; d < s->directions; d++)
            sum += by[d] * (double)s->along[(size_t)i * (size_t)s->directions + (size_t)d];
        result[i] = sign * (float)sum;
        squares += sum * sum;
    }
    return squares;
}

// The principal axes within the directions (Rayleigh–Ritz).
static void deliver(const Start *s, double spread, float *x, float *y) {
    double scatter[DIRECTIONS * DIRECTIONS], values[DIRECTIONS];
    int n = s->directions;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            scatter[i * n + j] = 0;
            for (int k = 0; k < s->count; k++)
                scatter[i * n + j] += (double)s->along[k * n + i] * (double)s->along[k * n + j];
        }
    if (!symmetric_eigen(scatter, n, values, NULL))
        return;
    double squares = turn(s, scatter, x);
    if (n > 1)
        turn(s, scatter + n, y);
    float scale = squares > 0 ? (float)(spread / sqrt(squares / s->count)) : 0;
    for (int i = 0; i < s->count; i++) {
        x[i] *= scale;
        y[i] *= scale;
    }
}

void tsne_start(const float *codes, int count, int units, double spread, float *x, float *y) {
    Start s = {.codes = codes, .count = count, .units = units, .directions = units < DIRECTIONS ? units : DIRECTIONS};
    size_t directions = (size_t)s.directions, n = (size_t)count, size = (size_t)units;
    s.v = arena_take(&s.arena, directions * size, sizeof(float));
    s.along = arena_take(&s.arena, n * directions, sizeof(float));
    s.scratch = arena_take(&s.arena, kernels_scratch(count > units ? count : units), sizeof(float));
    for (int i = 0; i < count; i++)
        x[i] = y[i] = 0;
    if (!s.arena.failed) {
        Random random = random_stream(1, RANDOM_OBSERVE);
        for (size_t i = 0; i < directions * size; i++)
            s.v[i] = (float)random_normal(random, i);
        for (int round = 0; round < ROUNDS; round++) {
            orthonormalise(s.v, s.directions, s.units);
            project(&s);
            gather(&s);
        }
        orthonormalise(s.v, s.directions, s.units);
        project(&s);
        deliver(&s, spread, x, y);
    }
    arena_finish(&s.arena);
}
