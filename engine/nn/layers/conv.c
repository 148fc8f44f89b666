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

static Convolution geometry(const Layer *layer) {
    Shape in = layer->input, out = layer->output;
    return (Convolution){in.channels,
                         in.height,
                         in.width,
                         out.channels,
                         out.height,
                         out.width,
                         layer->config.kernel,
                         layer_picture_stride(&layer->config),
                         padding(&layer->config)};
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
    Convolution g = geometry(layer);
    return convolve_layer_shape(layer, &g, true, !layer->first, error);
}

static void conv_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    Convolution g = geometry(layer);
    convolve_layer_initialise(layer, &g, how, random, parameters);
}

static void conv_forward(const Layer *layer, const LayerRows *rows) {
    Convolution g = geometry(layer);
    Convolve convolve;
    convolve_init(&convolve, &g, rows->scratch);
    size_t in = (size_t)shape_size(layer->input), out = (size_t)shape_size(layer->output);
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        real *output = rows->output + (size_t)n * out;
        kernels()->spread(&g, rows->input + (size_t)n * in, convolve.phases);
        convolve_down(&convolve, rows->parameters + layer->parameter[CONVOLVE_WEIGHT].offset,
                      rows->parameters + layer->parameter[CONVOLVE_BIAS].offset, output);
        kernels()->activate(layer->config.activation, output, out);
    }
}

static void conv_backward(const Layer *layer, const LayerRows *rows) {
    Convolution g = geometry(layer);
    Convolve convolve;
    convolve_init(&convolve, &g, rows->scratch);
    size_t in = (size_t)shape_size(layer->input), out = (size_t)shape_size(layer->output);
    real *bias = rows->partial + convolve_partial(&g);
    for (int m = 0; m < g.maps; m++)
        bias[m] = 0;
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        real *delta = rows->output_gradient + (size_t)n * out;
        kernels()->activate_gradient(layer->config.activation, rows->output + (size_t)n * out, delta, out);
        kernels()->add_sums(delta, g.maps, out / (size_t)g.maps, bias);
        kernels()->lay(&g, delta, convolve.laid);
        kernels()->spread(&g, rows->input + (size_t)n * in, convolve.phases);
        convolve_gradient(&convolve, n > rows->first, rows->partial);
        if (rows->input_gradient)
            convolve_up(&convolve, rows->prepared + layer->prepared_offset, NULL,
                        rows->input_gradient + (size_t)n * in);
    }
}

static LayerTile conv_tile(const Layer *layer, int tile) {
    Convolution g = geometry(layer);
    return convolve_layer_tile(layer, &g, tile);
}

static void conv_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    Convolution g = geometry(layer);
    convolve_layer_gradient(layer, &g, batch, tile);
}

static void conv_prepare(const Layer *layer, const real *parameters, real *prepared, int tile) {
    Convolution g = geometry(layer);
    convolve_layer_prepare(layer, &g, parameters, prepared, tile);
}

static size_t conv_scratch(const Layer *layer, int batch) {
    (void)batch;
    Convolution g = geometry(layer);
    return convolve_layer_scratch(&g);
}

static double conv_multiply_adds(const Layer *layer) {
    return (double)shape_size(layer->output) * layer->input.channels * layer->config.kernel * layer->config.kernel;
}

extern const LayerType layer_conv; // found through the table that meson writes

const LayerType layer_conv = {
    .name = "conv",
    .grammar = "conv C KxK [stride S] [pad P] [activation]",
    .parse = conv_parse,
    .write = layer_picture_write,
    .shape = conv_shape,
    .initialise = conv_initialise,
    .forward = conv_forward,
    .backward = conv_backward,
    .tile = conv_tile,
    .gradient = conv_gradient,
    .prepare = conv_prepare,
    .scratch = conv_scratch,
    .multiply_adds = conv_multiply_adds,
};
