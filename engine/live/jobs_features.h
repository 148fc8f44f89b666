// How well classes can be told by codes, by principal components and by pixels: a task of the jobs thread.
#ifndef HOURGLASS_JOBS_FEATURES_H
#define HOURGLASS_JOBS_FEATURES_H

#include "features_figures.h"
#include "snapshot.h"
#include "task.h"

enum { FEATURES_IMAGES = 10000 }; // most of training and of test images that are used

/// What comes of it, from malloc.
typedef struct FeaturesOutcome {
    FeaturesResult result;
    int confusion[]; // (FEATURE_SPACES, FEATURE_METHODS, classes, classes)
} FeaturesOutcome;

/// Orders it for a snapshot whose data has labels, with so many principal components; one FeaturesOutcome is published
/// at the end. The snapshot is retained. NULL if memory is short.
Task *features_order(Live *live, Snapshot *snapshot, int components);

#endif
