// Statistics over the whole test set: one snapshot at a time, in slices, never mixing steps. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>
#include <string.h>

static bool find_variance(Scoring *s, const Dataset *data) {
    if (s->variance_of == data)
        return true;
    dataset_release(s->variance_of);
    s->variance_of = images_variance(&data->test, &s->variance, NULL) ? dataset_retain(data) : NULL;
    return s->variance_of != NULL;
}

// Whether there are no statistics yet of what is on screen.
static bool is_new(const Observer *o) {
    const Snapshot *snapshot = o->shown.snapshot;
    ViewTag tag = observer_tag(snapshot);
    return o->request.quality && !(observer_same_tag(&tag, &o->now.quality.tag) &&
                                   corruption_is_same(&o->scoring.measured, &snapshot->spec.corruption) &&
                                   o->now.quality.has_changed == (o->request.interventions.count > 0));
}

static void begin(Observer *o) {
    Scoring *s = &o->scoring;
    Snapshot *snapshot = o->shown.snapshot;
    QualityView *view = &o->now.quality;
    if (!find_variance(s, snapshot->data) || !subject_take(&s->subject, snapshot) || !subject_widen(&s->subject))
        return;
    size_t images = (size_t)snapshot->data->test.count, units = (size_t)shape_size(s->subject.net.code);
    arena_finish(&s->arena);
    s->scores = arena_take(&s->arena, images, sizeof *s->scores);
    s->fires = arena_take(&s->arena, units, sizeof *s->fires);
    s->sums = arena_take(&s->arena, units, sizeof *s->sums);
    s->changed.scores = arena_take(&s->arena, images, sizeof *s->scores);
    s->running = !s->arena.failed;
    s->ended = false;
    s->next = s->changed.next = view->changed_scored = 0;
    s->past = snapshot != o->newest;
    view->running = observer_tag(snapshot);
    view->images = (int)images;
    view->scored = 0;
    if (s->running)
        code_scoring_begin(o);
}

// Adds the point of the evaluation just made, unless it is one of the past, and shows the curve of its run.
static void show_curve(QualityView *view, const Snapshot *snapshot, bool past, TestCurve *curve) {
    const Quality *quality = &view->quality;
    Objective objective = spec_objective(&snapshot->spec, snapshot->counters.step);
    bool bce = snapshot->spec.loss == LOSS_BCE;
    TestPoint point = {.step = (double)snapshot->counters.step,
                       .reconstruction = bce ? quality->bce : quality->mse * shape_size(snapshot->image),
                       .penalty = quality_penalty(quality, &objective),
                       .l0 = quality->l0,
                       .dead = view->code.dead};
    if (!past)
        test_curve_add(curve, &point);
    memcpy(view->curve, curve->point, (size_t)curve->points * sizeof curve->point[0]);
    view->points = curve->points;
}

// What the order of the images follows; the scores themselves are overwritten by the next evaluation.
static void keep_errors(Scoring *s, const QualityView *view) {
    size_t count = (size_t)view->images;
    float *errors = realloc(s->errors, count * sizeof *errors);
    s->error_count = errors ? view->images : 0;
    s->errors = errors ? errors : s->errors;
    for (int i = 0; i < s->error_count; i++)
        s->errors[i] = s->scores[i].squared_error;
    s->errors_of = view->tag;
    s->complete++;
}

static void end(Scoring *s, QualityView *view) {
    const Snapshot *snapshot = s->subject.snapshot;
    const Images *test = &snapshot->data->test;
    const SpecPenalty *penalty = &snapshot->spec.penalty;
    int units = shape_size(s->subject.net.code);
    view->quality = quality_of(s->scores, test->count, images_size(test), s->variance);
    if (penalty->kl > 0)
        view->quality.sparsity = quality_sparsity(s->sums, units, test->count, penalty->rho);
    view->code = code_statistics(s->fires, units, test->count);
    for (int u = 0; view_array_floats(&view->frequency, (size_t)units) && u < units; u++)
        view->frequency.floats[u] = (float)s->fires[u] / (float)test->count;
    view->tag = view->running;
    s->measured = snapshot->spec.corruption;
    keep_errors(s, view);
    show_curve(view, snapshot, s->past, test_curves_find(&s->curves, snapshot->run, snapshot->lineage));
    s->ended = true;
    view->has_changed = false;
}

static void score_plain(Observer *o, int count) {
    Scoring *s = &o->scoring;
    const Subject *subject = &s->subject;
    score_forward(&subject->net, &subject->pass, &subject->source, NULL, s->next, 0, count, 0);
    code_scoring_add(o, s->next, count);
    score_rows(&subject->net, &subject->pass, subject->snapshot->spec.loss, 0, count, s->scores + s->next, s->fires);
    score_add_code(&subject->net, &subject->pass, 0, count, s->sums);
    s->next += count;
}

// At least some images, however short the slice.
static void score_slice(Observer *o, double seconds) {
    Scoring *s = &o->scoring;
    const Images *test = &s->subject.snapshot->data->test;
    int rows = s->subject.pass.capacity;
    double start = clock_seconds();
    do {
        bool plain = s->next < test->count;
        int first = plain ? s->next : s->changed.next;
        int count = test->count - first < rows ? test->count - first : rows;
        if (plain)
            score_plain(o, count);
        if (first == s->changed.next && changed_scoring_waits(s))
            changed_scoring_rows(s, first, count);
    } while ((s->next < test->count || changed_scoring_waits(s)) && clock_seconds() - start < seconds);
}

static void work(Observer *o, double seconds) {
    Scoring *s = &o->scoring;
    QualityView *view = &o->now.quality;
    if (!s->running)
        begin(o);
    if (!s->running)
        return;
    score_slice(o, seconds);
    view->version++;
    view->scored = s->next;
    view->changed_scored = s->changed.next;
    if (!s->ended)
        code_scoring_show(o);
    if (s->next < view->images)
        return;
    if (!s->ended)
        end(s, view);
    s->running = changed_scoring_waits(s);
    if (!s->running && s->changed.by.count > 0)
        changed_scoring_end(s, view);
    o->news = true;
}

// Statistics of a run that is no longer the one on screen are of no use to anybody.
static void show(Observer *o) {
    changed_scoring_follow(o);
    const Snapshot *shown = o->shown.snapshot, *scored = o->scoring.subject.snapshot;
    if (!o->scoring.running || !scored)
        return;
    bool moved = o->request.past && shown->counters.step != scored->counters.step;
    if (shown->run != scored->run || shown->generation != scored->generation || moved || code_scoring_is_missing(o))
        o->scoring.running = false;
}

static bool waits(const Observer *o) {
    return o->scoring.running || is_new(o) || code_scoring_is_due(o);
}

static bool bare(const Observer *o) {
    return o->now.quality.tag.run != o->shown.snapshot->run || code_scoring_is_bare(o);
}

static void finish(Observer *o) {
    subject_finish(&o->scoring.subject);
    arena_finish(&o->scoring.arena);
    free(o->scoring.errors);
    arena_finish(&o->scoring.code.arena);
    dataset_release(o->scoring.variance_of);
}

const ObserverPart observer_scoring = {
    .show = show, .waits = waits, .bare = bare, .work = work, .finish = finish, .background = true};
