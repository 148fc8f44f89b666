// What a code unit stands for in pictures: its decoder atom and, in the first layer, its encoder filter. Used by the
// observer for the unit card, by sorts, and where dead units are resampled.
#ifndef HOURGLASS_UNIT_ATOM_H
#define HOURGLASS_UNIT_ATOM_H

#include "loss.h"
#include "unit_pictures.h"

/// Weights that belong to one unit: element i is parameters[offset + i·stride], i < count.
typedef struct WeightLine {
    size_t offset, stride;
    int count;
} WeightLine;

/// The weights from the input of a dense (or Gaussian: of the mean) layer to its output `unit`. False for other layers
/// and for one that borrows its weight.
bool unit_atom_incoming(const Net *net, int layer, int unit, WeightLine *line);

/// The weights from code unit `unit` to the outputs of the decoder's first layer. False unless that is dense.
bool unit_atom_outgoing(const Net *net, int unit, WeightLine *line);

/// norms (Z): the Euclidean norm of each code unit's outgoing weights. False, setting nothing, unless the decoder's
/// first layer is dense. `squares` (Z) is the caller's scratch.
bool unit_atom_norms(const Net *net, double *squares, float *norms);

/// Whether unit_atom gives the column of weights itself: the decoder is one linear dense layer.
bool unit_atom_is_column(const Net *net);

/// Reals of scratch that unit_atom needs.
size_t unit_atom_scratch(const Net *net);

/// atom (C·H·W) of code unit `unit`. Where the decoder is one linear dense layer (reshaped or not) it is exact,
/// whatever the other units do, and neither pass nor base is used. Otherwise the others stay at `base` (Z), for which
/// the mean code should be given: at zero many decoders are in a place that no image leads to. `value` should be the
/// unit's mean active value. What is no number counts as 0. Uses the pass's rank 0; `scratch` is the caller's.
UnitAtomKind unit_atom(const Net *net, const Pass *pass, LossKind loss, const real *base, int unit, float value,
                       real *scratch, float *atom);

/// filter (C·H·W): the weights from the image to code unit `unit`. False where the encoder does not begin and end with
/// one dense or Gaussian layer (topk may follow); then unit_ascent.h shows what raises the unit.
bool unit_atom_filter(const Net *net, int unit, float *filter);

#endif
