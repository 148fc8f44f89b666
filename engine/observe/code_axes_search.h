// Finding the axes of codes: a few codes at a time, then PCA in small parts, begun from the axes of the time before.
#ifndef HOURGLASS_CODE_AXES_SEARCH_H
#define HOURGLASS_CODE_AXES_SEARCH_H

#include "code_axes.h"

typedef struct CodeAxesSearch {
    int units, capacity, images; // of a code; most codes; those added
    real *codes;                 // (images, units); afterwards less the mean
    double *mean, *squares;      // (units) running mean and Σ (code - mean)² (Welford 1962)
    float *low, *high;           // (units)
    int directions;              // wanted ones and extra
    int row, round;              // of the codes in this round; rounds begun
    bool centred;                //
    double total, captured;      // variance of all units; of the directions in the last round
    real *v, *w;                 // (directions, units)
    real *product, *scratch;     // (chunk, directions); for the kernels
    double *small, *values;      // (directions, directions), (directions)
} CodeAxesSearch;

/// Takes all memory from `arena`: about 4·units·(images + 100) bytes.
bool code_axes_search_init(CodeAxesSearch *search, int units, int images, Arena *arena, Error *error);

/// Forgets the codes, but not the axes, from which the next search begins.
void code_axes_search_clear(CodeAxesSearch *search);

/// Adds codes (rows, units). One with a value that is no finite number is left out, and what is beyond capacity.
void code_axes_search_add(CodeAxesSearch *search, const real *codes, int rows);

/// A small part of the search, after all codes have been added; true when it is done, and `axes`, of as many units, are
/// those of these codes. Subspace iteration with Rayleigh–Ritz steps, as pca_fit, until the variance captured grows by
/// less than 1e-5 of itself. Axes point as those before in `axes` did which they are most like, at first so that their
/// largest value is positive.
bool code_axes_search_some(CodeAxesSearch *search, CodeAxes *axes);

#endif
