// The handle: starting and stopping the threads, and the interface's side of queues and mailboxes.
#include "shared.h"
#include "view_memory.h"

#include <stdlib.h>

void live_wake(const Live *live) {
    if (live->desc.wake)
        live->desc.wake(live->desc.context);
}

void live_free_checkpoint(Checkpoint *checkpoint) {
    if (checkpoint)
        checkpoint_finish(checkpoint);
    free(checkpoint);
}

static void make_mailboxes(Live *live) {
    void *status[MAILBOX_SLOTS], *views[MAILBOX_SLOTS];
    for (int i = 0; i < MAILBOX_SLOTS; i++) {
        live->status_slot[i].progress = -1;
        status[i] = &live->status_slot[i];
        views[i] = &live->views_slot[i];
    }
    mailbox_init(&live->status, status);
    mailbox_init(&live->views, views);
}

static bool start(Live *live, Error *error) {
    void *(*const mains[LIVE_THREADS])(void *) = {trainer_main, observer_main, jobs_main};
    for (int i = 0; i < LIVE_THREADS; i++, live->started++) {
        int code = pthread_create(&live->thread[i], NULL, mains[i], live);
        if (code != 0)
            return error_system(error, code, "cannot start a thread");
    }
    return true;
}

Live *live_create(const LiveDesc *desc, Error *error) {
    Live *live = calloc(1, sizeof *live);
    if (!live) {
        error_memory(error, "the program");
        return NULL;
    }
    live->desc = *desc;
    if (live->desc.threads < 1)
        live->desc.threads = team_default_size();
    atomic_init(&live->progress, -1);
    make_mailboxes(live);
    if (queue_init(&live->inbox, INBOX, sizeof(Note), error) && queue_init(&live->jobs, JOBS, sizeof(Job), error) &&
        queue_init(&live->requests, REQUESTS, sizeof(ViewRequest), error) && start(live, error))
        return live;
    live_destroy(live);
    return NULL;
}

// Results that nobody will take any more.
static void drain(Live *live) {
    Note note;
    while (live->inbox.messages && queue_take(&live->inbox, &note, 0)) {
        dataset_release(note.data);
        live_free_checkpoint(note.checkpoint);
        fitted_pca_release(note.pca);
        free(note.picture);
    }
    Job job;
    while (live->jobs.messages && queue_take(&live->jobs, &job, 0)) {
        live_free_checkpoint(job.checkpoint);
        dataset_release(job.data);
    }
}

void live_destroy(Live *live) {
    if (!live)
        return;
    atomic_store(&live->stop, true);
    Queue *const queues[] = {&live->inbox, &live->requests, &live->jobs};
    for (int i = 0; i < 3; i++)
        if (queues[i]->messages)
            queue_close(queues[i]);
    for (int i = 0; i < live->started; i++)
        pthread_join(live->thread[i], NULL);
    drain(live);
    snapshot_release(atomic_exchange(&live->newest, NULL));
    snapshot_release(atomic_exchange(&live->first, NULL));
    fitted_pca_release(atomic_exchange(&live->pca, NULL));
    tasks_drop(live);
    for (int i = 0; i < 3; i++)
        queue_finish(queues[i]);
    for (int i = 0; i < MAILBOX_SLOTS; i++)
        views_finish(&live->views_slot[i]);
    free(live);
}

static bool replaces_command(const void *waiting, const void *message) {
    const Note *old = waiting, *new = message;
    return old->kind == NOTE_COMMAND && new->kind == NOTE_COMMAND &&
           old->command.kind == new->command.kind &&command_coalesces(new->command.kind);
}

bool live_send(Live *live, const LiveCommand *command, Error *error) {
    if (!command_check(command, error))
        return false;
    Note note = {.kind = NOTE_COMMAND, .command = *command};
    return queue_send(&live->inbox, &note, replaces_command) ||
           error_set(error, "the trainer is busy; the command was not taken");
}

static bool always(const void *waiting, const void *message) {
    (void)waiting;
    (void)message;
    return true;
}

void live_request(Live *live, const ViewRequest *request) {
    queue_send(&live->requests, request, always);
}

const LiveStatus *live_status(Live *live) {
    return mailbox_read(&live->status, NULL);
}

const Views *live_views(Live *live) {
    return mailbox_read(&live->views, NULL);
}

double live_observed(const Live *live) {
    return atomic_load(&live->observed);
}
