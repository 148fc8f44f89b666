// The image that raises a unit most, by gradient ascent in the space of images: for units of deep encoders, whose
// weights are no picture. A few steps at a time. Used by the observer for the unit card.
#ifndef HOURGLASS_UNIT_ASCENT_H
#define HOURGLASS_UNIT_ASCENT_H

#include "net.h"
#include "unit_pictures.h"

#include "error.h"

enum { UNIT_ASCENT_STEPS = 64 };

typedef struct UnitAscent {
    Net net;    // the observed net behind a layer that does nothing, so that the image has a gradient
    Pass pass;  // (1), with gradients
    int loaded; // items of the encoder's weights that have been taken over
    int unit, steps;
    bool flat;                // the gradient has become 0 or no number: no further step is possible
    float before, activation; // the unit at the start and now, before its activation function
    float *image;             // (C·H·W) in 0–1
    Arena arena;
} UnitAscent;

/// Builds a net like `net` whose code layer is linear and passes on all units (no topk): a unit that a rectifier holds
/// at 0 can be raised too. Its weights are set by unit_ascent_load.
bool unit_ascent_init(UnitAscent *ascent, const Net *net, Error *error);
void unit_ascent_finish(UnitAscent *ascent); // takes a zeroed one

/// Takes over the encoder's weights from `net`, which must be of the shape given to init: up to `tiles` more items of
/// them (net->tiles; one is some thousand weights). True when all are there; the call after that starts over, for
/// weights that have changed. To give up a half-made load, set ascent->loaded to 0.
bool unit_ascent_load(UnitAscent *ascent, const Net *net, int tiles);

/// After the weights are loaded: starts over for code unit `unit` from `start` (C·H·W) or, if NULL, from mid grey, plus
/// normal noise of 0.01, drawn from a stream of RANDOM_OBSERVE that is the caller's; values clamped to 0–1.
void unit_ascent_begin(UnitAscent *ascent, int unit, const float *start, Random random);

/// Up to `steps` more of UNIT_ASCENT_STEPS: along the gradient, √(values)/56 long (0.5 for 28×28), clamped to 0–1.
/// True when done or flat. Equal starts give equal images, however the steps are cut.
bool unit_ascent_step(UnitAscent *ascent, int steps);

#endif
