// All layers' activations of one image, for the network view.
#ifndef HOURGLASS_ACTIVATIONS_H
#define HOURGLASS_ACTIVATIONS_H

#include "layer_figures.h"
#include "net.h"

/// Values of the image and of all layers' outputs together.
size_t activations_size(const Net *net);

/// Copies row `row` of a pass that has gone forward: values (activations_size) layer after layer, figures[0] the image
/// as the net saw it, figures[l + 1] the output of layer l; returns how many figures are filled in (net->layers + 1).
/// What is infinite or no number is copied as 0 and counted, so that no colour is ever made of it and a range is always
/// one of numbers. The last layer's values are those in the pass: logits of a BCE model, unless score_rows has turned
/// them into an image. Any thread that may read the pass.
int activations_copy(const Net *net, const Pass *pass, int row, float *values, LayerFigures figures[]);

// The two steps of it, for views that need the range of all values but only some of the values.

/// Least and most of the finite ones, 0 and 0 if there is none; returns how many are infinite or no number.
int activations_range(const real *values, size_t count, float *least, float *most);

/// Copies values, 0 for what is infinite or no number.
void activations_finite(const real *values, size_t count, float *copy);

#endif
