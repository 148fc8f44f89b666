// Immutable copies of a run's weights, counted by reference, from a fixed pool. The trainer makes them; the observer
// and saves read them while training goes on.
#ifndef HOURGLASS_SNAPSHOT_H
#define HOURGLASS_SNAPSHOT_H

#include "session.h"

typedef struct SnapshotPool SnapshotPool;

typedef struct Snapshot Snapshot;

struct Snapshot {
    SnapshotPool *pool; // NULL: a copy of its own
    atomic_int references;
    uint64_t run, generation; // which run, and how often it has been restarted or replaced
    Lineage lineage;          // the session's
    ModelSpec spec;           // with the penalties of that moment
    Dataset *data;            // valid while the snapshot is held
    RunSettings settings;
    RunCounters counters;
    StepMetrics metrics; // of the step that led to these weights
    Shape image;
    size_t parameter_count;
    real *parameters;     // (parameter_count); NULL where it was copied without its weights
    Snapshot *weights_of; // the parameters are those of this one, which is held; NULL: its own
};

enum { SNAPSHOT_POOL = 6 }; // more than are looked at and on their way at once; who computes has a copy of his own

/// A pool of SNAPSHOT_POOL snapshots for sessions of this net and data set. NULL if memory is short.
SnapshotPool *snapshot_pool_create(const Session *session);

/// The owner is done with the pool; it goes when its last snapshot does. Takes NULL.
void snapshot_pool_release(SnapshotPool *pool);

/// A copy of the session as it stands, with one reference for the caller; NULL if all of the pool are in use.
Snapshot *snapshot_take(SnapshotPool *pool, const Session *session, uint64_t run, uint64_t generation);

/// A copy outside any pool, with one reference for the caller; NULL if memory is short.
Snapshot *snapshot_copy(const Snapshot *snapshot);

/// All of it but the weights, outside any pool, with one reference for the caller; NULL if memory is short.
Snapshot *snapshot_without_weights(const Snapshot *snapshot);

/// A copy as a part of another line of steps, which has it in its past. The two share their weights. NULL if memory is
/// short.
Snapshot *snapshot_in_line(Snapshot *snapshot, const Lineage *lineage);

Snapshot *snapshot_retain(Snapshot *snapshot);
void snapshot_release(Snapshot *snapshot); // takes NULL; any thread

#endif
