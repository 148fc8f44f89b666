// conv C KxK [stride S] [pad P] [activation]: cross-correlation as torch.nn.Conv2d, weight (out, in, K, K), bias (out).
#include "convolve_layer.h"
#include "layer_picture.h"

static bool conv_parse(char **words, int count, LayerConfig *config, Error *error) {
    return layer_picture_parse(
        words, count, true,
        "expected 'conv C KxK [stride S] [pad P] [activation]' with C from 1 to 4096 or 'image', K from "
        "1 to 15, S from 1 to 8 and P below K",
        config, error);
}

static int padding(const LayerConfig *config) {
    return config->pad == PAD_DEFAULT ? config->kernel / 2 : config->pad;
}

// Behind an upsampling whose work it does, the layer goes up from the picture before that: see convolve_fold.h.
static ConvolveLayer how_of(const Layer *layer) {
    Shape in = layer->input, out = layer->output;
    int kernel = layer->config.kernel, pad = padding(&layer->config), fold = layer->fold;
    if (fold)
        return (ConvolveLayer){.up = true,
                               .geometry = {out.channels, out.height, out.width, in.channels, in.height / fold,
                                            in.width / fold, kernel + fold - 1, fold, kernel - 1 - pad}};
    return (ConvolveLayer){.geometry = {in.channels, in.height, in.width, out.channels, out.height, out.width, kernel,
                                        layer_picture_stride(&layer->config), pad}};
}

static bool conv_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)back;
    const LayerConfig *config = &layer->config;
    int units = config->units > 0 ? config->units : image.channels, pad = padding(config), kernel = config->kernel;
    int height = layer->input.height + 2 * pad, width = layer->input.width + 2 * pad;
    if (height < kernel || width < kernel)
        return error_set(error, "a kernel of %dx%d is larger than its input, %d×%d with a padding of %d", kernel,
                         kernel, layer->input.height, layer->input.width, pad);
    int stride = layer_picture_stride(config);
    if (!layer_picture_output(layer, image, units, (height - kernel) / stride + 1, (width - kernel) / stride + 1,
                              error))
        return false;
    ConvolveLayer how = how_of(layer);
    return convolve_layer_shape(layer, &how, layer->output.channels, layer->input.channels, layer->output.channels,
                                error);
}

static void conv_forward(const Layer *layer, const LayerRows *rows) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_forward(layer, &how, rows);
}

static void conv_backward(const Layer *layer, const LayerRows *rows) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_backward(layer, &how, rows);
}

static void conv_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_gradient(layer, &how, batch, tile);
}

static void conv_prepare(const Layer *layer, const real *parameters, real *prepared, int tile, bool forward) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_prepare(layer, &how, parameters, prepared, tile, forward);
}

static void conv_blocks(const Layer *layer, BlockShape *input, BlockShape *output_gradient) {
    ConvolveLayer how = how_of(layer);
    convolve_layer_blocks(&how, input, output_gradient);
}

static size_t conv_scratch(const Layer *layer, int batch) {
    (void)batch;
    ConvolveLayer how = how_of(layer);
    return convolve_layer_scratch(layer, &how);
}

static double conv_multiply_adds(const Layer *layer) {
    return (double)shape_size(layer->output) * layer->input.channels * layer->config.kernel * layer->config.kernel;
}

extern const LayerType layer_conv; // found through the table that meson writes

const LayerType layer_conv = {
    .name = "conv",
    .grammar = "conv C KxK [stride S] [pad P] [activation]",
    .folds = true,
    .parse = conv_parse,
    .write = layer_picture_write,
    .shape = conv_shape,
    .initialise = convolve_layer_initialise,
    .forward = conv_forward,
    .backward = conv_backward,
    .tile = convolve_layer_tile,
    .gradient = conv_gradient,
    .prepare = conv_prepare,
    .blocks = conv_blocks,
    .scratch = conv_scratch,
    .multiply_adds = conv_multiply_adds,
};
