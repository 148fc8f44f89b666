// The trainer thread: takes commands, makes a chunk of steps, publishes, over and over. Nothing else happens on it, so
// that training never waits for a picture.
#include "trainer.h"

#include "clock.h"

#include <stdlib.h>

#define CHUNK_SECONDS 0.01
#define SNAPSHOT_SECONDS (1.0 / 30) // pictures move smoothly
#define STATUS_SECONDS 0.1          // numbers can be read

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
    double now = clock_seconds();
    if (t->running && now - t->offered >= SNAPSHOT_SECONDS) {
        trainer_publish_snapshot(t, false);
        t->offered = now;
    }
    if (changed || (t->running && now - t->published >= STATUS_SECONDS))
        trainer_publish_status(t);
}

void *trainer_main(void *context) {
    live_yield(LIVE_NICE_TRAINER); // and with it the team, whose threads it starts
    Trainer *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->live = context;
    t->chunk = 1;
    t->progress = -1;
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
        publish(t, changed || atomic_load(&t->live->progress) != t->progress);
    }
    runs_finish(&t->runs);
    dataset_release(t->data);
    trainer_drop_pca(t);
    free(t);
    return NULL;
}
