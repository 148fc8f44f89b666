// Statistics and principal axes of codes. Called by the observer for one snapshot at a time.
#include "code_axes_search.h"

#include "kernels.h"
#include "orthonormal.h"
#include "random.h"
#include "symmetric_eigen.h"

#include <math.h>
#include <string.h>

// More directions than are asked for make the wanted ones settle in fewer rounds.
enum { CHUNK = 128, EXTRA = 8, MAX_ROUNDS = 60 };

static real *row_of(real *matrix, int row, int units) {
    return matrix + (size_t)row * (size_t)units;
}

bool code_axes_search_init(CodeAxesSearch *s, int units, int images, Arena *arena, Error *error) {
    size_t size = (size_t)units;
    *s = (CodeAxesSearch){.units = units, .capacity = images};
    s->directions = CODE_AXES + EXTRA < units ? CODE_AXES + EXTRA : units;
    size_t directions = (size_t)s->directions;
    s->codes = arena_take(arena, (size_t)images * size, sizeof *s->codes);
    s->mean = arena_take(arena, size, sizeof *s->mean);
    s->squares = arena_take(arena, size, sizeof *s->squares);
    s->low = arena_take(arena, size, sizeof *s->low);
    s->high = arena_take(arena, size, sizeof *s->high);
    s->v = arena_take(arena, directions * size, sizeof *s->v);
    s->w = arena_take(arena, directions * size, sizeof *s->w);
    s->product = arena_take(arena, CHUNK * directions, sizeof *s->product);
    s->scratch = arena_take(arena, kernels_scratch(units > CHUNK ? units : CHUNK), sizeof *s->scratch);
    s->small = arena_take(arena, directions * directions, sizeof *s->small);
    s->values = arena_take(arena, directions, sizeof *s->values);
    return !arena->failed || error_memory(error, "the axes of codes");
}

void code_axes_search_clear(CodeAxesSearch *s) {
    size_t size = (size_t)s->units;
    s->images = s->row = s->round = 0;
    s->centred = false;
    memset(s->mean, 0, size * sizeof *s->mean);
    memset(s->squares, 0, size * sizeof *s->squares);
}

static bool is_finite(const real *code, int units) {
    for (int u = 0; u < units; u++)
        if (!isfinite(code[u]))
            return false;
    return true;
}

static void add(CodeAxesSearch *a, const real *code) {
    double part = 1.0 / ++a->images;
    memcpy(row_of(a->codes, a->images - 1, a->units), code, (size_t)a->units * sizeof *code);
    for (int u = 0; u < a->units; u++) {
        double off = (double)code[u] - a->mean[u];
        a->mean[u] += off * part;
        a->squares[u] += off * ((double)code[u] - a->mean[u]);
    }
    for (int u = 0; u < a->units; u++) {
        float value = (float)code[u];
        a->low[u] = a->images == 1 || value < a->low[u] ? value : a->low[u];
        a->high[u] = a->images == 1 || value > a->high[u] ? value : a->high[u];
    }
}

void code_axes_search_add(CodeAxesSearch *a, const real *codes, int rows) {
    for (int n = 0; n < rows && a->images < a->capacity; n++) {
        const real *code = codes + (size_t)n * (size_t)a->units;
        if (is_finite(code, a->units))
            add(a, code);
    }
}

// Directions of the last search, and random ones for those it could not find.
static void begin(CodeAxesSearch *a) {
    Random random = random_stream(2, RANDOM_OBSERVE);
    a->total = 0;
    for (int u = 0; u < a->units; u++)
        a->total += a->images > 0 ? a->squares[u] / a->images : 0;
    a->captured = 0;
    for (int i = 0; i < a->directions; i++) {
        real *row = row_of(a->v, i, a->units);
        bool empty = dot_floats(row, row, a->units) == 0;
        for (int u = 0; empty && u < a->units; u++)
            row[u] = (real)random_normal(random_split(random, (uint64_t)i), (uint64_t)u);
    }
    orthonormalise(a->v, a->directions, a->units);
}

// Strides that transpose an operand: (m, k) or (k, n) as it lies in memory is (k, m) or (n, k).
typedef enum Transposed { PLAIN, FIRST, SECOND } Transposed;

// C (m, n) = or += A (m, k) · B (k, n).
static void multiply(const CodeAxesSearch *axes, int m, int n, int k, const real *a, const real *b, Transposed which,
                     real *c, bool accumulate) {
    Team solo = team_solo();
    Gemm gemm = {.m = m, .n = n, .k = k, .a = a, .b = b, .c = c, .c_row = n, .scratch = axes->scratch};
    gemm.a_row = which == FIRST ? 1 : k;
    gemm.a_column = which == FIRST ? m : 1;
    gemm.b_row = which == SECOND ? 1 : n;
    gemm.b_column = which == SECOND ? k : 1;
    gemm.accumulate = accumulate;
    kernels()->gemm(&solo, &gemm);
}

// W += V · covariance · images, for the next chunk of codes.
static void apply_chunk(CodeAxesSearch *a) {
    int rows = a->images - a->row < CHUNK ? a->images - a->row : CHUNK;
    real *chunk = row_of(a->codes, a->row, a->units);
    for (int n = 0; !a->centred && n < rows; n++)
        for (int u = 0; u < a->units; u++)
            row_of(chunk, n, a->units)[u] -= (real)a->mean[u];
    if (a->row == 0)
        memset(a->w, 0, (size_t)a->directions * (size_t)a->units * sizeof *a->w);
    multiply(a, rows, a->directions, a->units, chunk, a->v, SECOND, a->product, false);
    multiply(a, a->directions, a->units, rows, a->product, chunk, FIRST, a->w, true);
    a->row += rows;
}

// The eigenvectors of V·C·Vᵀ (Rayleigh–Ritz), W being V·C, one a row of `small`.
static bool ritz(CodeAxesSearch *a) {
    int k = a->directions;
    for (int i = 0; i < k; i++)
        for (int j = 0; j <= i; j++)
            a->small[i * k + j] = a->small[j * k + i] =
                dot_floats(row_of(a->w, i, a->units), row_of(a->v, j, a->units), a->units) / a->images;
    return symmetric_eigen(a->small, k, a->values, NULL);
}

// to = `small` · from, both (directions, units).
static void turn(CodeAxesSearch *a, const real *from, real *to) {
    int k = a->directions;
    for (int i = 0; i < k * k; i++)
        a->product[i] = (real)a->small[i]; // fits: there are no more directions than CHUNK
    multiply(a, k, a->units, k, a->product, from, PLAIN, to, false);
}

// The sign that an axis had before, or that which makes its largest value positive.
static real sign_of(const CodeAxes *axes, const real *row) {
    double most = 0;
    for (int j = 0; j < axes->axes; j++) {
        double along = dot_floats(row, row_of(axes->direction, j, axes->units), axes->units);
        most = fabs(along) > fabs(most) ? along : most;
    }
    for (int u = 0; axes->axes == 0 && u < axes->units; u++)
        most = fabs((double)row[u]) > fabs(most) ? (double)row[u] : most;
    return most < 0 ? -1 : 1;
}

static void deliver_units(const CodeAxesSearch *s, CodeAxes *axes) {
    size_t size = (size_t)s->units;
    memcpy(axes->mean, s->mean, size * sizeof *s->mean);
    memcpy(axes->low, s->low, size * sizeof *s->low);
    memcpy(axes->high, s->high, size * sizeof *s->high);
    for (int u = 0; u < s->units; u++)
        axes->spread[u] = s->images > 0 ? sqrt(s->squares[u] / s->images) : 0;
    axes->images = s->images;
    axes->total = s->total;
}

// Axes along which nothing varies but what rounding makes are none.
static void deliver_axes(const CodeAxesSearch *s, CodeAxes *axes) {
    int most = s->images - 1 < s->directions ? s->images - 1 : s->directions, found = 0;
    most = most < CODE_AXES ? most : CODE_AXES;
    while (found < most && s->values[found] > 1e-7 * s->total)
        found++;
    for (int i = 0; i < found; i++) {
        real *row = row_of(s->v, i, s->units), sign = sign_of(axes, row);
        for (int u = 0; u < s->units; u++)
            row[u] *= sign;
        axes->variance[i] = s->values[i];
    }
    memcpy(axes->direction, s->v, (size_t)found * (size_t)s->units * sizeof *s->v);
    axes->axes = found;
}

// The end of a round; true if the directions no longer get better.
static bool end_round(CodeAxesSearch *s, CodeAxes *axes) {
    double now = 0;
    s->row = 0;
    s->centred = true;
    if (!ritz(s)) {
        axes->axes = 0;
        return true;
    }
    for (int i = 0; i < s->directions && i < CODE_AXES; i++)
        now += s->values[i];
    bool settled = now - s->captured <= 1e-5 * now || s->round >= MAX_ROUNDS;
    s->captured = now;
    turn(s, settled ? s->v : s->w, settled ? s->w : s->v);
    if (settled) {
        real *swap = s->v;
        s->v = s->w;
        s->w = swap;
        deliver_axes(s, axes);
    } else {
        orthonormalise(s->v, s->directions, s->units);
    }
    return settled;
}

bool code_axes_search_some(CodeAxesSearch *s, CodeAxes *axes) {
    if (s->row == 0 && s->round++ == 0)
        begin(s);
    bool flat = s->images < 2 || !(s->total > 0);
    if (!flat)
        apply_chunk(s);
    if (!flat && (s->row < s->images || !end_round(s, axes)))
        return false;
    axes->axes = flat ? 0 : axes->axes;
    deliver_units(s, axes);
    return true;
}
