// What codes an encoder can give at all, so that one made by hand or drawn at random is of the kind the decoder knows.
#ifndef HOURGLASS_CODE_RANGE_H
#define HOURGLASS_CODE_RANGE_H

#include "net.h"

typedef struct CodeRange {
    float least, most; // of a unit; -INFINITY, INFINITY where the activation has no bound
    int kept;          // the others of a code are 0; all units where nothing is selected
} CodeRange;

/// Follows the encoder back from its end to the layer that bounds the values: its activation, or the image.
CodeRange code_range(const Net *net);

/// Brings codes (rows, units) into the range; those that stay are the largest by signed value, as topk's. NaN stays.
/// `scratch` (units) is the caller's. Returns whether anything was changed.
bool code_range_hold(const CodeRange *range, real *codes, int rows, int units, uint32_t *scratch);

/// A single value brought between the bounds.
real code_range_clip(const CodeRange *range, real value);

#endif
