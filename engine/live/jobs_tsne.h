// t-SNE for the observer: a task of the jobs thread (see task.h) that hands over the map while it settles.
#ifndef HOURGLASS_JOBS_TSNE_H
#define HOURGLASS_JOBS_TSNE_H

#include "task.h"
#include "tsne.h"

/// The map at some moment.
typedef struct TsneMap {
    int count, iteration; // codes; iterations made
    bool settled;         // it is the last one
    double divergence;    // nats; see tsne_divergence
    float positions[];    // (count, 2)
} TsneMap;

/// Orders the map of codes (count, units), 1 or more. `codes` come from malloc and are the task's from now on, also
/// where this fails; options->start (count, 2) is copied. A map that waits or is worked on goes on until its own
/// task_cancel. NULL if memory is short. The task is the caller's until task_cancel.
Task *tsne_job_order(Live *live, float *codes, int count, int units, const TsneOptions *options, Error *error);

/// The newest map, to be freed by the caller with free(): about four a second while it settles, and the last one; NULL
/// if there is none since the last time. task->progress and task_ended tell how far it is.
TsneMap *tsne_job_take(Task *task);

#endif
