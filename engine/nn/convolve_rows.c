// Images through a convolving layer, forward and back, as many at a time as a vector has lanes, all of them in one
// block. Called by conv and conv_transpose.
#include "block.h"
#include "convolve_layer.h"

#include <string.h>

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

static size_t image_size(const BlockShape *shape) {
    return (size_t)shape->channels * (size_t)shape->height * (size_t)shape->width;
}

// Where the blocks or the rows of a group stand. `shape` is NULL where the images lie row by row, each of `size`.
static size_t place_of(const Group *group, const BlockShape *shape, size_t size) {
    return shape ? (size_t)group->index * block_size(shape) : (size_t)group->n * size;
}

// A group's picture in a block of the shape wanted: as it is handed on, or put into the scratch.
static const real *take(const BlockShape *wanted, const BlockShape *shape, const real *images, const Group *group,
                        real *scratch) {
    const real *from = images + place_of(group, shape, image_size(wanted));
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
    images += place_of(group, shape, image_size(plain));
    real *to = shape ? images : convolve->product;
    if (up)
        convolve_up(convolve, from, prepared, bias, target, to);
    else
        convolve_down(convolve, from, prepared, bias, target, to);
    block_activate(target, activation, to);
    if (!shape)
        kernels()->unblock(plain, to, group->count, images);
}

// Bands of `rows` rows of the output and what of the input they need: `step` rows from band to band.
typedef struct Bands {
    ConvolveLayer how; // of a band
    int count, rows, step;
} Bands;

// What a band does not see of the picture's height, the geometry of a band need not know: of the input it has just the
// rows that its own are made from.
static Bands bands_of(const ConvolveLayer *how, int images) {
    Bands bands = {.how = *how};
    Convolution *g = &bands.how.geometry;
    int height = how->up ? g->height : g->out_height, most = kernels()->lanes / images, unit = how->up ? g->stride : 1;
    bands.rows = ((height + most - 1) / most + unit - 1) / unit * unit;
    bands.count = (height + bands.rows - 1) / bands.rows;
    bands.step = how->up ? bands.rows / g->stride : bands.rows * g->stride;
    g->height = how->up ? bands.rows : 1;
    g->out_height = how->up ? 1 : bands.rows;
    return bands;
}

static bool few(const LayerRows *rows) {
    return !rows->input_block && !rows->output_block && 2 * rows->count <= kernels()->lanes;
}

// A band's input with the border above and below as part of the picture.
static BlockShape band_shape(const Convolve *convolve, bool up) {
    BlockShape shape = *input_shape(convolve, up);
    shape.height = shape.rows;
    shape.top = 0;
    return shape;
}

// Rows first … first+count-1 of every channel (height, width), zeros where there are none.
static void cut(const real *image, int channels, int height, int width, int first, int count, real *band) {
    for (int c = 0; c < channels; c++, image += (ptrdiff_t)height * width)
        for (int y = first; y < first + count; y++, band += width)
            if (y >= 0 && y < height)
                memcpy(band, image + (ptrdiff_t)y * width, (size_t)width * sizeof *band);
            else
                memset(band, 0, (size_t)width * sizeof *band);
}

static void paste(const real *band, int channels, int height, int width, int first, int count, real *image) {
    for (int c = 0; c < channels; c++, band += (ptrdiff_t)count * width, image += (ptrdiff_t)height * width)
        memcpy(image + (ptrdiff_t)first * width, band,
               (size_t)(height - first < count ? height - first : count) * (size_t)width * sizeof *band);
}

static void forward_in_bands(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows) {
    Bands bands = bands_of(how, rows->count);
    Convolve whole = convolve_of(&how->geometry), convolve;
    const BlockShape *in = input_shape(&whole, how->up), *out = output_shape(&whole, how->up);
    convolve_init(&convolve, &bands.how.geometry, rows->scratch);
    BlockShape shape = band_shape(&convolve, how->up);
    const BlockShape *result = output_shape(&convolve, how->up);
    int lanes = rows->count * bands.count;
    real *from = rows->scratch + convolve_scratch(&bands.how.geometry), *to = from + (size_t)lanes * image_size(&shape);
    for (int l = 0; l < lanes; l++)
        cut(rows->input + (size_t)(rows->first + l / bands.count) * image_size(in), in->channels, in->height, in->width,
            l % bands.count * bands.step - input_shape(&convolve, how->up)->top, shape.height,
            from + (size_t)l * image_size(&shape));
    Group group = {.count = lanes};
    give(&convolve, how->up, take(&shape, NULL, from, &group, input_scratch(&convolve, how->up)),
         rows->prepared + layer->prepared_offset, rows->parameters + layer->parameter[CONVOLVE_BIAS].offset,
         layer->config.activation, &group, NULL, to);
    for (int l = 0; l < lanes; l++)
        paste(to + (size_t)l * image_size(result), out->channels, out->height, out->width, l % bands.count * bands.rows,
              bands.rows, rows->output + (size_t)(rows->first + l / bands.count) * image_size(out));
}

size_t convolve_rows_scratch(const ConvolveLayer *how) {
    size_t most = convolve_scratch(&how->geometry);
    for (int images = 1; 2 * images <= kernels()->lanes; images++) {
        Bands bands = bands_of(how, images);
        Convolve convolve = convolve_of(&bands.how.geometry);
        BlockShape shape = band_shape(&convolve, how->up);
        size_t both = image_size(&shape) + image_size(output_shape(&convolve, how->up));
        size_t needed = convolve_scratch(&bands.how.geometry) + (size_t)images * (size_t)bands.count * both;
        most = needed > most ? needed : most;
    }
    return most;
}

static void forward_whole(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows) {
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

void convolve_layer_forward(const Layer *layer, const ConvolveLayer *how, const LayerRows *rows) {
    if (few(rows))
        forward_in_bands(layer, how, rows);
    else
        forward_whole(layer, how, rows);
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
