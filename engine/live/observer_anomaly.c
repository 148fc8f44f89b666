// How the classes that a run leaves out stand out among the test images: figures from the scores of the last complete
// evaluation, and the images with the highest of them. On the observer's thread.
#include "observer.h"

#include <stdlib.h>

static bool leaves_out(const Snapshot *snapshot) {
    return snapshot->data->test.labels && class_set_count(&snapshot->settings.left_out) > 0;
}

// Scores of the run on screen that are complete and have not been looked at yet.
static bool waits(const Observer *o) {
    const Scoring *s = &o->scoring;
    const Snapshot *shown = o->shown.snapshot;
    if (!o->request.anomaly.wanted || !s->ended || !leaves_out(shown))
        return false;
    const ViewTag *scored = &o->now.quality.tag;
    return scored->run == shown->run && scored->generation == shown->generation &&
           !observer_same_tag(scored, &o->anomaly.scored);
}

static bool bare(const Observer *o) {
    return o->now.anomaly.tag.run != o->shown.snapshot->run;
}

static bool make_room(Anomaly *a, int count) {
    if (a->capacity < count) {
        free(a->items);
        a->items = malloc((size_t)count * sizeof *a->items);
        a->capacity = a->items ? count : 0;
    }
    a->count = a->capacity < count ? 0 : count;
    return a->count == count;
}

// The negative evidence lower bound with the reconstruction term at the mean of the code (Kingma and Welling 2014). For
// squared error that is the bound of a Gaussian of variance 1/2 a pixel, but for a constant.
static float score_of(const Score *score, AnomalyScore kind, LossKind loss) {
    return kind == ANOMALY_ERROR ? score->squared_error
                                 : (loss == LOSS_BCE ? score->bce : score->squared_error) + score->kl;
}

static void take_scores(Observer *o, AnomalyScore kind) {
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    const Scoring *s = &o->scoring;
    const Snapshot *snapshot = s->subject.snapshot;
    const uint8_t *labels = snapshot->data->test.labels;
    for (int i = 0; i < a->count; i++)
        a->items[i] = (RocItem){.score = score_of(&s->scores[i], kind, snapshot->spec.loss),
                                .image = i,
                                .anomaly = class_set_has(&snapshot->settings.left_out, labels[i]),
                                .label = labels[i]};
    roc_sort(a->items, a->count);
    roc_make(a->items, a->count, &view->roc[kind]);
    spread_make(a->items, a->count, &view->spread[kind]);
    for (int i = 0; i < VIEW_MAX_IMAGES && i < a->count; i++) {
        a->worst[kind][i] = a->items[i].image;
        a->score[kind][i] = a->items[i].score;
    }
}

// The images are chosen by the scores there are and shown as the net on screen gives them back.
static void show_images(Observer *o) {
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    const AnomalyRequest *wish = &o->request.anomaly;
    int count = wish->images < VIEW_MAX_IMAGES ? wish->images : VIEW_MAX_IMAGES;
    view->order = view->bound ? wish->order : ANOMALY_ERROR;
    observer_reconstruct(o, a->worst[view->order], count < a->count ? count : a->count, &view->highest);
    for (int i = 0; i < view->highest.images; i++)
        view->score[i] = a->score[view->order][i];
    view->version++;
}

static void work(Observer *o, double seconds) {
    (void)seconds; // sorting some ten thousand numbers
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    const Subject *subject = &o->scoring.subject;
    a->scored = o->now.quality.tag;
    if (!make_room(a, subject->snapshot->data->test.count))
        return;
    view->left_out = subject->snapshot->settings.left_out;
    view->bound = net_is_gaussian(&subject->net);
    take_scores(o, ANOMALY_ERROR);
    if (view->bound)
        take_scores(o, ANOMALY_BOUND);
    view->tag = a->scored;
    show_images(o);
    o->news = true;
}

static void show(Observer *o) {
    const ViewTag *scored = &o->now.anomaly.tag;
    const Snapshot *shown = o->shown.snapshot;
    if (o->request.anomaly.wanted && o->anomaly.count > 0 && scored->run == shown->run &&
        scored->generation == shown->generation)
        show_images(o);
}

static void finish(Observer *o) {
    free(o->anomaly.items);
}

const ObserverPart observer_anomaly = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
