// Parameters of the convolving layers and their gradients, in blocks of rows and columns of the weight. Called by conv
// and conv_transpose.
#include "convolve_layer.h"

#include "convolve_fold.h"
#include "net.h"

#include <math.h>

// A block has at most this many rows of the weight, and about this many values of each.
enum { BLOCK_ROWS = 16, BLOCK_VALUES = 1024 };

// Rows first … first+rows-1 of the weight (A, B, K, K), of each of them `columns` kernels.
typedef struct Block {
    int row, rows, column, columns;
} Block;

static const int *weight_sizes(const Layer *layer) {
    return layer->parameter[CONVOLVE_WEIGHT].sizes;
}

static int parts(int size, int most) {
    return (size + most - 1) / most;
}

static int column_parts(const Layer *layer) {
    const int *sizes = weight_sizes(layer);
    int most = BLOCK_VALUES / (sizes[2] * sizes[3]);
    return parts(sizes[1], most > 1 ? most : 1);
}

static Block block_of(const Layer *layer, int tile) {
    const int *sizes = weight_sizes(layer);
    int down = parts(sizes[0], BLOCK_ROWS), across = column_parts(layer), i = tile / across, j = tile % across;
    int row = kernels_part(sizes[0], down, i), column = kernels_part(sizes[1], across, j);
    return (Block){.row = row,
                   .rows = kernels_part(sizes[0], down, i + 1) - row,
                   .column = column,
                   .columns = kernels_part(sizes[1], across, j + 1) - column};
}

// The bias that goes with a block: of its rows with the first columns, or of its columns with the first rows.
typedef struct BiasPart {
    int first, count;
} BiasPart;

// Where rows and columns are equally many it is all the same which side the biases are dealt out by.
static BiasPart bias_part(const Layer *layer, Block block) {
    if (layer->parameter[CONVOLVE_BIAS].sizes[0] == weight_sizes(layer)[0])
        return (BiasPart){block.row, block.column == 0 ? block.rows : 0};
    return (BiasPart){block.column, block.row == 0 ? block.columns : 0};
}

bool convolve_layer_shape(Layer *layer, const ConvolveLayer *how, int a, int b, int biases, Error *error) {
    int kernel = layer->config.kernel;
    double weights = (double)a * b * kernel * kernel;
    if (weights > NET_MAX_PARAMETERS)
        return error_set(error, "a convolution of %.0f weights is larger than the %d that fit", weights,
                         NET_MAX_PARAMETERS);
    layer->parameter[CONVOLVE_WEIGHT] =
        (LayerParameter){.name = "weight", .dimensions = 4, .sizes = {a, b, kernel, kernel}};
    layer->parameter[CONVOLVE_BIAS] =
        (LayerParameter){.name = "bias", .dimensions = 1, .sizes = {biases}, .offset = (size_t)weights};
    layer->parameters = 2;
    layer->prepared_count = convolve_prepared(&how->geometry);
    layer->partial_count = convolve_weights(&how->geometry) + (size_t)biases;
    layer->tiles = parts(a, BLOCK_ROWS) * column_parts(layer);
    return true;
}

void convolve_layer_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    const int *sizes = weight_sizes(layer);
    real *weight = parameters + layer->parameter[CONVOLVE_WEIGHT].offset;
    real *bias = parameters + layer->parameter[CONVOLVE_BIAS].offset;
    double square = (double)sizes[2] * sizes[3], fan_in = sizes[1] * square, fan_out = sizes[0] * square;
    double limit = how == INITIALISE_GLOROT ? sqrt(6.0 / (fan_in + fan_out)) : 1 / sqrt(fan_in);
    size_t count = (size_t)sizes[0] * (size_t)fan_in;
    Random of_weight = random_split(random, 0), of_bias = random_split(random, 1);
    for (size_t i = 0; i < count; i++)
        weight[i] = (real)(how == INITIALISE_HE ? sqrt(2.0 / fan_in) * random_normal(of_weight, i)
                                                : limit * (2 * random_uniform(of_weight, i) - 1));
    for (int i = 0; i < layer->parameter[CONVOLVE_BIAS].sizes[0]; i++)
        bias[i] = how == INITIALISE_DEFAULT ? (real)(limit * (2 * random_uniform(of_bias, (uint64_t)i) - 1)) : 0;
}

LayerTile convolve_layer_tile(const Layer *layer, int tile) {
    Block block = block_of(layer, tile);
    const int *sizes = weight_sizes(layer);
    size_t square = (size_t)sizes[2] * (size_t)sizes[3], row = (size_t)sizes[1] * square;
    LayerTile result = {.spans = 1};
    result.span[0] = (ParameterSpan){
        .offset = layer->parameter[CONVOLVE_WEIGHT].offset + (size_t)block.row * row + (size_t)block.column * square,
        .stride = row,
        .rows = block.rows,
        .length = block.columns * (int)square,
    };
    BiasPart bias = bias_part(layer, block);
    if (bias.count)
        result.span[result.spans++] = (ParameterSpan){
            .offset = layer->parameter[CONVOLVE_BIAS].offset + (size_t)bias.first, .rows = 1, .length = bias.count};
    return result;
}

// sums (count) over the chunks, in their order.
static void add_chunks(const LayerGradient *batch, size_t place, int count, real *sums) {
    for (int i = 0; i < count; i++)
        sums[i] = 0;
    for (int chunk = 0; chunk < batch->chunks; chunk++) {
        const real *partial = batch->partial + (size_t)chunk * batch->partial_stride + place;
        for (int i = 0; i < count; i++)
            sums[i] += partial[i];
    }
}

// One row of a block, (columns, K, K).
static void gradient_row(const Layer *layer, const ConvolveLayer *how, const LayerGradient *batch, const Block *block,
                         int row, real *weight) {
    const int *sizes = weight_sizes(layer), square = sizes[2] * sizes[3];
    if (!layer->fold) {
        size_t place = ((size_t)row * (size_t)sizes[1] + (size_t)block->column) * (size_t)square;
        add_chunks(batch, place, block->columns * square, weight);
        return;
    }
    const int folded = how->geometry.kernel * how->geometry.kernel;
    for (int column = block->column; column < block->column + block->columns; column++, weight += square) {
        real sums[FOLD_KERNEL_MAX * FOLD_KERNEL_MAX];
        add_chunks(batch, ((size_t)column * (size_t)sizes[0] + (size_t)row) * (size_t)folded, folded, sums);
        convolve_unfold(sums, sizes[2], layer->fold, weight);
    }
}

void convolve_layer_gradient(const Layer *layer, const ConvolveLayer *how, const LayerGradient *batch, int tile) {
    Block block = block_of(layer, tile);
    const int *sizes = weight_sizes(layer);
    real *gradient = batch->scratch;
    for (int row = block.row; row < block.row + block.rows; row++, gradient += block.columns * sizes[2] * sizes[3])
        gradient_row(layer, how, batch, &block, row, gradient);
    BiasPart bias = bias_part(layer, block);
    add_chunks(batch, convolve_weights(&how->geometry) + (size_t)bias.first, bias.count, gradient);
    LayerTile part = convolve_layer_tile(layer, tile);
    batch->sink->take(batch->sink->context, &part, batch->scratch);
}

size_t convolve_layer_scratch(const Layer *layer, const ConvolveLayer *how) {
    const int *sizes = weight_sizes(layer);
    size_t square = (size_t)sizes[2] * (size_t)sizes[3], biases = (size_t)layer->parameter[CONVOLVE_BIAS].sizes[0];
    size_t part = BLOCK_ROWS * (BLOCK_VALUES + square) + biases, products = convolve_rows_scratch(how);
    return part > products ? part : products;
}

void convolve_layer_prepare(const Layer *layer, const ConvolveLayer *how, const real *parameters, real *prepared,
                            int tile, bool forward) {
    Block block = block_of(layer, tile);
    const int *sizes = weight_sizes(layer);
    const real *weight = parameters + layer->parameter[CONVOLVE_WEIGHT].offset;
    unsigned there = how->up ? CONVOLVE_UP : CONVOLVE_DOWN, products = forward ? there : CONVOLVE_UP | CONVOLVE_DOWN;
    real folded[FOLD_KERNEL_MAX * FOLD_KERNEL_MAX];
    prepared += layer->prepared_offset;
    for (int a = block.row; a < block.row + block.rows; a++)
        for (int b = block.column; b < block.column + block.columns; b++) {
            const real *kernel = weight + ((ptrdiff_t)a * sizes[1] + b) * sizes[2] * sizes[3];
            if (layer->fold) {
                convolve_fold(kernel, sizes[2], layer->fold, folded);
                convolve_prepare(&how->geometry, folded, b, a, products, prepared);
            } else {
                convolve_prepare(&how->geometry, kernel, a, b, products, prepared);
            }
        }
}
