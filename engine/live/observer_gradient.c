// The gradient that the view Filters shows: of the loss on a fixed batch of training images, in slices, of one snapshot
// until it is complete; only then the newest is begun. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>
#include <string.h>

// Operations of one step, so that a large net's is no longer than a slice.
#define STEP_FLOPS 1e8

static void stop(Gradient *g) {
    layer_gradient_finish(&g->run);
    net_finish(&g->net);
    snapshot_release(g->snapshot);
    free(g->complete);
    *g = (Gradient){0};
}

static GradientDesc describe(const Gradient *g) {
    const Snapshot *snapshot = g->snapshot;
    double rows = STEP_FLOPS / net_flops(&g->net);
    return (GradientDesc){.net = &g->net,
                          .source = evaluation_source(&snapshot->spec, &snapshot->data->train),
                          .objective = spec_objective(&snapshot->spec, snapshot->counters.step),
                          .rows = rows < 1               ? 1
                                  : rows > OBSERVER_ROWS ? OBSERVER_ROWS
                                                         : (int)rows};
}

static bool build(Gradient *g) {
    const Snapshot *snapshot = g->snapshot;
    if (!spec_build(&snapshot->spec, snapshot->spec.id, snapshot->image, &g->net, NULL))
        return false;
    GradientDesc desc = describe(g);
    g->complete = malloc(g->net.parameter_count * sizeof *g->complete);
    return g->complete && layer_gradient_init(&g->run, &desc, NULL);
}

// The same run's objective and corruption may have been changed since the last time.
static bool renew(Gradient *g) {
    g->run.desc = describe(g);
    return corruption_is_none(&g->run.desc.source.corruption) || pass_part_target(&g->run.pass, &g->net, NULL);
}

// An image of a class that the run leaves out gives way to the next one that it learns from.
static void skip_left_out(Gradient *g) {
    const Images *images = &g->snapshot->data->train;
    const ClassSet *left_out = &g->snapshot->settings.left_out;
    if (class_set_count(left_out) == 0)
        return;
    for (int i = 0; i < g->run.images; i++)
        while (class_set_has(left_out, images->labels[g->run.index[i]]))
            g->run.index[i] = (g->run.index[i] + 1) % images->count;
}

static void begin(Observer *o) {
    Gradient *g = &o->gradient;
    const Snapshot *snapshot = o->shown.snapshot;
    bool same = g->snapshot && g->snapshot->run == snapshot->run;
    if (!same)
        stop(g);
    snapshot_release(g->snapshot);
    g->snapshot = snapshot_without_weights(snapshot);
    if (!g->snapshot || !(same ? renew(g) : build(g))) {
        stop(g);
        return;
    }
    memcpy(g->net.parameters, snapshot->parameters, snapshot->parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(&g->net, &solo);
    layer_gradient_begin(&g->run);
    skip_left_out(g);
    g->running = true;
}

static bool is_wanted(const Observer *o) {
    return o->request.filters.wanted && o->request.filters.show == FILTER_GRADIENT;
}

static bool is_of_shown(const Observer *o, const Snapshot *snapshot) {
    const Snapshot *shown = o->shown.snapshot;
    return snapshot->run == shown->run && snapshot->generation == shown->generation;
}

// What is under way is finished though training has gone on, or nothing ever would be; but what is of another run, or
// not of the moment looked back to, is of no use. Where it is not looked at it needs no memory either.
static void show(Observer *o) {
    Gradient *g = &o->gradient;
    if (!g->snapshot)
        return;
    if (!is_wanted(o) || !is_of_shown(o, g->snapshot)) {
        stop(g);
        return;
    }
    bool moved = o->request.past && o->shown.snapshot->counters.step != g->snapshot->counters.step;
    g->running = g->running && !moved;
}

static bool waits(const Observer *o) {
    ViewTag tag = observer_tag(o->shown.snapshot);
    return is_wanted(o) && (o->gradient.running || !observer_same_tag(&tag, &o->gradient.tag));
}

static bool bare(const Observer *o) {
    return o->gradient.tag.run == 0;
}

static void work(Observer *o, double seconds) {
    Gradient *g = &o->gradient;
    if (!g->running)
        begin(o);
    if (!g->running)
        return;
    double start = clock_seconds();
    bool done = false;
    while (!done && clock_seconds() - start < seconds)
        done = layer_gradient_step(&g->run);
    o->now.filters.gradient_done = g->run.carried;
    o->now.filters.version++;
    if (!done)
        return;
    memcpy(g->complete, g->run.gradients, g->net.parameter_count * sizeof *g->complete);
    g->tag = observer_tag(g->snapshot);
    g->running = false;
    observer_filters.show(o);
    o->news = true;
}

static void finish(Observer *o) {
    stop(&o->gradient);
}

const ObserverPart observer_gradient = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
