// The denoising bench: test images corrupted by any kind of noise, and how much of it the net takes away at each
// strength. The run is never touched. On the observer's thread.
#include "observer.h"

#include "clock.h"
#include "denoising.h"
#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

// MOST_VALUES of the pictures, whose SSIM takes time; the curve's images cost about CURVE_FLOPS in all.
enum { IMAGES = 300, LEAST_IMAGES = 32, MOST_VALUES = 1 << 18 };
#define CURVE_FLOPS 2e11

static bool is_of(const ViewTag *tag, const Snapshot *snapshot) {
    return tag->run == snapshot->run && tag->generation == snapshot->generation;
}

// The source of a subject with one kind of noise instead of the run's own, and nothing done to single units.
static ImageSource source_of(const Subject *subject, NoiseKind kind, double strength) {
    ImageSource source = subject->source;
    source.corruption = denoising_corruption(kind, strength);
    source.interventions = NULL;
    return source;
}

static double *scratch_of(ViewArray *room, const Net *net) {
    return view_array_bytes(room, denoising_scratch(net) * sizeof(double)) ? room->at : NULL;
}

static void copy_rows(const Subject *subject, DenoisingView *view, int done, int count) {
    size_t size = (size_t)shape_size(subject->net.image), values = (size_t)count * size, at = (size_t)done * size;
    const real *output = net_output(&subject->net, &subject->pass);
    memcpy(view->input.bytes + at, images_pixels(subject->source.images, view->first + done), values);
    for (size_t i = 0; i < values; i++) {
        view->seen.bytes[at + i] = byte_of(subject->pass.activation[0][i]);
        view->output.bytes[at + i] = byte_of(output[i]);
    }
}

// As many images as are asked for and there are, from `first` on or from the last place that has so many.
static void choose(const Observer *o, DenoisingView *view) {
    const DenoisingRequest *wish = &o->request.denoising;
    const Images *test = &o->shown.snapshot->data->test;
    int most = MOST_VALUES / images_size(test), count = wish->count < DENOISING_IMAGES ? wish->count : DENOISING_IMAGES;
    count = count < most ? count : most > 1 ? most : 1;
    view->images = count < test->count ? count : test->count;
    view->first = wish->first < test->count - view->images ? wish->first : test->count - view->images;
    view->first = view->first > 0 ? view->first : 0;
    for (int i = 0; i < view->images; i++)
        view->label[i] = test->labels ? test->labels[view->first + i] : -1;
}

static bool make_room(DenoisingView *view, Shape image) {
    size_t bytes = (size_t)view->images * (size_t)shape_size(image);
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    return view_array_bytes(&view->input, bytes) && view_array_bytes(&view->seen, bytes) &&
           view_array_bytes(&view->output, bytes);
}

static void show_pictures(Observer *o) {
    Subject *subject = &o->shown;
    DenoisingView *view = &o->now.denoising;
    double *scratch = scratch_of(&o->denoising.room, &subject->net);
    int index[OBSERVER_ROWS];
    view->version++;
    view->tag = (ViewTag){0};
    view->kind = o->request.denoising.kind;
    view->strength = o->request.denoising.strength;
    choose(o, view);
    if (view->images < 1 || !scratch || !make_room(view, subject->net.image) ||
        !pass_part_target(&subject->pass, &subject->net, NULL))
        return;
    ImageSource source = source_of(subject, view->kind, view->strength);
    for (int done = 0, count; done < view->images; done += count) {
        count = view->images - done < OBSERVER_ROWS ? view->images - done : OBSERVER_ROWS;
        for (int i = 0; i < count; i++)
            index[i] = view->first + done + i;
        denoising_measure(&subject->net, &subject->pass, subject->snapshot->spec.loss, &source, index, count, scratch,
                          view->figures + done);
        copy_rows(subject, view, done, count);
    }
    view->tag = observer_tag(subject->snapshot);
}

static void stop(DenoisingWork *work) {
    subject_finish(&work->subject);
    work->running = false;
}

// What is under way is finished though training has gone on, but for what is of another run, kind or moment.
static void show(Observer *o) {
    DenoisingWork *work = &o->denoising;
    const Snapshot *shown = o->shown.snapshot, *snapshot = work->subject.snapshot;
    if (!o->request.denoising.wanted) {
        stop(work);
        return;
    }
    show_pictures(o);
    if (!work->running)
        return;
    bool moved = o->request.past && shown->counters.step != snapshot->counters.step;
    bool same = snapshot->run == shown->run && snapshot->generation == shown->generation;
    work->running = same && !moved && work->kind == o->request.denoising.kind;
}

static int images_of(const Net *net, int all) {
    double most = CURVE_FLOPS / (net_flops(net) / 3 * NOISE_STRENGTHS); // forward only
    int images = most > IMAGES ? IMAGES : most < LEAST_IMAGES ? LEAST_IMAGES : (int)most;
    return images < all ? images : all;
}

static void begin(Observer *o) {
    DenoisingWork *work = &o->denoising;
    Subject *subject = &work->subject;
    DenoisingView *view = &o->now.denoising;
    if (!subject_take(subject, o->shown.snapshot) || !pass_part_target(&subject->pass, &subject->net, NULL))
        return;
    work->kind = view->running = o->request.denoising.kind;
    work->curve = (DenoisingCurve){.tag = observer_tag(subject->snapshot),
                                   .images = images_of(&subject->net, subject->snapshot->data->test.count)};
    work->next = 0;
    work->running = work->curve.images > 0;
    view->running_tag = work->curve.tag;
    view->total = NOISE_STRENGTHS * work->curve.images;
}

static void measure_some(DenoisingWork *work, double *scratch) {
    const Subject *subject = &work->subject;
    DenoisingCurve *curve = &work->curve;
    int all = subject->snapshot->data->test.count, left = curve->images - work->next, index[OBSERVER_ROWS];
    int count = left < OBSERVER_ROWS ? left : OBSERVER_ROWS;
    DenoisingFigures figures[OBSERVER_ROWS];
    ImageSource source = source_of(subject, work->kind, denoising_strength(curve->points));
    for (int i = 0; i < count; i++)
        index[i] = kernels_part(all, curve->images, work->next + i);
    denoising_measure(&subject->net, &subject->pass, subject->snapshot->spec.loss, &source, index, count, scratch,
                      figures);
    for (int i = 0; i < count; i++)
        denoising_add(&curve->point[curve->points], &figures[i], 1.0 / curve->images);
    work->next += count;
    if (count == left) {
        work->next = 0;
        curve->points++;
    }
}

static void work(Observer *o, double seconds) {
    DenoisingWork *work = &o->denoising;
    DenoisingView *view = &o->now.denoising;
    double start = clock_seconds();
    if (!work->running)
        begin(o);
    double *scratch = work->running ? scratch_of(&work->room, &work->subject.net) : NULL;
    if (!scratch)
        return;
    while (work->curve.points < NOISE_STRENGTHS && clock_seconds() - start < seconds)
        measure_some(work, scratch);
    view->version++;
    view->done = work->curve.points * work->curve.images + work->next;
    work->running = work->curve.points < NOISE_STRENGTHS;
    DenoisingCurve *shown = &view->curve[work->kind];
    bool partial = !is_of(&shown->tag, work->subject.snapshot) || shown->points < NOISE_STRENGTHS;
    if (partial || !work->running)
        *shown = work->curve;
    o->news |= !work->running;
}

static bool waits(const Observer *o) {
    const DenoisingCurve *curve = &o->now.denoising.curve[o->request.denoising.kind];
    ViewTag tag = observer_tag(o->shown.snapshot);
    return o->request.denoising.wanted && o->shown.snapshot->data->test.count > 0 &&
           (o->denoising.running || curve->points < NOISE_STRENGTHS || !observer_same_tag(&tag, &curve->tag));
}

static bool bare(const Observer *o) {
    return !is_of(&o->now.denoising.curve[o->request.denoising.kind].tag, o->shown.snapshot);
}

static void finish(Observer *o) {
    stop(&o->denoising);
    free(o->denoising.room.at);
}

const ObserverPart observer_denoising = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
