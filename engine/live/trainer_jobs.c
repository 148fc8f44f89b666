// Work for the jobs thread: what is asked of it, and runs that it has read from files. On the trainer's thread, between
// two chunks of steps.
#include "trainer.h"

void trainer_start_job(Trainer *t, const Job *job) {
    atomic_fetch_add(&t->live->asked, job->kind != JOB_PCA); // before it can be taken
    if (queue_send(&t->live->jobs, job, NULL)) {
        t->jobs++;
        return;
    }
    atomic_fetch_sub(&t->live->asked, job->kind != JOB_PCA);
    live_free_checkpoint(job->checkpoint);
    dataset_release(job->data);
    trainer_say(t, true, "Too much is being loaded and saved already; try again in a moment.");
}

void trainer_save_model(Trainer *t, const LiveCommand *command) {
    Job job = {.kind = JOB_SAVE_MODEL};
    snprintf(job.path, sizeof job.path, "%s", command->name);
    snprintf(job.text, sizeof job.text, "%s", command->text);
    trainer_start_job(t, &job);
}

void trainer_save_run(Trainer *t, const char *path) {
    Job job = {.kind = JOB_SAVE};
    snprintf(job.path, sizeof job.path, "%s", path);
    Error error;
    job.checkpoint = session_copy(&t->current->session, &error);
    if (job.checkpoint)
        trainer_start_job(t, &job);
    else
        trainer_say(t, true, "%s", error.text);
}

void trainer_export(Trainer *t, const LiveCommand *command) {
    Job job = {.kind = JOB_EXPORT};
    snprintf(job.path, sizeof job.path, "%s", command->name);
    snprintf(job.text, sizeof job.text, "%s", command->text);
    Error error;
    job.checkpoint = session_copy(&t->current->session, &error);
    if (!job.checkpoint) {
        trainer_say(t, true, "%s", error.text);
        return;
    }
    job.data = dataset_retain(t->current->session.data);
    trainer_start_job(t, &job);
}

void trainer_load(Trainer *t, JobKind kind, const char *path) {
    Job job = {.kind = kind};
    snprintf(job.path, sizeof job.path, "%s", path);
    trainer_start_job(t, &job);
}

void trainer_take_checkpoint(Trainer *t, Note *note) {
    Error error;
    Run *run = runs_restore(&t->runs, note->checkpoint, note->data, t->live->desc.threads, &error);
    if (run) {
        trainer_tell_skipped(t, note->data);
        trainer_use_data(t, dataset_retain(note->data));
        t->wanted = run->session.spec;
        t->has_wanted = true;
    }
    // The run that was replaced may have been the current one.
    t->current = run ? run : t->current;
    trainer_use_run(t, run, &error);
    trainer_ask_pca(t);
    dataset_release(note->data);
    live_free_checkpoint(note->checkpoint);
}
