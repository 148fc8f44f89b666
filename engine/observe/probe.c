// The linear probe. Called by commands and on the jobs thread; products run on the calling thread.
#include "probe.h"

#include "arena.h"
#include "kernels.h"
#include "orthonormal.h"

#include <math.h>
#include <stdlib.h>

enum { CHUNK = 512 };

typedef struct Probe {
    int units, classes;
    double *code_mean, *class_mean; // (units), (classes)
    float *chunk, *targets;         // (CHUNK, units), (CHUNK, classes), centred
    float *gram, *moment;           // (units, units), (units, classes)
    float *scratch;
    double *factor, *weights; // (units, units) lower triangle, (units, classes)
    bool (*cancelled)(void *);
    void *context;
    Arena arena;
} Probe;

static bool probe_init(Probe *p, Error *error) {
    size_t units = (size_t)p->units, classes = (size_t)p->classes;
    Arena *arena = &p->arena;
    p->code_mean = arena_take(arena, units, sizeof(double));
    p->class_mean = arena_take(arena, classes, sizeof(double));
    p->chunk = arena_take(arena, CHUNK * units, sizeof(float));
    p->targets = arena_take(arena, CHUNK * classes, sizeof(float));
    p->gram = arena_take(arena, units * units, sizeof(float));
    p->moment = arena_take(arena, units * classes, sizeof(float));
    p->scratch = arena_take(arena, kernels_scratch(CHUNK), sizeof(float));
    p->factor = arena_take(arena, units * units, sizeof(double));
    p->weights = arena_take(arena, units * classes, sizeof(double));
    return !arena->failed || error_memory(error, "the linear probe");
}

static void find_means(Probe *p, const float *codes, const uint8_t *labels, int count) {
    for (int n = 0; n < count; n++) {
        for (int u = 0; u < p->units; u++)
            p->code_mean[u] += (double)codes[(size_t)n * (size_t)p->units + (size_t)u] / count;
        p->class_mean[labels[n]] += 1.0 / count;
    }
}

// C (units, n) += codesᵀ · B over the rows of a chunk.
static void add_product(Probe *p, int rows, int n, const float *b, float *c) {
    Team solo = team_solo();
    Gemm gemm = {.m = p->units,
                 .n = n,
                 .k = rows,
                 .a = p->chunk,
                 .a_row = 1,
                 .a_column = p->units,
                 .b = b,
                 .b_row = n,
                 .b_column = 1,
                 .c = c,
                 .c_row = n,
                 .accumulate = true,
                 .scratch = p->scratch};
    kernels()->gemm(&solo, &gemm);
}

static bool goes_on(const Probe *p) {
    return !p->cancelled || !p->cancelled(p->context);
}

static void add_moments(Probe *p, const float *codes, const uint8_t *labels, int count) {
    for (int first = 0; first < count && goes_on(p); first += CHUNK) {
        int rows = count - first < CHUNK ? count - first : CHUNK;
        for (int n = 0; n < rows; n++) {
            const float *code = codes + (size_t)(first + n) * (size_t)p->units;
            for (int u = 0; u < p->units; u++)
                p->chunk[n * p->units + u] = code[u] - (float)p->code_mean[u];
            for (int c = 0; c < p->classes; c++)
                p->targets[n * p->classes + c] = (float)((labels[first + n] == c) - p->class_mean[c]);
        }
        add_product(p, rows, p->units, p->chunk, p->gram);
        add_product(p, rows, p->classes, p->targets, p->moment);
    }
}

// Cholesky's factor of gram + ridge. The ridge keeps it positive; dead units would make the gram matrix singular.
static void factorise(Probe *p) {
    int n = p->units;
    double trace = 0;
    for (int i = 0; i < n; i++)
        trace += (double)p->gram[i * n + i];
    double ridge = 1e-3 * trace / n + 1e-9;
    for (int i = 0; i < n && goes_on(p); i++)
        for (int j = 0; j <= i; j++) {
            double *row_i = p->factor + (size_t)i * (size_t)n, *row_j = p->factor + (size_t)j * (size_t)n;
            double sum = (double)p->gram[i * n + j] + (i == j ? ridge : 0) - dot_doubles(row_i, row_j, j);
            row_i[j] = i == j ? sqrt(sum > ridge ? sum : ridge) : sum / row_j[j];
        }
}

static void solve_class(Probe *p, int class) {
    int n = p->units;
    double *x = p->weights;
    for (int i = 0; i < n; i++) {
        double sum = (double)p->moment[i * p->classes + class];
        for (int k = 0; k < i; k++)
            sum -= p->factor[(size_t)i * (size_t)n + (size_t)k] * x[k * p->classes + class];
        x[i * p->classes + class] = sum / p->factor[(size_t)i * (size_t)n + (size_t)i];
    }
    for (int i = n - 1; i >= 0; i--) {
        double sum = x[i * p->classes + class];
        for (int k = i + 1; k < n; k++)
            sum -= p->factor[(size_t)k * (size_t)n + (size_t)i] * x[k * p->classes + class];
        x[i * p->classes + class] = sum / p->factor[(size_t)i * (size_t)n + (size_t)i];
    }
}

static int predict(const Probe *p, const float *code) {
    int best = 0;
    double most = -INFINITY;
    for (int c = 0; c < p->classes; c++) {
        double sum = p->class_mean[c];
        for (int u = 0; u < p->units; u++)
            sum += ((double)code[u] - p->code_mean[u]) * p->weights[u * p->classes + c];
        if (sum > most) {
            most = sum;
            best = c;
        }
    }
    return best;
}

bool probe_predict(const float *train, const uint8_t *train_labels, int train_count, const float *test, int test_count,
                   int units, int classes, uint8_t *predicted, bool (*cancelled)(void *), void *context, Error *error) {
    Probe p = {.units = units, .classes = classes, .cancelled = cancelled, .context = context};
    bool ok = probe_init(&p, error);
    if (ok) {
        find_means(&p, train, train_labels, train_count);
        add_moments(&p, train, train_labels, train_count);
        factorise(&p);
        for (int c = 0; c < classes && goes_on(&p); c++)
            solve_class(&p, c);
        for (int n = 0; n < test_count; n++)
            predicted[n] = (uint8_t)predict(&p, test + (size_t)n * (size_t)units);
        ok = goes_on(&p) || error_set(error, "the linear probe was stopped");
    }
    arena_finish(&p.arena);
    return ok;
}

bool probe_accuracy(const float *train, const uint8_t *train_labels, int train_count, const float *test,
                    const uint8_t *test_labels, int test_count, int units, int classes, double *accuracy,
                    Error *error) {
    uint8_t *predicted = calloc((size_t)test_count + 1, 1);
    if (!predicted)
        return error_memory(error, "the linear probe");
    bool ok =
        probe_predict(train, train_labels, train_count, test, test_count, units, classes, predicted, NULL, NULL, error);
    int right = 0;
    for (int n = 0; ok && n < test_count; n++)
        right += predicted[n] == test_labels[n];
    if (ok)
        *accuracy = test_count > 0 ? (double)right / test_count : 0;
    free(predicted);
    return ok;
}
