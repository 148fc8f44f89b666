// The Sliding of a layer of a net. Used by the observer.
#ifndef HOURGLASS_SLIDING_LAYER_H
#define HOURGLASS_SLIDING_LAYER_H

#include "net.h"
#include "sliding.h"

/// Whether a layer's kernels slide over its input: convolutions. Transposed ones spread theirs over the output instead.
bool sliding_has(const Layer *layer);

/// The geometry and the bias of out channel `channel`; input and weights stay NULL.
Sliding sliding_of(const Net *net, int layer, int channel);

/// Copies that channel's kernel, (C, K, K).
void sliding_weights(const Net *net, int layer, int channel, float *weights);

#endif
