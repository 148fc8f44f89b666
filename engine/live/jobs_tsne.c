// t-SNE in portions, between which it can be given up or let something else go first. Ordered by the observer; the work
// is done on the jobs thread.
#include "jobs_tsne.h"

#include "clock.h"

#include <stdlib.h>
#include <string.h>

#define SHOW_SECONDS 0.25

enum { PORTION = 4 }; // iterations

typedef struct TsneJob {
    Task task;
    float *codes, *start; // (count, units), (count, 2) or NULL; gone once it has begun
    int count, units;
    TsneOptions options;
    Tsne tsne;
    double shown; // when the last map was handed over
} TsneJob;

static void drop_input(TsneJob *job) {
    free(job->codes);
    free(job->start);
    job->codes = job->start = NULL;
}

static void destroy(Task *task) {
    TsneJob *job = (TsneJob *)task;
    drop_input(job);
    tsne_finish(&job->tsne);
    free(job);
}

static bool begin(TsneJob *job) {
    job->options.start = job->start;
    bool ok = tsne_begin(&job->tsne, job->codes, job->count, job->units, &job->options, &job->task.error);
    drop_input(job);
    job->shown = clock_seconds();
    return ok;
}

// Without memory for it, or without a map yet, there is progress alone.
static void show(TsneJob *job) {
    Tsne *tsne = &job->tsne;
    TsneMap *map = tsne_has_map(tsne) ? malloc(sizeof(TsneMap) + 2 * (size_t)job->count * sizeof(float)) : NULL;
    if (map) {
        *map = (TsneMap){.count = job->count,
                         .iteration = tsne->iteration,
                         .settled = tsne->settled,
                         .divergence = tsne_divergence(tsne)};
        tsne_map(tsne, map->positions);
    }
    task_publish(&job->task, map, tsne_progress(tsne));
    job->shown = clock_seconds();
}

static bool work(Task *task) {
    TsneJob *job = (TsneJob *)task;
    if (job->codes && !begin(job))
        return true;
    bool more = true;
    while (more && !task_stops(task)) {
        more = tsne_some(&job->tsne, PORTION);
        if (!more || clock_seconds() - job->shown >= SHOW_SECONDS)
            show(job);
    }
    return !more;
}

static const TaskType TYPE = {.kind = TASK_TSNE, .work = work, .destroy = destroy, .free_result = free};

Task *tsne_job_order(Live *live, float *codes, int count, int units, const TsneOptions *options, Error *error) {
    TsneJob *job = calloc(1, sizeof *job);
    size_t bytes = 2 * (size_t)count * sizeof *job->start;
    float *start = options && options->start ? malloc(bytes) : NULL;
    if (!job || !codes || (options && options->start && !start)) {
        free(job);
        free(start);
        free(codes);
        error_memory(error, "t-SNE");
        return NULL;
    }
    if (start)
        memcpy(start, options->start, bytes);
    job->options = options ? *options : (TsneOptions){0};
    job->codes = codes;
    job->start = start;
    job->count = count;
    job->units = units;
    task_init(&job->task, &TYPE, live);
    return task_order(&job->task);
}

TsneMap *tsne_job_take(Task *task) {
    return task_take(task);
}
