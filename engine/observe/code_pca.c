// Two principal components of codes by subspace iteration. Pure functions; called by the observer.
#include "code_pca.h"

#include "kernels.h"
#include "orthonormal.h"
#include "random.h"
#include "symmetric_eigen.h"

#include <math.h>
#include <string.h>

enum { ROWS = CODE_PCA_ROWS, MOST_ROUNDS = 60, WANTED = 2 };
#define RESIDUAL 2e-3 // of what is left over of C·v − λ·v, as a part of the largest λ

bool code_pca_init(CodePca *p, int units, Error *error) {
    *p = (CodePca){.units = units, .directions = units < CODE_PCA_DIRECTIONS ? units : CODE_PCA_DIRECTIONS};
    size_t size = (size_t)units, directions = (size_t)p->directions;
    Arena *arena = &p->arena;
    p->mean = arena_take(arena, size, sizeof *p->mean);
    p->middle = arena_take(arena, size, sizeof *p->middle);
    p->direction = arena_take(arena, directions * size, sizeof *p->direction);
    p->applied = arena_take(arena, directions * size, sizeof *p->applied);
    p->rows = arena_take(arena, ROWS * size, sizeof *p->rows);
    p->along = arena_take(arena, ROWS * directions, sizeof *p->along);
    p->packed = arena_take(arena, kernels_packed_size(units, p->directions), sizeof *p->packed);
    p->scratch = arena_take(arena, kernels_scratch(ROWS), sizeof *p->scratch);
    if (!arena->failed)
        return true;
    code_pca_finish(p);
    return error_memory(error, "the principal components of codes");
}

void code_pca_finish(CodePca *p) {
    arena_finish(&p->arena);
    *p = (CodePca){0};
}

static float *row_of(const CodePca *p, float *rows, int i) {
    return rows + (size_t)i * (size_t)p->units;
}

static void pack_directions(const CodePca *p) {
    kernels()->pack(p->direction, 1, p->units, 0, p->units, 0, p->directions, p->units, p->packed);
}

static void begin_round(CodePca *p) {
    p->next = 0;
    memset(p->applied, 0, (size_t)p->directions * (size_t)p->units * sizeof *p->applied);
    pack_directions(p);
}

// Directions that there are not yet, or that the last codes did not spread along, are drawn.
void code_pca_begin(CodePca *p, const float *codes, int images, int stride) {
    Random random = random_stream(1, RANDOM_OBSERVE);
    for (int d = 0; d < p->directions; d++) {
        float *row = row_of(p, p->direction, d);
        bool missing = dot_floats(row, row, p->units) < 0.5;
        for (int u = 0; missing && u < p->units; u++)
            row[u] = (float)random_normal(random, (uint64_t)d * (uint64_t)p->units + (uint64_t)u);
    }
    orthonormalise(p->direction, p->directions, p->units);
    p->codes = codes;
    p->stride = stride;
    p->images = (images + stride - 1) / stride;
    p->next = p->rounds = 0;
    p->centred = false;
    p->total = 0;
    memset(p->mean, 0, (size_t)p->units * sizeof *p->mean);
}

static const float *code_of(const CodePca *p, int index) {
    return p->codes + (size_t)index * (size_t)p->units;
}

static void add_to_mean(CodePca *p, int count) {
    for (int n = 0; n < count; n++) {
        const float *code = code_of(p, (p->next + n) * p->stride);
        for (int u = 0; u < p->units; u++)
            p->mean[u] += (double)code[u];
    }
}

static void end_mean(CodePca *p) {
    for (int u = 0; u < p->units; u++) {
        p->mean[u] /= p->images;
        p->middle[u] = (float)p->mean[u];
    }
    p->centred = true;
    begin_round(p);
}

static void centre(const CodePca *p, int first, int count, int stride) {
    for (int n = 0; n < count; n++) {
        const float *code = code_of(p, (first + n) * stride);
        float *row = row_of(p, p->rows, n);
        for (int u = 0; u < p->units; u++)
            row[u] = code[u] - p->middle[u];
    }
}

// along (count, directions) = rows · directionᵀ.
static void find_along(const CodePca *p, int count) {
    Team solo = team_solo();
    Gemm gemm = {.m = count, .n = p->directions, .k = p->units, .a = p->rows, .a_row = p->units, .a_column = 1};
    gemm.packed = p->packed;
    gemm.c = p->along;
    gemm.c_row = p->directions;
    kernels()->gemm(&solo, &gemm);
}

// applied (directions, units) += alongᵀ · rows.
static void add_rows(CodePca *p, int count) {
    centre(p, p->next, count, p->stride);
    size_t units = (size_t)p->units;
    for (int n = 0; n < count && p->rounds == 0; n++)
        p->total += kernels()->mse(code_of(p, (p->next + n) * p->stride), p->middle, NULL, 1, units) / p->images;
    find_along(p, count);
    Team solo = team_solo();
    Gemm apply = {.m = p->directions, .n = p->units, .k = count, .a = p->along, .a_row = 1, .a_column = p->directions};
    apply.b = p->rows;
    apply.b_row = p->units;
    apply.b_column = 1;
    apply.c = p->applied;
    apply.c_row = p->units;
    apply.accumulate = true;
    apply.scratch = p->scratch;
    kernels()->gemm(&solo, &apply);
}

// rows = turn · rows, turn (directions, directions). A column of them is turned at a time.
static void turn_rows(const CodePca *p, const double *turn, float *rows) {
    int k = p->directions;
    for (int u = 0; u < p->units; u++) {
        double column[CODE_PCA_DIRECTIONS];
        for (int i = 0; i < k; i++)
            column[i] = (double)row_of(p, rows, i)[u];
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++)
                sum += turn[i * k + j] * column[j];
            row_of(p, rows, i)[u] = (float)sum;
        }
    }
}

// Turns the directions to the eigenvectors of V·C·Vᵀ, and what C makes of them alike. False if memory is short.
static bool ritz(CodePca *p) {
    double turn[CODE_PCA_DIRECTIONS * CODE_PCA_DIRECTIONS];
    int k = p->directions;
    for (int i = 0; i < k; i++)
        for (int j = 0; j <= i; j++)
            turn[i * k + j] = turn[j * k + i] =
                dot_floats(row_of(p, p->applied, i), row_of(p, p->direction, j), p->units);
    if (!symmetric_eigen(turn, k, p->variance, NULL))
        return false;
    turn_rows(p, turn, p->direction);
    turn_rows(p, turn, p->applied);
    return true;
}

static double residual(const CodePca *p) {
    double sum = 0;
    for (int i = 0; i < p->directions && i < WANTED; i++) {
        const float *v = row_of(p, p->direction, i), *w = row_of(p, p->applied, i);
        for (int u = 0; u < p->units; u++) {
            double rest = (double)w[u] - p->variance[i] * (double)v[u];
            sum += rest * rest;
        }
    }
    return sqrt(sum);
}

static bool end_round(CodePca *p) {
    for (size_t i = 0; i < (size_t)p->directions * (size_t)p->units; i++)
        p->applied[i] /= (float)p->images;
    p->rounds++;
    if (!ritz(p) || p->rounds >= MOST_ROUNDS || residual(p) <= RESIDUAL * p->variance[0]) {
        pack_directions(p);
        return true;
    }
    memcpy(p->direction, p->applied, (size_t)p->directions * (size_t)p->units * sizeof *p->direction);
    orthonormalise(p->direction, p->directions, p->units);
    begin_round(p);
    return false;
}

bool code_pca_some(CodePca *p) {
    int count = p->images - p->next < ROWS ? p->images - p->next : ROWS;
    if (p->centred)
        add_rows(p, count);
    else
        add_to_mean(p, count);
    p->next += count;
    if (p->next < p->images)
        return false;
    if (p->centred)
        return end_round(p);
    p->next = 0;
    end_mean(p);
    return false;
}

void code_pca_project(CodePca *p, int first, int count, float *point) {
    centre(p, first, count, 1);
    find_along(p, count);
    for (int n = 0; n < count; n++)
        for (int a = 0; a < WANTED; a++)
            point[WANTED * n + a] = a < p->directions ? p->along[n * p->directions + a] : 0;
}
