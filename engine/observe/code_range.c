// The range of a code. Pure functions; called by the observer.
#include "code_range.h"

#include <math.h>
#include <string.h>

static bool is_type(const Layer *layer, const char *name) {
    return strcmp(layer->config.type->name, name) == 0;
}

static CodeRange range_of(Activation activation) {
    CodeRange range = {-INFINITY, INFINITY, 0};
    if (activation == ACTIVATION_RELU || activation == ACTIVATION_SOFTPLUS || activation == ACTIVATION_SIGMOID)
        range.least = 0;
    if (activation == ACTIVATION_TANH || activation == ACTIVATION_ELU)
        range.least = -1;
    if (activation == ACTIVATION_SIGMOID || activation == ACTIVATION_TANH)
        range.most = 1;
    return range;
}

// Layers that hand values on as they are, or some of them.
static bool passes(const Layer *layer) {
    return is_type(layer, "topk") || is_type(layer, "reshape") || is_type(layer, "dropout") ||
           is_type(layer, "max_pool") || is_type(layer, "upsample");
}

CodeRange code_range(const Net *net) {
    int units = shape_size(net->code), kept = units, l = net->encoder_layers - 1;
    bool whole = true, zeros = false; // nothing but topk and layers that keep all values, so far; some values are 0
    for (; l >= 0 && passes(&net->layer[l]); l--) {
        const Layer *layer = &net->layer[l];
        bool selects = layer->config.type->selects;
        if (selects && whole && layer->config.units < kept)
            kept = layer->config.units;
        zeros |= selects;
        whole &= selects || is_type(layer, "reshape") || is_type(layer, "dropout");
    }
    CodeRange range = l < 0 ? (CodeRange){0, 1, 0} : range_of(net->layer[l].config.activation);
    range.least = zeros && range.least > 0 ? 0 : range.least;
    range.kept = kept;
    return range;
}

real code_range_clip(const CodeRange *range, real value) {
    return value < (real)range->least ? (real)range->least : value > (real)range->most ? (real)range->most : value;
}

bool code_range_hold(const CodeRange *range, real *codes, int rows, int units, uint32_t *scratch) {
    bool changed = false;
    for (int n = 0; n < rows; n++) {
        real *code = codes + (size_t)n * (size_t)units;
        int active = 0;
        for (int u = 0; u < units; u++) {
            real value = code[u];
            code[u] = code_range_clip(range, value);
            changed |= code[u] < value || code[u] > value;
            active += code[u] < 0 || code[u] > 0;
        }
        if (range->kept < active) {
            Place last = kernels()->kth_largest(code, range->kept, scratch, units);
            kernels()->keep_largest(code, last, code, code, units);
            changed = true;
        }
    }
    return changed;
}
