// Where the codes of many images lie: mean, spread and range of each unit, and the axes along which they differ most,
// by PCA. What code_axes_search.h finds.
#ifndef HOURGLASS_CODE_AXES_H
#define HOURGLASS_CODE_AXES_H

#include "arena.h"
#include "error.h"
#include "real.h"

#include <stdbool.h>

enum { CODE_AXES = 32 };

typedef struct CodeAxes {
    int units, images; // of a code; codes that this is of, 0: nothing is known yet
    double *mean;      // (units)
    double *spread;    // (units) standard deviation
    float *low, *high; // (units) least and largest value
    int axes;          // by falling variance; those along which nothing varies are left out
    real *direction;   // (CODE_AXES, units), orthonormal
    double variance[CODE_AXES];
    double total; // variance of all units
} CodeAxes;

/// Takes all memory from `arena`: about 150·units bytes.
bool code_axes_init(CodeAxes *axes, int units, Arena *arena, Error *error);

/// Where a code (units) lies along an axis, in standard deviations from the mean.
double code_axes_place(const CodeAxes *axes, int axis, const real *code);

/// Moves a code by so many standard deviations along an axis.
void code_axes_move(const CodeAxes *axes, int axis, double deviations, real *code);

/// The stretch over which a unit can be moved: what its codes take up, at least three standard deviations to either
/// side of the mean, and 0. A unit that is always 0 has the widest stretch of the others, or 1 to either side.
void code_axes_stretch(const CodeAxes *axes, int unit, float *low, float *high);

#endif
