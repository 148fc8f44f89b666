// dense N [activation]: y = f(x·Wᵀ + b), weight (out, in), bias (out), as torch.nn.Linear.
#include "layer.h"
#include "text.h"

#include "net.h"

#include <math.h>
#include <string.h>

// A tile of the weight's gradient: large enough that packing the batch for it costs little, small enough that there are
// some for every thread.
enum { WEIGHT, BIAS, TILE_OUT = 64, TILE_IN = 256 };

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

static int inputs(const Layer *layer) {
    return shape_size(layer->input);
}

static int outputs(const Layer *layer) {
    return layer->output.channels;
}

static int parts(int size, int tile) {
    return (size + tile - 1) / tile;
}

static bool dense_shape(Layer *layer, Shape image, Shape back, Error *error) {
    int units = layer->config.units;
    int out = units > 0 ? units : shape_size(units == UNITS_IMAGE ? image : back), in = inputs(layer);
    if ((double)out * in > NET_MAX_PARAMETERS)
        return error_set(error, "a dense layer from %d to %d units is larger than the %d weights that fit", in, out,
                         NET_MAX_PARAMETERS);
    layer->output = (Shape){out, 1, 1};
    layer->parameter[WEIGHT] = (LayerParameter){.name = "weight", .dimensions = 2, .sizes = {out, in}};
    layer->parameter[BIAS] =
        (LayerParameter){.name = "bias", .dimensions = 1, .sizes = {out}, .offset = (size_t)out * (size_t)in};
    layer->parameters = 2;
    layer->prepared_count = kernels_packed_size(in, out) + (layer->first ? 0 : kernels_packed_size(out, in));
    layer->tiles = parts(out, TILE_OUT) * parts(in, TILE_IN);
    return true;
}

static void dense_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    real *weight = parameters + layer->parameter[WEIGHT].offset, *bias = parameters + layer->parameter[BIAS].offset;
    int in = inputs(layer), out = outputs(layer);
    size_t count = (size_t)in * (size_t)out;
    double limit = how == INITIALISE_GLOROT ? sqrt(6.0 / (in + out)) : 1 / sqrt(in);
    for (size_t i = 0; i < count; i++)
        weight[i] = (real)(how == INITIALISE_HE ? sqrt(2.0 / in) * random_normal(random, i)
                                                : limit * (2 * random_uniform(random, i) - 1));
    Random of_bias = random_split(random, 1);
    for (int i = 0; i < out; i++)
        bias[i] = how == INITIALISE_DEFAULT ? (real)(limit * (2 * random_uniform(of_bias, (uint64_t)i) - 1)) : 0;
}

// Where a tile of the weight lies. Both borders fall on whole panels, so that a tile can be packed by itself.
typedef struct Block {
    int out, outs, in, ins;
} Block;

static int border(int size, int count, int index) {
    int panel = kernels()->panel, panels = (size + panel - 1) / panel;
    int place = kernels_part(panels, count, index) * panel;
    return place < size ? place : size;
}

static Block block_of(const Layer *layer, int tile) {
    int in = inputs(layer), out = outputs(layer), across = parts(in, TILE_IN), down = parts(out, TILE_OUT);
    int o = border(out, down, tile / across), i = border(in, across, tile % across);
    return (Block){.out = o,
                   .outs = border(out, down, tile / across + 1) - o,
                   .in = i,
                   .ins = border(in, across, tile % across + 1) - i};
}

static LayerTile dense_tile(const Layer *layer, int tile) {
    Block block = block_of(layer, tile);
    size_t in = (size_t)inputs(layer);
    LayerTile result = {.spans = 1};
    result.span[0] = (ParameterSpan){
        .offset = layer->parameter[WEIGHT].offset + (size_t)block.out * in + (size_t)block.in,
        .stride = in,
        .rows = block.outs,
        .length = block.ins,
    };
    if (block.in == 0)
        result.span[result.spans++] = (ParameterSpan){
            .offset = layer->parameter[BIAS].offset + (size_t)block.out, .rows = 1, .length = block.outs};
    return result;
}

static void dense_prepare(const Layer *layer, const real *parameters, real *prepared, int tile) {
    Block block = block_of(layer, tile);
    int in = inputs(layer), out = outputs(layer);
    const real *weight = parameters + layer->parameter[WEIGHT].offset;
    real *forward = prepared + layer->prepared_offset, *backward = forward + kernels_packed_size(in, out);
    kernels()->pack(weight, 1, in, block.in, block.ins, block.out, block.outs, in, forward);
    if (!layer->first)
        kernels()->pack(weight, in, 1, block.out, block.outs, block.in, block.ins, out, backward);
}

static void dense_forward(const Layer *layer, const LayerRows *rows) {
    Team solo = team_solo();
    int in = inputs(layer), out = outputs(layer);
    real *output = rows->output + (size_t)rows->first * (size_t)out;
    Gemm gemm = {.m = rows->count,
                 .n = out,
                 .k = in,
                 .a = rows->input + (size_t)rows->first * (size_t)in,
                 .a_row = in,
                 .a_column = 1,
                 .packed = rows->prepared + layer->prepared_offset,
                 .c = output,
                 .c_row = out,
                 .bias = rows->parameters + layer->parameter[BIAS].offset};
    kernels()->gemm(&solo, &gemm);
    kernels()->activate(layer->config.activation, output, (size_t)rows->count * (size_t)out);
}

static void dense_backward(const Layer *layer, const LayerRows *rows) {
    Team solo = team_solo();
    int in = inputs(layer), out = outputs(layer);
    size_t start = (size_t)rows->first * (size_t)out, count = (size_t)rows->count * (size_t)out;
    real *delta = rows->output_gradient + start;
    kernels()->activate_gradient(layer->config.activation, rows->output + start, delta, count);
    if (!rows->input_gradient)
        return;
    Gemm gemm = {.m = rows->count,
                 .n = in,
                 .k = out,
                 .a = delta,
                 .a_row = out,
                 .a_column = 1,
                 .packed = rows->prepared + layer->prepared_offset + kernels_packed_size(in, out),
                 .c = rows->input_gradient + (size_t)rows->first * (size_t)in,
                 .c_row = in};
    kernels()->gemm(&solo, &gemm);
}

static void dense_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    Team solo = team_solo();
    Block block = block_of(layer, tile);
    int in = inputs(layer), out = outputs(layer);
    const real *delta = batch->output_gradient + block.out;
    Gemm gemm = {.m = block.outs,
                 .n = block.ins,
                 .k = batch->batch,
                 .a = delta,
                 .a_row = 1,
                 .a_column = out,
                 .b = batch->input + block.in,
                 .b_row = in,
                 .b_column = 1,
                 .c = batch->gradients + layer->parameter[WEIGHT].offset + (size_t)block.out * (size_t)in + block.in,
                 .c_row = in,
                 .scratch = batch->scratch};
    kernels()->gemm(&solo, &gemm);
    if (block.in == 0)
        kernels()->sum_rows(delta, out, batch->batch, block.outs,
                            batch->gradients + layer->parameter[BIAS].offset + block.out);
}

static size_t dense_scratch(const Layer *layer, int batch) {
    (void)layer;
    return kernels_scratch(batch);
}

static double dense_multiply_adds(const Layer *layer) {
    return (double)inputs(layer) * outputs(layer);
}

extern const LayerType layer_dense; // found through the table that meson writes

const LayerType layer_dense = {
    .name = "dense",
    .grammar = "dense N [activation]",
    .flattens = true,
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
