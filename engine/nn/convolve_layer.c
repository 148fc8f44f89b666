// Parameters of the convolving layers in blocks of maps and channels. Called by conv and conv_transpose.
#include "convolve_layer.h"

#include "net.h"

#include <math.h>

// A block has at most this many maps, and about this many values of each.
enum { BLOCK_MAPS = 16, BLOCK_VALUES = 1024 };

typedef struct Block {
    int map, maps, channel, channels;
} Block;

static int parts(int size, int most) {
    return (size + most - 1) / most;
}

static int channel_parts(const Convolution *g) {
    int most = BLOCK_VALUES / (g->kernel * g->kernel);
    return parts(g->channels, most > 1 ? most : 1);
}

static Block block_of(const Convolution *g, int tile) {
    int down = parts(g->maps, BLOCK_MAPS), across = channel_parts(g), row = tile / across, column = tile % across;
    int map = kernels_part(g->maps, down, row), channel = kernels_part(g->channels, across, column);
    return (Block){.map = map,
                   .maps = kernels_part(g->maps, down, row + 1) - map,
                   .channel = channel,
                   .channels = kernels_part(g->channels, across, column + 1) - channel};
}

// The bias that goes with a block: of its maps with the first channels, or of its channels with the first maps.
typedef struct BiasPart {
    int first, count;
} BiasPart;

// Where maps and channels are equally many it is all the same which side the biases are dealt out by.
static bool bias_of_maps(const Layer *layer, const Convolution *g) {
    return layer->parameter[CONVOLVE_BIAS].sizes[0] == g->maps;
}

static BiasPart bias_part(bool of_maps, Block block) {
    if (of_maps)
        return (BiasPart){block.map, block.channel == 0 ? block.maps : 0};
    return (BiasPart){block.channel, block.map == 0 ? block.channels : 0};
}

bool convolve_layer_shape(Layer *layer, const Convolution *g, bool of_maps, bool turns, Error *error) {
    double weights = (double)g->maps * g->channels * g->kernel * g->kernel;
    if (weights > NET_MAX_PARAMETERS)
        return error_set(error, "a convolution of %.0f weights is larger than the %d that fit", weights,
                         NET_MAX_PARAMETERS);
    size_t count = (size_t)weights;
    int biases = of_maps ? g->maps : g->channels;
    layer->parameter[CONVOLVE_WEIGHT] =
        (LayerParameter){.name = "weight", .dimensions = 4, .sizes = {g->maps, g->channels, g->kernel, g->kernel}};
    layer->parameter[CONVOLVE_BIAS] =
        (LayerParameter){.name = "bias", .dimensions = 1, .sizes = {biases}, .offset = count};
    layer->parameters = 2;
    layer->prepared_count = turns ? count : 0;
    layer->partial_count = convolve_partial(g) + (size_t)biases;
    layer->tiles = parts(g->maps, BLOCK_MAPS) * channel_parts(g);
    return true;
}

void convolve_layer_initialise(const Layer *layer, const Convolution *g, Initialisation how, Random random,
                               real *parameters) {
    real *weight = parameters + layer->parameter[CONVOLVE_WEIGHT].offset;
    real *bias = parameters + layer->parameter[CONVOLVE_BIAS].offset;
    double fan_in = (double)g->channels * g->kernel * g->kernel, fan_out = (double)g->maps * g->kernel * g->kernel;
    double limit = how == INITIALISE_GLOROT ? sqrt(6.0 / (fan_in + fan_out)) : 1 / sqrt(fan_in);
    size_t count = (size_t)g->maps * (size_t)fan_in;
    Random of_weight = random_split(random, 0), of_bias = random_split(random, 1);
    for (size_t i = 0; i < count; i++)
        weight[i] = (real)(how == INITIALISE_HE ? sqrt(2.0 / fan_in) * random_normal(of_weight, i)
                                                : limit * (2 * random_uniform(of_weight, i) - 1));
    for (int i = 0; i < layer->parameter[CONVOLVE_BIAS].sizes[0]; i++)
        bias[i] = how == INITIALISE_DEFAULT ? (real)(limit * (2 * random_uniform(of_bias, (uint64_t)i) - 1)) : 0;
}

LayerTile convolve_layer_tile(const Layer *layer, const Convolution *g, int tile) {
    Block block = block_of(g, tile);
    size_t square = (size_t)g->kernel * (size_t)g->kernel, row = (size_t)g->channels * square;
    LayerTile result = {.spans = 1};
    result.span[0] = (ParameterSpan){
        .offset = layer->parameter[CONVOLVE_WEIGHT].offset + (size_t)block.map * row + (size_t)block.channel * square,
        .stride = row,
        .rows = block.maps,
        .length = block.channels * (int)square,
    };
    BiasPart bias = bias_part(bias_of_maps(layer, g), block);
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

void convolve_layer_gradient(const Layer *layer, const Convolution *g, const LayerGradient *batch, int tile) {
    Block block = block_of(g, tile);
    int square = g->kernel * g->kernel;
    size_t row = (size_t)block.channels * (size_t)square;
    real *weight = batch->scratch;
    for (int c = 0; c < block.channels; c++)
        for (int k = 0; k < square; k++) {
            real sums[BLOCK_MAPS];
            size_t place = convolve_partial_place(g, block.channel + c, k / g->kernel, k % g->kernel);
            add_chunks(batch, place + (size_t)block.map, block.maps, sums);
            for (int m = 0; m < block.maps; m++)
                weight[(size_t)m * row + (size_t)(c * square + k)] = sums[m];
        }
    BiasPart bias = bias_part(bias_of_maps(layer, g), block);
    add_chunks(batch, convolve_partial(g) + (size_t)bias.first, bias.count, weight + (size_t)block.maps * row);
    LayerTile part = convolve_layer_tile(layer, g, tile);
    batch->sink->take(batch->sink->context, &part, weight);
}

size_t convolve_layer_scratch(const Convolution *g) {
    size_t square = (size_t)(g->kernel * g->kernel), channels = (size_t)(g->maps + g->channels);
    size_t part = BLOCK_MAPS * (BLOCK_VALUES + square) + channels, products = convolve_scratch(g);
    return part > products ? part : products;
}

void convolve_layer_prepare(const Layer *layer, const Convolution *g, const real *parameters, real *prepared,
                            int tile) {
    if (!layer->prepared_count)
        return;
    Block block = block_of(g, tile);
    convolve_turn(g, parameters + layer->parameter[CONVOLVE_WEIGHT].offset, block.map, block.maps, block.channel,
                  block.channels, prepared + layer->prepared_offset);
}
