// A mixture of Gaussians with diagonal covariances, fitted by expectation and maximisation (Dempster, Laird and Rubin
// 1977; Bishop, Pattern Recognition and Machine Learning, 9.2) from a start by k-means.
#ifndef HOURGLASS_GAUSSIAN_MIXTURE_H
#define HOURGLASS_GAUSSIAN_MIXTURE_H

#include "arena.h"
#include "error.h"
#include "random.h"
#include "real.h"

#include <stdbool.h>

enum { MIXTURE_COMPONENTS = 16 };

typedef struct GaussianMixture {
    int components, size;    // at most MIXTURE_COMPONENTS; values of a point, which may be 0
    double floor;            // added to each variance, so that none is 0
    double *weight;          // (components), of sum 1
    double *mean, *variance; // (components, size)
    double *means, *inverse; // (size, components) scratch of gaussian_mixture_expect: mean and 1 / variance
} GaussianMixture;

/// Takes its memory from `arena`.
bool gaussian_mixture_init(GaussianMixture *mixture, int components, int size, double floor, Arena *arena,
                           Error *error);

/// Points (rows, size) dealt out to the components: responsibilities (rows, components) of 0 and 1. Starts far apart
/// (k-means++, Arthur and Vassilvitskii 2007), then Lloyd's rounds until none changes, at most `rounds`. Uses mean and
/// variance as scratch.
void gaussian_mixture_start(GaussianMixture *mixture, const real *points, int rows, Random random, int rounds,
                            double *responsibility);

/// Maximisation: weights, means and variances of these responsibilities. A component that nothing belongs to gets the
/// weight 0, the mean 0 and the variance `floor`.
void gaussian_mixture_maximise(GaussianMixture *mixture, const real *points, int rows, const double *responsibility);

/// Expectation: the responsibilities of the components for each point. Returns the mean log-likelihood of a point,
/// nats.
double gaussian_mixture_expect(GaussianMixture *mixture, const real *points, int rows, double *responsibility);

#endif
