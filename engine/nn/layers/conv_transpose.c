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
static Convolution geometry(const Layer *layer) {
    Shape in = layer->input, out = layer->output;
    return (Convolution){out.channels,
                         out.height,
                         out.width,
                         in.channels,
                         in.height,
                         in.width,
                         layer->config.kernel,
                         layer_picture_stride(&layer->config),
                         padding(&layer->config)};
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
    Convolution g = geometry(layer);
    return convolve_layer_shape(layer, &g, false, true, error);
}

static void conv_transpose_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    Convolution g = geometry(layer);
    convolve_layer_initialise(layer, &g, how, random, parameters);
}

static void conv_transpose_forward(const Layer *layer, const LayerRows *rows) {
    Convolution g = geometry(layer);
    Convolve convolve;
    convolve_init(&convolve, &g, rows->scratch);
    size_t in = (size_t)shape_size(layer->input), out = (size_t)shape_size(layer->output);
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        real *output = rows->output + (size_t)n * out;
        kernels()->lay(&g, rows->input + (size_t)n * in, convolve.laid);
        convolve_up(&convolve, rows->prepared + layer->prepared_offset,
                    rows->parameters + layer->parameter[CONVOLVE_BIAS].offset, output);
        kernels()->activate(layer->config.activation, output, out);
    }
}

static void conv_transpose_backward(const Layer *layer, const LayerRows *rows) {
    Convolution g = geometry(layer);
    Convolve convolve;
    convolve_init(&convolve, &g, rows->scratch);
    size_t in = (size_t)shape_size(layer->input), out = (size_t)shape_size(layer->output);
    real *bias = rows->partial + convolve_partial(&g);
    for (int c = 0; c < g.channels; c++)
        bias[c] = 0;
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        real *delta = rows->output_gradient + (size_t)n * out;
        kernels()->activate_gradient(layer->config.activation, rows->output + (size_t)n * out, delta, out);
        kernels()->add_sums(delta, g.channels, out / (size_t)g.channels, bias);
        kernels()->lay(&g, rows->input + (size_t)n * in, convolve.laid);
        kernels()->spread(&g, delta, convolve.phases);
        convolve_gradient(&convolve, n > rows->first, rows->partial);
        if (rows->input_gradient)
            convolve_down(&convolve, rows->parameters + layer->parameter[CONVOLVE_WEIGHT].offset, NULL,
                          rows->input_gradient + (size_t)n * in);
    }
}

static LayerTile conv_transpose_tile(const Layer *layer, int tile) {
    Convolution g = geometry(layer);
    return convolve_layer_tile(layer, &g, tile);
}

static void conv_transpose_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    Convolution g = geometry(layer);
    convolve_layer_gradient(layer, &g, batch, tile);
}

static void conv_transpose_prepare(const Layer *layer, const real *parameters, real *prepared, int tile) {
    Convolution g = geometry(layer);
    convolve_layer_prepare(layer, &g, parameters, prepared, tile);
}

static size_t conv_transpose_scratch(const Layer *layer, int batch) {
    (void)batch;
    Convolution g = geometry(layer);
    return convolve_layer_scratch(&g);
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
    .initialise = conv_transpose_initialise,
    .forward = conv_transpose_forward,
    .backward = conv_transpose_backward,
    .tile = conv_transpose_tile,
    .gradient = conv_transpose_gradient,
    .prepare = conv_transpose_prepare,
    .scratch = conv_transpose_scratch,
    .multiply_adds = conv_transpose_multiply_adds,
};
