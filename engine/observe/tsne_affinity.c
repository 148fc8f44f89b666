// Joint probabilities of t-SNE: distances as products, the nearest of each row, a search for the width of each kernel,
// and the sum with the transpose. Called by tsne.c.
#include "tsne_affinity.h"

#include "kernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define LARGEST 1e30f

enum { LANES = 8, SEARCH_STEPS = 64 };

static float *row_of(const TsneAffinity *a, int i) {
    return a->codes + (size_t)i * (size_t)a->units;
}

// The largest |value| without the mean, or 1 if there is none.
static float centre(TsneAffinity *a, const float *codes, double *mean) {
    size_t units = (size_t)a->units, values = units * (size_t)a->count;
    for (size_t i = 0; i < values; i++)
        a->codes[i] = isfinite(codes[i]) ? fmaxf(-LARGEST, fminf(codes[i], LARGEST)) : 0;
    for (size_t i = 0; i < values; i++)
        mean[i % units] += (double)a->codes[i] / a->count;
    float largest = 0;
    for (size_t i = 0; i < values; i++) {
        a->codes[i] -= (float)mean[i % units];
        largest = fmaxf(largest, fabsf(a->codes[i]));
    }
    return largest > 0 ? largest : 1;
}

// Neither squares that overflow nor such that vanish.
static void load_codes(TsneAffinity *a, const float *codes, double *mean) {
    float largest = centre(a, codes, mean);
    for (int i = 0; i < a->count; i++) {
        float *row = row_of(a, i);
        double square = 0;
        for (int u = 0; u < a->units; u++) {
            row[u] /= largest;
            square += (double)row[u] * (double)row[u];
        }
        a->squares[i] = (float)square;
    }
}

static double within(double value, double least, double most) {
    return value > most ? most : value < least ? least : value;
}

bool tsne_affinity_begin(TsneAffinity *a, const float *codes, int count, int units, double perplexity, Random random,
                         Error *error) {
    double cut = within(perplexity, 1, count > 4 ? (count - 1) / 3.0 : 1);
    int most = count - 1, wish = (int)(3 * cut + 1);
    *a = (TsneAffinity){
        .count = count, .units = units, .neighbours = wish < most ? wish : most, .perplexity = cut, .random = random};
    size_t n = (size_t)count, pairs = n * (size_t)a->neighbours;
    a->codes = arena_take(&a->arena, n * (size_t)units, sizeof(float));
    a->begin = arena_take(&a->arena, n + 1, sizeof(int));
    a->neighbour = arena_take(&a->arena, 2 * pairs + 1, sizeof(int));
    a->joint = arena_take(&a->arena, 2 * pairs + 1, sizeof(float));
    a->squares = arena_take(&a->work, n, sizeof(float));
    a->packed = arena_take(&a->work, kernels_packed_size(units, count), sizeof(float));
    a->near = arena_take(&a->work, TSNE_ROWS * n, sizeof(float));
    a->scratch = arena_take(&a->work, n, sizeof(uint32_t));
    a->distances = arena_take(&a->work, (size_t)a->neighbours + 1, sizeof(float));
    a->nearest = arena_take(&a->work, pairs + 1, sizeof(int));
    a->conditional = arena_take(&a->work, pairs + 1, sizeof(float));
    a->transposed_begin = arena_take(&a->work, n + 2, sizeof(int));
    a->transposed_from = arena_take(&a->work, pairs + 1, sizeof(int));
    a->transposed = arena_take(&a->work, pairs + 1, sizeof(float));
    double *mean = arena_take(&a->work, (size_t)units, sizeof(double));
    if (a->arena.failed || a->work.failed) {
        tsne_affinity_finish(a);
        return error_memory(error, "t-SNE");
    }
    load_codes(a, codes, mean);
    kernels()->pack(a->codes, 1, units, 0, units, 0, count, units, a->packed);
    return true;
}

// Of those exactly as near as the last one that is taken, as many as are still wanted, in random order; their keys are
// raised above the others.
static void choose_equals(TsneAffinity *a, int i, float *near, float last, int wanted) {
    Random order = random_split(a->random, (uint64_t)i);
    for (uint32_t t = 0; wanted > 0 && t < (uint32_t)a->count; t++) {
        uint32_t j = random_permute(order, (uint32_t)a->count, t);
        if (near[j] == last) {
            near[j] = FLT_MAX;
            wanted--;
        }
    }
}

static void find_nearest(TsneAffinity *a, int i, float *near) {
    near[i] = -FLT_MAX;
    float last = kernels()->kth_largest(near, a->neighbours, a->scratch, a->count).value;
    int above = 0, equal = 0;
    for (int j = 0; j < a->count; j++) {
        above += near[j] > last;
        equal += near[j] == last;
    }
    if (above + equal > a->neighbours)
        choose_equals(a, i, near, last, a->neighbours - above);
    else
        last = nextafterf(last, -INFINITY);
    int *nearest = a->nearest + (size_t)i * (size_t)a->neighbours, found = 0;
    for (int j = 0; j < a->count && found < a->neighbours; j++)
        if (near[j] > last)
            nearest[found++] = j;
}

static float distance(const float *x, const float *y, int n) {
    float sums[LANES] = {0}, total = 0;
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++)
            sums[l] += (x[i + l] - y[i + l]) * (x[i + l] - y[i + l]);
    for (; i < n; i++)
        total += (x[i] - y[i]) * (x[i] - y[i]);
    for (int l = 0; l < LANES; l++)
        total += sums[l];
    return total;
}

typedef struct Kernel {
    double sum, mean, variance; // Σ exp(-β d); of d under it
} Kernel;

static Kernel weigh(const float *distances, int n, double beta, float *weights) {
    Kernel k = {0};
    double squares = 0;
    for (int i = 0; i < n; i++) {
        double d = (double)distances[i], w = exp(-beta * d);
        weights[i] = (float)w;
        k.sum += w;
        k.mean += w * d;
        squares += w * d * d;
    }
    k.mean /= k.sum;
    k.variance = squares / k.sum - k.mean * k.mean;
    return k;
}

// The entropy log Σ exp(-β d) + β mean falls with log β at the rate β²·variance, by which Newton's steps are made as
// long as they stay between what was too little and too much. The nearest is at distance 0, so that the sum is at
// least 1.
static void search_width(const float *distances, int n, double perplexity, float *weights) {
    double sum = 0, low = 0, high = INFINITY;
    for (int i = 0; i < n; i++)
        sum += (double)distances[i];
    double beta = sum > 0 ? n / sum : 1;
    Kernel k = weigh(distances, n, beta, weights);
    for (int step = 0; step < SEARCH_STEPS; step++) {
        double excess = log(k.sum) + beta * k.mean - log(perplexity), slope = beta * beta * k.variance;
        if (fabs(excess) < 1e-7 || slope < 1e-12)
            break;
        *(excess > 0 ? &low : &high) = beta;
        double next = beta * exp(within(excess / slope, -2, 2));
        beta = next > low && next < high ? next : (low + high) / 2;
        k = weigh(distances, n, beta, weights);
    }
    for (int i = 0; i < n; i++)
        weights[i] = (float)((double)weights[i] / k.sum);
}

static void weigh_nearest(TsneAffinity *a, int i) {
    size_t first = (size_t)i * (size_t)a->neighbours;
    float *distances = a->distances, least = INFINITY;
    for (int k = 0; k < a->neighbours; k++) {
        distances[k] = distance(row_of(a, i), row_of(a, a->nearest[first + (size_t)k]), a->units);
        least = fminf(least, distances[k]);
    }
    for (int k = 0; k < a->neighbours; k++)
        distances[k] -= least;
    search_width(distances, a->neighbours, a->perplexity, a->conditional + first);
}

// Rows of the transpose, by rising index. While it is filled transposed_begin[j + 1] goes from the row's beginning to
// its end.
static void transpose(TsneAffinity *a) {
    size_t n = (size_t)a->count, k = (size_t)a->neighbours;
    int *begin = a->transposed_begin;
    for (size_t p = 0; p < n * k; p++)
        begin[a->nearest[p] + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        begin[i] += begin[i - 1];
    for (size_t p = 0; p < n * k; p++) {
        int place = begin[a->nearest[p] + 1]++;
        a->transposed_from[place] = (int)(p / k);
        a->transposed[place] = a->conditional[p];
    }
}

static void join_row(TsneAffinity *a, int i) {
    size_t k = (size_t)a->neighbours, mine = (size_t)i * k, end = mine + k;
    int theirs = a->transposed_begin[i], last = a->transposed_begin[i + 1], place = a->begin[i];
    while (mine < end || theirs < last) {
        int j = mine < end ? a->nearest[mine] : a->count, other = theirs < last ? a->transposed_from[theirs] : a->count;
        float sum = 0;
        a->neighbour[place] = j < other ? j : other;
        sum += j <= other ? a->conditional[mine++] : 0;
        sum += other <= j ? a->transposed[theirs++] : 0;
        a->joint[place++] = sum / (2 * (float)a->count);
    }
    a->begin[i + 1] = place;
}

static void join(TsneAffinity *a) {
    transpose(a);
    for (int i = 0; i < a->count; i++)
        join_row(a, i);
    arena_finish(&a->work);
}

bool tsne_affinity_some(TsneAffinity *a) {
    if (a->done >= a->count)
        return false;
    int first = a->done, rows = a->count - first < TSNE_ROWS ? a->count - first : TSNE_ROWS;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < a->count; j++)
            a->near[(size_t)i * (size_t)a->count + (size_t)j] = -a->squares[j] / 2;
    Team solo = team_solo();
    kernels()->gemm(&solo, &(Gemm){.m = rows,
                                   .n = a->count,
                                   .k = a->units,
                                   .a = row_of(a, first),
                                   .a_row = a->units,
                                   .a_column = 1,
                                   .packed = a->packed,
                                   .c = a->near,
                                   .c_row = a->count,
                                   .accumulate = true});
    for (int i = 0; i < rows && a->neighbours > 0; i++) {
        find_nearest(a, first + i, a->near + (size_t)i * (size_t)a->count);
        weigh_nearest(a, first + i);
    }
    a->done += rows;
    if (a->done == a->count)
        join(a);
    return a->done < a->count;
}

void tsne_affinity_finish(TsneAffinity *a) {
    arena_finish(&a->arena);
    arena_finish(&a->work);
    *a = (TsneAffinity){0};
}
