// New codes: from the prior of a Gaussian code, or from what the codes of images are distributed like. The same stream
// gives the same draws, so that while a net learns they change as little as its codes do.
#ifndef HOURGLASS_CODE_SAMPLES_H
#define HOURGLASS_CODE_SAMPLES_H

#include "random.h"
#include "real.h"

/// codes (samples, units) from N(0, temperature²·I).
void code_samples_prior(Random random, int samples, int units, double temperature, real *codes);

/// Codes from the Gaussian whose mean and covariance are those of `rows` codes X are mean + T·Σ ε_n·(x_n - mean) /
/// √rows with independent standard normal ε: its covariance is T²·Σ (x - mean)(x - mean)ᵀ / rows itself, with no matrix
/// of units × units to be made and taken apart, however many units and however few codes there are. Sets weights
/// (samples, rows) so that a draw is mean + Σ weight_n·(x_n - mean).
void code_samples_gaussian(Random random, int samples, int rows, double temperature, real *weights);

/// The same for a mixture of Gaussians: a component is drawn by its share, then a code from the Gaussian of the mean
/// and covariance that the responsibilities (rows, components) give it.
void code_samples_mixture(Random random, int samples, int rows, int components, const double *responsibility,
                          double temperature, real *weights);

/// codes (samples, units) = mean + weights · centred (rows, units), which are codes less their mean (units). `scratch`
/// has kernels_scratch(rows) reals.
void code_samples_combine(const real *weights, int samples, int rows, const real *centred, const double *mean,
                          int units, real *scratch, real *codes);

#endif
