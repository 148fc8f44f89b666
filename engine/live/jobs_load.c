// Loads data sets, and runs from checkpoints. On the jobs thread.
#include "jobs.h"

#include <stdlib.h>

// A whole percent at a time, so that the trainer is not kept from its work.
static void show_progress(void *context, double part) {
    Live *live = context;
    int percent = (int)(100 * part);
    if (atomic_exchange(&live->progress, percent) != percent)
        queue_nudge(&live->inbox);
}

static Dataset *open_data(Live *live, const char *id_or_path, Error *error) {
    DatasetOptions options = {
        .decode = live->desc.decode, .progress = show_progress, .cancelled = jobs_are_stopping, .context = live};
    Dataset *data = dataset_open(id_or_path, &options, error);
    atomic_store(&live->progress, -1);
    return data;
}

bool jobs_load_data(Live *live, Job *job, Note *note) {
    note->data = open_data(live, job->path, &note->error);
    note->kind = note->data ? NOTE_DATA_READY : NOTE_JOB_FAILED;
    return true;
}

bool jobs_load_checkpoint(Live *live, Job *job, Note *note) {
    Checkpoint *checkpoint = calloc(1, sizeof *checkpoint);
    bool ok =
        checkpoint ? checkpoint_load(job->path, checkpoint, &note->error) : error_memory(&note->error, "a checkpoint");
    // The run needs its data set; the one it was trained on comes along with it.
    if (ok)
        note->data = open_data(live, checkpoint->settings.data, &note->error);
    if (ok && note->data) {
        note->kind = NOTE_CHECKPOINT_READY;
        note->checkpoint = checkpoint;
        return true;
    }
    note->kind = NOTE_JOB_FAILED;
    if (ok)
        checkpoint_finish(checkpoint);
    free(checkpoint);
    return true;
}
