// Ways from one code to others: between two of them, and across by the difference of two.
#ifndef HOURGLASS_CODE_PATH_H
#define HOURGLASS_CODE_PATH_H

#include "real.h"

#include <stdbool.h>

/// to (units) = a + t·(b - a); t = 0 gives a itself, t = 1 b. `to` may be one of them.
void code_path_straight(const real *a, const real *b, int units, double t, real *to);

/// The same along the great arc, sin((1 - t)Ω) / sin Ω · a + sin(tΩ) / sin Ω · b with Ω the angle between them
/// (Shoemake 1985), so that codes of a Gaussian keep their usual length on the way. Straight, and false, where the arc
/// is as good as straight or not defined: an angle below 1e-3 or within 1e-3 of π, or a code of zeros.
bool code_path_spherical(const real *a, const real *b, int units, double t, real *to);

/// to (units) = a - b + c.
void code_path_analogy(const real *a, const real *b, const real *c, int units, real *to);

#endif
