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
    float *scale, *bias;
    Arena arena;
} NarrowEncoder; // zeroed before its first use

/// Takes over the first layer from `parameters`, which lie as those of `net` do, for `rows` images at once. False, and
/// then the encoder is not ready, where that layer is none of the kind dense, its weights are none for whole numbers
/// (narrow.h), a layer behind it chooses among its units, the processor lacks the instructions or memory is short.
bool narrow_encoder_take(NarrowEncoder *encoder, const Net *net, const real *parameters, int rows);

/// Codes of images index[0 … count-1], as they are, to net_code of rows 0 … count-1. `net` has the other layers of the
/// encoder, prepared. What goes into the first activation is off by at most 1/16384 of the largest weight of its unit
/// for each white pixel, a quarter of that for rows like those of 28×28 images; since errors go both ways, it is a
/// hundredth of it as a rule.
void narrow_encoder_run(const NarrowEncoder *encoder, const Net *net, const Pass *pass, const Images *images,
                        const int *index, int count);

void narrow_encoder_finish(NarrowEncoder *encoder);

#endif
