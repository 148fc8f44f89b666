// The code of many images for a picture of them, at up to twice the speed: the first layer is multiplied in whole
// numbers (kernels/narrow.h), its inputs as the bytes they are.
#ifndef HOURGLASS_NARROW_ENCODER_H
#define HOURGLASS_NARROW_ENCODER_H

#include "images.h"
#include "narrow.h"
#include "net.h"

typedef struct NarrowEncoder {
    int in, out, rows; // what the memory is for
    bool ready;
    int16_t *images, *packed;
    float *scale;
    Arena arena;
} NarrowEncoder; // zeroed before its first use

/// Takes over the first layer of `net` as it is, for `rows` images at once. False, and then the encoder is not ready,
/// where that layer is none of the kind dense, the processor lacks the instructions, weights are not finite or memory
/// is short.
bool narrow_encoder_take(NarrowEncoder *encoder, const Net *net, int rows);

/// Codes of images index[0 … count-1], as they are, to net_code of rows 0 … count-1. `net` is the one that was taken,
/// prepared from its second layer on. What goes into the first activation is off by at most 2e-5 of the sum of the
/// sizes of a unit's weights, and by a thousandth of that as a rule.
void narrow_encoder_run(const NarrowEncoder *encoder, const Net *net, const Pass *pass, const Images *images,
                        const int *index, int count);

void narrow_encoder_finish(NarrowEncoder *encoder);

#endif
