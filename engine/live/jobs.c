// The jobs thread: slow work, one job at a time, away from training and from the window. Results of jobs go to the
// trainer, those of tasks to the observer.
#include "jobs.h"

#include <stdlib.h>

static void tell(Live *live, Note *note) {
    // The trainer empties its inbox at every chunk; if it is full the job waits for it, as nobody waits for the job.
    while (!queue_send(&live->inbox, note, NULL)) {
        if (atomic_load(&live->stop)) {
            dataset_release(note->data);
            live_free_checkpoint(note->checkpoint);
            fitted_pca_release(note->pca);
            free(note->picture);
            return;
        }
        struct timespec pause = {.tv_nsec = 1000000};
        nanosleep(&pause, NULL);
    }
}

bool jobs_are_stopping(void *live) {
    return atomic_load(&((Live *)live)->stop);
}

static const struct JobType {
    JobWork *work;
    bool at_the_end; // is done even when the program is about to end
} TYPES[] = {
    [JOB_LOAD_DATA] = {.work = jobs_load_data},
    [JOB_LOAD_CHECKPOINT] = {.work = jobs_load_checkpoint},
    [JOB_SAVE] = {.work = jobs_save, .at_the_end = true},
    [JOB_SAVE_MODEL] = {.work = jobs_save_model, .at_the_end = true},
    [JOB_EXPORT] = {.work = jobs_export},
    [JOB_PICTURE] = {.work = jobs_load_picture},
    [JOB_PCA] = {.work = jobs_fit_pca},
};

static void work(Live *live, Job *job) {
    Note note = {0};
    const struct JobType *type = &TYPES[job->kind];
    atomic_fetch_sub(&live->asked, job->kind != JOB_PCA);
    if (!type->at_the_end && jobs_are_stopping(live)) {
        dataset_release(job->data);
        live_free_checkpoint(job->checkpoint);
    } else if (type->work(live, job, &note))
        tell(live, &note);
}

// What the user has asked for goes before what a view needs. Between two tasks a job has its turn, so that views which
// order without end do not keep PCA from beginning.
void *jobs_main(void *context) {
    Live *live = context;
    live_yield(LIVE_NICE_JOBS);
    Job job;
    for (;;) {
        bool worked = atomic_load(&live->asked) == 0 && tasks_work(live);
        if (queue_take(&live->jobs, &job, worked ? 0 : -1))
            work(live, &job);
        else if (!worked && queue_is_closed(&live->jobs))
            return NULL;
    }
}
