// What the layers conv and conv_transpose share: going forward and back in blocks of images, and parameters in blocks
// of which each is one item of the gradient's work.
#ifndef HOURGLASS_CONVOLVE_LAYER_H
#define HOURGLASS_CONVOLVE_LAYER_H

#include "convolve.h"

enum { CONVOLVE_WEIGHT, CONVOLVE_BIAS };

/// How a layer convolves: from the large picture down, or from the small one up. A layer that does the work of the
/// upsampling before it (layer->fold) goes up from the picture before that, with a kernel that its own gives.
typedef struct ConvolveLayer {
    Convolution geometry;
    bool up;
} ConvolveLayer;

/// Sets the parameters, weight (A, B, K, K) in the order given and bias (biases), prepared_count, partial_count and
/// tiles. False if there are more weights than fit.
bool convolve_layer_shape(Layer *layer, const ConvolveLayer *how, int a, int b, int biases, Error *error);

/// PyTorch's rules: uniform ±1/√fan_in for weight and bias; fan_in is B·K·K, fan_out A·K·K.
void convolve_layer_initialise(const Layer *layer, Initialisation how, Random random, real *parameters);

/// LayerType.forward and LayerType.backward.
void convolve_layer_forward(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows);
void convolve_layer_backward(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows);

/// Reals of scratch that these two need.
size_t convolve_rows_scratch(const ConvolveLayer *how);

/// LayerType.blocks.
void convolve_layer_blocks(const ConvolveLayer *how, BlockShape *input, BlockShape *output_gradient);

/// The parameters of one tile; the bias goes with the first block of its rows.
LayerTile convolve_layer_tile(const Layer *layer, int tile);

/// Reals of scratch that a convolving layer needs, for its products and for the gradient of a tile.
size_t convolve_layer_scratch(const Layer *layer, const ConvolveLayer *how);

/// Adds up the chunks' partial gradients of one tile and hands it out. They hold the weight's, in the order of the
/// geometry, and then the bias's.
void convolve_layer_gradient(const Layer *layer, const ConvolveLayer *how, const LayerGradient *batch, int tile);

/// Brings one tile of the prepared weight up to date, as LayerType.prepare does.
void convolve_layer_prepare(const Layer *layer, const ConvolveLayer *how, const real *parameters, real *prepared,
                            int tile, bool forward);

#endif
