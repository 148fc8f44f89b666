// A checkpoint opened for use: its net with weights, and the data set it is to see.
#ifndef HOURGLASS_LOADED_H
#define HOURGLASS_LOADED_H

#include "checkpoint.h"
#include "cli.h"

/// What eval, encode and decode are told. A command names the options it has; the others keep their defaults.
typedef struct LoadedOptions {
    const char *input[2]; // the checkpoint, and what decode reads
    int inputs;
    const char *data, *split, *out, *projector;
    int threads;
    bool json;
} LoadedOptions;

/// Reads the arguments of a command with `inputs` files to name first. `letters` are its options: d data, s split, t
/// threads, j json, O out, p projector. False with *status set where the program should end.
bool loaded_options(int argc, char **argv, const Command *command, const char *letters, int inputs,
                    LoadedOptions *options, int *status);

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
