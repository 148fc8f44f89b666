// The unit card's part that comes at once: where the unit is, what it draws and sees, its value on the pinned image. On
// the observer's thread.
#include "observer.h"

#include "filters.h"
#include "unit_atom.h"

#include <math.h>
#include <string.h>

bool unit_place_find(const Net *net, const UnitRequest *wish, UnitPlace *place) {
    bool asks_code = wish->layer == LAYER_CODE;
    int layer = asks_code ? net->encoder_layers - 1 : wish->layer;
    if (layer < 0 || layer >= net->layers)
        return false;
    Shape shape = net->layer[layer].output;
    int plane = shape.height * shape.width;
    bool code = asks_code || (layer == net->encoder_layers - 1 && plane == 1);
    *place = (UnitPlace){.layer = layer, .unit = wish->unit, .units = shape.channels, .plane = plane, .code = code};
    if (code) { // every value of it is a unit, whatever its shape
        place->units = shape_size(shape);
        place->plane = 1;
    }
    return place->unit >= 0 && place->unit < place->units;
}

// What is no number stays so.
static real largest(const real *map, int count) {
    real most = map[0];
    for (int i = 1; i < count; i++)
        if (map[i] > most || isnan(map[i]))
            most = map[i];
    return most;
}

const real *unit_place_values(const Pass *pass, const UnitPlace *place, int count, real *values) {
    const real *from = pass->activation[place->layer + 1];
    if (place->plane == 1)
        return from;
    for (int i = 0; i < count * place->units; i++)
        values[i] = largest(from + (size_t)i * (size_t)place->plane, place->plane);
    return values;
}

static void show_filter(Observer *o, const UnitPlace *place) {
    UnitView *view = &o->now.unit;
    const Net *net = &o->shown.net;
    Filters filters = filters_of(net, place->layer);
    bool sees = place->layer < net->encoder_layers &&
                (filters.kind == FILTERS_KERNELS || filters.kind == FILTERS_ROWS || filters.kind == FILTERS_MEANS);
    Shape shape = sees ? filters.shape : net->image;
    view->filter.size = 0;
    view->filter_channels = shape.channels;
    view->filter_height = shape.height;
    view->filter_width = shape.width;
    if (!view_array_floats(&view->filter, (size_t)shape_size(shape)))
        return;
    if (sees && (!place->code || net->layer[place->layer].output.height == 1))
        filters_copy(net, place->layer, net->parameters, &place->unit, 1, 0, 1, view->filter.floats);
    else if (!place->code || !unit_atom_filter(net, place->unit, view->filter.floats))
        view->filter.size = 0;
}

// The mean code of some test images, and in `column` the unit on them.
static int sample_codes(Observer *o, int unit, real *base, float *column) {
    const Subject *subject = &o->shown;
    const Images *test = &subject->snapshot->data->test;
    int count = test->count < OBSERVER_ROWS ? test->count : OBSERVER_ROWS, index[OBSERVER_ROWS];
    int units = shape_size(subject->net.code);
    for (int i = 0; i < count; i++)
        index[i] = kernels_part(test->count, count, i);
    score_encode(&subject->net, &subject->pass, &subject->source, index, count);
    const real *codes = net_code(&subject->net, &subject->pass);
    for (int u = 0; u < units; u++) {
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += (double)codes[(size_t)i * (size_t)units + (size_t)u];
        base[u] = (real)(sum / count);
    }
    for (int i = 0; i < count; i++)
        column[i] = codes[(size_t)i * (size_t)units + (size_t)unit];
    return count;
}

// How active the unit is, is known best from the test images; before, from the sample; a unit silent there goes to 1.
static void show_atom(Observer *o, const UnitPlace *place) {
    UnitView *view = &o->now.unit;
    const Subject *subject = &o->shown;
    const Net *net = &subject->net;
    size_t units = (size_t)shape_size(net->code);
    float column[OBSERVER_ROWS];
    view->atom.size = 0;
    if (!place->code || !view_array_floats(&o->unit.room, units + unit_atom_scratch(net)))
        return;
    real *base = o->unit.room.floats;
    view->atom_value = view->active_value;
    if (!unit_atom_is_column(net)) {
        int count = sample_codes(o, place->unit, base, column);
        view->atom_value = view->atom_value != 0 ? view->atom_value : unit_card_active_value(column, count);
    }
    view->atom_value = view->atom_value != 0 ? view->atom_value : 1;
    if (view_array_floats(&view->atom, (size_t)shape_size(net->image)))
        view->atom_kind = unit_atom(net, &subject->pass, subject->snapshot->spec.loss, base, place->unit,
                                    view->atom_value, base + units, view->atom.floats);
}

static void show_value(Observer *o, const UnitPlace *place) {
    UnitView *view = &o->now.unit;
    const Subject *subject = &o->shown;
    PinnedSource pinned;
    view->pinned = observer_find_pinned(o, subject, &pinned);
    if (!view->pinned)
        return;
    pinned.source.images = &pinned.images;
    score_layers(&subject->net, &subject->pass, &pinned.source, &pinned.index, 1, place->layer + 1);
    size_t at = (size_t)place->unit * (size_t)place->plane;
    view->value = largest(subject->pass.activation[place->layer + 1] + at, place->plane);
}

void unit_view_pictures(Observer *o, const UnitPlace *place) {
    UnitView *view = &o->now.unit;
    const Net *net = &o->shown.net;
    view->code = place->code;
    view->map = place->plane > 1;
    view->channels = net->image.channels;
    view->height = net->image.height;
    view->width = net->image.width;
    layer_write(&net->layer[place->layer].config, view->text, sizeof view->text);
    show_filter(o, place);
    show_atom(o, place);
    show_value(o, place);
}
