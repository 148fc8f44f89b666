// Which matrix products are measured: those that the user names, or those of the dense layers of models.
#ifndef HOURGLASS_BENCH_SHAPES_H
#define HOURGLASS_BENCH_SHAPES_H

#include "bench.h"

/// C (M, N) = A (M, K) · B (K, N), or with A given as its transpose (K, M).
typedef struct ProductShape {
    int m, n, k;
    bool transposed;
} ProductShape;

enum { SHAPES_MAX = 256 };

typedef struct ProductShapes {
    ProductShape shape[SHAPES_MAX];
    int count;
} ProductShapes;

/// Reads "128x64x784,64x784x128t". False with an error that says what was expected.
bool product_shapes_read(const char *text, ProductShapes *shapes, Error *error);

/// The products of a training step of these models, each once: forward, gradient of the input, gradient of the weight.
bool product_shapes_of_models(const BenchOptions *options, ProductShapes *shapes, Error *error);

/// The net of a built-in model or a model file for images of 28×28, with weights. The caller finishes it.
bool bench_net(const char *model, Net *net, Error *error);

#endif
