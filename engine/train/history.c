// Moments of a run, thinned out as they grow in number. Called by the observer.
#include "history.h"

#include <string.h>

enum { PART = 32 }; // of a moment's steps that must have passed before the next is kept

void history_finish(History *history) {
    for (int i = 0; i < history->count; i++)
        snapshot_release(history->kept[i]);
    *history = (History){0};
}

static const Snapshot *last_of(const History *history) {
    return history->count ? history->kept[history->count - 1] : NULL;
}

bool history_wants(const History *history, const Snapshot *snapshot) {
    const Snapshot *last = last_of(history);
    if (!last || snapshot->counters.step < last->counters.step)
        return true;
    uint64_t passed = snapshot->counters.step - last->counters.step;
    return passed > 0 && passed >= last->counters.step / PART;
}

static size_t bytes_of(const Snapshot *snapshot) {
    return sizeof *snapshot + snapshot->parameter_count * sizeof(real);
}

size_t history_bytes(const History *history) {
    size_t bytes = 0;
    for (int i = 0; i < history->count; i++)
        bytes += bytes_of(history->kept[i]);
    return bytes;
}

bool history_thin(History *history) {
    int half = history->count > 3 ? history->count / 2 : history->count - 1, kept = 0, before = history->count;
    for (int i = 0; i < before; i++) {
        if (i % 2 == 1 && i <= half && i < before - 1)
            snapshot_release(history->kept[i]);
        else
            history->kept[kept++] = history->kept[i];
    }
    history->count = kept;
    return kept < before;
}

bool history_keep(History *history, const Snapshot *snapshot, size_t bytes) {
    Snapshot *copy = snapshot_copy(snapshot);
    if (!copy)
        return false;
    while (history->count && last_of(history)->counters.step >= snapshot->counters.step)
        snapshot_release(history->kept[--history->count]);
    while ((history->count == HISTORY_MAX || history_bytes(history) + bytes_of(copy) > bytes) && history_thin(history))
        continue;
    history->kept[history->count++] = copy;
    return true;
}

bool history_share(History *history, const History *past, uint64_t step, const Lineage *lineage) {
    for (int i = 0; i < past->count && past->kept[i]->counters.step < step; i++) {
        Snapshot *same = snapshot_in_line(past->kept[i], lineage);
        if (!same)
            return false;
        history->kept[history->count++] = same;
    }
    return true;
}

Snapshot *history_at(const History *history, uint64_t step) {
    Snapshot *found = history->count ? history->kept[0] : NULL;
    for (int i = 1; i < history->count && history->kept[i]->counters.step <= step; i++)
        found = history->kept[i];
    return found;
}
