// Arithmetic of codes. Pure functions; called by the observer.
#include "code_path.h"

#include <math.h>

static const double SMALL_ANGLE = 1e-3;

void code_path_straight(const real *a, const real *b, int units, double t, real *to) {
    for (int u = 0; u < units; u++)
        to[u] = (real)((1 - t) * (double)a[u] + t * (double)b[u]);
}

bool code_path_spherical(const real *a, const real *b, int units, double t, real *to) {
    double aa = 0, ab = 0, bb = 0;
    for (int u = 0; u < units; u++) {
        aa += (double)a[u] * (double)a[u];
        ab += (double)a[u] * (double)b[u];
        bb += (double)b[u] * (double)b[u];
    }
    double length = sqrt(aa) * sqrt(bb), cosine = length > 0 ? ab / length : 1;
    double angle = acos(fmin(fmax(cosine, -1), 1)), sine = sin(angle);
    if (!(sine > sin(SMALL_ANGLE))) {
        code_path_straight(a, b, units, t, to);
        return false;
    }
    double of_a = sin((1 - t) * angle) / sine, of_b = sin(t * angle) / sine;
    for (int u = 0; u < units; u++)
        to[u] = (real)(of_a * (double)a[u] + of_b * (double)b[u]);
    return true;
}

void code_path_analogy(const real *a, const real *b, const real *c, int units, real *to) {
    for (int u = 0; u < units; u++)
        to[u] = a[u] - b[u] + c[u];
}
