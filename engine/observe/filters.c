// Which weights are pictures, and copying them out of their tensors. Called by the observer.
#include "filters.h"

#include <math.h>
#include <string.h>

// The weight a layer multiplies with is its own, or its mirror's, whose rows are then its columns.
static const Layer *owner_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    return layer_borrows(own) ? &net->layer[own->mirror] : own;
}

static bool is_matrix(const Layer *layer) {
    return layer->parameter[0].dimensions == 2;
}

int filters_layer(const Net *net, bool decoder) {
    int from = decoder ? net->layers - 1 : 0, to = decoder ? net->encoder_layers - 1 : net->encoder_layers;
    for (int l = from; l != to; l += decoder ? -1 : 1)
        if (net->layer[l].parameters > 0)
            return filters_of(net, l).kind == FILTERS_NONE ? -1 : l;
    return -1;
}

static Filters matrix_filters(const Net *net, const Layer *layer, bool decoder) {
    Shape image_side = decoder ? layer->output : layer->input;
    if (shape_size(image_side) != shape_size(net->image))
        return (Filters){0};
    FilterKind kind = decoder ? FILTERS_COLUMNS : layer->config.type->gaussian ? FILTERS_MEANS : FILTERS_ROWS;
    return (Filters){kind, shape_size(decoder ? layer->input : layer->output), net->image};
}

Filters filters_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    bool decoder = layer >= net->encoder_layers;
    if (own->parameters < 1)
        return (Filters){0};
    if (is_matrix(owner_of(net, layer)))
        return matrix_filters(net, own, decoder);
    int channels = (decoder ? own->output : own->input).channels;
    if (channels != net->image.channels || (channels != 1 && channels != 3))
        return (Filters){0};
    return (Filters){FILTERS_KERNELS, (decoder ? own->input : own->output).channels,
                     (Shape){channels, own->config.kernel, own->config.kernel}};
}

// Where channel c of a filter lies in its tensor: at filter·filters + c·channels, `values` of them, `step` apart.
typedef struct Layout {
    size_t offset, filters, channels, step;
    int parts, values; // channels of a filter, values of a channel
} Layout;

static Layout layout_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer], *owner = owner_of(net, layer);
    bool decoder = layer >= net->encoder_layers;
    const LayerParameter *weight = &owner->parameter[0];
    size_t row = (size_t)weight->sizes[1];
    if (is_matrix(owner)) {
        bool columns = decoder && owner == own;
        int size = shape_size(net->image);
        return columns ? (Layout){weight->offset, 1, 0, row, 1, size} : (Layout){weight->offset, row, 0, 1, 1, size};
    }
    // (out, in, K, K), or (in, out, K, K) where transposed; the image is on the in-side of the encoder.
    Filters filters = filters_of(net, layer);
    size_t square = (size_t)filters.shape.height * (size_t)filters.shape.width;
    bool filter_first = owner->config.type->transposed == decoder;
    Layout layout = {.offset = weight->offset, .step = 1, .parts = filters.shape.channels, .values = (int)square};
    layout.filters = filter_first ? row * square : square;
    layout.channels = filter_first ? square : row * square;
    return layout;
}

// Columns are read along their rows, a few pixels of each filter at a time, so that every line of the cache that is
// read or written is used whole.
static void copy_columns(const real *weight, const Layout *layout, int count, float *values) {
    enum { PIXELS = 16 };
    for (int start = 0; start < layout->values; start += PIXELS)
        for (int p = start; p < layout->values && p < start + PIXELS; p++)
            for (int f = 0; f < count; f++)
                values[(size_t)f * (size_t)layout->values + (size_t)p] = weight[(size_t)p * layout->step + (size_t)f];
}

void filters_copy(const Net *net, int layer, const real *parameters, int first, int count, float *values) {
    Layout layout = layout_of(net, layer);
    const real *weight = parameters + layout.offset + (size_t)first * layout.filters;
    if (layout.step > 1) {
        copy_columns(weight, &layout, count, values);
        return;
    }
    for (int f = 0; f < count; f++)
        for (int c = 0; c < layout.parts; c++, values += layout.values)
            memcpy(values, weight + (size_t)f * layout.filters + (size_t)c * layout.channels,
                   (size_t)layout.values * sizeof *values);
}

// In lanes, which the compiler keeps in vectors.
static float largest(const real *values, const real *start, size_t count) {
    enum { LANES = 16 };
    float most[LANES] = {0};
    for (size_t i = 0; i + LANES <= count; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            float value = fabsf(start ? values[i + k] - start[i + k] : values[i + k]);
            most[k] = value > most[k] ? value : most[k];
        }
    for (size_t i = count - count % LANES; i < count; i++) {
        float value = fabsf(start ? values[i] - start[i] : values[i]);
        most[0] = value > most[0] ? value : most[0];
    }
    for (int k = 1; k < LANES; k++)
        most[0] = most[k] > most[0] ? most[k] : most[0];
    return most[0];
}

float filters_limit(const Net *net, int layer, const real *parameters, const real *start) {
    const LayerParameter *weight = &owner_of(net, layer)->parameter[0];
    Filters filters = filters_of(net, layer);
    size_t count = (size_t)filters.count * (size_t)shape_size(filters.shape); // of a Gaussian code the means come first
    return largest(parameters + weight->offset, start ? start + weight->offset : NULL, count);
}
