// Test images chosen from the whole set by their error or class, what the net on screen makes of them, and PCA beside
// it. On the observer's thread.
#include "observer.h"

#include "clock.h"
#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

// An order that changed with every evaluation could not be looked at.
#define REORDER_SECONDS 2.0

static bool follows_errors(const Observer *o) {
    return o->request.choice.order == ORDER_WORST || o->request.choice.order == ORDER_BEST;
}

// Whether the errors of the last evaluation are those of the run on screen.
static bool has_errors(const Observer *o) {
    const Scoring *s = &o->scoring;
    const Snapshot *snapshot = o->shown.snapshot;
    return s->error_count > 0 && s->error_count == snapshot->data->test.count && s->errors_of.run == snapshot->run &&
           s->errors_of.generation == snapshot->generation;
}

static bool is_due(const Observer *o) {
    const Choice *c = &o->choice;
    const ChoiceRequest *wish = &o->request.choice;
    const Snapshot *snapshot = o->shown.snapshot;
    if (c->data != snapshot->data || c->order != wish->order || c->label != wish->label)
        return true;
    bool ours = c->scored.run == snapshot->run && c->scored.generation == snapshot->generation;
    if (!follows_errors(o) || !has_errors(o))
        return c->scored.run != 0 && !ours;
    bool newer = c->complete != o->scoring.complete;
    return !ours || (newer && (!atomic_load(&o->live->training) || clock_seconds() - c->taken >= REORDER_SECONDS));
}

static bool make_room(Choice *c, int count) {
    if (c->capacity >= count)
        return true;
    free(c->ranked);
    c->ranked = malloc((size_t)count * sizeof *c->ranked);
    c->capacity = c->ranked ? count : 0;
    return c->ranked != NULL;
}

static void rank(Observer *o) {
    Choice *c = &o->choice;
    Dataset *data = o->shown.snapshot->data;
    bool by_error = follows_errors(o) && has_errors(o);
    c->total = 0;
    if (make_room(c, data->test.count))
        c->total = image_order(o->request.choice.order, &data->test, by_error ? o->scoring.errors : NULL,
                               o->request.choice.label, c->ranked);
    if (c->data != data) {
        dataset_release(c->data);
        c->data = dataset_retain(data);
    }
    c->order = o->request.choice.order;
    c->label = o->request.choice.label;
    c->scored = by_error ? o->scoring.errors_of : (ViewTag){0};
    c->complete = o->scoring.complete;
    c->taken = clock_seconds();
}

// PCA of other data than the trainer's newest is of no use to anybody. One beside another run than that on screen is
// there before that run is.
static void take_pca(Observer *o) {
    Choice *c = &o->choice;
    FittedPca *newest = atomic_exchange(&o->live->pca, NULL);
    if (newest) {
        fitted_pca_release(c->pca);
        c->pca = newest;
    }
    if (c->pca && !dataset_is_same(c->pca->data, o->shown.snapshot->data)) {
        fitted_pca_release(c->pca);
        c->pca = NULL;
    }
}

static bool fits(const Observer *o, int size, int components) {
    const FittedPca *pca = o->choice.pca;
    return pca && pca->pca.size == size && pca->pca.components >= components &&
           class_set_is_same(&pca->left_out, &o->shown.snapshot->settings.left_out);
}

// What is there of PCA stays where the images are the same; PCA does not train.
static void keep_pca(Observer *o, const Dataset *data, const int *index, int count) {
    ChoiceView *view = &o->now.choice;
    int size = shape_size(o->shown.snapshot->image), components = o->request.choice.components;
    take_pca(o);
    bool fitted = components > 0 && (components >= size || fits(o, size, components));
    const ClassSet *without = &o->shown.snapshot->settings.left_out;
    bool same = fitted && view->fitted && view->components == components && data == o->choice.data &&
                class_set_is_same(without, &o->choice.without) && view->pca.capacity >= VIEW_MAX_IMAGES * (size_t)size;
    for (int i = 0; i < VIEW_MAX_IMAGES; i++)
        view->ready[i] = same && view->ready[i] && i < count && view->shown.index[i] == index[i];
    o->choice.without = *without;
    view->components = components;
    view->fitted = fitted && view_array_bytes(&view->pca, VIEW_MAX_IMAGES * (size_t)size);
    view->pca.size = view->fitted ? (size_t)count * (size_t)size : 0;
}

static int choose(const Observer *o, int index[VIEW_MAX_IMAGES], int *first) {
    const Choice *c = &o->choice;
    const ChoiceRequest *wish = &o->request.choice;
    int most = wish->count < VIEW_MAX_IMAGES ? wish->count : VIEW_MAX_IMAGES;
    *first = wish->first < c->total ? wish->first : c->total - most;
    *first = *first > 0 ? *first : 0;
    int count = c->total - *first < most ? c->total - *first : most;
    for (int i = 0; i < count; i++)
        index[i] = c->ranked[*first + i].index;
    return count > 0 ? count : 0;
}

static void show(Observer *o) {
    ChoiceView *view = &o->now.choice;
    const Dataset *before = o->choice.data;
    int index[VIEW_MAX_IMAGES];
    if (!o->request.choice.wanted)
        return;
    if (is_due(o))
        rank(o);
    int count = choose(o, index, &view->first);
    keep_pca(o, before, index, count);
    observer_reconstruct(o, &o->shown.source, index, count, &view->shown);
    view->shown.tag = observer_tag(o->shown.snapshot); // also where there are no images
    view->order = o->choice.order;
    view->label = o->choice.label;
    view->total = o->choice.total;
    view->scored = o->choice.scored;
}

static int missing(const ChoiceView *view) {
    for (int i = 0; view->fitted && i < view->shown.images; i++)
        if (!view->ready[i])
            return i;
    return -1;
}

static void add_pca(Observer *o, int image, float *output) {
    ChoiceView *view = &o->now.choice;
    size_t size = (size_t)shape_size(o->shown.snapshot->image);
    const uint8_t *pixels = view->shown.input.bytes + (size_t)image * size;
    uint8_t *bytes = view->pca.bytes + (size_t)image * size;
    view->pca_error[image] = 0;
    if ((size_t)view->components >= size)
        memcpy(bytes, pixels, size); // exact
    else
        view->pca_error[image] = pca_reconstruct(&o->choice.pca->pca, view->components, pixels, output);
    for (size_t i = 0; (size_t)view->components < size && i < size; i++)
        bytes[i] = byte_of(output[i]);
    view->ready[image] = true;
}

static void work(Observer *o, double seconds) {
    ChoiceView *view = &o->now.choice;
    double start = clock_seconds();
    bool anew = is_due(o) || atomic_load(&o->live->pca);
    if (anew)
        show(o);
    float *output = malloc((size_t)shape_size(o->shown.snapshot->image) * sizeof *output);
    for (int i = missing(view); i >= 0 && output && clock_seconds() - start < seconds; i = missing(view))
        add_pca(o, i, output);
    view->fitted &= output != NULL;
    free(output);
    view->shown.version++;
    o->news |= anew || missing(view) < 0;
}

static bool waits(const Observer *o) {
    return o->request.choice.wanted && (is_due(o) || atomic_load(&o->live->pca) || missing(&o->now.choice) >= 0);
}

static void finish(Observer *o) {
    free(o->choice.ranked);
    dataset_release(o->choice.data);
    fitted_pca_release(o->choice.pca);
}

const ObserverPart observer_choice = {.show = show, .waits = waits, .work = work, .finish = finish};
