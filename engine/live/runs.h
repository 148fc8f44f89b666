// The runs that the trainer holds: one for each model and data set that was looked at, each with its trained state. On
// the trainer's thread only.
#ifndef HOURGLASS_RUNS_H
#define HOURGLASS_RUNS_H

#include "snapshot.h"

enum { RUNS_MAX = 12 };

/// What a reset keeps.
typedef struct KeptState {
    bool kept;
    RunState state; // memory of its own, taken at the first reset
    Series series;
    StepMetrics last;
} KeptState;

typedef struct Run {
    uint64_t id, generation;
    uint64_t used; // when it was last the one in use
    Session session;
    SnapshotPool *pool;
    KeptState kept;
} Run;

typedef struct Runs {
    Run *run[RUNS_MAX];
    int count;
    uint64_t next_id, uses;
} Runs;

/// The run of this model on this data: the one there is if its network is the same, else a new one. NULL with an error.
/// Where there are RUNS_MAX already, the one not used for longest goes.
Run *runs_open(Runs *runs, const ModelSpec *spec, const Dataset *data, int threads, Error *error);

/// A run that goes on from a checkpoint, in place of the one of its model.
Run *runs_restore(Runs *runs, const Checkpoint *checkpoint, const Dataset *data, int threads, Error *error);

/// New weights; the old state is kept in place of what was kept before.
bool run_reset(Run *run, Error *error);

/// The state that the last reset kept; false if there is none.
bool run_undo(Run *run);

void runs_finish(Runs *runs);

#endif
