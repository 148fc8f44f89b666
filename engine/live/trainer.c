// The trainer thread: carries out commands between chunks of steps, owns the training team and all runs, and publishes
// snapshots and status. Nothing else happens here, so that training never waits for a picture.
#include "trainer.h"

#include "clock.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SECONDS 0.01
#define PUBLISH_SECONDS (1.0 / 30)

void trainer_say(Trainer *t, bool problem, const char *format, ...) {
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

void trainer_publish_snapshot(Trainer *t, bool must) {
    Live *live = t->live;
    if (!t->current || (!must && atomic_load(&live->newest)))
        return;
    Snapshot *snapshot = snapshot_take(t->current->pool, &t->current->session, t->current->id, t->current->generation);
    if (!snapshot)
        return;
    snapshot_release(atomic_exchange(&live->newest, snapshot));
    queue_nudge(&live->requests);
}

void trainer_pause(Trainer *t) {
    t->running = false;
    t->rate = 0;
    atomic_store(&t->live->training, false);
    trainer_publish_snapshot(t, true);
}

static void adapt_chunk(Trainer *t, int steps, double seconds) {
    double wish = seconds > 0 ? steps * CHUNK_SECONDS / seconds : TRAINER_MAX_CHUNK;
    t->chunk = wish < 1 ? 1 : wish > TRAINER_MAX_CHUNK ? TRAINER_MAX_CHUNK : (int)wish;
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
        trainer_say(t, true, "%s", error.text);
        trainer_pause(t);
        return;
    }
    t->left -= t->left >= 0 ? made : 0;
    if (t->left == 0)
        trainer_pause(t);
}

static void publish(Trainer *t, bool changed) {
    bool due = t->running && clock_seconds() - t->published >= PUBLISH_SECONDS;
    if (due)
        trainer_publish_snapshot(t, false);
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
            trainer_take_note(t, &note);
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
