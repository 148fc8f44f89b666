// What the trainer lets others see: status for the interface, snapshots for the observer. On the trainer's thread.
#include "trainer.h"

#include "clock.h"

#include <stdarg.h>
#include <string.h>

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

void trainer_publish_status(Trainer *t) {
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
