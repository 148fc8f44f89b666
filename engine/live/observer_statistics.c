// Statistics over the whole test set: one snapshot at a time, in slices, never mixing steps. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>
#include <string.h>

static bool find_variance(Observer *o, const Dataset *data) {
    if (o->variance_of == data)
        return true;
    dataset_release(o->variance_of);
    o->variance_of = images_variance(&data->test, &o->variance, NULL) ? dataset_retain(data) : NULL;
    return o->variance_of != NULL;
}

void observer_begin_scoring(Observer *o) {
    Snapshot *snapshot = o->shown.snapshot;
    if (!snapshot || !o->request.quality)
        return;
    ViewTag tag = observer_tag(snapshot), done = o->quality.tag;
    bool same = tag.run == done.run && tag.generation == done.generation && tag.step == done.step;
    if (same && corruption_is_same(&o->measured, &snapshot->spec.corruption))
        return;
    if (!find_variance(o, snapshot->data) || !subject_take(&o->scored, snapshot_retain(snapshot)))
        return;
    arena_finish(&o->arena);
    o->scores = arena_take(&o->arena, (size_t)snapshot->data->test.count, sizeof *o->scores);
    o->fires = arena_take(&o->arena, (size_t)shape_size(o->scored.net.code), sizeof *o->fires);
    o->sums = arena_take(&o->arena, (size_t)shape_size(o->scored.net.code), sizeof *o->sums);
    o->scoring = !o->arena.failed;
    o->next = 0;
    o->scores_past = snapshot != o->newest;
    o->quality.running = tag;
    o->quality.images = snapshot->data->test.count;
    o->quality.scored = 0;
}

// Adds the point of the evaluation just made, unless it is one of the past, and shows the curve of its run.
static void show_curve(QualityView *view, const Snapshot *snapshot, bool past, TestCurve *curve) {
    const Quality *quality = &view->quality;
    Objective objective = spec_objective(&snapshot->spec, snapshot->counters.step);
    bool bce = snapshot->spec.loss == LOSS_BCE;
    TestPoint point = {.step = (double)snapshot->counters.step,
                       .reconstruction = bce ? quality->bce : quality->mse * shape_size(snapshot->image),
                       .penalty = quality_penalty(quality, &objective)};
    if (!past)
        test_curve_add(curve, &point);
    memcpy(view->curve, curve->point, (size_t)curve->points * sizeof curve->point[0]);
    view->points = curve->points;
}

static bool make_frequency(QualityView *view, size_t units) {
    if (view->capacity >= units)
        return true;
    free(view->frequency);
    view->frequency = malloc(units * sizeof *view->frequency);
    view->capacity = view->frequency ? units : 0;
    return view->capacity > 0;
}

static void end_scoring(Observer *o) {
    const Images *test = &o->scored.snapshot->data->test;
    const SpecPenalty *penalty = &o->scored.snapshot->spec.penalty;
    int units = shape_size(o->scored.net.code);
    o->quality.quality = quality_of(o->scores, test->count, images_size(test), o->variance);
    if (penalty->kl > 0)
        o->quality.quality.sparsity = quality_sparsity(o->sums, units, test->count, penalty->rho);
    o->quality.code = code_statistics(o->fires, units, test->count);
    for (int u = 0; make_frequency(&o->quality, (size_t)units) && u < units; u++)
        o->quality.frequency[u] = (float)o->fires[u] / (float)test->count;
    const Snapshot *snapshot = o->scored.snapshot;
    o->quality.tag = o->quality.running;
    o->measured = snapshot->spec.corruption;
    show_curve(&o->quality, snapshot, o->scores_past, test_curves_find(&o->curves, snapshot->run, snapshot->lineage));
    o->scoring = false;
}

bool observer_score(Observer *o, double seconds) {
    const Subject *s = &o->scored;
    const Images *test = &s->snapshot->data->test;
    double start = clock_seconds();
    while (o->next < test->count && clock_seconds() - start < seconds) {
        int count = test->count - o->next < OBSERVER_ROWS ? test->count - o->next : OBSERVER_ROWS;
        score_forward(&s->net, &s->pass, &s->source, NULL, o->next, 0, count, 0);
        score_rows(&s->net, &s->pass, s->snapshot->spec.loss, 0, count, o->scores + o->next, o->fires);
        score_add_code(&s->net, &s->pass, 0, count, o->sums);
        o->next += count;
    }
    o->quality.scored = o->next;
    if (o->next < test->count)
        return false;
    end_scoring(o);
    return true;
}

void observer_drop_stale(Observer *o) {
    const Snapshot *shown = o->shown.snapshot, *scored = o->scored.snapshot;
    if (!o->scoring || !scored)
        return;
    bool moved = o->request.past && shown->counters.step != scored->counters.step;
    if (shown->run != scored->run || shown->generation != scored->generation || moved)
        o->scoring = false;
}
