// How the classes that a run leaves out stand out among the test images.
#ifndef HOURGLASS_ANOMALY_VIEW_H
#define HOURGLASS_ANOMALY_VIEW_H

#include "anomaly_figures.h"
#include "class_set.h"
#include "reconstruction_view.h"

/// What an image's anomaly score is: its squared reconstruction error, or for a Gaussian code −ELBO.
typedef enum AnomalyScore { ANOMALY_ERROR, ANOMALY_BOUND, ANOMALY_SCORES } AnomalyScore;

typedef struct AnomalyRequest {
    bool wanted;
    AnomalyScore order; // of the images with the highest scores; the error where there is no other
    int images;         // of them that are wanted, at most VIEW_MAX_IMAGES
    int components;     // of PCA beside it; 0: none
} AnomalyRequest;

/// The classes left out of the run as anomalies: how well scores tell the test images of these classes from the others,
/// and the images with the highest scores as the net on screen gives them back.
typedef struct AnomalyView {
    ViewTag tag; // of the scores; run 0: none
    uint64_t version;
    ClassSet left_out;       // of that run; it is not empty
    bool bound;              // there is a −ELBO: the reconstruction loss, nats (squared error for MSE models), at
                             // the mean of the code + KL(code ‖ N(0, 1))
    Roc roc[ANOMALY_SCORES]; //
    Spread spread[ANOMALY_SCORES];
    int components;               // of PCA as asked for
    int fitted;                   // of the PCA that `pca` is of, with the same classes left out; 0: not there yet
    bool failed;                  // there can be none
    Roc pca;                      // its squared error as the score
    AnomalyScore order;           // of the images
    float score[VIEW_MAX_IMAGES]; // of each of them, of the step of `tag`
    ReconstructionView highest;   // the images; with a tag of its own
} AnomalyView;

#endif
