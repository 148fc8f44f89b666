// max_pool K [ceil]: the largest of each K×K pixels, as torch.nn.MaxPool2d(K, ceil_mode=…). A rest of rows and columns
// that fills no window is dropped, or with `ceil` has smaller windows of its own.
#include "layer_picture.h"

#include <string.h>

enum { CEIL = 1 }; // config.pad where a rest has windows

static bool max_pool_parse(char **words, int count, LayerConfig *config, Error *error) {
    const char *expected = "expected 'max_pool K [ceil]' with K from 2 to 4";
    if (count < 1 || count > 2)
        return error_set(error, "%s", expected);
    if (count == 2 && strcmp(words[1], "ceil") != 0)
        return error_set(error, "%s, found '%s'", expected, words[1]);
    config->pad = count == 2 ? CEIL : 0;
    return layer_picture_parse_scale(words[0], expected, config, error);
}

static void max_pool_write(const LayerConfig *config, char *text, size_t capacity) {
    snprintf(text, capacity, " %d%s", config->stride, config->pad == CEIL ? " ceil" : "");
}

static bool max_pool_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)back;
    int side = layer->config.stride, more = layer->config.pad == CEIL ? side - 1 : 0;
    int height = (layer->input.height + more) / side, width = (layer->input.width + more) / side;
    if (height < 1 || width < 1)
        return error_set(error, "windows of %d×%d are larger than their input, %d×%d", side, side, layer->input.height,
                         layer->input.width);
    return layer_picture_output(layer, image, layer->input.channels, height, width, error);
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

// Offset in the channel (H, W) of the first largest pixel of window (y, x), row by row; NaN counts as largest.
static ptrdiff_t largest(const Layer *layer, const real *channel, int y, int x) {
    int side = layer->config.stride, width = layer->input.width;
    int bottom = smaller((y + 1) * side, layer->input.height), right = smaller((x + 1) * side, width);
    ptrdiff_t best = (ptrdiff_t)y * side * width + (ptrdiff_t)x * side;
    for (int i = y * side; i < bottom; i++)
        for (int j = x * side; j < right; j++) {
            ptrdiff_t at = (ptrdiff_t)i * width + j;
            if (channel[at] > channel[best] || (channel[at] != channel[at] && channel[best] == channel[best]))
                best = at;
        }
    return best;
}

static void max_pool_forward(const Layer *layer, const LayerRows *rows) {
    size_t channel = (size_t)layer->input.height * (size_t)layer->input.width;
    size_t first = (size_t)rows->first * (size_t)layer->input.channels;
    size_t end = first + (size_t)rows->count * (size_t)layer->input.channels;
    real *output = rows->output + (size_t)rows->first * (size_t)shape_size(layer->output);
    for (const real *input = rows->input + first * channel; input < rows->input + end * channel; input += channel)
        for (int y = 0; y < layer->output.height; y++)
            for (int x = 0; x < layer->output.width; x++)
                *output++ = input[largest(layer, input, y, x)];
}

static void max_pool_backward(const Layer *layer, const LayerRows *rows) {
    if (!rows->input_gradient)
        return;
    size_t channel = (size_t)layer->input.height * (size_t)layer->input.width;
    size_t first = (size_t)rows->first * (size_t)layer->input.channels;
    size_t end = first + (size_t)rows->count * (size_t)layer->input.channels;
    const real *delta = rows->output_gradient + (size_t)rows->first * (size_t)shape_size(layer->output);
    for (size_t c = first; c < end; c++) {
        const real *input = rows->input + c * channel;
        real *gradient = rows->input_gradient + c * channel;
        memset(gradient, 0, channel * sizeof *gradient);
        for (int y = 0; y < layer->output.height; y++)
            for (int x = 0; x < layer->output.width; x++)
                gradient[largest(layer, input, y, x)] = *delta++;
    }
}

static bool max_pool_same_branches(const Layer *layer, const real *input, const real *other) {
    size_t channel = (size_t)layer->input.height * (size_t)layer->input.width;
    for (int c = 0; c < layer->input.channels; c++, input += channel, other += channel)
        for (int y = 0; y < layer->output.height; y++)
            for (int x = 0; x < layer->output.width; x++)
                if (largest(layer, input, y, x) != largest(layer, other, y, x))
                    return false;
    return true;
}

static size_t max_pool_scratch(const Layer *layer, int batch) {
    (void)layer, (void)batch;
    return 0;
}

static double max_pool_multiply_adds(const Layer *layer) {
    (void)layer;
    return 0;
}

extern const LayerType layer_max_pool; // found through the table that meson writes

const LayerType layer_max_pool = {
    .name = "max_pool",
    .grammar = "max_pool K [ceil]",
    .parse = max_pool_parse,
    .write = max_pool_write,
    .shape = max_pool_shape,
    .forward = max_pool_forward,
    .backward = max_pool_backward,
    .same_branches = max_pool_same_branches,
    .scratch = max_pool_scratch,
    .multiply_adds = max_pool_multiply_adds,
};
