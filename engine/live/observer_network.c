// The pinned image on its way through the net: every layer's range, and the values of the channels asked for. On the
// observer's thread.
#include "observer.h"

#include "activations.h"

static Shape shape_at(const Net *net, int place) {
    return place == 0 || place == net->layers ? net->image : net->layer[place - 1].output;
}

// As many of the channels asked for as there are and have room.
static NetworkWindow window_of(const NetworkWindow *wish, Shape shape) {
    int plane = shape.height * shape.width, most = plane < VIEW_WINDOW_VALUES ? VIEW_WINDOW_VALUES / plane : 1;
    NetworkWindow window = {.first = wish->first > 0 && wish->first < shape.channels ? wish->first : 0};
    int left = shape.channels - window.first;
    window.count = wish->count > 0 ? wish->count : 0;
    window.count = window.count < most ? window.count : most;
    window.count = window.count < left ? window.count : left;
    return window;
}

// Where each place's values and ranges go; false, with nothing there, if memory is short.
static bool lay_out(NetworkView *view, const Net *net, const NetworkRequest *request) {
    size_t values = 0, ranges = 0;
    view->places = net->layers + 1;
    for (int p = 0; p < view->places; p++) {
        Shape shape = shape_at(net, p);
        NetworkWindow window = window_of(&request->window[p], shape);
        view->layer[p] = (NetworkLayer){
            .all = {.channels = shape.channels, .height = shape.height, .width = shape.width, .offset = values},
            .has = window,
            .range = ranges};
        values += (size_t)window.count * (size_t)shape.height * (size_t)shape.width;
        ranges += 2 * (size_t)window.count;
    }
    return view_array_floats(&view->values, values) && view_array_floats(&view->ranges, ranges);
}

static void fill(NetworkView *view, const Net *net, const Pass *pass, int place) {
    NetworkLayer *layer = &view->layer[place];
    size_t plane = (size_t)layer->all.height * (size_t)layer->all.width, channels = (size_t)layer->has.count;
    const real *all = pass->activation[place], *from = all + (size_t)layer->has.first * plane;
    float *range = view->ranges.floats + layer->range;
    layer->all.undefined =
        activations_range(all, (size_t)shape_size(shape_at(net, place)), &layer->all.least, &layer->all.most);
    activations_finite(from, channels * plane, view->values.floats + layer->all.offset);
    for (size_t c = 0; c < channels; c++)
        activations_range(from + c * plane, plane, &range[2 * c], &range[2 * c + 1]);
}

static void show(Observer *o) {
    NetworkView *view = &o->now.network;
    const Subject *subject = &o->shown;
    PinnedSource pinned;
    if (!o->request.network.wanted)
        return;
    view->version++;
    view->tag = (ViewTag){0};
    if (!observer_find_pinned(o, subject, &pinned) || !lay_out(view, &subject->net, &o->request.network))
        return;
    pinned.source.images = &pinned.images;
    score_forward(&subject->net, &subject->pass, &pinned.source, &pinned.index, 0, 0, 1, 0);
    score_rows(&subject->net, &subject->pass, subject->snapshot->spec.loss, 0, 1, &view->score, NULL);
    for (int p = 0; p < view->places; p++)
        fill(view, &subject->net, &subject->pass, p);
    view->corrupts = !corruption_is_none(&pinned.source.corruption);
    view->image = pinned.own ? -1 : pinned.index;
    view->own = pinned.own;
    view->label = pinned.label;
    view->tag = observer_tag(subject->snapshot);
}

const ObserverPart observer_network = {.show = show};
