// The symmetric eigenproblem. Called for PCA, on the jobs thread or by commands.
#include "symmetric_eigen.h"

#include "orthonormal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ITERATIONS = 60 };

typedef struct Work {
    int n;
    double *a;        // (n, n) the matrix, then reflectors in its columns
    double *q;        // (n, n) rows become eigenvectors
    double *diagonal; // (n)
    double *off;      // (n) off[i] couples i and i + 1
    double *v, *w;    // (n)
} Work;

// Reflects column k below the diagonal onto its first element: v is the unit reflector (zero where there is nothing to
// do).
static void reflector(Work *s, int k) {
    int n = s->n, length = n - k - 1;
    double *v = s->v;
    for (int i = 0; i < length; i++)
        v[i] = s->a[(size_t)(k + 1 + i) * (size_t)n + (size_t)k];
    double norm = sqrt(dot_doubles(v, v, length)), alpha = v[0] > 0 ? -norm : norm;
    s->off[k] = alpha;
    v[0] -= alpha;
    double size = sqrt(dot_doubles(v, v, length));
    for (int i = 0; i < length; i++)
        v[i] = size > 0 ? v[i] / size : 0;
}

// A ← H·A·H on the trailing block, H = 1 - 2vvᵀ, as a rank-two update.
static void reflect_block(Work *s, int k) {
    int n = s->n, length = n - k - 1;
    double *block = s->a + (size_t)(k + 1) * (size_t)n + k + 1;
    for (int i = 0; i < length; i++)
        s->w[i] = 2 * dot_doubles(block + (size_t)i * (size_t)n, s->v, length);
    double half = dot_doubles(s->w, s->v, length);
    for (int i = 0; i < length; i++)
        s->w[i] -= half * s->v[i];
    for (int i = 0; i < length; i++)
        for (int j = 0; j < length; j++)
            block[(size_t)i * (size_t)n + (size_t)j] -= s->v[i] * s->w[j] + s->w[i] * s->v[j];
}

static void tridiagonalise(Work *s) {
    int n = s->n;
    for (int k = 0; k < n - 2; k++) {
        reflector(s, k);
        reflect_block(s, k);
        for (int i = k + 1; i < n; i++) // the column is not needed any more; the reflector is, to build Q
            s->a[(size_t)i * (size_t)n + (size_t)k] = s->v[i - k - 1];
    }
    if (n > 1)
        s->off[n - 2] = s->a[(size_t)(n - 1) * (size_t)n + n - 2];
    for (int i = 0; i < n; i++)
        s->diagonal[i] = s->a[(size_t)i * (size_t)n + i];
}

// Qᵀ = H(n-3) … H(1) H(0), built from the last reflector to the first so that early rows stay short.
static void build_rows(Work *s) {
    int n = s->n;
    memset(s->q, 0, (size_t)n * (size_t)n * sizeof *s->q);
    for (int i = 0; i < n; i++)
        s->q[(size_t)i * (size_t)n + i] = 1;
    for (int k = n - 3; k >= 0; k--) {
        int length = n - k - 1;
        for (int i = 0; i < length; i++)
            s->v[i] = s->a[(size_t)(k + 1 + i) * (size_t)n + k];
        for (int row = k + 1; row < n; row++) {
            double *q = s->q + (size_t)row * (size_t)n + k + 1;
            double scale = 2 * dot_doubles(q, s->v, length);
            for (int i = 0; i < length; i++)
                q[i] -= scale * s->v[i];
        }
    }
}

static void rotate_rows(Work *s, int i, double c, double sine) {
    double *low = s->q + (size_t)i * (size_t)s->n, *high = low + s->n;
    for (int k = 0; k < s->n; k++) {
        double x = low[k], y = high[k];
        high[k] = sine * x + c * y;
        low[k] = c * x - sine * y;
    }
}

// One implicit QL sweep on the unreduced block l … m with Wilkinson's shift.
static void sweep(Work *s, int l, int m) {
    double *d = s->diagonal, *e = s->off;
    double g = (d[l + 1] - d[l]) / (2 * e[l]), r = hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + copysign(r, g));
    double c = 1, sine = 1, p = 0;
    for (int i = m - 1; i >= l; i--) {
        double f = sine * e[i], b = c * e[i];
        r = hypot(f, g);
        if (i + 1 < m)
            e[i + 1] = r;
        if (r == 0) { // the block has come apart
            d[i + 1] -= p;
            return;
        }
        sine = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * sine + 2 * c * b;
        p = sine * r;
        d[i + 1] = g + p;
        g = c * r - b;
        rotate_rows(s, i, c, sine);
    }
    d[l] -= p;
    e[l] = g;
}

// The end of the unreduced block that starts at l.
static int block_end(const Work *s, int l) {
    int m = l;
    while (m < s->n - 1 && fabs(s->off[m]) > 1e-16 * (fabs(s->diagonal[m]) + fabs(s->diagonal[m + 1])))
        m++;
    return m;
}

static bool diagonalise(Work *s) {
    for (int l = 0; l < s->n; l++) {
        int iterations = 0;
        for (int m = block_end(s, l); m > l; m = block_end(s, l)) {
            if (iterations++ == MAX_ITERATIONS)
                return false;
            sweep(s, l, m);
        }
    }
    return true;
}

static void deliver(Work *s, double *matrix, double *values) {
    double *used = s->w; // not 0 for rows that are placed
    memset(used, 0, (size_t)s->n * sizeof *used);
    for (int i = 0; i < s->n; i++) {
        int best = -1;
        for (int j = 0; j < s->n; j++)
            if (used[j] == 0 && (best < 0 || s->diagonal[j] > s->diagonal[best]))
                best = j;
        used[best] = 1;
        values[i] = s->diagonal[best];
        memcpy(matrix + (size_t)i * (size_t)s->n, s->q + (size_t)best * (size_t)s->n, (size_t)s->n * sizeof *matrix);
    }
}

static bool all_finite(const double *matrix, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(matrix[i]))
            return false;
    return true;
}

bool symmetric_eigen(double *matrix, int n, double *values, Error *error) {
    size_t count = (size_t)n * (size_t)n;
    if (!all_finite(matrix, count)) // a NaN would pass every test of convergence
        return error_set(error, "a matrix of size %d has values that are not finite", n);
    double *memory = calloc(count + 4 * (size_t)n, sizeof *memory);
    if (!memory)
        return error_memory(error, "an eigenvalue problem");
    Work s = {.n = n, .a = matrix, .q = memory, .diagonal = memory + count};
    s.off = s.diagonal + n;
    s.v = s.off + n;
    s.w = s.v + n;
    tridiagonalise(&s);
    build_rows(&s);
    bool ok = diagonalise(&s);
    if (ok)
        deliver(&s, matrix, values);
    free(memory);
    return ok || error_set(error, "eigenvalues of a matrix of size %d were not found", n);
}
