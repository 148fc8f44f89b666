// The compression bench: the code in few bits a unit, how many of them it is worth, and what the decoder makes of it.
// One snapshot until all is measured. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_of(const ViewTag *tag, const Snapshot *snapshot) {
    return tag->run == snapshot->run && tag->generation == snapshot->generation;
}

static void begin(Observer *o) {
    CompressionWork *work = &o->compression;
    CompressionView *view = &o->now.compression;
    const Snapshot *shown = o->shown.snapshot;
    if (!subject_take(&work->subject, o->shown.snapshot))
        return;
    work->subject.source.corruption = (Corruption){0};
    int images = compression_images(&work->subject.net, shown->data->test.count);
    if (images < 1 || !compression_begin(work, images))
        return;
    work->running = true;
    view->running = observer_tag(shown);
    view->total = images * (COMPRESSION_STEPS + 1);
}

static void copy_array(ViewArray *to, const ViewArray *from) {
    if (view_array_bytes(to, from->size))
        memcpy(to->at, from->at, from->size);
}

static void publish(Observer *o) {
    const CompressionWork *work = &o->compression;
    CompressionView *view = &o->now.compression;
    copy_array(&view->input, &work->input);
    copy_array(&view->output, &work->output);
    view->figures = work->figures;
    if (work->step < COMPRESSION_STEPS && work->next > 0)
        view->figures.mse[compression_place(work->step)] = NAN;
    view->tag =
        view->input.size == work->input.size && view->output.size == work->output.size ? view->running : (ViewTag){0};
}

// Whether what is shown is of this run and complete, so that it stays until the next is complete too.
static bool is_complete(const CompressionView *view, const Snapshot *snapshot) {
    return is_of(&view->tag, snapshot) && !isnan(view->figures.mse[QUANTISER_BITS - 1]);
}

static void work(Observer *o, double seconds) {
    CompressionWork *work = &o->compression;
    CompressionView *view = &o->now.compression;
    double start = clock_seconds();
    if (!work->running)
        begin(o);
    if (!work->running)
        return;
    while (work->step < COMPRESSION_STEPS && clock_seconds() - start < seconds)
        compression_go_on(work);
    view->version++;
    work->running = work->step < COMPRESSION_STEPS;
    view->done = (work->step + 1) * work->figures.images + work->next;
    if (!work->running || (work->step >= 0 && !is_complete(view, work->subject.snapshot)))
        publish(o);
    o->news |= !work->running;
}

static void stop(CompressionWork *work) {
    subject_finish(&work->subject);
    arena_finish(&work->arena);
    work->running = false;
}

// What is under way is finished though training has gone on, but for what is of another run or moment.
static void show(Observer *o) {
    CompressionWork *work = &o->compression;
    const Snapshot *shown = o->shown.snapshot, *snapshot = work->subject.snapshot;
    if (!o->request.compression.wanted) {
        stop(work);
        return;
    }
    if (!work->running)
        return;
    bool moved = o->request.past && shown->counters.step != snapshot->counters.step;
    work->running = snapshot->run == shown->run && snapshot->generation == shown->generation && !moved;
}

static bool waits(const Observer *o) {
    const CompressionView *view = &o->now.compression;
    ViewTag tag = observer_tag(o->shown.snapshot);
    return o->request.compression.wanted && o->shown.snapshot->data->test.count > 0 &&
           (o->compression.running || !observer_same_tag(&tag, &view->tag) || !is_complete(view, o->shown.snapshot));
}

static bool bare(const Observer *o) {
    return !is_of(&o->now.compression.tag, o->shown.snapshot);
}

static void finish(Observer *o) {
    stop(&o->compression);
    free(o->compression.input.at);
    free(o->compression.output.at);
}

const ObserverPart observer_compression = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
