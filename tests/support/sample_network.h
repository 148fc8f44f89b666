// What the view Network is drawn from, made up for any model.
#ifndef HOURGLASS_TESTS_SAMPLE_NETWORK_H
#define HOURGLASS_TESTS_SAMPLE_NETWORK_H

#include "live.h"

/// Fills the view with all channels of all layers of `model`, whose image goes in and comes out as bytes (C, H, W).
/// `values` and `ranges` are the caller's: room for all values, and for two numbers a channel. Layers without a
/// rectifier have negative values.
void sample_network_init(NetworkView *view, const LiveModel *model, const uint8_t *input, const uint8_t *output,
                         float *values, float *ranges);

/// Sets the figures right after values were changed.
void sample_network_measure(NetworkView *view);

#endif
