// Codes by way of whole numbers. Called by the observer.
#include "narrow_encoder.h"

#include <string.h>

void narrow_encoder_finish(NarrowEncoder *encoder) {
    arena_finish(&encoder->arena);
    *encoder = (NarrowEncoder){0};
}

static bool make_room(NarrowEncoder *encoder, int in, int out, int rows) {
    if (encoder->packed && encoder->in == in && encoder->out == out && encoder->rows == rows)
        return true;
    narrow_encoder_finish(encoder);
    *encoder = (NarrowEncoder){.in = in, .out = out, .rows = rows};
    Arena *arena = &encoder->arena;
    encoder->images = arena_take(arena, narrow_rows(rows) * narrow_width(in), sizeof *encoder->images);
    encoder->packed = arena_take(arena, narrow_packed_size(in, out), sizeof *encoder->packed);
    encoder->scale = arena_take(arena, (size_t)out, sizeof *encoder->scale);
    encoder->bias = arena_take(arena, (size_t)out, sizeof *encoder->bias);
    if (!arena->failed)
        return true;
    narrow_encoder_finish(encoder);
    return false;
}

// Of two units that are all but equal it would keep the other one, and a code jump.
static bool chooses(const Net *net) {
    for (int l = 1; l < net->encoder_layers; l++)
        if (strcmp(net->layer[l].config.type->name, "topk") == 0)
            return true;
    return false;
}

bool narrow_encoder_take(NarrowEncoder *encoder, const Net *net, const real *parameters, int rows) {
    const Layer *first = &net->layer[0];
    const Narrow *narrow = kernels_narrow();
    int in = shape_size(first->input), out = shape_size(first->output);
    encoder->ready = false;
    if (!narrow || net->encoder_layers == 0 || strcmp(first->config.type->name, "dense") != 0 || chooses(net) ||
        !make_room(encoder, in, out, rows))
        return false;
    memcpy(encoder->bias, parameters + first->parameter[1].offset, (size_t)out * sizeof *encoder->bias);
    encoder->ready = narrow->pack(parameters + first->parameter[0].offset, out, in, encoder->packed, encoder->scale);
    return encoder->ready;
}

void narrow_encoder_run(const NarrowEncoder *encoder, const Net *net, const Pass *pass, const Images *images,
                        const int *index, int count) {
    const Narrow *narrow = kernels_narrow();
    const Layer *first = &net->layer[0];
    Activation activation = first->config.activation;
    size_t width = narrow_width(encoder->in);
    for (int i = 0; i < count; i++)
        narrow->widen(images_pixels(images, index[i]), encoder->in, encoder->images + (size_t)i * width);
    NarrowProduct product = {.m = count,
                             .n = encoder->out,
                             .k = encoder->in,
                             .a = encoder->images,
                             .packed = encoder->packed,
                             .scale = encoder->scale,
                             .bias = encoder->bias,
                             .c = pass->activation[1],
                             .relu = activation == ACTIVATION_RELU};
    narrow->multiply(&product);
    if (!product.relu)
        kernels()->activate(activation, product.c, (size_t)count * (size_t)encoder->out);
    net_forward(net, pass, 1, net->encoder_layers, 0, count, 0);
}
