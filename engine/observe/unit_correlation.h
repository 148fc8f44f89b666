// Which units rise and fall with a given one: Pearson's correlation over a set of codes, a few rows at a time. Used by
// the observer for the unit card.
#ifndef HOURGLASS_UNIT_CORRELATION_H
#define HOURGLASS_UNIT_CORRELATION_H

#include "arena.h"
#include "error.h"
#include "real.h"

enum { CORRELATED_UNITS = 8 };

/// Other units with their correlation r with the given one, the largest |r| first, ties by the lower index.
typedef struct CorrelatedUnits {
    int count, unit[CORRELATED_UNITS];
    float r[CORRELATED_UNITS]; // -1 … 1
} CorrelatedUnits;

typedef struct UnitCorrelation {
    int units, unit;
    int rows, undefined; // rows added; rows left out because a value was infinite or no number
    real *origin;        // (units) the first row: sums of what is taken from it lose no digits to a large mean
    double *sum, *square, *common; // (units) Σd, Σd², Σd·d_unit, with d = code - origin
} UnitCorrelation;

/// Takes its memory, 28 bytes a unit, from `arena`, for units of a code; unit_correlation_begin comes next.
bool unit_correlation_init(UnitCorrelation *correlation, int units, Arena *arena, Error *error);

/// Starts over with the correlations of `unit`.
void unit_correlation_begin(UnitCorrelation *correlation, int unit);

/// Adds codes (rows, units).
void unit_correlation_add(UnitCorrelation *correlation, const real *codes, int rows);

/// The most correlated units of all rows added. A unit that is constant over them has no correlation and is left out;
/// if the given unit is constant there are none.
void unit_correlation_finish(const UnitCorrelation *correlation, CorrelatedUnits *most);

#endif
