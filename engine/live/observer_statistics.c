// Statistics over the whole test set: one snapshot at a time, in slices, never mixing steps. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>

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
    if (tag.run == done.run && tag.generation == done.generation && tag.step == done.step)
        return;
    if (!find_variance(o, snapshot->data) || !subject_take(&o->scored, snapshot_retain(snapshot)))
        return;
    arena_finish(&o->arena);
    o->scores = arena_take(&o->arena, (size_t)snapshot->data->test.count, sizeof *o->scores);
    o->fires = arena_take(&o->arena, (size_t)shape_size(o->scored.net.code), sizeof *o->fires);
    o->sums = arena_take(&o->arena, (size_t)shape_size(o->scored.net.code), sizeof *o->sums);
    o->scoring = !o->arena.failed;
    o->next = 0;
    o->quality.running = tag;
    o->quality.images = snapshot->data->test.count;
    o->quality.scored = 0;
}

// The point of the test curve; a full curve gives up every second point.
static void add_point(QualityView *view, const Snapshot *snapshot) {
    const Quality *quality = &view->quality;
    Objective objective = spec_objective(&snapshot->spec, snapshot->counters.step);
    bool bce = snapshot->spec.loss == LOSS_BCE;
    if (view->points == VIEW_CURVE) {
        for (int i = 0; i < VIEW_CURVE / 2; i++)
            view->curve[i] = view->curve[2 * i + 1];
        view->points = VIEW_CURVE / 2;
    }
    view->curve[view->points++] =
        (TestPoint){.step = (double)view->tag.step,
                    .reconstruction = bce ? quality->bce : quality->mse * shape_size(snapshot->image),
                    .penalty = quality_penalty(quality, &objective)};
}

// Points of another run, or of steps that the run has gone back from, are not this curve's.
static void trim_curve(QualityView *view) {
    if (view->tag.run != view->running.run || view->tag.generation != view->running.generation)
        view->points = 0;
    while (view->points > 0 && view->curve[view->points - 1].step >= (double)view->running.step)
        view->points--;
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
    trim_curve(&o->quality);
    o->quality.tag = o->quality.running;
    add_point(&o->quality, o->scored.snapshot);
    o->scoring = false;
}

bool observer_score(Observer *o, double seconds) {
    const Subject *s = &o->scored;
    const Images *test = &s->snapshot->data->test;
    double start = clock_seconds();
    while (o->next < test->count && clock_seconds() - start < seconds) {
        int count = test->count - o->next < OBSERVER_ROWS ? test->count - o->next : OBSERVER_ROWS;
        score_forward(&s->net, &s->pass, test, NULL, o->next, 0, count, 0);
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
    if (shown->run != scored->run || shown->generation != scored->generation)
        o->scoring = false;
}
