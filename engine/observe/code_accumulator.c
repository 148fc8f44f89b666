// Sums over codes and the figures that follow from them. Pure functions; called by the observer on its thread.
#include "code_accumulator.h"

#include "loss.h"
#include "score.h"

#include <float.h>
#include <math.h>

static const double INFORMATIVE = 0.01; // variance of the mean code, Burda et al. 2016
static const double MOST_LOG_VARIANCE = 88;

bool code_accumulator_init(CodeAccumulator *accumulator, const CodeDesc *desc, Arena *arena, Error *error) {
    CodeAccumulator *a = accumulator;
    size_t units = (size_t)desc->units, classes = (size_t)desc->classes, images = (size_t)desc->images;
    *a = (CodeAccumulator){.desc = *desc};
    a->fires = arena_take(arena, units, sizeof *a->fires);
    a->mean = arena_take(arena, units, sizeof *a->mean);
    a->spread = arena_take(arena, units, sizeof *a->spread);
    a->magnitude = arena_take(arena, units, sizeof *a->magnitude);
    a->active = arena_take(arena, units, sizeof *a->active);
    a->kl = arena_take(arena, units, sizeof *a->kl);
    a->class_sum = arena_take(arena, units * classes, sizeof *a->class_sum);
    a->class_magnitude = arena_take(arena, units * classes, sizeof *a->class_magnitude);
    a->class_images = arena_take(arena, classes, sizeof *a->class_images);
    a->histogram = arena_take(arena, units, sizeof *a->histogram);
    a->l0 = arena_take(arena, images, sizeof *a->l0);
    a->hoyer = arena_take(arena, images, sizeof *a->hoyer);
    a->figures = arena_take(arena, units, sizeof *a->figures);
    a->class_mean = arena_take(arena, units * classes, sizeof *a->class_mean);
    return !arena->failed || error_memory(error, "the statistics of the code");
}

float code_hoyer(const real *code, int units) {
    double sum = 0, squares = 0, root = sqrt(units);
    for (int u = 0; u < units; u++) {
        sum += fabs((double)code[u]);
        squares += (double)code[u] * (double)code[u];
    }
    if (units < 2 || !(squares > 0) || !isfinite(squares))
        return CODE_UNDEFINED;
    double hoyer = (root - sum / sqrt(squares)) / (root - 1);
    return (float)(hoyer < 0 ? 0 : hoyer > 1 ? 1 : hoyer);
}

// x - x is 0 for a number, NaN for what is none; added up so, the loop has no branch.
static bool all_finite(const real *values, int count) {
    real sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i] - values[i];
    return sum == 0;
}

static bool is_defined(const real *code, const real *stash, int units) {
    if (!all_finite(code, units) || (stash && !all_finite(stash, 2 * units)))
        return false;
    for (int u = 0; stash && u < units; u++)
        if ((double)stash[units + u] > MOST_LOG_VARIANCE)
            return false;
    return true;
}

static void add_moments(CodeAccumulator *a, const real *code) {
    double share = 1.0 / a->images;
    for (int u = 0; u < a->desc.units; u++) {
        double value = (double)code[u], from = value - a->mean[u];
        a->mean[u] += from * share;
        a->spread[u] += from * (value - a->mean[u]);
        a->magnitude[u] += fabs(value);
    }
}

static int add_activity(CodeAccumulator *a, const real *code) {
    int l0 = 0;
    for (int u = 0; u < a->desc.units; u++) {
        bool active = code[u] > SCORE_ACTIVE || code[u] < -SCORE_ACTIVE;
        l0 += active;
        a->fires[u] += active;
        a->active[u] += active ? (double)code[u] : 0;
        histogram_add(&a->histogram[u], (float)code[u]);
    }
    return l0;
}

static void add_class(CodeAccumulator *a, const real *code, int class) {
    size_t row = (size_t) class * (size_t)a->desc.units;
    double *sum = a->class_sum + row, *magnitude = a->class_magnitude + row;
    for (int u = 0; u < a->desc.units; u++) {
        sum[u] += (double)code[u];
        magnitude[u] += fabs((double)code[u]);
    }
    a->class_images[class]++;
}

static void add_kl(CodeAccumulator *a, const real *stash) {
    int units = a->desc.units;
    for (int u = 0; u < units; u++) {
        const real one[] = {stash[u], stash[units + u]};
        a->kl[u] += loss_gaussian_kl(one, NULL, 0, 1);
    }
}

void code_accumulator_add(CodeAccumulator *accumulator, const real *codes, const real *stash, const uint8_t *labels,
                          int rows) {
    CodeAccumulator *a = accumulator;
    int units = a->desc.units;
    for (int n = 0; n < rows && a->rows < a->desc.images; n++) {
        const real *code = codes + (size_t)n * (size_t)units;
        const real *row_stash = stash ? stash + (size_t)n * 2 * (size_t)units : NULL;
        int row = a->rows++;
        a->l0[row] = CODE_UNDEFINED;
        a->hoyer[row] = CODE_UNDEFINED;
        if (!is_defined(code, row_stash, units))
            continue;
        a->images++;
        a->hoyer[row] = code_hoyer(code, units);
        a->l0[row] = add_activity(a, code);
        add_moments(a, code);
        if (labels && labels[n] < a->desc.classes)
            add_class(a, code, labels[n]);
        if (row_stash)
            add_kl(a, row_stash);
    }
}

static void find_class_means(CodeAccumulator *a) {
    int units = a->desc.units, classes = a->desc.classes;
    for (int u = 0; u < units; u++)
        for (int c = 0; c < classes; c++) {
            double sum = a->class_sum[(size_t)c * (size_t)units + (size_t)u];
            a->class_mean[(size_t)u * (size_t)classes + (size_t)c] =
                a->class_images[c] > 0 ? (float)(sum / a->class_images[c]) : 0;
        }
}

static void find_selectivity(const CodeAccumulator *a, int unit, UnitFigures *figures) {
    double most = -1, total = 0;
    int seen = 0, favourite = -1;
    for (int c = 0; c < a->desc.classes; c++) {
        if (a->class_images[c] == 0)
            continue;
        double mean = a->class_magnitude[(size_t)c * (size_t)a->desc.units + (size_t)unit] / a->class_images[c];
        seen++;
        total += mean;
        if (mean > most) {
            most = mean;
            favourite = c;
        }
    }
    figures->favourite = -1;
    if (seen < 2 || !(most > 0))
        return;
    double rest = fmax(0, total - most) / (seen - 1);
    figures->selectivity = (float)((most - rest) / (most + rest));
    figures->favourite = favourite;
}

static UnitFigures figures_of(const CodeAccumulator *a, int unit) {
    UnitFigures figures = {.favourite = -1, .sparseness = 1};
    int n = a->images;
    if (n == 0)
        return figures;
    double mean = a->mean[unit], variance = a->spread[unit] / n, magnitude = a->magnitude[unit] / n;
    double square = variance + mean * mean;
    figures.frequency = (float)a->fires[unit] / (float)n;
    figures.mean = (float)mean;
    figures.deviation = (float)sqrt(variance);
    figures.least = a->histogram[unit].least;
    figures.most = a->histogram[unit].most;
    figures.active_mean = a->fires[unit] > 0 ? (float)(a->active[unit] / a->fires[unit]) : 0;
    if (square > 0) {
        figures.treves_rolls = (float)fmin(1, magnitude * magnitude / square);
        figures.sparseness = 1 - figures.treves_rolls;
    }
    figures.kl = (float)fmin(a->kl[unit] / n, (double)FLT_MAX);
    if (a->desc.rho > 0)
        figures.coin_kl = (float)loss_coin_kl(a->desc.rho, mean, NULL);
    find_selectivity(a, unit, &figures);
    return figures;
}

// A share just below an edge because of rounding belongs above it.
static int rarity_bin(double share) {
    int bin = (int)floor((log10(share) + FREQUENCY_DECADES) * FREQUENCY_BINS / FREQUENCY_DECADES + 1e-9);
    return bin < 0 ? 0 : bin < FREQUENCY_BINS ? bin : FREQUENCY_BINS - 1;
}

static void count_units(const CodeAccumulator *a, UnitSummary *summary) {
    for (int u = 0; u < a->desc.units && a->images > 0; u++) {
        double share = (double)a->fires[u] / a->images;
        summary->informative += a->spread[u] / a->images > INFORMATIVE;
        summary->dense += share > 0.1;
        summary->ultra_rare += a->fires[u] > 0 && share < 1e-3;
        if (a->fires[u] == 0)
            summary->dead++;
        else
            summary->rarities[rarity_bin(share)]++;
    }
}

static void sum_population(const CodeAccumulator *a, UnitSummary *summary) {
    for (int i = 0; i < a->rows; i++) {
        if (a->l0[i] < 0)
            continue;
        summary->l0 += a->l0[i];
        summary->silent += a->l0[i] == 0;
        if (a->hoyer[i] >= 0) {
            summary->hoyer += (double)a->hoyer[i];
            summary->hoyer_images++;
        }
    }
    summary->l0 = a->images > 0 ? summary->l0 / a->images : 0;
    summary->hoyer = summary->hoyer_images > 0 ? summary->hoyer / summary->hoyer_images : 0;
}

void code_accumulator_finish(CodeAccumulator *accumulator) {
    CodeAccumulator *a = accumulator;
    a->summary = (UnitSummary){.units = a->desc.units, .images = a->images, .undefined = a->rows - a->images};
    for (int u = 0; u < a->desc.units; u++)
        a->figures[u] = figures_of(a, u);
    find_class_means(a);
    count_units(a, &a->summary);
    sum_population(a, &a->summary);
}
