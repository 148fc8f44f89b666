// A run on disk: the model file, the run's settings and its weights in one safetensors file that opens by itself; with
// moments and counters for an exact resume.
#ifndef HOURGLASS_CHECKPOINT_H
#define HOURGLASS_CHECKPOINT_H

#include "class_set.h"
#include "optimizer.h"
#include "run_marks.h"
#include "spec.h"

/// What the user chose for a run, beside the model.
typedef struct RunSettings {
    char data[512]; // id or path of the data set
    int batch;
    OptimizerKind optimizer;
    double rate, momentum;
    Initialisation initialisation;
    uint64_t seed;
    bool no_shuffle, no_sampling;
    ClassSet left_out; // classes whose images are never trained on
} RunSettings;

/// Where a run stands.
typedef struct RunCounters {
    uint64_t step;        // updates made
    uint64_t epoch;       // epochs finished
    uint64_t position;    // images of this epoch already used
    uint64_t updates;     // updates since the moments were last zeroed (Adam's t)
    uint64_t resamplings; // of code units since the start, those undone too
} RunCounters;

enum { HISTORY_COLUMNS = 3 }; // step, reconstruction, penalty (nats per image)

typedef struct Checkpoint {
    ModelSpec spec;
    Shape image;
    RunSettings settings;
    RunCounters counters;
    size_t parameter_count;
    real *parameters; // in the order of net_parameters
    real *m, *v;      // moments, NULL in a plain file
    int history_points;
    double *history;                                // (history_points, HISTORY_COLUMNS) or NULL
    uint64_t history_stride, history_pending;       // steps a point covers; steps gathered for the next one
    double history_reconstruction, history_penalty; // their sums
    RunMarks marks;                                 // none in a plain file
    Arena arena;                                    // owns the arrays after checkpoint_load
} Checkpoint;

enum { CHECKPOINT_VERSION = 1 };

/// Writes PATH atomically: .npz if it ends so, else safetensors; moments and history only if they are not NULL.
bool checkpoint_save(const char *path, const Checkpoint *checkpoint, Error *error);

/// Reads a file made by checkpoint_save. Refuses it whole, with the reason, if anything is missing, unknown, of another
/// shape, not finite, or made by a newer version.
bool checkpoint_load(const char *path, Checkpoint *checkpoint, Error *error);

/// Only the weights of a file, for a net the caller has: names and shapes must match the net's; metadata is not needed,
/// so that files written by other programs serve too. `net->parameters` is written only on success; net_prepare is the
/// caller's to do.
bool checkpoint_load_weights(const char *path, Net *net, Error *error);

void checkpoint_finish(Checkpoint *checkpoint); // takes a zeroed checkpoint

#endif
