// The observer thread: computes what the visible views ask for from snapshots, with nets of its own. What takes long is
// done in slices, part by part in turn, between which requests are looked at; while training runs it keeps to a budget.
#include "observer.h"

#include "clock.h"

#include <math.h>
#include <stdlib.h>

#define SLICE 0.004       // seconds that a slice takes at most
#define REST_SECONDS 0.02 // until it is looked again whether what moves is due
#define PROGRESS_SECONDS 0.1
#define GRACE 0.25 // CPU seconds that a view may take beyond the budget to show something for the first time

// Whether there is something to do now: nothing, or nothing but what moves, once there is something newer.
typedef enum Leisure { LEISURE_NONE, LEISURE_RESTS, LEISURE_FREE } Leisure;

enum { PARTS_COUNT = 23 };

// In the order of what is seen first.
static const ObserverPart *const PARTS[PARTS_COUNT] = {
    &observer_pinned,
    &observer_network,
    &observer_reconstructions,
    &observer_choice,
    &observer_codes,
    &observer_gradient,
    &observer_activity,
    &observer_filters,
    &observer_maps,
    &observer_film,
    &observer_unit,
    &observer_anomaly,
    &observer_denoising,
    &observer_compression,
    &observer_features,
    &observer_scoring,
    &observer_latent_codes,
    &observer_latent_decode,
    &observer_latent_hover,
    &observer_latent_sheets,
    &observer_play,
    &observer_play_nearest,
    &observer_latent_embedding,
};

static void post(Observer *o) {
    views_copy(mailbox_slot(&o->live->views), &o->now);
    mailbox_post(&o->live->views);
    o->posted = clock_seconds();
    o->news = o->unseen = false;
    live_wake(o->live);
}

static bool may_spend(Observer *o) {
    bool training = atomic_load(&o->live->training);
    budget_earn(&o->budget, clock_seconds(), training);
    return !training || o->budget.credit > 0;
}

static bool take_newest(Observer *o) {
    Snapshot *snapshot = atomic_exchange(&o->live->newest, NULL), *first = atomic_exchange(&o->live->first, NULL);
    if (first)
        moments_keep(&o->moments, first);
    snapshot_release(first);
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

static bool waits(const Observer *o, const ObserverPart *part) {
    return part->waits && o->shown.snapshot && part->waits(o);
}

// What moving parts leave of the budget for following; 1 where none does.
static double left_by_moving(const Observer *o) {
    double share = 1;
    for (int i = 0; i < PARTS_COUNT; i++)
        if (PARTS[i]->moving && o->shown.snapshot && atomic_load(&o->live->training))
            share = fmin(share, PARTS[i]->moving(o));
    return share;
}

// Each snapshot costs something before anything is shown of it; in a large net that is most of the budget. What moves
// gets the next one when it has done with the last.
static bool may_follow(const Observer *o, Leisure leisure) {
    return leisure == LEISURE_FREE || !atomic_load(&o->live->training) ||
           budget_may_follow(&o->budget, clock_seconds(), left_by_moving(o), leisure == LEISURE_RESTS);
}

static bool look(Observer *o, bool asked, Leisure leisure) {
    double start = clock_thread_seconds();
    bool newer = may_follow(o, leisure) && take_newest(o);
    if (!o->newest || !(newer || asked))
        return false;
    Snapshot *snapshot = wanted(o);
    if (snapshot != o->shown.snapshot && !subject_follow(&o->shown, snapshot))
        return false;
    o->shown.source.interventions = o->request.interventions.count > 0 ? &o->request.interventions : NULL;
    for (int i = 0; i < PARTS_COUNT; i++)
        if (PARTS[i]->show)
            PARTS[i]->show(o);
    post(o);
    if (newer)
        budget_follow(&o->budget, clock_seconds(), clock_thread_seconds() - start);
    return true;
}

static bool is_bare(const Observer *o, int part) {
    return waits(o, PARTS[part]) && PARTS[part]->bare && PARTS[part]->bare(o);
}

// A view that has just been opened does not wait for credit to show something; what has been missing before has had its
// chance.
static void begin_bare(Observer *o) {
    uint32_t bare = 0;
    for (int i = 0; i < PARTS_COUNT; i++)
        bare |= (uint32_t)is_bare(o, i) << i;
    if (bare & ~o->bare) {
        o->favoured = bare & ~o->bare;
        o->grace = GRACE;
    }
    o->bare = bare;
    for (int i = 0; i < PARTS_COUNT; i++)
        if (is_bare(o, i)) {
            PARTS[i]->work(o, SLICE);
            o->news = true;
        }
}

static int favoured(const Observer *o) {
    for (int i = 0; o->grace > 0 && i < PARTS_COUNT; i++)
        if (o->favoured >> i & 1 && is_bare(o, i))
            return i;
    return -1;
}

static bool go_on_bare(Observer *o) {
    int part = favoured(o);
    if (part >= 0)
        PARTS[part]->work(o, SLICE);
    o->unseen |= part >= 0;
    return part >= 0;
}

// Whose turn it is, and how many slices it has had of it.
typedef struct Turn {
    int part, slices;
} Turn;

// Whether it stands back for what moves. What has nothing to show yet does not.
static bool stands_back(const Observer *o, int part) {
    return PARTS[part]->background && left_by_moving(o) < 1 && !is_bare(o, part);
}

static bool has_turn(const Observer *o, const Turn *turn) {
    const ObserverPart *part = PARTS[turn->part];
    if (o->budget.beside <= 0 && stands_back(o, turn->part))
        return false;
    return waits(o, part) && turn->slices < (part->slices > 0 ? part->slices : 1);
}

// A slice of the part whose turn it is. False where none has anything to do, or may do it now.
static bool work(Observer *o, Turn *turn) {
    for (int i = 0; i <= PARTS_COUNT; i++) {
        if (has_turn(o, turn)) {
            bool beside = stands_back(o, turn->part);
            double start = clock_thread_seconds();
            PARTS[turn->part]->work(o, SLICE);
            turn->slices++;
            if (beside)
                budget_spend_beside(&o->budget, clock_thread_seconds() - start);
            o->unseen = true;
            return true;
        }
        *turn = (Turn){.part = (turn->part + 1) % PARTS_COUNT};
    }
    return false;
}

// How long to wait for a request: not at all while there is work and credit, for credit while there is none or for what
// moves to be due again, and until the next nudge where there is nothing to do.
static double patience(Observer *o, Leisure leisure) {
    if (leisure == LEISURE_FREE && !atomic_load(&o->live->newest))
        return -1;
    bool may = may_spend(o);
    if (favoured(o) >= 0 || (may && leisure != LEISURE_RESTS))
        return 0;
    return may ? REST_SECONDS : budget_wait(&o->budget);
}

static void finish(Observer *o) {
    for (int i = 0; i < PARTS_COUNT; i++)
        if (PARTS[i]->finish)
            PARTS[i]->finish(o);
    subject_finish(&o->shown);
    snapshot_release(o->newest);
    moments_finish(&o->moments);
    views_finish(&o->now);
    free(o);
}

void *observer_main(void *context) {
    Observer *o = calloc(1, sizeof *o);
    if (!o)
        return NULL;
    o->live = context;
    o->budget.earned = clock_seconds();
    Leisure leisure = LEISURE_FREE;
    Turn turn = {0};
    while (!atomic_load(&o->live->stop)) {
        bool asked = queue_take(&o->live->requests, &o->request, patience(o, leisure));
        bool may = may_spend(o);
        double start = clock_thread_seconds();
        if ((asked || may) && look(o, asked, leisure)) {
            leisure = LEISURE_NONE;
            if (asked)
                begin_bare(o);
        }
        bool free = go_on_bare(o);
        if (!free && may)
            leisure = work(o, &turn) ? LEISURE_NONE : left_by_moving(o) < 1 ? LEISURE_RESTS : LEISURE_FREE;
        if (o->news || (o->unseen && clock_seconds() - o->posted >= PROGRESS_SECONDS))
            post(o);
        double now = clock_thread_seconds();
        if (free)
            o->grace -= now - start;
        else
            budget_spend(&o->budget, now - start);
        atomic_store(&o->live->observed, now);
    }
    finish(o);
    return NULL;
}
