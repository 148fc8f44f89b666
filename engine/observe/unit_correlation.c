// Sums of products of code units. Pure functions; called by the observer.
#include "unit_correlation.h"

#include <math.h>
#include <string.h>

bool unit_correlation_init(UnitCorrelation *correlation, int units, Arena *arena, Error *error) {
    UnitCorrelation *c = correlation;
    *c = (UnitCorrelation){.units = units};
    c->origin = arena_take(arena, (size_t)units, sizeof *c->origin);
    c->sum = arena_take(arena, (size_t)units, sizeof *c->sum);
    c->square = arena_take(arena, (size_t)units, sizeof *c->square);
    c->common = arena_take(arena, (size_t)units, sizeof *c->common);
    return !arena->failed || error_memory(error, "the correlations of a unit");
}

void unit_correlation_begin(UnitCorrelation *correlation, int unit) {
    size_t bytes = (size_t)correlation->units * sizeof(double);
    correlation->unit = unit;
    correlation->rows = correlation->undefined = 0;
    memset(correlation->sum, 0, bytes);
    memset(correlation->square, 0, bytes);
    memset(correlation->common, 0, bytes);
}

static bool is_defined(const real *code, int units) {
    real sum = 0; // x - x is 0 for a number, NaN for what is none
    for (int u = 0; u < units; u++)
        sum += code[u] - code[u];
    return sum == 0;
}

void unit_correlation_add(UnitCorrelation *correlation, const real *codes, int rows) {
    UnitCorrelation *c = correlation;
    for (int n = 0; n < rows; n++) {
        const real *code = codes + (size_t)n * (size_t)c->units;
        if (!is_defined(code, c->units)) {
            c->undefined++;
            continue;
        }
        if (c->rows++ == 0)
            memcpy(c->origin, code, (size_t)c->units * sizeof *code);
        double own = (double)code[c->unit] - (double)c->origin[c->unit];
        for (int u = 0; u < c->units; u++) {
            double from = (double)code[u] - (double)c->origin[u];
            c->sum[u] += from;
            c->square[u] += from * from;
            c->common[u] += from * own;
        }
    }
}

// Σ(a - mean)², or 0 where it is no more than rounding.
static double spread(const UnitCorrelation *c, int unit) {
    double square = c->square[unit], spread = square - c->sum[unit] * c->sum[unit] / c->rows;
    return spread > 1e-12 * square ? spread : 0;
}

static void insert(CorrelatedUnits *most, int unit, float r) {
    int place = most->count;
    while (place > 0 && fabsf(r) > fabsf(most->r[place - 1]))
        place--;
    if (place == CORRELATED_UNITS)
        return;
    int moved = most->count < CORRELATED_UNITS ? most->count - place : CORRELATED_UNITS - 1 - place;
    memmove(most->unit + place + 1, most->unit + place, (size_t)moved * sizeof *most->unit);
    memmove(most->r + place + 1, most->r + place, (size_t)moved * sizeof *most->r);
    most->unit[place] = unit;
    most->r[place] = r;
    most->count += most->count < CORRELATED_UNITS;
}

void unit_correlation_finish(const UnitCorrelation *correlation, CorrelatedUnits *most) {
    const UnitCorrelation *c = correlation;
    *most = (CorrelatedUnits){0};
    double own = c->rows > 1 ? spread(c, c->unit) : 0;
    for (int u = 0; own > 0 && u < c->units; u++) {
        double other = spread(c, u);
        if (u == c->unit || other == 0)
            continue;
        double r = (c->common[u] - c->sum[u] * c->sum[c->unit] / c->rows) / (sqrt(own) * sqrt(other));
        insert(most, u, (float)(r > 1 ? 1 : r < -1 ? -1 : r));
    }
}
