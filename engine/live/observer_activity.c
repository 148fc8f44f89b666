// How active the units of the shown weights are, to sort by: means over some test images spread over the set, in
// slices, of one snapshot until they are complete. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <string.h>

enum { IMAGES = 256 };
#define STEP_FLOPS 1e8 // of the images that go forward at once

static void stop(Activity *a) {
    subject_finish(&a->subject);
    arena_finish(&a->arena);
    *a = (Activity){0};
}

static void begin(Observer *o) {
    Activity *a = &o->activity;
    int layer = observer_weights(o);
    if (layer < 0 || !subject_take(&a->subject, o->shown.snapshot))
        return;
    FilterUnits of = filters_units(&a->subject.net, layer);
    if (!a->means || a->of.units != of.units) { // those known are of another layer
        arena_finish(&a->arena);
        a->sums = arena_take(&a->arena, (size_t)of.units, sizeof *a->sums);
        a->means = arena_take(&a->arena, (size_t)of.units, sizeof *a->means);
        a->tag = (ViewTag){0};
        if (a->arena.failed)
            return;
    }
    int all = a->subject.snapshot->data->test.count;
    memset(a->sums, 0, (size_t)of.units * sizeof *a->sums);
    a->of = of;
    a->layer = layer;
    a->images = all < IMAGES ? all : IMAGES;
    a->done = 0;
    a->running = true;
}

static void add_rows(Activity *a, int count) {
    const FilterUnits *of = &a->of;
    size_t size = (size_t)of->units * (size_t)of->plane;
    for (int n = 0; n < count; n++) {
        const real *values = a->subject.pass.activation[of->place] + (size_t)n * size;
        for (int u = 0; u < of->units; u++)
            for (int p = 0; p < of->plane; p++)
                a->sums[u] += (double)*values++;
    }
}

static void slice(Activity *a, double seconds) {
    const Subject *subject = &a->subject;
    int all = subject->snapshot->data->test.count, index[OBSERVER_ROWS];
    double most = STEP_FLOPS / net_flops(&subject->net), start = clock_seconds();
    int rows = most < 1 ? 1 : most > OBSERVER_ROWS ? OBSERVER_ROWS : (int)most;
    while (a->done < a->images && clock_seconds() - start < seconds) {
        int count = a->images - a->done < rows ? a->images - a->done : rows;
        for (int i = 0; i < count; i++)
            index[i] = kernels_part(all, a->images, a->done + i);
        score_forward(&subject->net, &subject->pass, &subject->source, index, 0, 0, count, 0);
        add_rows(a, count);
        a->done += count;
    }
}

static void work(Observer *o, double seconds) {
    Activity *a = &o->activity;
    if (!a->running)
        begin(o);
    if (!a->running)
        return;
    slice(a, seconds);
    o->now.filters.activity_done = a->done;
    o->now.filters.version++;
    if (a->done < a->images)
        return;
    for (int u = 0; u < a->of.units; u++)
        a->means[u] = (float)(a->sums[u] / (a->images * a->of.plane));
    a->tag = observer_tag(a->subject.snapshot);
    a->known_layer = a->layer;
    a->running = false;
    observer_filters.show(o);
    o->news = true;
}

static bool is_wanted(const Observer *o) {
    return o->request.filters.wanted && o->request.filters.sort == FILTER_BY_ACTIVITY && observer_weights(o) >= 0;
}

// As for the gradient: only what is of another run, layer or moment is given up.
static void show(Observer *o) {
    Activity *a = &o->activity;
    const Snapshot *shown = o->shown.snapshot, *snapshot = a->subject.snapshot;
    if (!snapshot)
        return;
    if (!is_wanted(o) || snapshot->run != shown->run || snapshot->generation != shown->generation ||
        a->layer != observer_weights(o)) {
        stop(a);
        return;
    }
    bool moved = o->request.past && shown->counters.step != snapshot->counters.step;
    a->running = a->running && !moved;
}

static bool waits(const Observer *o) {
    const Activity *a = &o->activity;
    ViewTag tag = observer_tag(o->shown.snapshot);
    return is_wanted(o) && (a->running || !observer_same_tag(&tag, &a->tag));
}

static bool bare(const Observer *o) {
    return o->activity.tag.run == 0;
}

static void finish(Observer *o) {
    stop(&o->activity);
}

const ObserverPart observer_activity = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
