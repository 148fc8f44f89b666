// dense N [activation]: y = f(x·Wᵀ + b), weight (out, in), bias (out), as torch.nn.Linear.
#include "linear.h"
#include "text.h"

#include <string.h>

static bool dense_parse(char **words, int count, LayerConfig *config, Error *error) {
    const char *expected = "expected 'dense N [activation]' with N from 1 to 65536, 'image' or 'back'";
    if (count < 1 || count > 2)
        return error_set(error, "%s", expected);
    if (strcmp(words[0], "image") == 0)
        config->units = UNITS_IMAGE;
    else if (strcmp(words[0], "back") == 0)
        config->units = UNITS_BACK;
    else if (!text_to_int(words[0], 1, 65536, &config->units))
        return error_set(error, "%s, found '%s'", expected, words[0]);
    if (count == 2 && !activation_parse(words[1], &config->activation))
        return error_set(error, "unknown activation '%s'; expected relu, leaky_relu, sigmoid, tanh, elu or softplus",
                         words[1]);
    return true;
}

static void dense_write(const LayerConfig *config, char *text, size_t capacity) {
    const char *space = config->activation == ACTIVATION_LINEAR ? "" : " ";
    const char *name = activation_name(config->activation);
    if (config->units > 0)
        snprintf(text, capacity, " %d%s%s", config->units, space, name);
    else
        snprintf(text, capacity, " %s%s%s", config->units == UNITS_IMAGE ? "image" : "back", space, name);
}

static bool dense_shape(Layer *layer, Shape image, Shape back, Error *error) {
    int units = layer->config.units;
    int out = units > 0 ? units : shape_size(units == UNITS_IMAGE ? image : back);
    layer->output = (Shape){out, 1, 1};
    return linear_shape(layer, out, error);
}

static void dense_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    Linear linear = linear_of(layer, NULL);
    linear_initialise(&linear, how, random, parameters);
}

static void dense_forward(const Layer *layer, const LayerRows *rows) {
    Linear linear = linear_of(layer, rows->mirror);
    size_t out = (size_t)linear.out;
    bool relu = layer->config.activation == ACTIVATION_RELU; // which the product does on its way
    linear_forward(&linear, rows, relu, rows->output);
    if (!relu)
        kernels()->activate(layer->config.activation, rows->output + (size_t)rows->first * out,
                            (size_t)rows->count * out);
}

static void dense_backward(const Layer *layer, const LayerRows *rows) {
    Linear linear = linear_of(layer, rows->mirror);
    size_t start = (size_t)rows->first * (size_t)linear.out, count = (size_t)rows->count * (size_t)linear.out;
    kernels()->activate_gradient(layer->config.activation, rows->output + start, rows->output_gradient + start, count);
    linear_backward(&linear, rows, rows->output_gradient);
}

static LayerTile dense_tile(const Layer *layer, int tile) {
    Linear linear = linear_of(layer, NULL);
    return linear_tile(&linear, tile);
}

static void dense_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    Linear linear = linear_of(layer, NULL);
    linear_gradient(&linear, batch, batch->output_gradient, tile);
}

static void dense_prepare(const Layer *layer, const real *parameters, real *prepared, int tile, bool forward) {
    Linear linear = linear_of(layer, NULL);
    linear_prepare(&linear, parameters, prepared, tile, forward);
}

static size_t dense_scratch(const Layer *layer, int batch) {
    return linear_scratch(shape_size(layer->input), shape_size(layer->output), batch);
}

static double dense_multiply_adds(const Layer *layer) {
    return (double)shape_size(layer->input) * shape_size(layer->output);
}

extern const LayerType layer_dense; // found through the table that meson writes

const LayerType layer_dense = {
    .name = "dense",
    .grammar = "dense N [activation]",
    .flattens = true,
    .mirrors = true,
    .activates = true,
    .parse = dense_parse,
    .write = dense_write,
    .shape = dense_shape,
    .initialise = dense_initialise,
    .forward = dense_forward,
    .backward = dense_backward,
    .tile = dense_tile,
    .gradient = dense_gradient,
    .prepare = dense_prepare,
    .scratch = dense_scratch,
    .multiply_adds = dense_multiply_adds,
};
