// Saves runs and model files. On the jobs thread.
#include "file.h"
#include "jobs.h"

static void tell(const Job *job, Note *note) {
    char whole[FILE_WHOLE_PATH];
    note->kind = NOTE_TOLD;
    error_set(&note->error, "Saved to %s.", file_whole_path(job->path, whole));
}

bool jobs_save(Live *live, Job *job, Note *note) {
    (void)live;
    if (checkpoint_save(job->path, job->checkpoint, &note->error))
        tell(job, note);
    else
        note->kind = NOTE_JOB_FAILED;
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
    note->kind = NOTE_JOB_FAILED;
    if (ok)
        tell(job, note);
    return true;
}
