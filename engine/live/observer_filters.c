// The view of filters from a snapshot: weights as pictures, their change since the start, and feature maps of one test
// image. On the observer's thread.
#include "observer.h"

#include "feature_maps.h"
#include "filters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool make_floats(float **floats, size_t *capacity, size_t needed) {
    if (*capacity >= needed)
        return true;
    free(*floats);
    *floats = malloc(needed * sizeof **floats);
    *capacity = *floats ? needed : 0;
    return *floats != NULL;
}

static bool make_bytes(uint8_t **bytes, size_t *capacity, size_t needed) {
    if (*capacity >= needed)
        return true;
    free(*bytes);
    *bytes = malloc(needed);
    *capacity = *bytes ? needed : 0;
    return *bytes != NULL;
}

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
    FiltersView *view = &o->filters;
    size_t count = values_of(view);
    view->changed =
        o->request.filters.change && find_start(o) && make_floats(&view->change, &view->change_capacity, count);
    if (!view->changed)
        return;
    const Net *net = &o->shown.net;
    view->seed = o->started.step;
    view->change_limit = filters_limit(net, layer, net->parameters, o->start.parameters);
    filters_copy(net, layer, o->start.parameters, view->first, view->count, view->change);
    for (size_t i = 0; i < count; i++)
        view->change[i] = view->weights[i] - view->change[i];
}

static void show_filters(Observer *o) {
    FiltersView *view = &o->filters;
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
    view->tag = observer_tag(o->shown.snapshot);
    if (layer[view->side] < 0)
        return;
    Filters filters = filters_of(net, layer[view->side]);
    choose_filters(view, wish, &filters);
    if (!make_floats(&view->weights, &view->weight_capacity, values_of(view))) {
        view->kind = FILTERS_NONE;
        return;
    }
    layer_write(&net->layer[layer[view->side]].config, view->layer, sizeof view->layer);
    filters_copy(net, layer[view->side], net->parameters, view->first, view->count, view->weights);
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
        float value = view->values[i];
        view->low = value < view->low ? value : view->low;
        view->high = value > view->high ? value : view->high;
    }
}

static void show_maps(Observer *o) {
    MapsView *view = &o->maps;
    const Subject *subject = &o->shown;
    const Images *test = &subject->snapshot->data->test;
    int layer = list_layers(view, &subject->net, o->request.filters.layer), image = o->request.filters.image;
    view->shown = 0;
    view->tag = observer_tag(subject->snapshot);
    if (layer < 0 || image < 0 || image >= test->count) // asked for another data set's image
        return;
    const MapLayer *chosen = &view->layer[view->chosen];
    int shown = chosen->channels < VIEW_MAPS ? chosen->channels : VIEW_MAPS;
    size_t size = (size_t)images_size(test), count = (size_t)shown * (size_t)(chosen->height * chosen->width);
    if (!make_bytes(&view->input, &view->input_capacity, size) ||
        !make_floats(&view->values, &view->value_capacity, count))
        return;
    memcpy(view->input, images_pixels(test, image), size);
    memcpy(view->values, feature_maps_of(&subject->net, &subject->pass, test, image, layer), count * sizeof(float));
    find_range(view, count);
    view->shown = shown;
    view->channels = test->channels;
    view->height = test->height;
    view->width = test->width;
    view->image = image;
    view->label = test->labels ? test->labels[image] : -1;
}

void observer_show_filters(Observer *o) {
    if (!o->request.filters.wanted)
        return;
    show_filters(o);
    show_maps(o);
}

static void copy_filters(FiltersView *to, const FiltersView *from) {
    size_t count = from->kind != FILTERS_NONE ? values_of(from) : 0, changed = from->changed ? count : 0;
    if (!make_floats(&to->weights, &to->weight_capacity, count) ||
        !make_floats(&to->change, &to->change_capacity, changed)) {
        to->kind = FILTERS_NONE;
        return;
    }
    FiltersView own = *to;
    *to = *from;
    to->weights = own.weights;
    to->change = own.change;
    to->weight_capacity = own.weight_capacity;
    to->change_capacity = own.change_capacity;
    if (count > 0)
        memcpy(to->weights, from->weights, count * sizeof *to->weights);
    if (changed > 0)
        memcpy(to->change, from->change, changed * sizeof *to->change);
}

static void copy_maps(MapsView *to, const MapsView *from) {
    const MapLayer *chosen = &from->layer[from->chosen];
    size_t count = (size_t)from->shown * (size_t)(chosen->height * chosen->width);
    size_t size = from->shown > 0 ? (size_t)(from->channels * from->height * from->width) : 0;
    if (!make_bytes(&to->input, &to->input_capacity, size) || !make_floats(&to->values, &to->value_capacity, count)) {
        to->shown = 0;
        return;
    }
    MapsView own = *to;
    *to = *from;
    to->input = own.input;
    to->values = own.values;
    to->input_capacity = own.input_capacity;
    to->value_capacity = own.value_capacity;
    if (size > 0)
        memcpy(to->input, from->input, size);
    if (count > 0)
        memcpy(to->values, from->values, count * sizeof *to->values);
}

void observer_copy_filters(const Observer *o, Views *views) {
    if (!o->request.filters.wanted)
        return; // what a slot has is for nobody
    copy_filters(&views->filters, &o->filters);
    copy_maps(&views->maps, &o->maps);
}

void observer_finish_filters(Observer *o) {
    net_finish(&o->start);
    free(o->filters.weights);
    free(o->filters.change);
    free(o->maps.input);
    free(o->maps.values);
}
