// Weights of one layer from a snapshot, as pictures or as a matrix: as they are, their change since the start, or their
// gradient. On the observer's thread.
#include "observer.h"

#include <math.h>
#include <stdlib.h>
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

int observer_weights(const Observer *o) {
    int layers[NET_MAX_LAYERS], count = filters_layers(&o->shown.net, layers), wish = o->request.filters.weights;
    if (!o->request.filters.wanted || count < 1)
        return -1;
    return layers[wish >= 0 && wish < count ? wish : 0];
}

static void list_layers(FiltersView *view, const Net *net, int chosen) {
    int layers[NET_MAX_LAYERS];
    view->layers = filters_layers(net, layers);
    view->chosen = 0;
    for (int i = 0; i < view->layers; i++) {
        const Layer *layer = &net->layer[layers[i]];
        WeightLayer *entry = &view->layer[i];
        bool pictures = layer->config.kernel > 0;
        view->chosen = layers[i] == chosen ? i : view->chosen;
        layer_write(&layer->config, entry->text, sizeof entry->text);
        entry->decoder = layers[i] >= net->encoder_layers;
        entry->in = pictures ? layer->input.channels : shape_size(layer->input);
        entry->out = pictures ? layer->output.channels : shape_size(layer->output);
    }
}

// A stretch of `total` that begins where asked, as far as there is so much.
static void choose(int wish_first, int wish_count, int total, int most, int *first, int *count) {
    *first = wish_first > 0 && wish_first < total ? wish_first : 0;
    *count = wish_count < 1 ? 1 : wish_count < most ? wish_count : most;
    if (*count > total - *first)
        *count = total - *first;
}

static bool is_paged(FilterKind kind) {
    return kind != FILTERS_SLICES && kind != FILTERS_TILES && kind != FILTERS_MATRIX;
}

// All of a matrix, each value for several weights where there are more than fit.
static void choose_shares(FiltersView *view) {
    view->count = view->total;
    view->column_count = view->columns;
    view->row_share = view->column_share = 1;
    for (;;) {
        int rows = (view->total + view->row_share - 1) / view->row_share;
        int columns = (view->columns + view->column_share - 1) / view->column_share;
        if ((double)rows * columns <= VIEW_FILTER_VALUES)
            return;
        *(rows > columns ? &view->row_share : &view->column_share) += 1;
    }
}

static void choose_rows(FiltersView *view, const FilterRequest *wish, const Filters *filters) {
    view->kind = filters->kind;
    view->total = filters->rows;
    view->columns = filters->columns;
    view->channels = filters->shape.channels;
    view->height = filters->shape.height;
    view->width = filters->shape.width;
    view->first = view->first_column = 0;
    view->row_share = view->column_share = view->column_count = 1;
    int picture = shape_size(filters->shape), most = VIEW_FILTER_VALUES / picture;
    if (filters->kind == FILTERS_MATRIX) {
        choose_shares(view);
        return;
    }
    if (!is_paged(filters->kind))
        choose(wish->first_column, wish->columns, view->columns, most, &view->first_column, &view->column_count);
    most = most / view->column_count;
    if (is_paged(filters->kind))
        most = most < VIEW_MAX_FILTERS ? most : VIEW_MAX_FILTERS;
    choose(wish->first, wish->count, view->total, most < 1 ? 1 : most, &view->first, &view->count);
}

// Whose card a click on a row opens.
static int card_of(const Net *net, int layer) {
    FilterUnits units = filters_units(net, layer);
    int before = units.place - 1; // the layer that gives these activations
    return before == net->encoder_layers - 1 && units.plane == 1 ? LAYER_CODE : before;
}

static size_t values_of(const FiltersView *view) {
    int rows = (view->count + view->row_share - 1) / view->row_share;
    int columns = (view->column_count + view->column_share - 1) / view->column_share;
    return (size_t)rows * (size_t)columns * (size_t)(view->channels * view->height * view->width);
}

static void copy(const FiltersView *view, const Net *net, int layer, const real *from, const real *start,
                 const int *rows, float *values) {
    if (view->row_share > 1 || view->column_share > 1)
        filters_reduce(net, layer, from, start, rows, view->count, view->row_share, view->column_share, values);
    else
        filters_copy(net, layer, from, rows, view->count, view->first_column, view->column_count, values);
}

// What is to be shown: numbers in the place of the weights, and those they are compared with.
typedef struct Numbers {
    const real *values, *start;
} Numbers;

static Numbers numbers_of(Observer *o) {
    FiltersView *view = &o->now.filters;
    view->shown = o->request.filters.show;
    view->ready = true;
    if (view->shown == FILTER_CHANGE && find_start(o)) {
        view->seed = o->started.step;
        return (Numbers){o->shown.net.parameters, o->start.parameters};
    }
    if (view->shown == FILTER_GRADIENT) {
        view->gradient_tag = o->gradient.tag;
        view->gradient_images = o->gradient.snapshot ? o->gradient.run.images : GRADIENT_IMAGES;
        view->gradient_done = o->gradient.running ? o->gradient.run.carried : 0;
        view->ready = o->gradient.tag.run != 0;
        return (Numbers){view->ready ? o->gradient.complete : o->shown.net.parameters, NULL};
    }
    view->shown = FILTER_WEIGHTS;
    return (Numbers){o->shown.net.parameters, NULL};
}

static void note_activity(Observer *o, int layer) {
    FiltersView *view = &o->now.filters;
    const Activity *a = &o->activity;
    bool known = a->tag.run != 0 && a->known_layer == layer;
    view->sort = o->request.filters.sort;
    view->activity_tag = known ? a->tag : (ViewTag){0};
    view->activity_images = a->images;
    view->activity_done = a->running ? a->done : 0;
    if (view->sort == FILTER_BY_ACTIVITY && !known)
        view->sort = FILTER_BY_INDEX;
}

static void fill_units(Observer *o, const int *rows, const float *norms) {
    FiltersView *view = &o->now.filters;
    FilterUnit *unit = view->units.at;
    bool known = view->activity_tag.run != 0;
    for (int i = 0; i < view->count; i++)
        unit[i] = (FilterUnit){rows[i], norms[rows[i]],
                               known && rows[i] < o->activity.of.units ? o->activity.means[rows[i]] : NAN};
}

// `change` is written as the difference of two copies, which for a reduced matrix has been taken before.
static bool fill(Observer *o, int layer, const Numbers *numbers, const float *norms) {
    FiltersView *view = &o->now.filters;
    const Net *net = &o->shown.net;
    const int *order = observer_order(o, layer, norms);
    size_t count = values_of(view), more = view->shown == FILTER_WEIGHTS || !view->ready ? 0 : count;
    if (!order || !view_array_floats(&view->weights, count) || !view_array_floats(&view->shown_values, more) ||
        !view_array_bytes(&view->units, (size_t)view->count * sizeof(FilterUnit)))
        return false;
    const int *rows = order + view->first;
    copy(view, net, layer, net->parameters, NULL, rows, view->weights.floats);
    view->weight_limit = view->shown_limit = filters_limit(net, layer, net->parameters, NULL);
    fill_units(o, rows, norms);
    if (more == 0)
        return true;
    view->shown_limit = filters_limit(net, layer, numbers->values, numbers->start);
    float *values = view->shown_values.floats;
    bool reduced = view->row_share > 1 || view->column_share > 1;
    copy(view, net, layer, !numbers->start || reduced ? numbers->values : numbers->start, numbers->start, rows, values);
    for (size_t i = 0; numbers->start && !reduced && i < count; i++)
        values[i] = view->weights.floats[i] - values[i];
    return true;
}

static void show(Observer *o) {
    FiltersView *view = &o->now.filters;
    const Net *net = &o->shown.net;
    if (!o->request.filters.wanted)
        return;
    int layer = observer_weights(o);
    view->kind = FILTERS_NONE;
    view->version++;
    view->tag = observer_tag(o->shown.snapshot);
    list_layers(view, net, layer);
    if (layer < 0)
        return;
    Filters filters = filters_of(net, layer);
    choose_rows(view, &o->request.filters, &filters);
    view->gaussian = net->layer[layer].config.type->gaussian;
    view->card_layer = card_of(net, layer);
    view->slides = net->layer[layer].config.kernel > 0 && !net->layer[layer].config.type->transposed;
    Numbers numbers = numbers_of(o);
    note_activity(o, layer);
    float *norms = malloc((size_t)filters.rows * sizeof *norms);
    if (norms)
        filters_norms(net, layer, numbers.values, numbers.start, norms);
    if (!norms || !fill(o, layer, &numbers, norms))
        view->kind = FILTERS_NONE;
    free(norms);
}

static void finish(Observer *o) {
    net_finish(&o->start);
    free(o->order.rows);
}

const ObserverPart observer_filters = {.show = show, .finish = finish};
