// A checkpoint opened for use: its net with weights, and the data set it is to see.
#ifndef HOURGLASS_LOADED_H
#define HOURGLASS_LOADED_H

#include "checkpoint.h"
#include "dataset.h"

typedef struct Loaded {
    Checkpoint checkpoint;
    Net net;
    Dataset *data; // NULL if none was asked for
} Loaded;

/// Opens a checkpoint and, if `want_data`, the data set `data` (NULL: the one it was trained on), whose images must
/// have the model's shape.
bool loaded_open(Loaded *loaded, const char *path, bool want_data, const char *data, Error *error);
void loaded_finish(Loaded *loaded); // takes a zeroed one

#endif
