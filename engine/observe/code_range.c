// What values a code can have. Pure functions; called by the observer.
#include "code_plane.h"

#include <math.h>
#include <string.h>

CodeRange code_range(const Net *net) {
    const Layer *layer = &net->layer[net->encoder_layers - 1];
    CodeRange range = {-INFINITY, INFINITY, 0};
    if (layer->config.type->selects) {
        range.keep = layer->config.units;
        return range;
    }
    switch (layer->config.activation) {
    case ACTIVATION_RELU:
    case ACTIVATION_SOFTPLUS:
        range.least = 0;
        break;
    case ACTIVATION_SIGMOID:
        range.least = 0;
        range.most = 1;
        break;
    case ACTIVATION_TANH:
        range.least = -1;
        range.most = 1;
        break;
    case ACTIVATION_ELU:
        range.least = -1;
        break;
    default:
        break;
    }
    return range;
}

bool code_range_clip(const CodeRange *range, float *code, int units, uint32_t *scratch) {
    bool clipped = false;
    for (int u = 0; u < units; u++) {
        float value = code[u];
        code[u] = value < range->least ? range->least : value > range->most ? range->most : value;
        clipped |= code[u] < value || code[u] > value;
    }
    int active = 0;
    for (int u = 0; u < units && range->keep > 0; u++)
        active += code[u] < 0 || code[u] > 0;
    if (active <= range->keep)
        return clipped;
    Place last = kernels()->kth_largest(code, range->keep, scratch, units);
    kernels()->keep_largest(code, last, code, code, units);
    return true;
}
