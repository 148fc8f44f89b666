// What the layers conv and conv_transpose share: their parameters, in blocks of which each is one item of the
// gradient's work, and the partial gradients that are added up there.
#ifndef HOURGLASS_CONVOLVE_LAYER_H
#define HOURGLASS_CONVOLVE_LAYER_H

#include "convolve.h"

enum { CONVOLVE_WEIGHT, CONVOLVE_BIAS };

/// Sets the parameters, weight (M, C, K, K) and bias (M) or (C), prepared_count, partial_count and tiles. `turns` tells
/// whether convolve_up will be used. False if there are more weights than fit.
bool convolve_layer_shape(Layer *layer, const Convolution *geometry, bool bias_of_maps, bool turns, Error *error);

/// PyTorch's rules: uniform ±1/√fan_in for weight and bias; fan_in is C·K·K, fan_out M·K·K.
void convolve_layer_initialise(const Layer *layer, const Convolution *geometry, Initialisation how, Random random,
                               real *parameters);

/// The parameters of one tile; the bias goes with the first block of its rows.
LayerTile convolve_layer_tile(const Layer *layer, const Convolution *geometry, int tile);

/// Adds up the chunks' partial gradients of one tile: convolve_partial reals of the weight, then the bias.
/// Reals of scratch that a convolving layer needs, for its products and for the gradient of a tile.
size_t convolve_layer_scratch(const Convolution *geometry);

void convolve_layer_gradient(const Layer *layer, const Convolution *geometry, const LayerGradient *batch, int tile);

/// Brings one tile of the turned weight up to date, if the layer has one.
void convolve_layer_prepare(const Layer *layer, const Convolution *geometry, const real *parameters, real *prepared,
                            int tile);

#endif
