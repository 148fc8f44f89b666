// Fits PCA to the training images in use. On the jobs thread.
#include "jobs.h"

// PCA takes seconds and nobody waits for it. For what the user has asked for it starts again later.
static bool gives_way(const Live *live) {
    return atomic_load(&live->stop) || atomic_load(&live->asked) > 0;
}

// What a view needs is done in between, one task between two rounds, so that both come to an end.
static bool pause_or_stop(void *context) {
    Live *live = context;
    if (!gives_way(live))
        tasks_work(live);
    return gives_way(live);
}

bool jobs_fit_pca(Live *live, Job *job, Note *note) {
    note->pca = fitted_pca_create(job->data, &job->left_out, job->components, pause_or_stop, live, &note->error);
    if (!note->pca && gives_way(live) && queue_send(&live->jobs, job, NULL))
        return false;
    note->kind = note->pca ? NOTE_PCA_READY : NOTE_JOB_FAILED;
    dataset_release(job->data);
    return true;
}
