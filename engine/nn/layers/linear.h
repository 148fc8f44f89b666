// The matrix at the heart of dense and gaussian layers: y = x·Wᵀ + b with its two gradients, cut into tiles. Called by
// those layers only, on any thread. The weight may be another layer's, transposed; then only the bias is this layer's.
#ifndef HOURGLASS_LINEAR_H
#define HOURGLASS_LINEAR_H

#include "layer.h"

/// Where a layer's matrix lies in the net's flat arrays.
typedef struct Linear {
    int in, out;
    size_t weight, bias;      // parameters: (out, in), not set where borrowed; (out)
    size_t forward, backward; // prepared: the weight packed as (in, out) and, unless `first`, as (out, in)
    bool first;               // nobody needs the second packed form
    bool lent;                // the borrower goes forward with the second packed form
    bool borrowed;            // the weight is the mirror's
} Linear;

/// Parameters, derived weights and tiles of a layer with `out` outputs, for LayerType.shape.
bool linear_shape(Layer *layer, int out, Error *error);

/// The matrix of a layer that linear_shape has shaped and the net has placed. `mirror` may be NULL for a layer that
/// does not borrow, and where nothing is multiplied.
Linear linear_of(const Layer *layer, const Layer *mirror);

/// Weight and bias as torch.nn.Linear draws them, or by the rule asked for.
void linear_initialise(const Linear *linear, Initialisation how, Random random, real *parameters);

/// output (N, out) of the rows that `rows` names, from its input, with relu at the end if wanted.
void linear_forward(const Linear *linear, const LayerRows *rows, bool relu, real *output);

/// rows->input_gradient from delta (N, out), the gradient of the output; nothing where that is NULL.
void linear_backward(const Linear *linear, const LayerRows *rows, const real *delta);

LayerTile linear_tile(const Linear *linear, int tile);
void linear_prepare(const Linear *linear, const real *parameters, real *prepared, int tile, bool forward);

/// Reals of scratch that linear_gradient needs.
size_t linear_scratch(int in, int out, int batch);

/// Gradient of one tile from batch->input and delta (N, out); where the weight is lent, with the borrower's share.
void linear_gradient(const Linear *linear, const LayerGradient *batch, const real *delta, int tile);

#endif
