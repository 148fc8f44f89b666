// Turning one picture of points onto another, so that a map that is computed anew does not flip or spin.
#ifndef HOURGLASS_PROCRUSTES_H
#define HOURGLASS_PROCRUSTES_H

#include <stdbool.h>

/// y = turn · (x − from) + to
typedef struct Procrustes {
    double turn[2][2];     // a rotation, or one with a reflection
    double from[2], to[2]; // 0 where nothing is moved
} Procrustes;

/// The orthogonal transformation that brings points `from` (count, 2) nearest to `to` (count, 2), pair by pair: least
/// Σ |y(from) − to|² (Schönemann, Psychometrika 1966; in the plane the best angle has a closed form). `moves`: the
/// means are brought together too. Nothing is scaled. Where every turn is as good as another it is the identity.
Procrustes procrustes_find(const float *from, const float *to, int count, bool moves);

/// Transforms points (count, 2) in place.
void procrustes_apply(const Procrustes *procrustes, float *points, int count);

#endif
