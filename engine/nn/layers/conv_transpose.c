// conv_transpose C KxK [stride S] [activation]: torch.nn.ConvTranspose2d, weight (in, out, K, K), bias (out), padded so
// that the picture becomes S times as large.
#include "convolve_layer.h"
#include "layer_picture.h"

static bool conv_transpose_parse(char **words, int count, LayerConfig *config, Error *error) {
    return layer_picture_parse(
        words, count, false,
        "expected 'conv_transpose C KxK [stride S] [activation]' with C from 1 to 4096 or 'image', K "
        "from 1 to 15 and S from 1 to 8",
        config, error);
}

// ⌈(K−S)/2⌉, below zero where the kernel is too small.
static int padding(const LayerConfig *config) {
    int beyond = config->kernel - layer_picture_stride(config);
    return beyond > 0 ? (beyond + 1) / 2 : beyond / 2;
}

// Here the large picture is the output and the small one the input.
static ConvolveLayer how_of(const Layer *layer) {
    Shape in = layer->input, out = layer->output;
    return (ConvolveLayer){.up = true,
                           .geometry = {out.channels, out.height, out.width, in.channels, in.height, in.width,
                                        layer->config.kernel, layer_picture_stride(&layer->config),
                                        padding(&layer->config)}};
}

static bool check_kernel(const LayerConfig *config, Error *error) {
    int kernel = config->kernel, stride = layer_picture_stride(config), pad = padding(config);
    if (pad < 0)
        return error_set(
            error,
            "a kernel of %dx%d is too small for a stride of %d: the padding would be %d; expected a kernel "
            "of at least %dx%d",
            kernel, kernel, stride, pad, stride - 1, stride - 1);
    int rest = (kernel + stride) % 2; // the output padding, (K−S) mod 2
    return rest < stride ||
           error_set(
               error,
               "a kernel of %dx%d with a stride of 1 needs an output padding of 1, which must be smaller than the "
               "stride; expected a kernel with odd sides",
               kernel, kernel);
}

static bool conv_transpose_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)back;
    const LayerConfig *config = &layer->config;
    long long stride = layer_picture_stride(config);
    int units = config->units > 0 ? config->units : image.channels;
    if (!check_kernel(config, error) ||
        !layer_picture_output(layer, image, units, stride * layer->input.height, stride * layer->input.width, error))
        return false;
    ConvolveLayer how = how_of(layer);
    return convolve_layer_shape(layer, &how, layer->input.channels, layer->output.channels, layer->output.channels,
                                error);
}

static void conv_transpose_forward(const Layer *layer, const LayerRows *rows) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_forward(layer, &how, rows);
}

static void conv_transpose_backward(const Layer *layer, const LayerRows *rows) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_backward(layer, &how, rows);
}

static void conv_transpose_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_gradient(layer, &how, batch, tile);
}

static void conv_transpose_prepare(const Layer *layer, const real *parameters, real *prepared, int tile, bool forward) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_prepare(layer, &how, parameters, prepared, tile, forward);
}

static void conv_transpose_blocks(const Layer *layer, BlockShape *input, BlockShape *output_gradient) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_blocks(&how, input, output_gradient);
}

static size_t conv_transpose_scratch(const Layer *layer, int batch) {
    (void)batch;
    ConvolveLayer how = how_of(layer);
    return convolve_layer_scratch(layer, &how);
}

static double conv_transpose_multiply_adds(const Layer *layer) {
    return (double)shape_size(layer->input) * layer->output.channels * layer->config.kernel * layer->config.kernel;
}

extern const LayerType layer_conv_transpose; // found through the table that meson writes

const LayerType layer_conv_transpose = {
    .name = "conv_transpose",
    .grammar = "conv_transpose C KxK [stride S] [activation]",
    .transposed = true,
    .parse = conv_transpose_parse,
    .write = layer_picture_write,
    .shape = conv_transpose_shape,
    .initialise = convolve_layer_initialise,
    .forward = conv_transpose_forward,
    .backward = conv_transpose_backward,
    .tile = convolve_layer_tile,
    .gradient = conv_transpose_gradient,
    .prepare = conv_transpose_prepare,
    .blocks = conv_transpose_blocks,
    .scratch = conv_transpose_scratch,
    .multiply_adds = conv_transpose_multiply_adds,
};
