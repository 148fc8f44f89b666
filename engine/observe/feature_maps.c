// Activations of single layers for single images.
#include "feature_maps.h"

// Only these have a kernel or, for a scale, a stride.
bool feature_maps_has(const Layer *layer) {
    return layer->config.kernel > 0 || layer->config.stride > 0;
}

const real *feature_maps_of(const Net *net, const Pass *pass, const Images *images, int index, int layer) {
    kernels()->from_bytes(images_pixels(images, index), pass->activation[0], (size_t)shape_size(net->image));
    net_forward(net, pass, 0, layer + 1, 0, 1, 0);
    return pass->activation[layer + 1];
}
