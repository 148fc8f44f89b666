// Views of a snapshot: reconstructions and codes of chosen test images. On the observer's thread.
#include "observer.h"

#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

void subject_finish(Subject *subject) {
    pass_finish(&subject->pass);
    net_finish(&subject->net);
    snapshot_release(subject->snapshot);
    *subject = (Subject){0};
}

bool subject_take(Subject *subject, Snapshot *snapshot) {
    bool same = subject->snapshot && subject->snapshot->run == snapshot->run;
    if (!same) {
        subject_finish(subject);
        if (!spec_build(&snapshot->spec, snapshot->spec.id, snapshot->image, &subject->net, NULL) ||
            !pass_init(&subject->pass, &subject->net, OBSERVER_ROWS, 1, false, NULL)) {
            snapshot_release(snapshot);
            subject_finish(subject);
            return false;
        }
    }
    snapshot_release(subject->snapshot);
    subject->snapshot = snapshot;
    subject->source = evaluation_source(&snapshot->spec, &snapshot->data->test);
    if (!corruption_is_none(&snapshot->spec.corruption) && !pass_part_target(&subject->pass, &subject->net, NULL))
        subject->source.corruption = (Corruption){0};
    memcpy(subject->net.parameters, snapshot->parameters, snapshot->parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(&subject->net, &solo);
    return true;
}

ViewTag observer_tag(const Snapshot *snapshot) {
    return (ViewTag){snapshot->run, snapshot->generation, snapshot->counters.step};
}

static bool make_room(ReconstructionView *view, size_t bytes) {
    if (view->capacity >= bytes)
        return true;
    free(view->input);
    free(view->seen);
    free(view->output);
    view->input = malloc(bytes);
    view->seen = malloc(bytes);
    view->output = malloc(bytes);
    view->capacity = view->input && view->seen && view->output ? bytes : 0;
    return view->capacity > 0;
}

static void show_reconstructions(Observer *o) {
    ReconstructionView *view = &o->reconstruction;
    const Snapshot *snapshot = o->shown.snapshot;
    const Images *test = &snapshot->data->test;
    size_t size = (size_t)shape_size(snapshot->image);
    if (!make_room(view, VIEW_MAX_IMAGES * size))
        return;
    view->images = 0;
    for (int i = 0; i < o->request.images && i < VIEW_MAX_IMAGES; i++) {
        int index = o->request.index[i];
        if (index < 0 || index >= test->count)
            continue; // asked for another data set's images
        memcpy(view->input + (size_t)view->images * size, images_pixels(test, index), size);
        view->label[view->images] = test->labels ? test->labels[index] : -1;
        view->index[view->images++] = index;
    }
    view->corrupts = !corruption_is_none(&o->shown.source.corruption);
    reconstruct(&o->shown.net, &o->shown.pass, snapshot->spec.loss, &o->shown.source, view->index, view->images,
                view->seen, view->output, view->score);
    view->channels = snapshot->image.channels;
    view->height = snapshot->image.height;
    view->width = snapshot->image.width;
    view->tag = observer_tag(snapshot);
}

static void copy_reconstructions(ReconstructionView *to, const ReconstructionView *from) {
    size_t bytes = (size_t)from->images * (size_t)from->channels * (size_t)from->height * (size_t)from->width;
    if (bytes > 0 && !make_room(to, from->capacity))
        return;
    uint8_t *input = to->input, *seen = to->seen, *output = to->output;
    size_t capacity = to->capacity;
    *to = *from;
    to->input = input;
    to->seen = seen;
    to->output = output;
    to->capacity = capacity;
    if (bytes > 0) {
        memcpy(input, from->input, bytes);
        memcpy(seen, from->seen, bytes);
        memcpy(output, from->output, bytes);
    }
}

static bool make_codes(CodeView *view, size_t floats) {
    if (view->capacity >= floats)
        return true;
    free(view->codes);
    view->codes = malloc(floats * sizeof *view->codes);
    view->capacity = view->codes ? floats : 0;
    return view->capacity > 0;
}

// Test images evenly spread, then sorted by class; those of a class stay in their order.
static int choose_by_class(const Images *test, int wish, int index[VIEW_CODE_IMAGES]) {
    int count = wish < test->count ? wish : test->count, placed = 0;
    int classes = test->labels ? 256 : 1;
    for (int c = 0; c < classes && placed < count; c++)
        for (int i = 0; i < count; i++) {
            int image = kernels_part(test->count, count, i);
            if (!test->labels || test->labels[image] == c)
                index[placed++] = image;
        }
    return placed;
}

static void show_codes(Observer *o) {
    CodeView *view = &o->code;
    const Subject *subject = &o->shown;
    const Images *test = &subject->snapshot->data->test;
    int wish = o->request.code_images < VIEW_CODE_IMAGES ? o->request.code_images : VIEW_CODE_IMAGES;
    size_t units = (size_t)shape_size(subject->net.code);
    if (wish < 1 || !make_codes(view, VIEW_CODE_IMAGES * units))
        return;
    view->units = (int)units;
    view->images = choose_by_class(test, wish, view->index);
    for (int first = 0; first < view->images; first += OBSERVER_ROWS) {
        int rows = view->images - first < OBSERVER_ROWS ? view->images - first : OBSERVER_ROWS;
        score_encode(&subject->net, &subject->pass, &subject->source, view->index + first, rows);
        memcpy(view->codes + (size_t)first * units, net_code(&subject->net, &subject->pass),
               (size_t)rows * units * sizeof(float));
    }
    for (int i = 0; i < view->images; i++)
        view->label[i] = test->labels ? test->labels[view->index[i]] : -1;
    view->tag = observer_tag(subject->snapshot);
}

static void copy_codes(CodeView *to, const CodeView *from) {
    size_t floats = (size_t)from->images * (size_t)from->units;
    if (floats > 0 && !make_codes(to, from->capacity))
        return;
    float *codes = to->codes;
    size_t capacity = to->capacity;
    *to = *from;
    to->codes = codes;
    to->capacity = capacity;
    if (floats > 0)
        memcpy(codes, from->codes, floats * sizeof *codes);
}

static void copy_quality(QualityView *to, const QualityView *from) {
    size_t floats = from->capacity;
    if (to->capacity < floats) {
        free(to->frequency);
        to->frequency = malloc(floats * sizeof *to->frequency);
        to->capacity = to->frequency ? floats : 0;
    }
    if (to->capacity < floats)
        return;
    float *frequency = to->frequency;
    size_t capacity = to->capacity;
    *to = *from;
    to->frequency = frequency;
    to->capacity = capacity;
    if (floats > 0)
        memcpy(frequency, from->frequency, floats * sizeof *frequency);
}

void observer_show(Observer *o) {
    show_reconstructions(o);
    show_codes(o);
    observer_show_filters(o);
}

void observer_copy(const Observer *o, Views *views) {
    copy_reconstructions(&views->reconstruction, &o->reconstruction);
    copy_codes(&views->code, &o->code);
    copy_quality(&views->quality, &o->quality);
    observer_copy_history(o, views);
    observer_copy_filters(o, views);
}
