// Shapes of matrix products, from the command line or from models.
#include "bench_shapes.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 65536, IMAGE_SIDE = 28 };

static bool add(ProductShapes *shapes, ProductShape shape, Error *error) {
    for (int i = 0; i < shapes->count; i++) {
        const ProductShape *s = &shapes->shape[i];
        if (s->m == shape.m && s->n == shape.n && s->k == shape.k && s->transposed == shape.transposed)
            return true;
    }
    if (shapes->count == SHAPES_MAX)
        return error_set(error, "more than %d different products", SHAPES_MAX);
    shapes->shape[shapes->count++] = shape;
    return true;
}

// One side and what ends it. NULL if it is no number, or too large.
static const char *read_side(const char *text, const char *ends, int *side) {
    char *end;
    if (*text < '0' || *text > '9')
        return NULL;
    long value = strtol(text, &end, 10);
    *side = (int)value;
    return value >= 1 && value <= SIDE_MAX && strchr(ends, *end) ? end : NULL;
}

static const char *read_shape(const char *text, ProductShape *shape) {
    const char *at = read_side(text, "x", &shape->m);
    at = at && *at ? read_side(at + 1, "x", &shape->n) : NULL;
    at = at && *at ? read_side(at + 1, ",t", &shape->k) : NULL;
    shape->transposed = at && *at == 't';
    at += shape->transposed;
    return at && (*at == 0 || *at == ',') ? at : NULL;
}

bool product_shapes_read(const char *text, ProductShapes *shapes, Error *error) {
    shapes->count = 0;
    for (const char *at = text;; at++) {
        ProductShape shape = {0};
        at = read_shape(at, &shape);
        if (!at)
            return error_set(error, "--gemm takes shapes such as 128x64x784,64x784x128t of sides up to %d, not '%s'",
                             SIDE_MAX, text);
        if (!add(shapes, shape, error))
            return false;
        if (*at == 0)
            return true;
    }
}

// The layer's matrix (out, in), or NULL for one that has none, or whose weight is no matrix.
static const LayerParameter *matrix_of(const Layer *layer) {
    for (int p = 0; p < layer->parameters; p++)
        if (layer->parameter[p].dimensions == 2)
            return &layer->parameter[p];
    return NULL;
}

static bool add_layer(ProductShapes *shapes, const Layer *layer, int batch, Error *error) {
    const LayerParameter *matrix = matrix_of(layer);
    if (!matrix)
        return true;
    int out = matrix->sizes[0], in = matrix->sizes[1];
    return add(shapes, (ProductShape){batch, out, in, false}, error) &&
           (layer->first || add(shapes, (ProductShape){batch, in, out, false}, error)) &&
           add(shapes, (ProductShape){out, in, batch, true}, error);
}

bool bench_net(const char *model, Net *net, Error *error) {
    ModelSpec spec;
    *net = (Net){0};
    if (!cli_model(model, &spec, error) || !spec_build(&spec, model, (Shape){1, IMAGE_SIDE, IMAGE_SIDE}, net, error))
        return false;
    net_initialise(net, INITIALISE_DEFAULT, 1);
    return true;
}

bool product_shapes_of_models(const BenchOptions *options, ProductShapes *shapes, Error *error) {
    shapes->count = 0;
    bool ok = true;
    for (int i = 0; ok && i < options->model_count; i++) {
        Net net;
        ok = bench_net(options->models[i], &net, error);
        for (int l = 0; ok && l < net.layers; l++)
            ok = add_layer(shapes, &net.layer[l], options->batch, error);
        net_finish(&net);
    }
    return ok;
}
