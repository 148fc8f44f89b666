// The trainer's answers: commands from the interface and results of jobs, between two chunks of steps. Every command
// either takes effect or is answered with a sentence.
#include "trainer.h"

static void use_run(Trainer *t, Run *run, const Error *error) {
    if (!run) {
        trainer_say(t, true, "%s", error->text);
        return;
    }
    t->current = run;
    t->chunk = 1;
    trainer_publish_snapshot(t, true);
}

static void open_wanted(Trainer *t) {
    Error error;
    if (t->has_wanted && t->data)
        use_run(t, runs_open(&t->runs, &t->wanted, t->data, t->live->desc.threads, &error), &error);
}

static void start_job(Trainer *t, const Job *job) {
    if (queue_send(&t->live->jobs, job, NULL)) {
        t->jobs++;
        return;
    }
    live_free_checkpoint(job->checkpoint);
    trainer_say(t, true, "Too much is being loaded and saved already; try again in a moment.");
}

static void save_run(Trainer *t, const char *path) {
    Job job = {.kind = JOB_SAVE};
    snprintf(job.path, sizeof job.path, "%s", path);
    Error error;
    job.checkpoint = session_copy(&t->current->session, &error);
    if (job.checkpoint)
        start_job(t, &job);
    else
        trainer_say(t, true, "%s", error.text);
}

static void load(Trainer *t, JobKind kind, const char *path) {
    Job job = {.kind = kind};
    snprintf(job.path, sizeof job.path, "%s", path);
    start_job(t, &job);
}

static void set_value(Trainer *t, const LiveCommand *command) {
    Session *session = &t->current->session;
    RunSettings settings = session->settings;
    Error error;
    switch (command->kind) {
    case COMMAND_RATE:
        settings.rate = command->value;
        break;
    case COMMAND_MOMENTUM:
        settings.momentum = command->value;
        break;
    case COMMAND_BATCH:
        settings.batch = command->count;
        break;
    case COMMAND_OPTIMIZER:
        settings.optimizer = (OptimizerKind)command->count;
        break;
    case COMMAND_L1:
        session->spec.penalty.l1 = command->value;
        break;
    default:
        session->spec.penalty.weight_decay = command->value;
        break;
    }
    if (!session_change(session, &settings, &error))
        trainer_say(t, true, "%s", error.text);
}

static void start_training(Trainer *t, long long steps) {
    t->left = steps;
    t->running = true;
    atomic_store(&t->live->training, true);
}

static long long steps_to_epoch(const Session *session) {
    uint64_t left = (uint64_t)session->data->train.count - session->counters.position;
    return (long long)(left / (uint64_t)session->settings.batch);
}

static void reset(Trainer *t) {
    Error error;
    if (!run_reset(t->current, &error))
        trainer_say(t, true, "%s", error.text);
    trainer_publish_snapshot(t, true);
}

static void undo(Trainer *t) {
    if (!run_undo(t->current))
        trainer_say(t, true, "There is no earlier run to go back to.");
    trainer_publish_snapshot(t, true);
}

// Commands that need a run. Without one they are answered, not forgotten.
static void command_run(Trainer *t, const LiveCommand *command) {
    if (!t->current) {
        trainer_say(t, true, "There is no run yet: a model and a data set come first.");
        return;
    }
    switch (command->kind) {
    case COMMAND_RUN:
        start_training(t, -1);
        break;
    case COMMAND_STEP:
        start_training(t, command->count);
        break;
    case COMMAND_EPOCH:
        start_training(t, steps_to_epoch(&t->current->session));
        break;
    case COMMAND_RESET:
        reset(t);
        break;
    case COMMAND_UNDO:
        undo(t);
        break;
    case COMMAND_SAVE:
        save_run(t, command->text);
        break;
    default:
        set_value(t, command);
        break;
    }
}

static void carry_out(Trainer *t, const LiveCommand *command) {
    t->commands++;
    switch (command->kind) {
    case COMMAND_PAUSE:
        trainer_pause(t);
        break;
    case COMMAND_MODEL:
        t->wanted = command->spec;
        t->has_wanted = true;
        open_wanted(t);
        break;
    case COMMAND_DATA:
        load(t, JOB_LOAD_DATA, command->text);
        break;
    case COMMAND_RESTORE:
        load(t, JOB_LOAD_CHECKPOINT, command->text);
        break;
    default:
        command_run(t, command);
        break;
    }
}

static void take_checkpoint(Trainer *t, Note *note) {
    Error error;
    Run *run = runs_restore(&t->runs, note->checkpoint, note->data, t->live->desc.threads, &error);
    if (run) {
        dataset_release(t->data);
        t->data = dataset_retain(note->data);
        t->wanted = run->session.spec;
        t->has_wanted = true;
    }
    // The run that was replaced may have been the current one.
    t->current = run ? run : t->current;
    use_run(t, run, &error);
    dataset_release(note->data);
    live_free_checkpoint(note->checkpoint);
}

void trainer_take_note(Trainer *t, Note *note) {
    t->jobs -= note->kind != NOTE_COMMAND;
    switch (note->kind) {
    case NOTE_COMMAND:
        carry_out(t, &note->command);
        break;
    case NOTE_DATA_READY:
        dataset_release(t->data);
        t->data = note->data;
        open_wanted(t);
        break;
    case NOTE_CHECKPOINT_READY:
        take_checkpoint(t, note);
        break;
    default:
        trainer_say(t, note->kind == NOTE_JOB_FAILED, "%s", note->error.text);
        break;
    }
}
