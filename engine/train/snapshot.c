// The snapshot pool. Taken by the trainer, released by any thread.
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

struct SnapshotPool {
    atomic_int owners; // the maker and every snapshot in use
    Dataset *data;
    Snapshot snapshot[SNAPSHOT_POOL]; // those used so far have memory for weights
};

SnapshotPool *snapshot_pool_create(const Session *session) {
    SnapshotPool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    atomic_init(&pool->owners, 1);
    for (int i = 0; i < SNAPSHOT_POOL; i++)
        pool->snapshot[i].pool = pool;
    pool->data = dataset_retain(session->data);
    return pool;
}

void snapshot_pool_release(SnapshotPool *pool) {
    if (!pool || atomic_fetch_sub(&pool->owners, 1) != 1)
        return;
    dataset_release(pool->data);
    for (int i = 0; i < SNAPSHOT_POOL; i++)
        free(pool->snapshot[i].parameters);
    free(pool);
}

// The first that nobody has: memory is taken only for as many as are in use at once.
static Snapshot *free_one(SnapshotPool *pool, size_t parameters) {
    for (int i = 0; i < SNAPSHOT_POOL; i++) {
        Snapshot *snapshot = &pool->snapshot[i];
        int nobody = 0;
        if (!atomic_compare_exchange_strong(&snapshot->references, &nobody, 1))
            continue;
        if (!snapshot->parameters)
            snapshot->parameters = malloc(parameters * sizeof(real));
        if (snapshot->parameters)
            return snapshot;
        atomic_store(&snapshot->references, 0);
        return NULL;
    }
    return NULL;
}

Snapshot *snapshot_take(SnapshotPool *pool, const Session *session, uint64_t run, uint64_t generation) {
    Snapshot *snapshot = free_one(pool, session->net.parameter_count);
    if (!snapshot)
        return NULL;
    atomic_fetch_add(&pool->owners, 1);
    snapshot->run = run;
    snapshot->generation = generation;
    snapshot->lineage = session->lineage;
    snapshot->spec = session->spec;
    snapshot->data = pool->data;
    snapshot->settings = session->settings;
    snapshot->counters = session->counters;
    snapshot->metrics = session->last;
    snapshot->image = session->net.image;
    snapshot->parameter_count = session->net.parameter_count;
    memcpy(snapshot->parameters, session->net.parameters, session->net.parameter_count * sizeof(real));
    return snapshot;
}

Snapshot *snapshot_without_weights(const Snapshot *snapshot) {
    Snapshot *copy = malloc(sizeof *copy);
    if (!copy)
        return NULL;
    memcpy(copy, snapshot, sizeof *copy);
    copy->pool = NULL;
    copy->parameters = NULL;
    copy->weights_of = NULL;
    copy->data = dataset_retain(snapshot->data);
    atomic_init(&copy->references, 1);
    return copy;
}

Snapshot *snapshot_copy(const Snapshot *snapshot) {
    size_t bytes = snapshot->parameter_count * sizeof(real);
    real *parameters = malloc(bytes);
    Snapshot *copy = parameters ? snapshot_without_weights(snapshot) : NULL;
    if (!copy) {
        free(parameters);
        return NULL;
    }
    memcpy(parameters, snapshot->parameters, bytes);
    copy->parameters = parameters;
    return copy;
}

Snapshot *snapshot_in_line(Snapshot *snapshot, const Lineage *lineage) {
    Snapshot *copy = snapshot_without_weights(snapshot);
    if (!copy)
        return NULL;
    copy->lineage = *lineage;
    copy->parameters = snapshot->parameters;
    copy->weights_of = snapshot_retain(snapshot->weights_of ? snapshot->weights_of : snapshot);
    return copy;
}

static void free_copy(Snapshot *copy) {
    if (copy->weights_of)
        snapshot_release(copy->weights_of);
    else
        free(copy->parameters);
    dataset_release(copy->data);
    free(copy);
}

Snapshot *snapshot_retain(Snapshot *snapshot) {
    atomic_fetch_add(&snapshot->references, 1);
    return snapshot;
}

void snapshot_release(Snapshot *snapshot) {
    if (!snapshot)
        return;
    SnapshotPool *pool = snapshot->pool;
    if (atomic_fetch_sub(&snapshot->references, 1) != 1)
        return;
    if (pool)
        snapshot_pool_release(pool);
    else
        free_copy(snapshot);
}
