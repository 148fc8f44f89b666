// PCA of the training images that a run learns from, as the jobs thread has fitted it: immutable and reference-counted,
// since trainer and observer look at it at the same time.
#ifndef HOURGLASS_FITTED_PCA_H
#define HOURGLASS_FITTED_PCA_H

#include "class_set.h"
#include "dataset.h"
#include "live.h"
#include "pca.h"

#include <stdatomic.h>

typedef struct FittedPca {
    atomic_int references;
    Dataset *data;     // valid while this is held
    ClassSet left_out; // classes whose training images it was not fitted to
    Pca pca;
    double mse[LIVE_PCA + 1]; // test MSE a pixel with 0 … pca.components components
} FittedPca;

/// Fits as many components, at most LIVE_PCA, to the images of the classes that are not left out, and measures them;
/// `cancelled` as in pca_fit. One reference for the caller; NULL with the reason if it fails.
FittedPca *fitted_pca_create(const Dataset *data, const ClassSet *left_out, int components, bool (*cancelled)(void *),
                             void *context, Error *error);

FittedPca *fitted_pca_retain(FittedPca *fitted); // takes NULL
void fitted_pca_release(FittedPca *fitted);      // takes NULL; any thread

#endif
