// The feature bench: hands the snapshot on screen to the jobs thread when the user asks for it, and takes what comes
// back. On the observer's thread.
#include "observer.h"

#include "jobs_features.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void let_go(Observer *o) {
    task_cancel(o->features.task);
    o->features.task = NULL;
}

static void order(Observer *o) {
    FeaturesWork *work = &o->features;
    FeaturesView *view = &o->now.features;
    Snapshot *snapshot = o->shown.snapshot;
    let_go(o);
    work->order = o->request.features.order;
    work->tag = observer_tag(snapshot);
    view->version++;
    view->percent = 0;
    view->state = FEATURES_NONE;
    if (!snapshot->data->train.labels || !snapshot->data->test.labels || snapshot->data->classes < 1)
        return;
    work->task = features_order(o->live, snapshot, o->request.features.components);
    view->state = work->task ? FEATURES_RUNNING : FEATURES_FAILED;
    snprintf(view->problem, sizeof view->problem, "There is not enough memory.");
}

// A result of another run is of no use; one of another step of the same run is.
static void show(Observer *o) {
    FeaturesWork *work = &o->features;
    const Snapshot *shown = o->shown.snapshot;
    bool same = work->tag.run == shown->run && work->tag.generation == shown->generation;
    if (work->task && !same) {
        let_go(o);
        o->now.features.state = FEATURES_NONE;
        o->now.features.version++;
    }
    if (o->request.features.order != 0 && o->request.features.order != work->order)
        order(o);
}

static int percent_of(const FeaturesWork *work) {
    return (int)(100 * atomic_load(&work->task->progress));
}

static void take(Observer *o, const FeaturesOutcome *outcome) {
    FeaturesView *view = &o->now.features;
    const FeaturesResult *result = &outcome->result;
    size_t counts = (size_t)FEATURE_SPACES * FEATURE_METHODS * (size_t)result->classes * (size_t)result->classes;
    if (!view_array_bytes(&view->confusion, counts * sizeof(int)))
        return;
    memcpy(view->confusion.ints, outcome->confusion, counts * sizeof(int));
    view->result = *result;
    view->tag = o->features.tag;
    view->state = FEATURES_DONE;
}

static void work(Observer *o, double seconds) {
    FeaturesWork *work = &o->features;
    FeaturesView *view = &o->now.features;
    (void)seconds;
    bool ended = task_ended(work->task); // first: what is taken after that is the last
    FeaturesOutcome *outcome = task_take(work->task);
    view->version++;
    view->percent = percent_of(work);
    if (outcome)
        take(o, outcome);
    free(outcome);
    if (ended) {
        if (view->state != FEATURES_DONE) {
            view->state = FEATURES_FAILED;
            snprintf(view->problem, sizeof view->problem, "%.159s", work->task->error.text);
        }
        let_go(o);
    }
    o->news = true;
}

static bool waits(const Observer *o) {
    const FeaturesWork *work = &o->features;
    return work->task && (task_has_news(work->task) || percent_of(work) != o->now.features.percent);
}

static void finish(Observer *o) {
    let_go(o);
}

const ObserverPart observer_features = {.show = show, .waits = waits, .work = work, .finish = finish};
