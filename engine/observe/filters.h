// Weights as pictures: what a unit looks for in the image or paints into it, and the matrices of the layers between.
// Pure functions of a net and a flat array of its parameters, which may be other numbers than the net's own weights,
// such as those it began with, or a gradient.
#ifndef HOURGLASS_FILTERS_H
#define HOURGLASS_FILTERS_H

#include "figures.h"
#include "net.h"

/// The weights of one layer as rows of equal pictures. Beside the image a row is a filter, one picture of all channels;
/// of slices, tiles and a matrix row r is out channel or unit r, with a picture a column, which is an in channel (a
/// unit where the pictures are single weights).
typedef struct Filters {
    FilterKind kind; // FILTERS_NONE: the layer has no weights, the rest is 0
    int rows;        // of a Gaussian layer between others the means first, then the log-variances
    int columns;     // 1 beside the image
    Shape shape;     // (C, H, W) of one picture
} Filters;

Filters filters_of(const Net *net, int layer);

/// Lists the layers that have weights, at most NET_MAX_LAYERS; returns how many. A tied layer has those it borrows.
int filters_layers(const Net *net, int layers[NET_MAX_LAYERS]);

/// Whose weights the rows are: channels or units in pass->activation[place], `plane` values of each side by side. Rows
/// from `units` on (log-variances) have no activation.
typedef struct FilterUnits {
    int place, units, plane;
} FilterUnits;

FilterUnits filters_units(const Net *net, int layer);

/// Columns first_column … first_column+columns-1 of the given rows from `parameters` (net->parameter_count) into values
/// (count, columns, C, H, W), each picture as PyTorch keeps it.
void filters_copy(const Net *net, int layer, const real *parameters, const int *rows, int count, int first_column,
                  int columns, float *values);

/// A matrix too large to be copied whole: values (⌈count / row_share⌉, ⌈columns / column_share⌉), each the one of
/// largest magnitude of so many rows, taken in the order of `rows`, and columns. Of the difference to `start` unless
/// NULL; what is no number counts for nothing.
void filters_reduce(const Net *net, int layer, const real *parameters, const real *start, const int *rows, int count,
                    int row_share, int column_share, float *values);

/// Euclidean norm of every row, or of its difference to that of `start` (may be NULL), into norms (rows).
void filters_norms(const Net *net, int layer, const real *parameters, const real *start, float *norms);

/// Largest |value| of all rows, or of their difference to those of `start` (may be NULL); what is no number counts for
/// nothing.
float filters_limit(const Net *net, int layer, const real *parameters, const real *start);

#endif
