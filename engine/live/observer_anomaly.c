// How the classes that a run leaves out stand out among the test images: figures from the scores of the last complete
// evaluation, and the images with the highest of them. On the observer's thread.
#include "observer.h"

#include <stdlib.h>

static bool leaves_out(const Snapshot *snapshot) {
    return snapshot->data->test.labels && class_set_count(&snapshot->settings.left_out) > 0;
}

// Whether the last complete evaluation is of the run on screen and has not been looked at yet.
static bool has_scores(const Observer *o) {
    const Snapshot *shown = o->shown.snapshot;
    const ViewTag *scored = &o->now.quality.tag;
    return o->request.anomaly.wanted && o->scoring.ended && o->scoring.error_count > 0 && leaves_out(shown) &&
           scored->run == shown->run && scored->generation == shown->generation &&
           !observer_same_tag(scored, &o->anomaly.scored);
}

static bool waits(const Observer *o) {
    return has_scores(o) || anomaly_pca_waits(o);
}

static bool bare(const Observer *o) {
    return o->now.anomaly.tag.run != o->shown.snapshot->run;
}

RocItem *anomaly_sort(Observer *o, const float *scores, size_t stride) {
    Anomaly *a = &o->anomaly;
    const Snapshot *shown = o->shown.snapshot;
    const Images *test = &shown->data->test;
    if (a->capacity < test->count) {
        free(a->items);
        a->items = malloc((size_t)test->count * sizeof *a->items);
        a->capacity = a->items ? test->count : 0;
    }
    for (int i = 0; a->items && i < test->count; i++)
        a->items[i] = (RocItem){.score = scores[(size_t)i * stride],
                                .image = i,
                                .anomaly = class_set_has(&shown->settings.left_out, test->labels[i]),
                                .label = test->labels[i]};
    if (a->items)
        roc_sort(a->items, test->count);
    return a->items;
}

// The negative evidence lower bound with the reconstruction term at the mean of the code (Kingma and Welling 2014). For
// squared error that is the bound of a Gaussian of variance 1/2 a pixel, but for a constant.
static void fill_bounds(const Scoring *s, int count, float *bounds) {
    bool bce = s->subject.snapshot->spec.loss == LOSS_BCE;
    for (int i = 0; i < count; i++)
        bounds[i] = (bce ? s->scores[i].bce : s->scores[i].squared_error) + s->scores[i].kl;
}

static void take_scores(Observer *o, AnomalyScore kind, const float *scores, size_t stride) {
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    int count = o->shown.snapshot->data->test.count;
    const RocItem *items = anomaly_sort(o, scores, stride);
    a->count = items ? count : 0;
    roc_make(items, a->count, &view->roc[kind]);
    spread_make(items, a->count, &view->spread[kind]);
    for (int i = 0; items && i < VIEW_MAX_IMAGES && i < count; i++) {
        a->worst[kind][i] = items[i].image;
        a->score[kind][i] = items[i].score;
    }
}

// The images are chosen by the scores there are and shown as the net on screen gives them back, both of the code as it
// is.
static void show_images(Observer *o) {
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    const AnomalyRequest *wish = &o->request.anomaly;
    int count = wish->images < VIEW_MAX_IMAGES ? wish->images : VIEW_MAX_IMAGES;
    view->order = view->bound ? wish->order : ANOMALY_ERROR;
    ImageSource source = o->shown.source;
    source.interventions = NULL;
    observer_reconstruct(o, &source, a->worst[view->order], count < a->count ? count : a->count, &view->highest);
    for (int i = 0; i < view->highest.images; i++)
        view->score[i] = a->score[view->order][i];
    view->version++;
}

// Some ten thousand numbers are sorted, which is done within a slice.
static void work_scores(Observer *o) {
    Anomaly *a = &o->anomaly;
    AnomalyView *view = &o->now.anomaly;
    const Scoring *s = &o->scoring;
    int count = s->subject.snapshot->data->test.count;
    a->scored = view->tag = o->now.quality.tag;
    view->left_out = s->subject.snapshot->settings.left_out;
    take_scores(o, ANOMALY_ERROR, s->errors, 1);
    float *bounds = net_is_gaussian(&s->subject.net) ? malloc((size_t)count * sizeof *bounds) : NULL;
    view->bound = bounds != NULL;
    if (bounds) {
        fill_bounds(s, count, bounds);
        take_scores(o, ANOMALY_BOUND, bounds, 1);
    }
    free(bounds);
    show_images(o);
}

static void work(Observer *o, double seconds) {
    (void)seconds;
    if (has_scores(o))
        work_scores(o);
    else
        anomaly_pca_take(o);
    o->news = true;
}

static void show(Observer *o) {
    const ViewTag *scored = &o->now.anomaly.tag;
    const Snapshot *shown = o->shown.snapshot;
    anomaly_pca_follow(o);
    if (o->request.anomaly.wanted && o->anomaly.count > 0 && scored->run == shown->run &&
        scored->generation == shown->generation)
        show_images(o);
}

static void finish(Observer *o) {
    free(o->anomaly.items);
    anomaly_pca_finish(&o->anomaly.pca);
}

const ObserverPart observer_anomaly = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
