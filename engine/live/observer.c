// The observer thread: computes what the visible views ask for from snapshots, with a net of its own. Statistics over
// the test set run in slices, between which requests are looked at; while training runs it keeps to a budget.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>

// BUDGET of a core, averaged over SPAN seconds; a slice takes at most SLICE.
#define BUDGET 0.04
#define SPAN 2.0
#define SLICE 0.004
#define PROGRESS_SECONDS 0.1

static void post(Observer *o) {
    observer_copy(o, mailbox_slot(&o->live->views));
    mailbox_post(&o->live->views);
    o->posted = clock_seconds();
    live_wake(o->live);
}

// A slice of the statistics, and the news if there are any.
static void score_slice(Observer *o) {
    bool done = observer_score(o, SLICE);
    if (done || clock_seconds() - o->posted >= PROGRESS_SECONDS)
        post(o);
}

static bool may_spend(Observer *o) {
    double now = clock_seconds();
    o->credit += BUDGET * (now - o->earned);
    o->credit = o->credit > BUDGET * SPAN ? BUDGET * SPAN : o->credit;
    o->earned = now;
    return !atomic_load(&o->live->training) || o->credit > 0;
}

static bool take_newest(Observer *o) {
    Snapshot *snapshot = atomic_exchange(&o->live->newest, NULL);
    if (!snapshot)
        return false;
    moments_keep(&o->moments, snapshot);
    snapshot_release(o->newest);
    o->newest = snapshot;
    return true;
}

// What the views are to show: the newest snapshot, or the moment that the user looks back to.
static Snapshot *wanted(Observer *o) {
    const History *history = &moments_find(&o->moments, o->newest)->history;
    Snapshot *moment = o->request.past ? history_at(history, o->request.step) : NULL;
    return moment ? moment : o->newest;
}

static void look(Observer *o, bool asked) {
    bool newer = take_newest(o);
    if (!o->newest || !(newer || asked))
        return;
    Snapshot *snapshot = wanted(o);
    bool changed = snapshot != o->shown.snapshot;
    if (changed && !subject_take(&o->shown, snapshot_retain(snapshot)))
        return;
    observer_drop_stale(o);
    if (changed || asked)
        observer_show(o);
    o->framing = observer_list_moments(o);
    post(o);
}

// A frame of the film, and now and then the news of some.
static void add_frame(Observer *o) {
    observer_add_frame(o);
    o->framing = observer_list_moments(o);
    if (!o->framing || clock_seconds() - o->posted >= PROGRESS_SECONDS)
        post(o);
}

// How long to wait for a request: not at all while there is work and credit, for credit while there is none, and until
// the next nudge where there is nothing to do.
static double patience(Observer *o, bool may) {
    bool work = o->scoring || o->framing || atomic_load(&o->live->newest);
    return !work ? -1 : may ? 0 : 0.01;
}

void *observer_main(void *context) {
    Observer *o = calloc(1, sizeof *o);
    if (!o)
        return NULL;
    o->live = context;
    o->earned = clock_seconds();
    while (!atomic_load(&o->live->stop)) {
        ViewRequest request;
        bool asked = queue_take(&o->live->requests, &request, patience(o, may_spend(o)));
        bool may = may_spend(o);
        double start = clock_thread_seconds();
        if (asked)
            o->request = request;
        if (asked || may)
            look(o, asked);
        if (o->framing && may)
            add_frame(o);
        if (o->scoring && may)
            score_slice(o);
        if (!o->scoring && may)
            observer_begin_scoring(o);
        o->credit -= clock_thread_seconds() - start;
    }
    subject_finish(&o->shown);
    subject_finish(&o->scored);
    observer_finish_history(o);
    arena_finish(&o->arena);
    dataset_release(o->variance_of);
    free(o->reconstruction.input);
    free(o->reconstruction.seen);
    free(o->reconstruction.output);
    free(o->code.codes);
    free(o->quality.frequency);
    observer_finish_filters(o);
    free(o);
    return NULL;
}
