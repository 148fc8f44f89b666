// The runs that the trainer holds: one for each model and data set that was looked at, each with its trained state. On
// the trainer's thread only.
#ifndef HOURGLASS_RUNS_H
#define HOURGLASS_RUNS_H

#include "resampling.h"
#include "snapshot.h"
#include "undo.h"

enum { RUNS_MAX = 12 };

typedef struct Run {
    uint64_t id, generation; // generation: one more whenever the weights change without a step
    uint64_t used;           // when it was last the one in use
    Session session;
    SnapshotPool *pool;
    Undo undo;
} Run;

typedef struct Runs {
    Run *run[RUNS_MAX];
    int count;
    uint64_t next_id, uses;
} Runs;

/// The run of this model on this data: the one there is if its network is the same, else a new one, which leaves out
/// the classes that the old one did. NULL with an error. Where there are RUNS_MAX already, the one not used for longest
/// goes.
Run *runs_open(Runs *runs, const ModelSpec *spec, const Dataset *data, int threads, Error *error);

/// A run that goes on from a checkpoint, in place of the one of its model.
Run *runs_restore(Runs *runs, const Checkpoint *checkpoint, const Dataset *data, int threads, Error *error);

/// New weights; the state before is kept for run_undo. On failure everything is as before.
bool run_reset(Run *run, Error *error);

/// New starts for dead units (see resampling.h); the state before is kept for run_undo. On failure everything is as
/// before. The resampling is the caller's to finish either way.
bool run_resample(Run *run, int unit, Resampling *resampling, Error *error);

/// New weights, which never see an image of these classes (session_leave_out); the state before is kept for run_undo.
/// On failure everything is as before.
bool run_leave_out(Run *run, const ClassSet *left_out, Error *error);

/// The state before the last reset, resampling or leaving out that was not undone yet, on the classes of that time;
/// false with a sentence as undo_take.
bool run_undo(Run *run, Error *error);

void runs_finish(Runs *runs);

#endif
