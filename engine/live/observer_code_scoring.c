// Statistics of each code unit over the test set, made in the pass that scoring takes anyway, and only while somebody
// looks at them. On the observer's thread.
#include "observer.h"

#include <assert.h>
#include <string.h>

static bool is_current(const Observer *o, const ViewTag *tag) {
    const Snapshot *shown = o->shown.snapshot;
    return tag->run == shown->run && tag->generation == shown->generation;
}

static bool is_complete(const CodeStatisticsView *view) {
    return view->tag.run > 0 && view->scored == view->images;
}

bool code_scoring_is_due(const Observer *o) {
    const CodeStatisticsView *view = &o->now.code_statistics;
    const Snapshot *shown = o->shown.snapshot;
    ViewTag tag = observer_tag(shown);
    return o->request.code_statistics && !(is_complete(view) && observer_same_tag(&tag, &view->tag) &&
                                           corruption_is_same(&o->scoring.code.measured, &shown->spec.corruption));
}

bool code_scoring_is_missing(const Observer *o) {
    return code_scoring_is_due(o) && !o->scoring.code.wanted;
}

bool code_scoring_is_bare(const Observer *o) {
    const CodeStatisticsView *view = &o->now.code_statistics;
    return o->request.code_statistics && !is_current(o, &view->tag);
}

void code_scoring_begin(Observer *o) {
    CodeScoring *code = &o->scoring.code;
    const Subject *subject = &o->scoring.subject;
    const Dataset *data = subject->snapshot->data;
    const SpecPenalty *penalty = &subject->snapshot->spec.penalty;
    arena_finish(&code->arena);
    code->wanted = o->request.code_statistics;
    CodeDesc desc = {.units = shape_size(subject->net.code),
                     .images = data->test.count,
                     .classes = data->test.labels ? data->classes : 0,
                     .rho = penalty->kl > 0 ? penalty->rho : 0};
    code->counts = code->wanted && code_accumulator_init(&code->sums, &desc, &code->arena, NULL);
    o->now.code_statistics.running = observer_tag(subject->snapshot);
    o->now.code_statistics.counted = 0;
}

// Whoever has stopped looking pays no longer, and what has been added up so far is of no use: it would have gaps.
static void stop(CodeScoring *code) {
    arena_finish(&code->arena);
    code->wanted = code->counts = false;
}

void code_scoring_add(Observer *o, int first, int count) {
    CodeScoring *code = &o->scoring.code;
    const Subject *subject = &o->scoring.subject;
    const Images *test = &subject->snapshot->data->test;
    const Net *net = &subject->net;
    assert(!subject->source.interventions); // the net_code of such a pass is not the encoder's
    if (code->wanted && !o->request.code_statistics)
        stop(code);
    if (!code->counts)
        return;
    const real *stash = net_is_gaussian(net) ? subject->pass.stash[net->encoder_layers - 1] : NULL;
    code_accumulator_add(&code->sums, net_code(net, &subject->pass), stash, test->labels ? test->labels + first : NULL,
                         count);
}

// Without memory for them the statistics are complete and say nothing, so that they are not tried again and again.
static void copy_figures(CodeStatisticsView *view, const CodeScoring *code) {
    const CodeAccumulator *sums = &code->sums;
    size_t units = code->counts ? (size_t)sums->summary.units : 0, size = units * sizeof *sums->figures;
    int live = 0;
    view->summary = (UnitSummary){0};
    view->sparseness = 0;
    if (units == 0 || !view_array_bytes(&view->figures, size)) {
        view->figures.size = 0;
        return;
    }
    memcpy(view->figures.figures, sums->figures, size);
    view->summary = sums->summary;
    for (size_t u = 0; u < units; u++)
        if (sums->figures[u].frequency > 0) {
            view->sparseness += (double)sums->figures[u].sparseness;
            live++;
        }
    view->sparseness = live > 0 ? view->sparseness / live : 0;
}

void code_scoring_show(Observer *o) {
    CodeScoring *code = &o->scoring.code;
    CodeStatisticsView *view = &o->now.code_statistics;
    if (!code->wanted)
        return;
    int scored = o->scoring.next, images = o->scoring.subject.snapshot->data->test.count;
    bool complete = scored == images, first = !is_current(o, &view->tag) || !is_complete(view);
    view->version++;
    view->counted = scored;
    if (!complete && !first)
        return;
    if (code->counts)
        code_accumulator_finish(&code->sums);
    copy_figures(view, code);
    view->tag = view->running;
    view->scored = scored;
    view->images = images;
    if (complete)
        code->measured = o->scoring.subject.snapshot->spec.corruption;
}
