// Nearest neighbours by exhaustive search, and the classes they vote for.
#ifndef HOURGLASS_NEAREST_H
#define HOURGLASS_NEAREST_H

#include "arena.h"
#include "error.h"

#include <stdint.h>

enum { NEAREST_MOST = 10, NEAREST_ROWS = 128 };

/// Training points, which must live on as long as this.
typedef struct Nearest {
    const float *train; // (count, size)
    int count, size;
    float *half_norms; // (count) ½·|x|²
    float *products;   // (NEAREST_ROWS, columns of a block)
    float *scratch;
    Arena arena;
} Nearest;

/// Points whose mean is near 0 are told apart best. False if memory is short. nearest_finish in any case.
bool nearest_init(Nearest *nearest, const float *train, int count, int size, Error *error);
void nearest_finish(Nearest *nearest);

/// The NEAREST_MOST training points nearest to each of test (count, size), count ≤ NEAREST_ROWS, into
/// neighbours (count, NEAREST_MOST), the nearest first and of equally near ones the lower index first; -1 where there
/// are fewer. Distances are Euclidean: candidates by products in single precision, the order of those by sums in
/// double.
void nearest_find(const Nearest *nearest, const float *test, int count, int *neighbours);

/// The class that most of the first k neighbours have; of equally many the lowest, as scikit-learn's
/// KNeighborsClassifier. -1 without neighbours.
int nearest_vote(const int *neighbours, int k, const uint8_t *labels);

#endif
