// Principal component analysis of images: the best linear code of a given size, to hold a model against.
#ifndef HOURGLASS_PCA_H
#define HOURGLASS_PCA_H

#include "class_set.h"
#include "dataset.h"
#include "kernels.h"

#include "error.h"

enum { PCA_MAX_IMAGES = 60000, PCA_WIDE = 1024, PCA_WIDE_IMAGES = 4096 };

typedef struct Pca {
    int size, components; // values an image has; directions kept
    int images;           // how many images it was fitted on
    double *mean;         // (size), images as 0–1
    float *direction;     // (components, size), orthonormal, by falling variance
    double *variance;     // (components)
} Pca;

/// Fits by the eigenvectors of the covariance, or where few components are asked for, or an image has more than
/// PCA_WIDE values, by subspace iteration with Rayleigh–Ritz steps (Halko, Martinsson and Tropp, SIAM Review 2011,
/// algorithm 4.4), on up to PCA_MAX_IMAGES images, evenly spread (PCA_WIDE_IMAGES of them where an image has more than
/// PCA_WIDE values). `components` is cut to size and to images - 1. `cancelled(context)` is asked now and then (may be
/// NULL).
bool pca_fit(Pca *pca, const Images *images, int components, bool (*cancelled)(void *), void *context, Error *error);

/// The same on images index[0 … count-1] alone.
bool pca_fit_some(Pca *pca, const Images *images, const int *index, int count, int components,
                  bool (*cancelled)(void *), void *context, Error *error);

/// The same on the training images of the classes that are not left out: those that a run learns from. False also where
/// kept_images_choose refuses them.
bool pca_fit_kept(Pca *pca, const Dataset *data, const ClassSet *left_out, int components, bool (*cancelled)(void *),
                  void *context, Error *error);

/// errors (N, components + 1): of each image Σ (y − x)² over its pixels, rebuilt from its first k components, not
/// clipped, for k from 0 to pca->components. `cancelled(context)` is asked now and then (may be NULL).
bool pca_image_errors(const Pca *pca, const Images *images, float *errors, bool (*cancelled)(void *), void *context,
                      Error *error);

/// mse[k]: mean squared error a pixel of `images` rebuilt from their first k components, not clipped, for k from 0 to
/// pca->components.
bool pca_errors(const Pca *pca, const Images *images, double *mse, Error *error);

/// An image as its first `components` components give it back, y = mean + Σ ((x − mean)·v)·v, not clipped, into
/// `output` (size). `pixels` are bytes (size). Returns Σ (y − x)² over the pixels. `components` is at most
/// pca->components.
double pca_reconstruct(const Pca *pca, int components, const uint8_t *pixels, float *output);

void pca_finish(Pca *pca); // takes a zeroed one

#endif
