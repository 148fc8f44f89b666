// Adam and SGD over a net's flat parameter array.
#ifndef HOURGLASS_OPTIMIZER_H
#define HOURGLASS_OPTIMIZER_H

#include "net.h"

typedef enum OptimizerKind { OPTIMIZER_ADAM, OPTIMIZER_SGD } OptimizerKind;

typedef struct OptimizerSettings {
    OptimizerKind kind;
    double rate;         // learning rate
    double momentum;     // SGD only
    double weight_decay; // added to the gradient, as PyTorch does
} OptimizerSettings;

/// What the kernels need at update number `step` (1 for the first).
Update optimizer_update(const OptimizerSettings *settings, uint64_t step);

/// Updates one part of the parameters, given its gradient as a GradientSink gets it; m and v are the moments
/// (parameter_count each). Returns true while every updated weight is finite.
bool optimizer_apply(const OptimizerSettings *settings, const Update *update, const LayerTile *part, real *parameters,
                     const real *gradient, real *m, real *v);

const char *optimizer_name(OptimizerKind kind);
bool optimizer_parse(const char *name, OptimizerKind *kind);

#endif
