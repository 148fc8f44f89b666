// The loss over a run of any length in a fixed number of points: when they are full, neighbours are averaged and each
// point covers twice as many steps.
#ifndef HOURGLASS_SERIES_H
#define HOURGLASS_SERIES_H

#include <stdint.h>

enum { SERIES_POINTS = 1024, SERIES_COLUMNS = 3 };

typedef struct Series {
    int points;
    uint64_t stride;                             // steps a point covers
    double value[SERIES_POINTS][SERIES_COLUMNS]; // last step, then means: reconstruction, penalty (nats per image)
    uint64_t pending;                            // steps gathered for the next point
    double sum[SERIES_COLUMNS];
} Series;

/// Adds one step. A zeroed series is ready for use.
void series_add(Series *series, uint64_t step, double reconstruction, double penalty);

/// Forgets all points after `step`, when a run has gone back to it.
void series_rewind(Series *series, uint64_t step);

#endif
