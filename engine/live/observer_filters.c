// The view of filters from a snapshot: weights as pictures, their change since the start, and feature maps of one test
// image. On the observer's thread.
#include "observer.h"

#include "feature_maps.h"
#include "filters.h"

#include <math.h>
#include <string.h>

// The weights that the seed gives, drawn once for a run and generation.
static bool find_start(Observer *o) {
    const Snapshot *snapshot = o->shown.snapshot;
    ViewTag wanted = {snapshot->run, snapshot->generation, snapshot->settings.seed};
    if (o->start.layers > 0 && memcmp(&wanted, &o->started, sizeof wanted) == 0)
        return true;
    net_finish(&o->start);
    if (!spec_build(&snapshot->spec, snapshot->spec.id, snapshot->image, &o->start, NULL))
        return false;
    net_initialise(&o->start, snapshot->settings.initialisation, snapshot->settings.seed);
    o->started = wanted;
    return true;
}

// Which filters are shown: those asked for, as far as there are so many and as they have room.
static void choose_filters(FiltersView *view, const FilterRequest *wish, const Filters *filters) {
    int most = VIEW_FILTER_VALUES / shape_size(filters->shape);
    most = most < 1 ? 1 : most < VIEW_MAX_FILTERS ? most : VIEW_MAX_FILTERS;
    view->kind = filters->kind;
    view->total = filters->count;
    view->first = wish->first > 0 && wish->first < filters->count ? wish->first : 0;
    view->count = wish->count < 1 ? 1 : wish->count < most ? wish->count : most;
    if (view->count > view->total - view->first)
        view->count = view->total - view->first;
    view->channels = filters->shape.channels;
    view->height = filters->shape.height;
    view->width = filters->shape.width;
}

static size_t values_of(const FiltersView *view) {
    return (size_t)view->count * (size_t)view->channels * (size_t)view->height * (size_t)view->width;
}

static void show_change(Observer *o, int layer) {
    FiltersView *view = &o->now.filters;
    size_t count = values_of(view);
    view->changed = o->request.filters.change && find_start(o) && view_array_floats(&view->change, count);
    if (!view->changed)
        return;
    const Net *net = &o->shown.net;
    view->seed = o->started.step;
    view->change_limit = filters_limit(net, layer, net->parameters, o->start.parameters);
    filters_copy(net, layer, o->start.parameters, view->first, view->count, view->change.floats);
    for (size_t i = 0; i < count; i++)
        view->change.floats[i] = view->weights.floats[i] - view->change.floats[i];
}

static void show_filters(Observer *o) {
    FiltersView *view = &o->now.filters;
    const Net *net = &o->shown.net;
    const FilterRequest *wish = &o->request.filters;
    int layer[FILTER_SIDES];
    for (int side = 0; side < FILTER_SIDES; side++) {
        layer[side] = filters_layer(net, side == FILTERS_DECODER);
        view->has[side] = layer[side] >= 0;
    }
    bool decoder = wish->side == FILTERS_DECODER ? view->has[FILTERS_DECODER] : !view->has[FILTERS_ENCODER];
    view->side = decoder ? FILTERS_DECODER : FILTERS_ENCODER;
    view->kind = FILTERS_NONE;
    view->changed = false;
    view->version++;
    view->tag = observer_tag(o->shown.snapshot);
    if (layer[view->side] < 0)
        return;
    Filters filters = filters_of(net, layer[view->side]);
    choose_filters(view, wish, &filters);
    if (!view_array_floats(&view->weights, values_of(view))) {
        view->kind = FILTERS_NONE;
        return;
    }
    layer_write(&net->layer[layer[view->side]].config, view->layer, sizeof view->layer);
    filters_copy(net, layer[view->side], net->parameters, view->first, view->count, view->weights.floats);
    view->weight_limit = filters_limit(net, layer[view->side], net->parameters, NULL);
    show_change(o, layer[view->side]);
}

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
    }
    return chosen;
}

static void find_range(MapsView *view, size_t count) {
    view->low = view->high = 0;
    for (size_t i = 0; i < count; i++) {
        float value = view->values.floats[i];
        view->low = value < view->low ? value : view->low;
        view->high = value > view->high ? value : view->high;
    }
}

static void show_maps(Observer *o) {
    MapsView *view = &o->now.maps;
    const Subject *subject = &o->shown;
    PinnedSource pinned;
    int layer = list_layers(view, &subject->net, o->request.filters.layer);
    view->shown = 0;
    view->version++;
    view->tag = observer_tag(subject->snapshot);
    if (layer < 0 || !observer_find_pinned(o, subject, &pinned))
        return;
    const MapLayer *chosen = &view->layer[view->chosen];
    int shown = chosen->channels < VIEW_MAPS ? chosen->channels : VIEW_MAPS;
    size_t count = (size_t)shown * (size_t)(chosen->height * chosen->width);
    if (!view_array_floats(&view->values, count))
        return;
    const real *maps = feature_maps_of(&subject->net, &subject->pass, &pinned.images, pinned.index, layer);
    memcpy(view->values.floats, maps, count * sizeof(float));
    find_range(view, count);
    view->shown = shown;
    view->image = pinned.own ? -1 : pinned.index;
    view->own = pinned.own;
}

static void show(Observer *o) {
    if (!o->request.filters.wanted)
        return;
    show_filters(o);
    show_maps(o);
}

static void finish(Observer *o) {
    net_finish(&o->start);
}

const ObserverPart observer_filters = {.show = show, .finish = finish};
