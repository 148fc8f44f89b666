// The order in which units are shown, and stable sorting without allocation. Called by the observer and by panels.
#ifndef HOURGLASS_UNIT_SORTS_H
#define HOURGLASS_UNIT_SORTS_H

#include "unit_figures.h"

typedef enum UnitSort {
    UNIT_SORT_INDEX,       // 0, 1, 2, …
    UNIT_SORT_FREQUENCY,   // most often active first
    UNIT_SORT_SELECTIVITY, // most selective first
    UNIT_SORT_CLASS,       // by favourite class, in each the most selective first; units without one last
    UNIT_SORT_KEY,         // by the caller's keys, largest first: norms of atoms, the last activity
} UnitSort;

/// order[i] is the unit to show in place i, for all `units`. Units alike stay in the order of their index. `figures`
/// (units), NULL where the sort needs none; `keys` (units) for UNIT_SORT_KEY only, NaN last; `scratch` (units).
void unit_sorts_order(UnitSort sort, const UnitFigures *figures, const float *keys, int units, int *order,
                      int *scratch);

/// Sorts indices 0 … count-1 of `keys` into `order`, largest key first, ties by the lower index, NaN last. `scratch`
/// (count).
void unit_sorts_indices(const float *keys, int count, int *order, int *scratch);

#endif
