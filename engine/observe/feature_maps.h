// What the layers of pictures answer on an image. Pure functions; called by the observer.
#ifndef HOURGLASS_FEATURE_MAPS_H
#define HOURGLASS_FEATURE_MAPS_H

#include "images.h"
#include "net.h"

/// Whether a layer computes pictures from pictures: convolutions, pooling, upsampling.
bool feature_maps_has(const Layer *layer);

/// Runs image `index` through the layers up to `layer` in row 0 of the pass and returns that layer's output for it,
/// (C, H, W), after its activation; valid until the pass is used again.
const real *feature_maps_of(const Net *net, const Pass *pass, const Images *images, int index, int layer);

#endif
