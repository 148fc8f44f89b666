// What a convolution of the net has for sliding. Called by the observer.
#include "sliding_layer.h"

#include <string.h>

bool sliding_has(const Layer *layer) {
    return layer->config.kernel > 0 && layer->parameters > 0 && !layer->config.type->transposed;
}

Sliding sliding_of(const Net *net, int layer, int channel) {
    const Layer *own = &net->layer[layer];
    const LayerConfig *config = &own->config;
    return (Sliding){.channels = own->input.channels,
                     .height = own->input.height,
                     .width = own->input.width,
                     .kernel = config->kernel,
                     .stride = config->stride > 0 ? config->stride : 1,
                     .pad = config->pad == PAD_DEFAULT ? config->kernel / 2 : config->pad,
                     .out_height = own->output.height,
                     .out_width = own->output.width,
                     .bias = (float)net->parameters[own->parameter[1].offset + (size_t)channel]};
}

void sliding_weights(const Net *net, int layer, int channel, float *weights) {
    const Layer *own = &net->layer[layer];
    size_t size = (size_t)own->input.channels * (size_t)(own->config.kernel * own->config.kernel);
    memcpy(weights, net->parameters + own->parameter[0].offset + (size_t)channel * size, size * sizeof *weights);
}
