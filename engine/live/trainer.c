// The trainer thread: carries out commands between chunks of steps, owns the training team and all runs, and publishes
// snapshots and status. Nothing else happens here, so that training never waits for a picture.
#include "clock.h"
#include "runs.h"
#include "shared.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CHUNK = 512 };
#define CHUNK_SECONDS 0.01
#define PUBLISH_SECONDS (1.0 / 30)

typedef struct Trainer {
    Live *live;
    Runs runs;
    Run *current;     // NULL before the first model and data set
    Dataset *data;    // in use, or NULL
    ModelSpec wanted; // the model asked for
    bool has_wanted, running;
    long long left;         // steps to make before pausing; negative: no end
    int chunk;              // steps of about CHUNK_SECONDS
    int jobs;               // under way
    double rate, published; // images a second; when status was last published
    uint64_t commands, serial;
    LiveMessage message[LIVE_MESSAGES];
    StepMetrics metrics[MAX_CHUNK];
} Trainer;

static void say(Trainer *t, bool problem, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void say(Trainer *t, bool problem, const char *format, ...) {
    LiveMessage *message = &t->message[t->serial % LIVE_MESSAGES];
    message->serial = ++t->serial;
    message->problem = problem;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message->text, sizeof message->text, format, arguments);
    va_end(arguments);
}

static void fill_run(const Trainer *t, LiveStatus *status) {
    const Run *run = t->current;
    const Session *s = &run->session;
    status->run = run->id;
    status->generation = run->generation;
    status->spec = s->spec;
    status->settings = s->settings;
    status->counters = s->counters;
    status->metrics = s->last;
    status->series = s->series;
    status->train_images = s->data->train.count;
    status->test_images = s->data->test.count;
    status->epoch_steps = session_epoch_steps(s);
    status->can_undo = run->kept.kept;
    snprintf(status->data_title, sizeof status->data_title, "%s", s->data->title);
}

static void publish_status(Trainer *t) {
    LiveStatus *status = mailbox_slot(&t->live->status);
    *status = (LiveStatus){.running = t->running,
                           .loading = t->jobs > 0,
                           .threads = t->live->desc.threads,
                           .images_per_second = t->running ? t->rate : 0,
                           .commands = t->commands};
    memcpy(status->message, t->message, sizeof t->message);
    if (t->current)
        fill_run(t, status);
    mailbox_post(&t->live->status);
    t->published = clock_seconds();
    live_wake(t->live);
}

// A new snapshot for the observer, if it has taken the last one or if this one must not be missed.
static void publish_snapshot(Trainer *t, bool must) {
    Live *live = t->live;
    if (!t->current || (!must && atomic_load(&live->newest)))
        return;
    Snapshot *snapshot = snapshot_take(t->current->pool, &t->current->session, t->current->id, t->current->generation);
    if (!snapshot)
        return;
    snapshot_release(atomic_exchange(&live->newest, snapshot));
    queue_nudge(&live->requests);
}

static void pause_training(Trainer *t) {
    t->running = false;
    t->rate = 0;
    atomic_store(&t->live->training, false);
    publish_snapshot(t, true);
}

static void use_run(Trainer *t, Run *run, const Error *error) {
    if (!run) {
        say(t, true, "%s", error->text);
        return;
    }
    t->current = run;
    t->chunk = 1;
    publish_snapshot(t, true);
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
    say(t, true, "Too much is being loaded and saved already; try again in a moment.");
}

static void save_run(Trainer *t, const char *path) {
    Job job = {.kind = JOB_SAVE};
    snprintf(job.path, sizeof job.path, "%s", path);
    Error error;
    job.checkpoint = session_copy(&t->current->session, &error);
    if (job.checkpoint)
        start_job(t, &job);
    else
        say(t, true, "%s", error.text);
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
        say(t, true, "%s", error.text);
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
        say(t, true, "%s", error.text);
    publish_snapshot(t, true);
}

static void undo(Trainer *t) {
    if (!run_undo(t->current))
        say(t, true, "There is no earlier run to go back to.");
    publish_snapshot(t, true);
}

// Commands that need a run. Without one they are answered, not forgotten.
static void command_run(Trainer *t, const LiveCommand *command) {
    if (!t->current) {
        say(t, true, "There is no run yet: a model and a data set come first.");
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
        pause_training(t);
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

static void take_note(Trainer *t, Note *note) {
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
        say(t, note->kind == NOTE_JOB_FAILED, "%s", note->error.text);
        break;
    }
}

static void adapt_chunk(Trainer *t, int steps, double seconds) {
    double wish = seconds > 0 ? steps * CHUNK_SECONDS / seconds : MAX_CHUNK;
    t->chunk = wish < 1 ? 1 : wish > MAX_CHUNK ? MAX_CHUNK : (int)wish;
    double now = steps * (double)t->current->session.settings.batch / (seconds > 0 ? seconds : 1e-9);
    t->rate = t->rate > 0 ? 0.95 * t->rate + 0.05 * now : now; // about the last quarter of a second
}

static void train_chunk(Trainer *t) {
    Session *session = &t->current->session;
    int steps = t->left >= 0 && t->left < t->chunk ? (int)t->left : t->chunk;
    double start = clock_seconds();
    int made = session_run(session, steps, t->metrics);
    adapt_chunk(t, made, clock_seconds() - start);
    if (made < steps) {
        Error error;
        session_recover(session, &error);
        t->current->generation++;
        say(t, true, "%s", error.text);
        pause_training(t);
        return;
    }
    t->left -= t->left >= 0 ? made : 0;
    if (t->left == 0)
        pause_training(t);
}

static void publish(Trainer *t, bool changed) {
    bool due = t->running && clock_seconds() - t->published >= PUBLISH_SECONDS;
    if (due)
        publish_snapshot(t, false);
    if (due || changed)
        publish_status(t);
}

void *trainer_main(void *context) {
    Trainer *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->live = context;
    t->chunk = 1;
    Note note;
    while (!atomic_load(&t->live->stop)) {
        bool changed = false;
        while (queue_take(&t->live->inbox, &note, t->running || changed ? 0 : -1)) {
            take_note(t, &note);
            changed = true;
        }
        if (t->running && !atomic_load(&t->live->stop)) {
            train_chunk(t);
            changed |= !t->running;
        }
        publish(t, changed);
    }
    runs_finish(&t->runs);
    dataset_release(t->data);
    free(t);
    return NULL;
}
