// Saves runs and model files. On the jobs thread.
#include "file.h"
#include "jobs.h"

bool jobs_save(Live *live, Job *job, Note *note) {
    (void)live;
    if (!checkpoint_save(job->path, job->checkpoint, &note->error)) {
        note->kind = NOTE_JOB_FAILED;
    } else {
        note->kind = NOTE_TOLD;
        error_set(&note->error, "Saved to %s.", job->path);
    }
    live_free_checkpoint(job->checkpoint);
    job->checkpoint = NULL;
    return true;
}

bool jobs_save_model(Live *live, Job *job, Note *note) {
    (void)live;
    FileWriter writer;
    bool ok = file_begin(&writer, job->path, &note->error);
    if (ok) {
        fputs(job->text, writer.stream);
        ok = file_commit(&writer, &note->error);
    }
    note->kind = ok ? NOTE_TOLD : NOTE_JOB_FAILED;
    if (ok)
        error_set(&note->error, "Saved to %s.", job->path);
    return true;
}
