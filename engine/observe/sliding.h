// A convolution's kernel at one place of its input: what lies under it, and what that comes to. Plain numbers, without
// the types of nets, so that whatever shows them can include this alone.
#ifndef HOURGLASS_SLIDING_H
#define HOURGLASS_SLIDING_H

#include <stdbool.h>

/// The kernel of one out channel and the picture it slides over.
typedef struct Sliding {
    int channels, height, width;  // of the input (C, H, W)
    int kernel, stride, pad;      //
    int out_height, out_width;    // places of the kernel
    const float *input, *weights; // (C, H, W), (C, K, K)
    float bias;
} Sliding;

/// Row and column in the input of the kernel's first value at a place; below 0 in the padding.
static inline int sliding_start(const Sliding *sliding, int place) {
    return place * sliding->stride - sliding->pad;
}

/// The input under value (y, x) of the kernel at a place; false, and 0, in the padding.
bool sliding_under(const Sliding *sliding, int channel, int row, int column, int y, int x, float *value);

/// Σ input · weight over the kernel at a place, of one in channel; without bias and activation.
double sliding_channel_sum(const Sliding *sliding, int channel, int row, int column);

/// The same over all channels. What the layer answers there is f(sum + bias).
double sliding_sum(const Sliding *sliding, int row, int column);

#endif
