// Keeps the outline of a curve. Called by the line plot.
#include "decimate.h"

#include <math.h>

typedef struct Bucket {
    int column; // -1: none yet
    int first, lowest, highest, last;
} Bucket;

// Writes the bucket's samples in the order of x.
static int flush(const Bucket *bucket, int *chosen) {
    if (bucket->column < 0)
        return 0;
    int low = bucket->lowest < bucket->highest ? bucket->lowest : bucket->highest;
    int high = bucket->lowest < bucket->highest ? bucket->highest : bucket->lowest;
    const int order[] = {bucket->first, low, high, bucket->last};
    int count = 0;
    for (int i = 0; i < 4; i++)
        if (count == 0 || chosen[count - 1] != order[i])
            chosen[count++] = order[i];
    return count;
}

static void take(Bucket *bucket, const float *y, int column, int i) {
    if (bucket->column != column)
        *bucket = (Bucket){column, i, i, i, i};
    if (y[i] < y[bucket->lowest])
        bucket->lowest = i;
    if (y[i] > y[bucket->highest])
        bucket->highest = i;
    bucket->last = i;
}

int decimate(const float *x, const float *y, int count, double low, double high, int columns, int *chosen) {
    Bucket bucket = {.column = -1};
    int used = 0;
    double scale = high > low ? columns / (high - low) : 0;
    for (int i = 0; i < count; i++) {
        double at = x ? (double)x[i] : (double)i;
        if (!isfinite(y[i]) || !isfinite(at) || at < low || at > high)
            continue;
        double place = (at - low) * scale;
        int column = place < columns - 1 ? (int)place : columns - 1;
        if (column != bucket.column && bucket.column >= 0)
            used += flush(&bucket, chosen + used);
        take(&bucket, y, column, i);
    }
    return used + flush(&bucket, chosen + used);
}
