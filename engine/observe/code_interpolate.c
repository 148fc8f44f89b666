// Interpolation of codes. Pure functions; called by the observer.
#include "code_interpolate.h"

#include <math.h>

static double angle_between(const float *a, const float *b, int units) {
    double aa = 0, bb = 0, ab = 0;
    for (int u = 0; u < units; u++) {
        aa += (double)a[u] * (double)a[u];
        bb += (double)b[u] * (double)b[u];
        ab += (double)a[u] * (double)b[u];
    }
    double lengths = sqrt(aa) * sqrt(bb);
    return lengths > 0 ? acos(fmin(fmax(ab / lengths, -1), 1)) : 0;
}

void code_interpolate(const float *a, const float *b, int units, double part, bool spherical, float *code) {
    double of_a = 1 - part, of_b = part, angle = spherical ? angle_between(a, b, units) : 0;
    if (angle > 1e-3 && sin(angle) > 1e-3) {
        of_a = sin((1 - part) * angle) / sin(angle);
        of_b = sin(part * angle) / sin(angle);
    }
    for (int u = 0; u < units; u++)
        code[u] = (float)(of_a * (double)a[u] + of_b * (double)b[u]);
}
