// What `hourglass eval` says of a run that left classes out: how well its errors tell their images from the others.
#ifndef HOURGLASS_EVAL_ANOMALY_H
#define HOURGLASS_EVAL_ANOMALY_H

#include "anomaly_figures.h"
#include "loaded.h"

typedef struct EvalAnomaly {
    bool left_out;   // the run left classes out, and the images have labels; else nothing else is filled in
    bool bound;      // a Gaussian code: there is a −ELBO
    Roc error, elbo; // with the squared error, with −ELBO as the score
    Roc pca;         // with the squared error of PCA with `components`, fitted without these classes; undefined where
                     // that is no compression
    int components;  //
} EvalAnomaly;

/// Scores the images as the run sees them when it is measured, corrupted where it corrupts; PCA sees them as they are.
bool eval_anomaly(const Loaded *loaded, const Images *images, int threads, int components, EvalAnomaly *report,
                  Error *error);

#endif
