// Nearest neighbours by exhaustive search, and the classes they vote for.
#ifndef HOURGLASS_NEIGHBOURS_H
#define HOURGLASS_NEIGHBOURS_H

#include "arena.h"
#include "error.h"

#include <stdint.h>

enum { NEIGHBOURS_MOST = 10, NEIGHBOURS_ROWS = 128 };

/// Training points, which must live on as long as this.
typedef struct Neighbours {
    const float *train; // (count, size)
    int count, size;
    float *half_norms; // (count) ½·|x|²
    float *products;   // (NEIGHBOURS_ROWS, columns of a block)
    float *scratch;
    Arena arena;
} Neighbours;

/// Points whose mean is near 0 are told apart best. False if memory is short. neighbours_finish in any case.
bool neighbours_init(Neighbours *nearest, const float *train, int count, int size, Error *error);
void neighbours_finish(Neighbours *nearest);

/// The NEIGHBOURS_MOST training points nearest to each of test (count, size), count ≤ NEIGHBOURS_ROWS, into
/// neighbours (count, NEIGHBOURS_MOST), the nearest first and of equally near ones the lower index first; -1 where
/// there are fewer. Distances are Euclidean: candidates by products in single precision, the order of those by sums in
/// double.
void neighbours_find(const Neighbours *nearest, const float *test, int count, int *neighbours);

/// The class that most of the first k neighbours have; of equally many the lowest, as scikit-learn's
/// KNeighborsClassifier. -1 without neighbours.
int neighbours_vote(const int *neighbours, int k, const uint8_t *labels);

#endif
