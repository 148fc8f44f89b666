// Lays one map over another, so that a map made anew does not jump.
#ifndef HOURGLASS_PROCRUSTES_H
#define HOURGLASS_PROCRUSTES_H

#include <stdbool.h>

/// p goes to turn · (p - from) + to, row by row.
typedef struct Procrustes {
    double turn[2][2]; // a rotation, or a reflection too
    double from[2], to[2];
} Procrustes;

/// The rigid motion that brings points (count, 2) nearest to former ones (count, 2), by the sum of squared distances:
/// the orthogonal Procrustes problem (Schönemann 1966) in closed form for the plane. With `reflects` mirror images are
/// allowed too. Pairs that are not finite are left out; without any, or where all points lie in one place, nothing is
/// turned.
Procrustes procrustes_find(const float *points, const float *former, int count, bool reflects);

/// Moves points (count, 2).
void procrustes_apply(const Procrustes *procrustes, float *points, int count);

#endif
