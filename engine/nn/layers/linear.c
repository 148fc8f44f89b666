// Products of a weight matrix with the rows of a batch. See linear.h.
#include "linear.h"

#include "net.h"

#include <math.h>

// A tile of the weight's gradient: large enough that packing the batch for it costs little, small enough that there are
// some for every thread.
enum { TILE_OUT = 64, TILE_IN = 256 };

static int parts(int size, int tile) {
    return (size + tile - 1) / tile;
}

bool linear_shape(Layer *layer, int out, Error *error) {
    int in = shape_size(layer->input);
    if ((double)out * in > NET_MAX_PARAMETERS)
        return error_set(error, "a dense layer from %d to %d units is larger than the %d weights that fit", in, out,
                         NET_MAX_PARAMETERS);
    LayerParameter weight = {.name = "weight", .dimensions = 2, .sizes = {out, in}};
    LayerParameter bias = {.name = "bias", .dimensions = 1, .sizes = {out}};
    layer->parameters = 0;
    if (!layer_borrows(layer))
        layer->parameter[layer->parameters++] = weight;
    layer->parameter[layer->parameters++] = bias;
    layer->tiles = layer_borrows(layer) ? 1 : parts(out, TILE_OUT) * parts(in, TILE_IN);
    if (!layer_borrows(layer))
        layer->prepared_count =
            kernels_packed_size(in, out) + (layer->first && !layer_lends(layer) ? 0 : kernels_packed_size(out, in));
    return true;
}

Linear linear_of(const Layer *layer, const Layer *mirror) {
    int in = shape_size(layer->input), out = layer->parameter[layer->parameters - 1].sizes[0];
    Linear linear = {.in = in,
                     .out = out,
                     .bias = layer->parameter[layer->parameters - 1].offset,
                     .first = layer->first && !layer_lends(layer),
                     .borrowed = layer_borrows(layer)};
    if (!linear.borrowed) {
        linear.weight = layer->parameter[0].offset;
        linear.forward = layer->prepared_offset;
        linear.backward = linear.forward + kernels_packed_size(in, out);
    } else if (mirror) { // packed for its owner's way back, the weight serves the way forward here
        linear.backward = mirror->prepared_offset;
        linear.forward = linear.backward + kernels_packed_size(out, in);
    }
    return linear;
}

void linear_initialise(const Linear *linear, Initialisation how, Random random, real *parameters) {
    real *weight = parameters + linear->weight, *bias = parameters + linear->bias;
    int in = linear->in, out = linear->out;
    size_t count = linear->borrowed ? 0 : (size_t)in * (size_t)out;
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

static Block block_of(const Linear *linear, int tile) {
    int in = linear->in, out = linear->out, across = parts(in, TILE_IN), down = parts(out, TILE_OUT);
    int o = border(out, down, tile / across), i = border(in, across, tile % across);
    return (Block){.out = o,
                   .outs = border(out, down, tile / across + 1) - o,
                   .in = i,
                   .ins = border(in, across, tile % across + 1) - i};
}

LayerTile linear_tile(const Linear *linear, int tile) {
    if (linear->borrowed)
        return (LayerTile){.spans = 1, .span = {{.offset = linear->bias, .rows = 1, .length = linear->out}}};
    Block block = block_of(linear, tile);
    size_t in = (size_t)linear->in;
    LayerTile result = {.spans = 1};
    result.span[0] = (ParameterSpan){
        .offset = linear->weight + (size_t)block.out * in + (size_t)block.in,
        .stride = in,
        .rows = block.outs,
        .length = block.ins,
    };
    if (block.in == 0)
        result.span[result.spans++] =
            (ParameterSpan){.offset = linear->bias + (size_t)block.out, .rows = 1, .length = block.outs};
    return result;
}

void linear_prepare(const Linear *linear, const real *parameters, real *prepared, int tile) {
    if (linear->borrowed)
        return;
    Block block = block_of(linear, tile);
    int in = linear->in, out = linear->out;
    const real *weight = parameters + linear->weight;
    kernels()->pack(weight, 1, in, block.in, block.ins, block.out, block.outs, in, prepared + linear->forward);
    if (!linear->first)
        kernels()->pack(weight, in, 1, block.out, block.outs, block.in, block.ins, out, prepared + linear->backward);
}

void linear_forward(const Linear *linear, const LayerRows *rows, real *output) {
    Team solo = team_solo();
    int in = linear->in, out = linear->out;
    Gemm gemm = {.m = rows->count,
                 .n = out,
                 .k = in,
                 .a = rows->input + (size_t)rows->first * (size_t)in,
                 .a_row = in,
                 .a_column = 1,
                 .packed = rows->prepared + linear->forward,
                 .c = output + (size_t)rows->first * (size_t)out,
                 .c_row = out,
                 .bias = rows->parameters + linear->bias};
    kernels()->gemm(&solo, &gemm);
}

void linear_backward(const Linear *linear, const LayerRows *rows, const real *delta) {
    Team solo = team_solo();
    int in = linear->in, out = linear->out;
    if (!rows->input_gradient)
        return;
    Gemm gemm = {.m = rows->count,
                 .n = in,
                 .k = out,
                 .a = delta + (size_t)rows->first * (size_t)out,
                 .a_row = out,
                 .a_column = 1,
                 .packed = rows->prepared + linear->backward,
                 .c = rows->input_gradient + (size_t)rows->first * (size_t)in,
                 .c_row = in};
    kernels()->gemm(&solo, &gemm);
}

// The gradient of a weight block is δᵀ·x, summed over the batch: delta (N, out), input (N, in).
static void add_products(const Linear *linear, const LayerGradient *batch, const Block *block, const real *delta,
                         const real *input, bool accumulate) {
    Team solo = team_solo();
    int in = linear->in, out = linear->out;
    Gemm gemm = {.m = block->outs,
                 .n = block->ins,
                 .k = batch->batch,
                 .a = delta + block->out,
                 .a_row = 1,
                 .a_column = out,
                 .b = input + block->in,
                 .b_row = in,
                 .b_column = 1,
                 .c = batch->gradients + linear->weight + (size_t)block->out * (size_t)in + block->in,
                 .c_row = in,
                 .accumulate = accumulate,
                 .scratch = batch->scratch};
    kernels()->gemm(&solo, &gemm);
}

void linear_gradient(const Linear *linear, const LayerGradient *batch, const real *delta, int tile) {
    real *bias = batch->gradients + linear->bias;
    if (linear->borrowed) {
        kernels()->sum_rows(delta, linear->out, batch->batch, linear->out, bias);
        return;
    }
    Block block = block_of(linear, tile);
    add_products(linear, batch, &block, delta, batch->input, false);
    // To the borrower the weight is (in, out): its input stands where δ does here, and its δ where the input does.
    if (batch->mirror_input)
        add_products(linear, batch, &block, batch->mirror_input, batch->mirror_output_gradient, true);
    if (block.in == 0)
        kernels()->sum_rows(delta + block.out, linear->out, batch->batch, block.outs, bias + block.out);
}
