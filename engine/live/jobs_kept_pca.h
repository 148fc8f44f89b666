// PCA beside a run that leaves classes out: fitted on the training images of the other classes, and how well it gives
// back each test image. Ordered by the observer.
#ifndef HOURGLASS_JOBS_KEPT_PCA_H
#define HOURGLASS_JOBS_KEPT_PCA_H

#include "class_set.h"
#include "dataset.h"
#include "task.h"

/// What the task brings, once; to be freed.
typedef struct KeptPca {
    int components, images;
    float errors[]; // (images, components + 1) see pca_image_errors
} KeptPca;

/// Orders it with so many components, or as many as there can be; retains `data`. NULL if memory is short.
Task *kept_pca_order(Live *live, const Dataset *data, const ClassSet *left_out, int components);

#endif
