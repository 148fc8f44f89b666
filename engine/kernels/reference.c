// The reference kernels: plain loops that say what each kernel means. The fast ones are held to these in the tests, and
// the double build, which serves the gradient check, uses nothing else.
#include "reference_convolution.h"
#include "tables.h"

#include <math.h>
#include <string.h>

enum { PANEL = 8 };

// Element (k, j) of B: packed or strided.
static real element(const Gemm *g, int k, int j) {
    if (g->packed)
        return g->packed[(size_t)(j / PANEL) * PANEL * gemm_packed_k(g) + (size_t)k * PANEL + j % PANEL];
    return g->b[k * g->b_row + j * g->b_column];
}

static void gemm(const Team *team, const Gemm *g) {
    for (int i = team->rank; i < g->m; i += team->size)
        for (int j = 0; j < g->n; j++) {
            real *c = g->c + i * g->c_row + j;
            real sum = g->accumulate ? *c : g->bias ? g->bias[j] : 0;
            for (int k = 0; k < g->k; k++)
                sum += g->a[i * g->a_row + k * g->a_column] * element(g, k, j);
            *c = g->relu && sum <= 0 ? 0 : sum; // NaN is not ≤ 0 and stays
        }
}

static void pack(const real *b, ptrdiff_t row, ptrdiff_t column, int k0, int k, int n0, int n, int total_k,
                 real *packed) {
    int padded = (n + PANEL - 1) / PANEL * PANEL;
    for (int j = n0; j < n0 + padded; j++) {
        real *panel = packed + (size_t)(j / PANEL) * PANEL * (size_t)total_k + j % PANEL;
        for (int p = k0; p < k0 + k; p++)
            panel[(size_t)p * PANEL] = j < n0 + n ? b[p * row + j * column] : 0;
    }
}

static real activation_value(Activation activation, real x) {
    switch (activation) {
    case ACTIVATION_RELU:
        return x <= 0 ? 0 : x; // NaN is not ≤ 0 and stays
    case ACTIVATION_LEAKY_RELU:
        return x > 0 ? x : x * (real)0.01;
    case ACTIVATION_SIGMOID:
        return (real)(1 / (1 + exp(-(double)x)));
    case ACTIVATION_TANH:
        return (real)tanh((double)x);
    case ACTIVATION_ELU:
        return x > 0 ? x : (real)expm1((double)x);
    case ACTIVATION_SOFTPLUS:
        return (real)((x > 0 ? x : 0) + log1p(exp(-fabs((double)x))));
    default:
        return x;
    }
}

static void activate(Activation activation, real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        x[i] = activation_value(activation, x[i]);
}

static real slope(Activation activation, real y) {
    switch (activation) {
    case ACTIVATION_RELU:
        return y > 0 ? 1 : 0;
    case ACTIVATION_LEAKY_RELU:
        return y > 0 ? 1 : (real)0.01;
    case ACTIVATION_SIGMOID:
        return y * (1 - y);
    case ACTIVATION_TANH:
        return 1 - y * y;
    case ACTIVATION_ELU:
        return y > 0 ? 1 : y + 1;
    case ACTIVATION_SOFTPLUS:
        return (real)-expm1(-(double)y); // y = log(1 + e^x), so σ(x) = 1 - e^-y
    default:
        return 1;
    }
}

static void activate_gradient(Activation activation, const real *y, real *gradient, size_t n) {
    for (size_t i = 0; i < n; i++)
        gradient[i] *= slope(activation, y[i]);
}

// With e = exp(-|x|): loss = max(x, 0) - x·t + log(1 + e), which never overflows; its gradient is σ(x) - t.
static double bce(const real *logits, const real *targets, real *gradient, real scale, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double x = logits[i], t = targets[i], e = exp(-fabs(x));
        sum += (x > 0 ? x : 0) - x * t + log1p(e);
        if (gradient)
            gradient[i] = scale * (real)((x > 0 ? 1 : e) / (1 + e) - t);
    }
    return sum;
}

static double mse(const real *outputs, const real *targets, real *gradient, real scale, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        real difference = outputs[i] - targets[i];
        sum += (double)difference * (double)difference;
        if (gradient)
            gradient[i] = scale * 2 * difference;
    }
    return sum;
}

static double l1(const real *code, real *gradient, real scale, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += fabs((double)code[i]);
        if (gradient)
            gradient[i] += code[i] > 0 ? scale : code[i] < 0 ? -scale : 0;
    }
    return sum;
}

static bool adam(const Update *u, real *w, const real *g, real *m, real *v, size_t n) {
    bool finite = true;
    for (size_t i = 0; i < n; i++) {
        real slope_i = g[i] + u->weight_decay * w[i];
        m[i] = u->beta1 * m[i] + u->rest1 * slope_i;
        v[i] = u->beta2 * v[i] + u->rest2 * slope_i * slope_i;
        w[i] -= u->rate * m[i] / ((real)sqrt((double)v[i]) * u->root + u->epsilon);
        finite &= isfinite(w[i]) != 0;
    }
    return finite;
}

static bool sgd(const Update *u, real *w, const real *g, real *m, size_t n) {
    bool finite = true;
    for (size_t i = 0; i < n; i++) {
        m[i] = u->beta1 * m[i] + g[i] + u->weight_decay * w[i];
        w[i] -= u->rate * m[i];
        finite &= isfinite(w[i]) != 0;
    }
    return finite;
}

static void from_bytes(const uint8_t *bytes, real *reals, size_t n) {
    for (size_t i = 0; i < n; i++)
        reals[i] = (real)bytes[i] / 255;
}

static void sum_rows(const real *x, ptrdiff_t row, int rows, int n, real *sums) {
    for (int j = 0; j < n; j++)
        sums[j] = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            sums[j] += x[i * row + j];
}

static bool is_before(const real *x, int i, int j) {
    bool nan_i = isnan(x[i]), nan_j = isnan(x[j]);
    if (nan_i || nan_j)
        return nan_i && (!nan_j || i < j);
    return i < j ? x[i] >= x[j] : x[i] > x[j];
}

static Place kth_largest(const real *x, int k, uint32_t *scratch, int n) {
    (void)scratch;
    int found = 0;
    for (int i = 0; i < n; i++) {
        int before = 0;
        for (int j = 0; j < n; j++)
            before += is_before(x, j, i);
        if (before == k - 1)
            found = i;
    }
    return (Place){x[found], found};
}

static void keep_largest(const real *x, Place last, const real *source, real *result, int n) {
    for (int i = 0; i < n; i++) {
        bool less = isnan(last.value) ? !isnan(x[i]) : x[i] < last.value;
        bool equal = isnan(last.value) ? isnan(x[i]) : x[i] == last.value;
        result[i] = less || (equal && i > last.index) ? 0 : source[i];
    }
}

static void repel(const Repulsion *r) {
    for (int i = 0; i < r->points; i++) {
        real weight = 0, push_x = 0, push_y = 0;
        for (int j = 0; j < r->sources; j++) {
            real dx = r->x[i] - r->source_x[j], dy = r->y[i] - r->source_y[j];
            real q = 1 / (1 + dx * dx + dy * dy), part = r->mass[j] * q;
            weight += part;
            push_x += part * q * dx;
            push_y += part * q * dy;
        }
        r->weight[i] = weight;
        r->push_x[i] = push_x;
        r->push_y[i] = push_y;
    }
}

static void attract(const Attraction *a) {
    for (int i = 0; i < a->points; i++) {
        real pull_x = 0, pull_y = 0;
        for (int k = a->begin[i]; k < a->begin[i + 1]; k++) {
            real dx = a->x[i] - a->x[a->neighbour[k]], dy = a->y[i] - a->y[a->neighbour[k]];
            real part = a->affinity[k] / (1 + dx * dx + dy * dy);
            pull_x += part * dx;
            pull_y += part * dy;
        }
        a->pull_x[i] = pull_x;
        a->pull_y[i] = pull_y;
    }
}

static double peak(long long rounds, real *sink) {
    real x = *sink;
    for (long long i = 0; i < rounds; i++)
        x = x * (real)0.999 + (real)0.001;
    *sink = x;
    return 2.0 * (double)rounds;
}

const Kernels kernels_reference = {
    .name = "reference",
    .panel = PANEL,
    .lanes = REFERENCE_LANES,
    .gemm = gemm,
    .pack = pack,
    .activate = activate,
    .activate_gradient = activate_gradient,
    .bce = bce,
    .mse = mse,
    .l1 = l1,
    .adam = adam,
    .sgd = sgd,
    .from_bytes = from_bytes,
    .sum_rows = sum_rows,
    .add_sums = reference_add_sums,
    .block = reference_block,
    .unblock = reference_unblock,
    .correlate = reference_correlate,
    .correlate_gradient = reference_correlate_gradient,
    .kth_largest = kth_largest,
    .keep_largest = keep_largest,
    .repel = repel,
    .attract = attract,
    .peak = peak,
};
