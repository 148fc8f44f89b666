// The options of `hourglass train`.
#ifndef HOURGLASS_TRAIN_OPTIONS_H
#define HOURGLASS_TRAIN_OPTIONS_H

#include "cli.h"
#include "session.h"

enum { TRAIN_MAX_CHANGES = 64 };

typedef struct TrainOptions {
    const char *model, *data; // NULL: vanilla, fashion-mnist
    const char *init, *resume, *save_init, *out, *log, *sheet;
    int epochs, steps; // steps > 0 counts instead of epochs
    int threads;
    bool full;
    RunSettings settings;                  // defaults where not given
    bool given[256];                       // by the option's character, for what a resumed run keeps
    const char *change[TRAIN_MAX_CHANGES]; // section.key=value
    int changes;
} TrainOptions;

/// Reads the arguments; prints mistakes. Returns false with *status set where the program should end.
bool train_options_read(int argc, char **argv, const Command *command, TrainOptions *options, int *status);

/// Applies the --set changes to a model.
bool train_options_change(const TrainOptions *options, ModelSpec *spec, Error *error);

/// The settings of a resumed run, with what was given on the command line in their place.
void train_options_override(const TrainOptions *options, RunSettings *settings);

extern const char TRAIN_USAGE[];

#endif
