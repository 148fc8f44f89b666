// How the files of the jobs thread divide the work: jobs.c takes one job after the other, each other jobs_*.c does one
// kind. Only they include this. What the observer orders is no Job but a Task; see task.h.
#ifndef HOURGLASS_JOBS_H
#define HOURGLASS_JOBS_H

#include "shared.h"

/// Does a job and fills in the note for the trainer, giving back what the job owns. False if it was put back to let
/// another one go first; then there is no note.
typedef bool JobWork(Live *live, Job *job, Note *note);

JobWork jobs_load_data, jobs_load_checkpoint, jobs_save, jobs_save_model, jobs_export, jobs_load_picture, jobs_fit_pca;

/// `live` is about to end: for work that asks whether it is cancelled.
bool jobs_are_stopping(void *live);

#endif
