// Running a net forward and back over the rows of a batch. Any thread may do so with rows, and scratch, of its own.
#include "net.h"

#include "block.h"

#include <string.h>

static size_t scratch_needed(const Net *net, int capacity) {
    size_t most = 1;
    for (int l = 0; l < net->layers; l++) {
        size_t needed = net->layer[l].config.type->scratch(&net->layer[l], capacity);
        most = needed > most ? needed : most;
    }
    return most;
}

// The gradient of the net's output may take its place, unless the last activation still needs it.
static bool output_is_done_with(const Net *net, int layer) {
    const LayerConfig *config = &net->layer[layer].config;
    return layer == net->layers - 1 && config->type->activates && config->activation == ACTIVATION_LINEAR;
}

bool pass_init(Pass *pass, const Net *net, int capacity, int threads, bool backward, Error *error) {
    *pass = (Pass){.capacity = capacity, .threads = threads};
    size_t rows = (size_t)capacity, image = (size_t)shape_size(net->image);
    pass->activation[0] = arena_take(&pass->arena, rows * image, sizeof(real));
    pass->target = pass->activation[0];
    for (int l = 0; l < net->layers; l++) {
        size_t size = (size_t)shape_size(net->layer[l].output);
        pass->activation[l + 1] = arena_take(&pass->arena, rows * size, sizeof(real));
        if (backward)
            pass->gradient[l + 1] = output_is_done_with(net, l) ? pass->activation[l + 1]
                                                                : arena_take(&pass->arena, rows * size, sizeof(real));
        size_t stash = net->layer[l].stash;
        pass->stash[l] = stash ? arena_take(&pass->arena, rows * stash, sizeof(real)) : NULL;
        size_t packed = net->layer[l].packed ? kernels_packed_size(capacity, net->layer[l].packed) : 0;
        pass->packed[l] = packed && backward ? arena_take(&pass->arena, packed, sizeof(real)) : NULL;
        pass->stash_gradient[l] = stash && backward ? arena_take(&pass->arena, rows * stash, sizeof(real)) : NULL;
    }
    if (backward && net->partial_count)
        pass->partial = arena_take(&pass->arena, NET_CHUNKS * net->partial_count, sizeof(real));
    for (int t = 0; t < threads; t++) {
        pass->member[t].scratch = arena_take(&pass->arena, scratch_needed(net, capacity), sizeof(real));
        pass->member[t].sparsity_slope = arena_take(&pass->arena, (size_t)shape_size(net->code), sizeof(real));
    }
    if (!pass->arena.failed)
        return true;
    pass_finish(pass);
    return error_memory(error, "the activations of a batch");
}

bool pass_part_target(Pass *pass, const Net *net, Error *error) {
    if (pass->target != pass->activation[0])
        return true;
    real *target = arena_take(&pass->arena, (size_t)pass->capacity * (size_t)shape_size(net->image), sizeof(real));
    if (!target)
        return error_memory(error, "the images before they are corrupted");
    pass->target = target;
    return true;
}

// The layer that reads activation `place`: a folded upsampling leaves it to the one behind.
static int reader_of(const Net *net, int place) {
    return place + 1 < net->layers && net->layer[place + 1].fold ? place + 1 : place;
}

// The code is looked at by penalties.
static bool in_blocks(const Net *net, int place) {
    return place > 0 && place < net->layers && place != net->encoder_layers &&
           net->layer[place - 1].config.type->blocks && net->layer[reader_of(net, place)].config.type->blocks;
}

// Chunks are whole blocks.
static size_t blocks_in(int rows) {
    return ((size_t)rows + (size_t)kernels()->lanes - 1) / (size_t)kernels()->lanes;
}

bool pass_hand_on_blocks(Pass *pass, const Net *net, Error *error) {
    size_t chunks = blocks_in(pass->threads * net_chunk_rows(pass->capacity)), all = blocks_in(pass->capacity);
    all = all > chunks ? all : chunks;
    for (int l = 1; l < net->layers; l++) {
        if (!in_blocks(net, l))
            continue;
        BlockShape unused, *input = &pass->input_block[l], *gradient = &pass->gradient_block[l];
        const Layer *before = &net->layer[l - 1], *reader = &net->layer[reader_of(net, l)];
        before->config.type->blocks(before, &unused, gradient);
        reader->config.type->blocks(reader, input, &unused);
        pass->activation[l] = arena_take(&pass->arena, all * block_size(input), sizeof(real));
        if (pass->gradient[l])
            pass->gradient[l] = arena_take(&pass->arena, chunks * block_size(gradient), sizeof(real));
    }
    if (!pass->arena.failed)
        return true;
    pass_finish(pass);
    return error_memory(error, "the activations of a batch");
}

void pass_finish(Pass *pass) {
    arena_finish(&pass->arena);
    *pass = (Pass){0};
}

static real *partial_of(const Net *net, const Pass *pass, const Layer *layer, int first) {
    if (!pass->partial || !layer->partial_count)
        return NULL;
    int chunk = first / net_chunk_rows(pass->capacity);
    return pass->partial + (size_t)chunk * net->partial_count + layer->partial_offset;
}

static const Layer *mirror_of(const Net *net, int layer) {
    int mirror = net->layer[layer].mirror;
    return mirror >= 0 ? &net->layer[mirror] : NULL;
}

// The layer whose input a layer reads: its own, or that of the upsampling whose work it does.
static int reads_from(const Net *net, int layer) {
    return net->layer[layer].fold ? layer - 1 : layer;
}

// Blocks of pictures from the first of some rows on; `whole` as in PassMember.
static real *block_at(const Pass *pass, const BlockShape *shape, real *blocks, int first, int rank, bool whole) {
    int row = whole ? first : rank * net_chunk_rows(pass->capacity);
    return blocks ? blocks + (size_t)(row / kernels()->lanes) * block_size(shape) : NULL;
}

static bool handed_on(const BlockShape *shape) {
    return shape->channels > 0;
}

static void input_from_blocks(const Pass *pass, int place, int rank, LayerRows *rows) {
    const BlockShape *input = &pass->input_block[place], *gradient = &pass->gradient_block[place];
    bool whole = pass->member[rank].whole;
    rows->input = block_at(pass, input, pass->activation[place], rows->first, rank, whole);
    rows->input_block = input;
    rows->input_gradient = block_at(pass, gradient, pass->gradient[place], rows->first, rank, false);
    rows->input_gradient_block = gradient;
}

static void output_to_blocks(const Pass *pass, int place, int rank, LayerRows *rows) {
    const BlockShape *output = &pass->input_block[place], *gradient = &pass->gradient_block[place];
    bool whole = pass->member[rank].whole;
    rows->output = block_at(pass, output, pass->activation[place], rows->first, rank, whole);
    rows->output_block = output;
    rows->output_gradient = block_at(pass, gradient, pass->gradient[place], rows->first, rank, false);
    rows->output_gradient_block = gradient;
}

static LayerRows rows_of(const Net *net, const Pass *pass, int layer, int first, int count, int rank) {
    return (LayerRows){.parameters = net->parameters,
                       .prepared = net->prepared,
                       .mirror = mirror_of(net, layer),
                       .input = pass->activation[reads_from(net, layer)],
                       .output = pass->activation[layer + 1],
                       .output_gradient = pass->gradient[layer + 1],
                       .input_gradient = pass->gradient[reads_from(net, layer)],
                       .stash = pass->stash[layer],
                       .stash_gradient = pass->stash_gradient[layer],
                       .packed = pass->packed[layer],
                       .packed_rows = pass->capacity,
                       .partial = partial_of(net, pass, &net->layer[layer], first),
                       .first = first,
                       .count = count,
                       .noise = pass->member[rank].noise,
                       .scratch = pass->member[rank].scratch};
}

static LayerRows rows_and_blocks_of(const Net *net, const Pass *pass, int layer, int first, int count, int rank) {
    LayerRows rows = rows_of(net, pass, layer, first, count, rank);
    if (handed_on(&pass->input_block[reads_from(net, layer)]))
        input_from_blocks(pass, reads_from(net, layer), rank, &rows);
    if (handed_on(&pass->input_block[layer + 1]))
        output_to_blocks(pass, layer + 1, rank, &rows);
    return rows;
}

void net_forward(const Net *net, const Pass *pass, int from, int to, int first, int count, int rank) {
    for (int l = from; l < to; l++) {
        if (reader_of(net, l) != l && handed_on(&pass->input_block[l]))
            continue; // an upsampling that the layer behind it does
        LayerRows rows = rows_and_blocks_of(net, pass, l, first, count, rank);
        net->layer[l].config.type->forward(&net->layer[l], &rows);
    }
}

void net_backward(const Net *net, const Pass *pass, int from, int to, int first, int count, int rank) {
    for (int l = from; l-- > to;) {
        if (l + 1 < net->layers && net->layer[l + 1].fold)
            continue; // done by the layer behind it
        LayerRows rows = rows_and_blocks_of(net, pass, l, first, count, rank);
        net->layer[l].config.type->backward(&net->layer[l], &rows);
    }
}

void net_gradient_parts(const Net *net, const Pass *pass, int batch, int tile, int rank, const GradientSink *sink) {
    const Layer *layer = net_tile(net, &tile);
    int l = layer->index, rows = net_chunk_rows(pass->capacity);
    LayerGradient whole = {.input = pass->activation[l],
                           .output_gradient = pass->gradient[l + 1],
                           .stash_gradient = pass->stash_gradient[l],
                           .packed = pass->packed[l],
                           .packed_rows = pass->capacity,
                           .mirror_input = layer_lends(layer) ? pass->activation[layer->mirror] : NULL,
                           .mirror_packed = layer_lends(layer) ? pass->packed[layer->mirror] : NULL,
                           .batch = batch,
                           .partial = partial_of(net, pass, layer, 0),
                           .partial_stride = net->partial_count,
                           .chunks = (batch + rows - 1) / rows,
                           .sink = sink,
                           .scratch = pass->member[rank].scratch};
    layer->config.type->gradient(layer, &whole, tile);
}

static void spread_part(void *context, const LayerTile *part, const real *gradient) {
    real *gradients = context;
    for (int s = 0; s < part->spans; s++) {
        const ParameterSpan *span = &part->span[s];
        for (int row = 0; row < span->rows; row++, gradient += span->length)
            memcpy(gradients + span->offset + (size_t)row * span->stride, gradient,
                   (size_t)span->length * sizeof *gradient);
    }
}

void net_gradient(const Net *net, const Pass *pass, int batch, int tile, int rank, real *gradients) {
    GradientSink sink = {.take = spread_part, .context = gradients};
    net_gradient_parts(net, pass, batch, tile, rank, &sink);
}
