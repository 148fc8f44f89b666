// Plain numbers about how anomalies stand out, without the functions that compute them, so that whatever shows them can
// include this alone.
#ifndef HOURGLASS_ANOMALY_FIGURES_H
#define HOURGLASS_ANOMALY_FIGURES_H

#include <stdbool.h>

enum { ROC_POINTS = 257, ROC_CLASSES = 256 };

/// A receiver operating characteristic: as the threshold falls from above all scores to below them, the share of
/// anomalies that are found, over the share of normal images that are taken for anomalies.
typedef struct Roc {
    bool defined;                   // there are anomalies and normal images, and every score is a number
    int anomalies, normals;         // images
    double area;                    // 0 to 1; 0.5: no better than chance
    double class_area[ROC_CLASSES]; // of the anomalies of one class against all normal images
    int class_images[ROC_CLASSES];  // anomalies of that class; 0: it has no area
    int points;
    float found[ROC_POINTS], taken[ROC_POINTS]; // true and false positive rate
} Roc;

enum { SPREAD_BINS = 48, SPREAD_BEYOND = 200 };

/// How scores are spread, over one range.
typedef struct Spread {
    float low, high;                               // of the range; equal where all scores are
    int normal[SPREAD_BINS], anomaly[SPREAD_BINS]; // images in each of SPREAD_BINS equal parts of the range; what lies
                                                   // beyond it is in the outermost
    int images[2];                                 // normal ones, anomalies
    double normal_mean, anomaly_mean;              // NaN where there are none
} Spread;

#endif
