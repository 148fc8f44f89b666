// Places of codes among many. Pure functions; called by the observer.
#include "code_axes.h"

#include <math.h>

bool code_axes_init(CodeAxes *a, int units, Arena *arena, Error *error) {
    size_t size = (size_t)units;
    *a = (CodeAxes){.units = units};
    a->mean = arena_take(arena, size, sizeof *a->mean);
    a->spread = arena_take(arena, size, sizeof *a->spread);
    a->low = arena_take(arena, size, sizeof *a->low);
    a->high = arena_take(arena, size, sizeof *a->high);
    a->direction = arena_take(arena, CODE_AXES * size, sizeof *a->direction);
    return !arena->failed || error_memory(error, "the axes of codes");
}

double code_axes_place(const CodeAxes *a, int axis, const real *code) {
    const real *direction = a->direction + (size_t)axis * (size_t)a->units;
    double sum = 0;
    for (int u = 0; u < a->units; u++)
        sum += ((double)code[u] - a->mean[u]) * (double)direction[u];
    return sum / sqrt(a->variance[axis]);
}

void code_axes_move(const CodeAxes *a, int axis, double deviations, real *code) {
    const real *direction = a->direction + (size_t)axis * (size_t)a->units;
    double by = deviations * sqrt(a->variance[axis]);
    for (int u = 0; u < a->units; u++)
        code[u] = (real)((double)code[u] + by * (double)direction[u]);
}

static double widest(const CodeAxes *a) {
    double most = 0;
    for (int u = 0; u < a->units; u++)
        most = fmax(most, fmax(fabs((double)a->low[u]), fabs((double)a->high[u])));
    return most > 0 ? most : 1;
}

void code_axes_stretch(const CodeAxes *a, int unit, float *low, float *high) {
    double off = 3 * a->spread[unit];
    double from = fmin(fmin((double)a->low[unit], a->mean[unit] - off), 0);
    double to = fmax(fmax((double)a->high[unit], a->mean[unit] + off), 0);
    if (!(to > from)) {
        to = widest(a);
        from = -to;
    }
    *low = (float)from;
    *high = (float)to;
}
