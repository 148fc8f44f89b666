// The observer thread: computes what the visible views ask for from snapshots, with a net of its own. Statistics over
// the test set run in slices, between which requests are looked at; while training runs it keeps to a budget.
#include "clock.h"
#include "reconstruction.h"
#include "shared.h"

#include <stdlib.h>
#include <string.h>

// BUDGET of a core, averaged over SPAN seconds; a slice takes at most SLICE.
#define BUDGET 0.05
#define SPAN 2.0
#define SLICE 0.004
#define PROGRESS_SECONDS 0.1

enum { ROWS = 16 };

// A snapshot made ready for use.
typedef struct Subject {
    Snapshot *snapshot; // NULL before the first
    Net net;
    Pass pass;
} Subject;

typedef struct Observer {
    Live *live;
    ViewRequest request;
    Subject shown;  // for what is on screen: the newest
    Subject scored; // for statistics: one snapshot until all test images are through
    bool scoring;
    int next; // test image to score
    Score *scores;
    uint32_t *fires;
    double variance;      // of the test images
    Dataset *variance_of; // retained
    Arena arena;          // scores and fires of the scored subject
    ReconstructionView reconstruction;
    QualityView quality;
    double credit, earned, posted; // CPU seconds that may be spent; when credit was last earned, views last posted
} Observer;

static void subject_finish(Subject *subject) {
    pass_finish(&subject->pass);
    net_finish(&subject->net);
    snapshot_release(subject->snapshot);
    *subject = (Subject){0};
}

// Takes over the caller's reference. The net is built anew only where the run is another one.
static bool subject_take(Subject *subject, Snapshot *snapshot) {
    bool same = subject->snapshot && subject->snapshot->pool == snapshot->pool;
    if (!same) {
        subject_finish(subject);
        if (!spec_build(&snapshot->spec, snapshot->spec.id, snapshot->image, &subject->net, NULL) ||
            !pass_init(&subject->pass, &subject->net, ROWS, 1, false, NULL)) {
            snapshot_release(snapshot);
            subject_finish(subject);
            return false;
        }
    }
    snapshot_release(subject->snapshot);
    subject->snapshot = snapshot;
    memcpy(subject->net.parameters, snapshot->parameters, snapshot->parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(&subject->net, &solo);
    return true;
}

static ViewTag tag_of(const Snapshot *snapshot) {
    return (ViewTag){snapshot->run, snapshot->generation, snapshot->counters.step};
}

static bool make_room(ReconstructionView *view, size_t bytes) {
    if (view->capacity >= bytes)
        return true;
    free(view->input);
    free(view->output);
    view->input = malloc(bytes);
    view->output = malloc(bytes);
    view->capacity = view->input && view->output ? bytes : 0;
    return view->capacity > 0;
}

static void show_reconstructions(Observer *o) {
    ReconstructionView *view = &o->reconstruction;
    const Snapshot *snapshot = o->shown.snapshot;
    const Images *test = &snapshot->data->test;
    size_t size = (size_t)shape_size(snapshot->image);
    if (!make_room(view, VIEW_MAX_IMAGES * size))
        return;
    view->images = 0;
    for (int i = 0; i < o->request.images && i < VIEW_MAX_IMAGES; i++) {
        int index = o->request.index[i];
        if (index < 0 || index >= test->count)
            continue; // asked for another data set's images
        memcpy(view->input + (size_t)view->images * size, images_pixels(test, index), size);
        view->label[view->images] = test->labels ? test->labels[index] : -1;
        view->index[view->images++] = index;
    }
    reconstruct(&o->shown.net, &o->shown.pass, snapshot->spec.loss, test, view->index, view->images, view->output,
                view->score);
    view->image = snapshot->image;
    view->tag = tag_of(snapshot);
}

static void copy_reconstructions(ReconstructionView *to, const ReconstructionView *from) {
    size_t bytes = (size_t)from->images * (size_t)shape_size(from->image);
    if (bytes > 0 && !make_room(to, from->capacity))
        return;
    uint8_t *input = to->input, *output = to->output;
    size_t capacity = to->capacity;
    *to = *from;
    to->input = input;
    to->output = output;
    to->capacity = capacity;
    if (bytes > 0) {
        memcpy(input, from->input, bytes);
        memcpy(output, from->output, bytes);
    }
}

static void post(Observer *o) {
    Views *views = mailbox_slot(&o->live->views);
    copy_reconstructions(&views->reconstruction, &o->reconstruction);
    views->quality = o->quality;
    mailbox_post(&o->live->views);
    o->posted = clock_seconds();
    live_wake(o->live);
}

static bool find_variance(Observer *o, const Dataset *data) {
    if (o->variance_of == data)
        return true;
    dataset_release(o->variance_of);
    o->variance_of = images_variance(&data->test, &o->variance, NULL) ? dataset_retain(data) : NULL;
    return o->variance_of != NULL;
}

// Starts statistics over the newest snapshot, unless they are those there already are.
static void begin_scoring(Observer *o) {
    Snapshot *snapshot = o->shown.snapshot;
    if (!snapshot || !o->request.quality)
        return;
    ViewTag tag = tag_of(snapshot), done = o->quality.tag;
    if (tag.run == done.run && tag.generation == done.generation && tag.step == done.step)
        return;
    if (!find_variance(o, snapshot->data) || !subject_take(&o->scored, snapshot_retain(snapshot)))
        return;
    arena_finish(&o->arena);
    o->scores = arena_take(&o->arena, (size_t)snapshot->data->test.count, sizeof *o->scores);
    o->fires = arena_take(&o->arena, (size_t)shape_size(o->scored.net.code), sizeof *o->fires);
    o->scoring = !o->arena.failed;
    o->next = 0;
    o->quality.running = tag;
    o->quality.images = snapshot->data->test.count;
    o->quality.scored = 0;
}

static void end_scoring(Observer *o) {
    const Images *test = &o->scored.snapshot->data->test;
    o->quality.quality = quality_of(o->scores, test->count, images_size(test), o->variance);
    o->quality.code = code_statistics(o->fires, shape_size(o->scored.net.code), test->count);
    o->quality.tag = o->quality.running;
    o->scoring = false;
}

// A slice of the statistics; stops early if something arrives that is more urgent.
static void score_slice(Observer *o) {
    const Subject *s = &o->scored;
    const Images *test = &s->snapshot->data->test;
    double start = clock_seconds();
    while (o->next < test->count && clock_seconds() - start < SLICE) {
        int count = test->count - o->next < ROWS ? test->count - o->next : ROWS;
        score_forward(&s->net, &s->pass, test, NULL, o->next, 0, count, 0);
        score_rows(&s->net, &s->pass, s->snapshot->spec.loss, 0, count, o->scores + o->next, o->fires);
        o->next += count;
    }
    o->quality.scored = o->next;
    bool done = o->next == test->count;
    if (done)
        end_scoring(o);
    if (done || clock_seconds() - o->posted >= PROGRESS_SECONDS)
        post(o);
}

// Statistics of a run that is no longer the one on screen are of no use to anybody.
static void drop_stale_scoring(Observer *o) {
    const Snapshot *shown = o->shown.snapshot, *scored = o->scored.snapshot;
    if (!o->scoring || !scored)
        return;
    if (shown->run != scored->run || shown->generation != scored->generation)
        o->scoring = false;
}

static bool may_spend(Observer *o) {
    double now = clock_seconds();
    o->credit += BUDGET * (now - o->earned);
    o->credit = o->credit > BUDGET * SPAN ? BUDGET * SPAN : o->credit;
    o->earned = now;
    return !atomic_load(&o->live->training) || o->credit > 0;
}

static void look(Observer *o, bool asked) {
    Snapshot *snapshot = atomic_exchange(&o->live->newest, NULL);
    bool newer = snapshot && subject_take(&o->shown, snapshot);
    if (!o->shown.snapshot || !(newer || asked))
        return;
    drop_stale_scoring(o);
    show_reconstructions(o);
    post(o);
}

// How long to wait for a request: not at all while there is work and credit, for credit while there is none, and until
// the next nudge where there is nothing to do.
static double patience(Observer *o, bool may) {
    bool work = o->scoring || atomic_load(&o->live->newest);
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
        if (o->scoring && may)
            score_slice(o);
        if (!o->scoring && may)
            begin_scoring(o);
        o->credit -= clock_thread_seconds() - start;
    }
    subject_finish(&o->shown);
    subject_finish(&o->scored);
    arena_finish(&o->arena);
    dataset_release(o->variance_of);
    free(o->reconstruction.input);
    free(o->reconstruction.output);
    free(o);
    return NULL;
}
