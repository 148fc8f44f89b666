// Images described by their code, by principal components or by their pixels, as points for the probe and for nearest
// neighbours. Called by jobs_features.c, on the jobs thread.
#ifndef HOURGLASS_FEATURE_POINTS_H
#define HOURGLASS_FEATURE_POINTS_H

#include "features_figures.h"
#include "pca.h"
#include "subject.h"

/// The halves of the data: training and test images.
enum { FEATURE_TRAIN, FEATURE_TEST, FEATURE_HALVES };

typedef struct FeaturePoints {
    Subject subject;           // the net, without corruption
    int used[FEATURE_HALVES];  // images, spread over each half
    Pca pca;                   // of the training images that are used
    float *at[FEATURE_HALVES]; // (used, values), about the mean of the training images
    double *mean;              // (values)
    Arena room;                // of these; finished by the caller between two descriptions
    bool (*stops)(void *);     // asked now and then; where it says so the points are not to be used
    void *context;
} FeaturePoints;

const Images *feature_points_images(const FeaturePoints *points, int half);
/// The image at place 0 … used-1 of those used.
int feature_points_image(const FeaturePoints *points, int half, int place);

/// Fills `at` and `mean`. *values: how many an image has there, as many components as are wanted for PCA; fewer come
/// where there are few images. What is no number counts as 0. False with the reason if it fails.
bool feature_points_gather(FeaturePoints *points, FeatureSpace space, int *values, Error *error);

void feature_points_finish(FeaturePoints *points); // takes a zeroed one

#endif
