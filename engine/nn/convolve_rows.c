// Images through a convolving layer, forward and back, as many at a time as a vector has lanes, all of them in one
// block. Called by conv and conv_transpose.
#include "block.h"
#include "convolve_layer.h"

// Images n … n+count-1 of some rows, at most as many as a vector has lanes; their block is number `index`.
typedef struct Group {
    int n, count, index;
} Group;

static bool next_group(const LayerRows *rows, Group *group) {
    int lanes = kernels()->lanes, done = group->count > 0 ? (group->index + 1) * lanes : 0;
    int left = rows->count - done;
    *group = (Group){rows->first + done, left < lanes ? left : lanes, done / lanes};
    return left > 0;
}

// Where the blocks or the rows of a group stand. `shape` is NULL where the images lie row by row, each of `size`.
static size_t place_of(const Group *group, const BlockShape *shape, size_t size) {
    return shape ? (size_t)group->index * block_size(shape) : (size_t)group->n * size;
}

// A group's picture in a block of the shape wanted: as it is handed on, or put into the scratch.
static const real *take(const BlockShape *wanted, const BlockShape *shape, const real *images, const Group *group,
                        real *scratch) {
    const real *from =
        images + place_of(group, shape, (size_t)wanted->channels * (size_t)wanted->height * (size_t)wanted->width);
    if (shape)
        return from;
    kernels()->block(wanted, from, group->count, scratch);
    return scratch;
}

static const BlockShape *input_shape(const Convolve *convolve, bool up) {
    return up ? &convolve->small_shape : &convolve->large_shape;
}

static const BlockShape *output_shape(const Convolve *convolve, bool up) {
    return up ? &convolve->large_shape : &convolve->small_shape;
}

static real *input_scratch(const Convolve *convolve, bool up) {
    return up ? convolve->small : convolve->large;
}

static real *output_scratch(const Convolve *convolve, bool up) {
    return up ? convolve->large : convolve->small;
}

// A product in one direction, with its activation, to where images are handed on: blocks of `shape`, or rows.
static void give(const Convolve *convolve, bool up, const real *from, const real *prepared, const real *bias,
                 Activation activation, const Group *group, const BlockShape *shape, real *images) {
    const BlockShape *plain = up ? &convolve->large_product : &convolve->small_product, *target = shape ? shape : plain;
    images += place_of(group, shape, (size_t)plain->channels * (size_t)plain->height * (size_t)plain->width);
    real *to = shape ? images : convolve->product;
    if (up)
        convolve_up(convolve, from, prepared, bias, target, to);
    else
        convolve_down(convolve, from, prepared, bias, target, to);
    block_activate(target, activation, to);
    if (!shape)
        kernels()->unblock(plain, to, group->count, images);
}

void convolve_layer_forward(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows) {
    Convolve convolve;
    convolve_init(&convolve, &how->geometry, rows->scratch);
    const real *prepared = rows->prepared + layer->prepared_offset;
    const real *bias = rows->parameters + layer->parameter[CONVOLVE_BIAS].offset;
    for (Group group = {0}; next_group(rows, &group);) {
        const real *input = take(input_shape(&convolve, how->up), rows->input_block, rows->input, &group,
                                 input_scratch(&convolve, how->up));
        give(&convolve, how->up, input, prepared, bias, layer->config.activation, &group, rows->output_block,
             rows->output);
    }
}

// δ of a group, in a block.
static const real *take_delta(const Layer *layer, const Convolve *convolve, bool up, const LayerRows *rows,
                              const Group *group) {
    const BlockShape *wanted = output_shape(convolve, up);
    size_t size = (size_t)shape_size(layer->output);
    real *delta = rows->output_gradient + place_of(group, rows->output_gradient_block, size);
    const real *output = rows->output + place_of(group, rows->output_block, size);
    Activation activation = layer->config.activation;
    if (rows->output_gradient_block)
        block_activate_gradient(activation, rows->output_block, output, wanted, delta);
    else
        kernels()->activate_gradient(activation, output, delta, (size_t)group->count * size);
    return take(wanted, rows->output_gradient_block, rows->output_gradient, group, output_scratch(convolve, up));
}

void convolve_layer_backward(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows) {
    Convolve convolve;
    convolve_init(&convolve, &how->geometry, rows->scratch);
    const BlockShape *shape = output_shape(&convolve, how->up);
    real *bias = rows->partial + convolve_weights(&how->geometry);
    for (int i = 0; i < layer->output.channels; i++)
        bias[i] = 0;
    for (Group group = {0}; next_group(rows, &group);) {
        const real *delta = take_delta(layer, &convolve, how->up, rows, &group);
        const real *input = take(input_shape(&convolve, how->up), rows->input_block, rows->input, &group,
                                 input_scratch(&convolve, how->up));
        kernels()->add_sums(delta, shape->channels, (size_t)block_channel(shape), bias);
        convolve_gradient(&convolve, how->up ? delta : input, how->up ? input : delta, group.index > 0, rows->partial);
        if (rows->input_gradient)
            give(&convolve, !how->up, delta, rows->prepared + layer->prepared_offset, NULL, ACTIVATION_LINEAR, &group,
                 rows->input_gradient_block, rows->input_gradient);
    }
}

void convolve_layer_blocks(const ConvolveLayer *how, BlockShape *input, BlockShape *output_gradient) {
    Convolve convolve = convolve_of(&how->geometry);
    *input = *input_shape(&convolve, how->up);
    *output_gradient = *output_shape(&convolve, how->up);
}
