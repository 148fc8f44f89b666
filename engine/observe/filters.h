// Weights that are pictures: what a unit looks for in the image, and what it paints into it. Pure functions of a net
// and a flat array of its parameters, which may be other weights than the net's own, such as those it began with.
#ifndef HOURGLASS_FILTERS_H
#define HOURGLASS_FILTERS_H

#include "figures.h"
#include "net.h"

/// The filters of one layer. A kernel has a place for each channel of the image; a row or a column has the image's
/// size.
typedef struct Filters {
    FilterKind kind; // FILTERS_NONE: the rest is 0
    int count;       // units, or channels on the layer's other side
    Shape shape;     // (C, H, W) of one
} Filters;

/// The layer of the encoder that sees the image, or (`decoder`) the one of the decoder that gives it back: no layer
/// with weights lies between. -1 where its weights are no pictures.
int filters_layer(const Net *net, bool decoder);

/// What a layer named by filters_layer has.
Filters filters_of(const Net *net, int layer);

/// Filters first … first+count-1 of such a layer from `parameters` (net->parameter_count) into values (count, C, H, W),
/// kernels as PyTorch keeps them. A tied layer's come from the layer that lends them.
void filters_copy(const Net *net, int layer, const real *parameters, int first, int count, float *values);

/// Largest |value| of all of the layer's filters, and of their difference to those of `start` (may be NULL); what is no
/// number counts for nothing.
float filters_limit(const Net *net, int layer, const real *parameters, const real *start);

#endif
