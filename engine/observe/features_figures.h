// How well classes can be told by codes, as plain numbers, so that whatever shows them can include this alone.
#ifndef HOURGLASS_FEATURES_FIGURES_H
#define HOURGLASS_FEATURES_FIGURES_H

#include <stdbool.h>

/// What an image is described with: its code, as many principal components, all its pixels.
typedef enum FeatureSpace { FEATURE_CODE, FEATURE_PCA, FEATURE_PIXELS, FEATURE_SPACES } FeatureSpace;

/// Who tells the class: the linear probe, or a vote of the nearest training images.
typedef enum FeatureMethod {
    FEATURE_PROBE,
    FEATURE_NEAREST_1,
    FEATURE_NEAREST_5,
    FEATURE_NEAREST_10,
    FEATURE_METHODS
} FeatureMethod;

enum { FEATURE_MOST_VALUES = 4096 };

typedef struct FeaturesResult {
    int train, test;            // images
    int classes;                //
    int size[FEATURE_SPACES];   // values an image has there
    bool ready[FEATURE_SPACES]; // false where it has more than FEATURE_MOST_VALUES
    double accuracy[FEATURE_SPACES][FEATURE_METHODS];
} FeaturesResult;

#endif
