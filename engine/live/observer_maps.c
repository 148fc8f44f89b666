// What layers of pictures answer on the pinned image, and a kernel's way over it: both from one pass of that image,
// with what is done to it and to the code. On the observer's thread.
#include "observer.h"

#include "feature_maps.h"
#include "sliding_layer.h"

#include <math.h>
#include <string.h>

// Lists the layers with pictures and returns the index of the chosen one in the net, or -1.
static int list_layers(MapsView *view, const Net *net, int wish) {
    int chosen = -1;
    view->layers = view->chosen = 0;
    for (int l = 0; l < net->layers && view->layers < VIEW_MAP_LAYERS; l++) {
        if (!feature_maps_has(&net->layer[l]))
            continue;
        if (view->layers == wish || chosen < 0) {
            chosen = l;
            view->chosen = view->layers;
        }
        MapLayer *layer = &view->layer[view->layers++];
        Shape shape = net->layer[l].output;
        layer_write(&net->layer[l].config, layer->text, sizeof layer->text);
        layer->channels = shape.channels;
        layer->height = shape.height;
        layer->width = shape.width;
        layer->index = l;
    }
    return chosen;
}

static void find_range(const float *values, size_t count, float *low, float *high) {
    *low = *high = 0;
    for (size_t i = 0; i < count; i++) {
        *low = values[i] < *low ? values[i] : *low;
        *high = values[i] > *high ? values[i] : *high;
    }
}

static bool copy(ViewArray *array, const real *values, size_t count) {
    if (!view_array_floats(array, count))
        return false;
    memcpy(array->floats, values, count * sizeof(float));
    return true;
}

static void show_maps(MapsView *view, const Subject *subject, const PinnedSource *pinned, int layer) {
    const MapLayer *chosen = &view->layer[view->chosen];
    int shown = chosen->channels < VIEW_MAPS ? chosen->channels : VIEW_MAPS;
    size_t count = (size_t)shown * (size_t)(chosen->height * chosen->width);
    const real *maps = feature_maps_of(&subject->net, &subject->pass, &pinned->source, pinned->index, layer);
    if (!copy(&view->values, maps, count))
        return;
    find_range(view->values.floats, count, &view->low, &view->high);
    view->shown = shown;
    view->image = pinned->own ? -1 : pinned->index;
    view->own = pinned->own;
    view->changed = pinned->source.interventions && layer >= subject->net.encoder_layers - 1;
}

// After show_maps has run the image through the net.
static void show_sliding(Observer *o, const PinnedSource *pinned) {
    SlidingView *view = &o->now.sliding;
    const Net *net = &o->shown.net;
    const Pass *pass = &o->shown.pass;
    int layer = observer_weights(o), channel = o->request.filters.slide;
    if (!o->request.filters.slides || layer < 0 || !sliding_has(&net->layer[layer]) || channel < 0 ||
        channel >= net->layer[layer].output.channels)
        return;
    const Layer *own = &net->layer[layer];
    Sliding *s = &view->sliding;
    *s = sliding_of(net, layer, channel);
    size_t in = (size_t)shape_size(own->input), square = (size_t)s->kernel * (size_t)s->kernel;
    size_t out = (size_t)s->out_height * (size_t)s->out_width, weights = (size_t)s->channels * square;
    if (!copy(&view->input, pass->activation[layer], in) || !view_array_floats(&view->weights, weights) ||
        !copy(&view->output, pass->activation[layer + 1] + (size_t)channel * out, out))
        return;
    sliding_weights(net, layer, channel, view->weights.floats);
    layer_write(&own->config, view->layer, sizeof view->layer);
    snprintf(view->activation, sizeof view->activation, "%s", activation_name(own->config.activation));
    find_range(view->input.floats, in, &view->low, &view->high);
    find_range(view->output.floats, out, &view->out_low, &view->out_high);
    view->weight_limit = 0;
    for (size_t i = 0; i < weights; i++)
        view->weight_limit = fmaxf(view->weight_limit, fabsf(view->weights.floats[i]));
    view->place = o->now.filters.chosen;
    view->channel = channel;
    view->image = pinned->own ? -1 : pinned->index;
    view->own = pinned->own;
    view->first = layer == 0;
    view->shown = true;
}

static void show(Observer *o) {
    MapsView *maps = &o->now.maps;
    const Subject *subject = &o->shown;
    PinnedSource pinned;
    if (!o->request.filters.wanted)
        return;
    int layer = list_layers(maps, &subject->net, o->request.filters.layer);
    maps->shown = 0;
    maps->version++;
    maps->tag = o->now.sliding.tag = observer_tag(subject->snapshot);
    o->now.sliding.shown = false;
    o->now.sliding.version++;
    if (layer < 0 || !observer_find_pinned(o, subject, &pinned))
        return;
    pinned.source.images = &pinned.images;
    show_maps(maps, subject, &pinned, layer);
    show_sliding(o, &pinned);
}

const ObserverPart observer_maps = {.show = show};
