// Splitting a set of images that has no test half of its own.
#ifndef HOURGLASS_HOLD_OUT_H
#define HOURGLASS_HOLD_OUT_H

#include "error.h"
#include "images.h"

#include <stdbool.h>

enum { HOLD_OUT_EVERY = 6 };

/// Moves every sixth image (index % 6 == 5), with its label if there are any, from `train` to `test`, whose memory is
/// the caller's, also after a failure. `path` is named in errors; fewer than six images are one.
bool hold_out(const char *path, Images *train, Images *test, Error *error);

#endif
