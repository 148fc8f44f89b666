// Past snapshots of one run, from its first on, so that every view can show any moment again. Kept within a number of
// bytes: when they are full, every second of the oldest half goes, but never the first. One thread.
#ifndef HOURGLASS_HISTORY_H
#define HOURGLASS_HISTORY_H

#include "snapshot.h"

enum { HISTORY_MAX = 512 };

/// A zeroed one is ready for use.
typedef struct History {
    Snapshot *kept[HISTORY_MAX]; // by ascending step
    int count;
} History;

void history_finish(History *history);

/// True if the snapshot is far enough from the last one kept: by one part in 32 of its steps, so that the beginning,
/// where most changes, is kept more densely.
bool history_wants(const History *history, const Snapshot *snapshot);

/// Keeps a copy. Moments at or after its step go first: the run has gone back. At most `bytes` (at least the first and
/// this one) are kept. False if memory is short; the history is as it was then.
bool history_keep(History *history, const Snapshot *snapshot, size_t bytes);

/// Takes what `past` has from before `step` as the beginning of another line of steps. False if memory is short; the
/// history has as much of it as there was room for. It must be empty.
bool history_share(History *history, const History *past, uint64_t step, const Lineage *lineage);

/// The last moment at or before the step, else the first; NULL if there is none. The history's: retain it to hold it.
Snapshot *history_at(const History *history, uint64_t step);

/// Bytes that the moments take; weights shared with another line's count for each.
size_t history_bytes(const History *history);

/// Lets every second moment of the older half go. False if there is nothing to thin out.
bool history_thin(History *history);

#endif
