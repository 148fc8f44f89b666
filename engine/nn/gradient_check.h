// Holds the gradients of a net against central differences. Meant for the double build; every layer type and every
// model is checked with it in the tests.
#ifndef HOURGLASS_GRADIENT_CHECK_H
#define HOURGLASS_GRADIENT_CHECK_H

#include "loss.h"

typedef struct GradientCheck {
    int checked;    // parameters compared
    int skipped;    // parameters so near a kink that a difference means nothing
    int wrong;      // of the checked, how many were out of tolerance
    double worst;   // largest |analytic - numeric| / (atol + rtol·|numeric|); 1 is the limit
    size_t culprit; // the parameter where it was
} GradientCheck;

/// Compares `samples` parameters of the net (all, if it has fewer), drawn from `seed`, on `batch` images (batch,
/// C·H·W): differences over ±1e-6, rtol 1e-3, atol 1e-5. A parameter is skipped if moving it by ±1e-4 moves any unit
/// across the kink of its activation or of the L1 penalty, or any layer to another branch. `noise` is the same for all
/// passes; NULL: nothing is random. The net's weights are as before afterwards.
bool gradient_check(Net *net, const Objective *objective, const LayerNoise *noise, const real *images, int batch,
                    int samples, uint64_t seed, GradientCheck *result, Error *error);

#endif
