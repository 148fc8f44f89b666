// Activations of single layers for single images.
#include "feature_maps.h"

// Only these have a kernel or, for a scale, a stride.
bool feature_maps_has(const Layer *layer) {
    return layer->config.kernel > 0 || layer->config.stride > 0;
}

const real *feature_maps_of(const Net *net, const Pass *pass, const ImageSource *source, int index, int layer) {
    score_forward(net, pass, source, &index, 0, 0, 1, 0);
    return pass->activation[layer + 1];
}
