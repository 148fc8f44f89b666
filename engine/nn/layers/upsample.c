// upsample K: each pixel K×K times, as torch.nn.Upsample(scale_factor=K), whose default is the nearest neighbour.
#include "layer_picture.h"

#include <string.h>

static bool upsample_parse(char **words, int count, LayerConfig *config, Error *error) {
    const char *expected = "expected 'upsample K' with K from 2 to 4";
    if (count != 1)
        return error_set(error, "%s", expected);
    return layer_picture_parse_scale(words[0], expected, config, error);
}

static void upsample_write(const LayerConfig *config, char *text, size_t capacity) {
    snprintf(text, capacity, " %d", config->stride);
}

static bool upsample_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)back;
    long long scale = layer->config.stride;
    return layer_picture_output(layer, image, layer->input.channels, scale * layer->input.height,
                                scale * layer->input.width, error);
}

static void upsample_forward(const Layer *layer, const LayerRows *rows) {
    int scale = layer->config.stride, width = layer->output.width;
    size_t small = (size_t)shape_size(layer->input) / (size_t)layer->input.channels;
    size_t first = (size_t)rows->first * (size_t)layer->input.channels;
    size_t end = first + (size_t)rows->count * (size_t)layer->input.channels;
    real *output = rows->output + (size_t)rows->first * (size_t)shape_size(layer->output);
    for (const real *input = rows->input + first * small; input < rows->input + end * small; input += small)
        for (int y = 0; y < layer->output.height; y++, output += width) {
            const real *row = input + (ptrdiff_t)(y / scale) * layer->input.width;
            if (y % scale)
                memcpy(output, output - width, (size_t)width * sizeof *output);
            else
                for (int x = 0; x < width; x++)
                    output[x] = row[x / scale];
        }
}

static void upsample_backward(const Layer *layer, const LayerRows *rows) {
    if (!rows->input_gradient)
        return;
    int scale = layer->config.stride, width = layer->output.width;
    size_t small = (size_t)shape_size(layer->input) / (size_t)layer->input.channels;
    size_t first = (size_t)rows->first * (size_t)layer->input.channels;
    size_t end = first + (size_t)rows->count * (size_t)layer->input.channels;
    const real *delta = rows->output_gradient + (size_t)rows->first * (size_t)shape_size(layer->output);
    for (size_t c = first; c < end; c++) {
        real *gradient = rows->input_gradient + c * small;
        memset(gradient, 0, small * sizeof *gradient);
        for (int y = 0; y < layer->output.height; y++, delta += width)
            for (int x = 0; x < width; x++)
                gradient[(ptrdiff_t)(y / scale) * layer->input.width + x / scale] += delta[x];
    }
}

static size_t upsample_scratch(const Layer *layer, int batch) {
    (void)layer, (void)batch;
    return 0;
}

static double upsample_multiply_adds(const Layer *layer) {
    (void)layer;
    return 0;
}

extern const LayerType layer_upsample; // found through the table that meson writes

const LayerType layer_upsample = {
    .name = "upsample",
    .grammar = "upsample K",
    .upsamples = true,
    .parse = upsample_parse,
    .write = upsample_write,
    .shape = upsample_shape,
    .forward = upsample_forward,
    .backward = upsample_backward,
    .scratch = upsample_scratch,
    .multiply_adds = upsample_multiply_adds,
};
