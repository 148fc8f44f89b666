// What the layers of pictures answer on an image. Pure functions; called by the observer.
#ifndef HOURGLASS_FEATURE_MAPS_H
#define HOURGLASS_FEATURE_MAPS_H

#include "score.h"

/// Whether a layer computes pictures from pictures: convolutions, pooling, upsampling.
bool feature_maps_has(const Layer *layer);

/// Runs image `index` of the source, corrupted as it says and with its interventions on the code, through the net in
/// row 0 of the pass and returns the output of `layer` for it, (C, H, W), after its activation; valid, as the other
/// layers' in pass->activation, until the pass is used again.
const real *feature_maps_of(const Net *net, const Pass *pass, const ImageSource *source, int index, int layer);

#endif
