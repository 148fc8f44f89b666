// Products of a weight matrix with the rows of a batch. See linear.h.
#include "linear.h"

#include "net.h"

#include <math.h>

// A tile of the weight's gradient: whole rows of the weight, so that the optimizer runs along its memory, unless the
// layer has few outputs; then there would be less tiles than threads.
enum { TILE_VALUES = 8192, TILE_IN = 256, FEW_PANELS = 8 };

static int parts(int size, int tile) {
    return (size + tile - 1) / tile;
}

static int out_panels(int out) {
    return parts(out, kernels()->panel);
}

static int parts_across(int in, int out) {
    return out_panels(out) < FEW_PANELS ? parts(in, TILE_IN) : 1;
}

static int parts_down(int in, int out) {
    int panel = kernels()->panel, panels = TILE_VALUES * parts_across(in, out) / in / panel;
    return parts(out, panel * (panels > 1 ? panels : 1));
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
    layer->tiles = layer_borrows(layer) ? 1 : parts_down(in, out) * parts_across(in, out);
    layer->packed = layer_borrows(layer) ? out : in;
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
                     .lent = layer_lends(layer),
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
    int in = linear->in, out = linear->out, across = parts_across(in, out), down = parts_down(in, out);
    int o = border(out, down, tile / across), i = border(in, across, tile % across);
    return (Block){.out = o,
                   .outs = border(out, down, tile / across + 1) - o,
                   .in = i,
                   .ins = border(in, across, tile % across + 1) - i};
}

static LayerTile tile_of(const Linear *linear, const Block *block) {
    size_t in = (size_t)linear->in;
    LayerTile result = {.spans = 1};
    result.span[0] = (ParameterSpan){
        .offset = linear->weight + (size_t)block->out * in + (size_t)block->in,
        .stride = in,
        .rows = block->outs,
        .length = block->ins,
    };
    if (block->in == 0)
        result.span[result.spans++] =
            (ParameterSpan){.offset = linear->bias + (size_t)block->out, .rows = 1, .length = block->outs};
    return result;
}

LayerTile linear_tile(const Linear *linear, int tile) {
    if (linear->borrowed)
        return (LayerTile){.spans = 1, .span = {{.offset = linear->bias, .rows = 1, .length = linear->out}}};
    Block block = block_of(linear, tile);
    return tile_of(linear, &block);
}

void linear_prepare(const Linear *linear, const real *parameters, real *prepared, int tile, bool forward) {
    if (linear->borrowed)
        return;
    Block block = block_of(linear, tile);
    int in = linear->in, out = linear->out;
    const real *weight = parameters + linear->weight;
    kernels()->pack(weight, 1, in, block.in, block.ins, block.out, block.outs, in, prepared + linear->forward);
    if (!linear->first && (!forward || linear->lent))
        kernels()->pack(weight, in, 1, block.out, block.outs, block.in, block.ins, out, prepared + linear->backward);
}

// Rows of a matrix (N, columns) to their place among the packed ones, for the gradient.
static void keep_packed(const LayerRows *rows, const real *matrix, int columns) {
    if (rows->packed)
        kernels()->pack(matrix, columns, 1, rows->first, rows->count, 0, columns, rows->packed_rows, rows->packed);
}

void linear_forward(const Linear *linear, const LayerRows *rows, bool relu, real *output) {
    Team solo = team_solo();
    int in = linear->in, out = linear->out;
    if (!linear->borrowed)
        keep_packed(rows, rows->input, in);
    Gemm gemm = {.m = rows->count,
                 .n = out,
                 .k = in,
                 .a = rows->input + (size_t)rows->first * (size_t)in,
                 .a_row = in,
                 .a_column = 1,
                 .packed = rows->prepared + linear->forward,
                 .c = output + (size_t)rows->first * (size_t)out,
                 .c_row = out,
                 .bias = rows->parameters + linear->bias,
                 .relu = relu};
    kernels()->gemm(&solo, &gemm);
}

void linear_backward(const Linear *linear, const LayerRows *rows, const real *delta) {
    Team solo = team_solo();
    int in = linear->in, out = linear->out;
    if (linear->borrowed)
        keep_packed(rows, delta, out);
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

// Rows of a part of a tile: as many as a packed panel of δ has columns.
static int part_rows(void) {
    return kernels()->panel;
}

size_t linear_scratch(int in, int out, int batch) {
    size_t columns = (size_t)(in > out ? in : out);
    return (size_t)part_rows() * (columns + 1 + 2 * (size_t)batch);
}

// gradient (outs, ins) = δᵀ·x, summed over the batch: delta (N, out), x packed.
static void multiply(const Linear *linear, const LayerGradient *batch, const Block *part, const real *delta,
                     const real *packed, bool accumulate, real *gathered, real *gradient) {
    Team solo = team_solo();
    size_t place = linear->weight + (size_t)part->out * (size_t)linear->in + (size_t)part->in;
    // a panel of δ, so that the product finds its columns side by side
    kernels()->pack(delta + part->out, linear->out, 1, 0, batch->batch, 0, part->outs, batch->batch, gathered);
    Gemm gemm = {.m = part->outs,
                 .n = part->ins,
                 .k = batch->batch,
                 .a = gathered,
                 .a_row = 1,
                 .a_column = part_rows(),
                 .packed = packed + (size_t)part->in * (size_t)batch->packed_rows,
                 .packed_k = batch->packed_rows,
                 .c = gradient,
                 .c_row = part->ins,
                 .accumulate = accumulate};
    if (part->ins == linear->in && batch->sink->derived)
        gemm.ahead_bytes = (size_t)part->outs * (size_t)part->ins * sizeof(real);
    for (int i = 0; gemm.ahead_bytes && i < GEMM_AHEAD; i++)
        gemm.ahead[i] = i < 3 ? batch->sink->needed[i] + place
                              : batch->sink->derived + linear->forward + (size_t)part->out * (size_t)linear->in;
    kernels()->gemm(&solo, &gemm);
}

// The bias alone, where the weight is another layer's.
static void bias_gradient(const Linear *linear, const LayerGradient *batch, const real *delta) {
    kernels()->sum_rows(delta, linear->out, batch->batch, linear->out, batch->scratch);
    LayerTile whole = linear_tile(linear, 0);
    batch->sink->take(batch->sink->context, &whole, batch->scratch);
}

// To the borrower of a weight it is (in, out): its input stands where δ does here, and its δ where the input does.
void linear_gradient(const Linear *linear, const LayerGradient *batch, const real *delta, int tile) {
    if (linear->borrowed) {
        bias_gradient(linear, batch, delta);
        return;
    }
    Block block = block_of(linear, tile), part = block;
    int rows = batch->batch, most = part_rows(), end = block.out + block.outs;
    real *gathered = batch->scratch, *mirrored = gathered + (size_t)most * (size_t)rows;
    real *gradient = mirrored + (size_t)most * (size_t)rows;
    for (; part.out < end; part.out += most) {
        part.outs = end - part.out < most ? end - part.out : most;
        multiply(linear, batch, &part, delta, batch->packed, false, gathered, gradient);
        if (batch->mirror_input)
            multiply(linear, batch, &part, batch->mirror_input, batch->mirror_packed, true, mirrored, gradient);
        if (part.in == 0)
            kernels()->sum_rows(gathered, most, rows, part.outs, gradient + (size_t)part.outs * (size_t)part.ins);
        LayerTile spans = tile_of(linear, &part);
        batch->sink->take(batch->sink->context, &spans, gradient);
    }
}
