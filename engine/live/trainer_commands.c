// The trainer's answers: commands from the interface and results of jobs, between two chunks of steps. Every command
// either takes effect or is answered with a sentence.
#include "trainer.h"

#include "library.h"

#include <stdlib.h>
#include <string.h>

static void use_run(Trainer *t, Run *run, const Error *error) {
    if (!run) {
        trainer_say(t, true, "%s", error->text);
        return;
    }
    t->current = run;
    t->chunk = 1;
    trainer_publish_snapshot(t, true);
}

static void start_job(Trainer *t, const Job *job) {
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

static bool uses_data(const Trainer *t, const Dataset *data) {
    return t->data && dataset_is_same(t->data, data);
}

// PCA with as many components as this code could be compared with: all units, or for a sparse code a good many more
// than are ever active at a time.
static void ask_pca(Trainer *t) {
    if (!t->current || !uses_data(t, t->current->session.data))
        return;
    const Session *session = &t->current->session;
    int units = shape_size(session->net.code), wish = spec_is_sparse(&session->spec) && units > 256 ? 256 : units;
    wish = wish < LIVE_PCA ? wish : LIVE_PCA;
    if (wish <= t->pca_asked || wish >= shape_size(session->net.image))
        return;
    t->pca_asked = wish;
    start_job(t, &(Job){.kind = JOB_PCA, .data = dataset_retain(t->data), .components = wish});
}

static bool open_wanted(Trainer *t) {
    Error error;
    Run *run = NULL;
    if (t->has_wanted && t->data) {
        run = runs_open(&t->runs, &t->wanted, t->data, t->live->desc.threads, &error);
        use_run(t, run, &error);
    }
    ask_pca(t);
    return run != NULL;
}

static void open_model(Trainer *t, const char *id_or_path) {
    Error error;
    ModelSpec spec;
    if (!library_find(t->live->desc.models ? t->live->desc.models : ".", id_or_path, &spec, &error)) {
        trainer_say(t, true, "%s", error.text);
        return;
    }
    t->wanted = spec;
    t->has_wanted = true;
    open_wanted(t);
}

// The same model with another activation of its code is another network: a run from the start.
static void change_activation(Trainer *t, const char *name) {
    ModelSpec spec = t->current->session.spec;
    Activation activation = ACTIVATION_LINEAR;
    if (!spec_code_activates(&spec)) {
        trainer_say(t, true, "The code of %s has no activation to choose.", spec.title);
        return;
    }
    if (*name && !activation_parse(name, &activation)) {
        trainer_say(t, true, "Unknown activation '%s'.", name);
        return;
    }
    spec.layer[spec.encoder_layers - 1].activation = activation;
    t->wanted = spec;
    open_wanted(t);
}

static void reset(Trainer *t) {
    Error error;
    if (!run_reset(t->current, &error))
        trainer_say(t, true, "%s", error.text);
    trainer_publish_snapshot(t, true);
}

// The same network edited again has new weights all the same: that is what was asked for.
static void open_edited(Trainer *t, const LiveCommand *command) {
    Error error;
    ModelSpec spec;
    if (!spec_parse(command->text, command->name, &spec, &error)) {
        trainer_say(t, true, "%s", error.text);
        return;
    }
    t->wanted = spec;
    t->has_wanted = true;
    if (!open_wanted(t) || command->count != 1)
        return;
    Session *session = &t->current->session;
    session->spec.penalty = spec.penalty;
    session->spec.corruption = spec.corruption;
    memcpy(session->spec.title, spec.title, sizeof spec.title);
    if (session->counters.step > 0)
        reset(t);
}

static void save_model(Trainer *t, const LiveCommand *command) {
    Job job = {.kind = JOB_SAVE_MODEL};
    snprintf(job.path, sizeof job.path, "%s", command->name);
    snprintf(job.text, sizeof job.text, "%s", command->text);
    start_job(t, &job);
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

static void set_beta(Trainer *t, double beta) {
    Session *session = &t->current->session;
    if (net_is_gaussian(&session->net))
        session->spec.penalty.beta = beta;
    else
        trainer_say(t, true, "β weighs the KL divergence of a Gaussian code; %s has another.", session->spec.title);
}

// What the views show of the run changes with it, also while it is paused.
static void set_corruption(Trainer *t, CommandKind kind, double value) {
    Corruption corruption = t->current->session.spec.corruption;
    Error error;
    *(kind == COMMAND_GAUSSIAN      ? &corruption.gaussian
      : kind == COMMAND_SALT_PEPPER ? &corruption.salt_pepper
      : kind == COMMAND_MASK        ? &corruption.mask
                                    : &corruption.square) = value;
    if (session_corrupt(&t->current->session, &corruption, &error))
        trainer_publish_snapshot(t, true);
    else
        trainer_say(t, true, "%s", error.text);
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
    case COMMAND_KL:
        session->spec.penalty.kl = command->value;
        break;
    case COMMAND_RHO:
        session->spec.penalty.rho = command->value;
        break;
    case COMMAND_BETA:
        set_beta(t, command->value);
        break;
    case COMMAND_WEIGHT_DECAY:
        session->spec.penalty.weight_decay = command->value;
        break;
    default:
        set_corruption(t, command->kind, command->value);
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
    case COMMAND_ACTIVATION:
        change_activation(t, command->text);
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
        open_model(t, command->text);
        break;
    case COMMAND_EDIT:
        open_edited(t, command);
        break;
    case COMMAND_SAVE_MODEL:
        save_model(t, command);
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

// Takes over a reference. What is known of another set's PCA is of no use with this one.
static void use_data(Trainer *t, Dataset *data) {
    bool same = uses_data(t, data);
    dataset_release(t->data);
    t->data = data;
    if (same)
        return;
    fitted_pca_release(t->pca);
    t->pca = NULL;
    t->pca_asked = 0;
}

static void take_pca(Trainer *t, Note *note) {
    FittedPca *pca = note->pca;
    if (!uses_data(t, pca->data) || (t->pca && t->pca->pca.components >= pca->pca.components)) {
        fitted_pca_release(pca);
        return;
    }
    fitted_pca_release(t->pca);
    t->pca = pca;
    fitted_pca_release(atomic_exchange(&t->live->pca, fitted_pca_retain(pca)));
    queue_nudge(&t->live->requests);
}

static void tell_skipped(Trainer *t, const Dataset *data) {
    if (data->note[0])
        trainer_say(t, false, "%s: %s", data->title, data->note);
}

static void take_checkpoint(Trainer *t, Note *note) {
    Error error;
    Run *run = runs_restore(&t->runs, note->checkpoint, note->data, t->live->desc.threads, &error);
    if (run) {
        tell_skipped(t, note->data);
        use_data(t, dataset_retain(note->data));
        t->wanted = run->session.spec;
        t->has_wanted = true;
    }
    // The run that was replaced may have been the current one.
    t->current = run ? run : t->current;
    use_run(t, run, &error);
    ask_pca(t);
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
        tell_skipped(t, note->data);
        use_data(t, note->data);
        open_wanted(t);
        break;
    case NOTE_PCA_READY:
        take_pca(t, note);
        break;
    case NOTE_CHECKPOINT_READY:
        take_checkpoint(t, note);
        break;
    default:
        trainer_say(t, note->kind == NOTE_JOB_FAILED, "%s", note->error.text);
        dataset_release(note->data);
        break;
    }
}
