// The points of the latent map and their values, from the last complete codes: at once, whatever axes and values are
// asked for. On the observer's thread.
#include "observer_latent.h"

#include <math.h>
#include <string.h>

bool latent_is_known(const Observer *o) {
    const Latent *l = o->latent;
    ViewTag tag = observer_tag(o->shown.snapshot);
    return l && l->known.images > 0 && l->known.tag.run == tag.run && l->known.tag.generation == tag.generation &&
           (!o->request.past || l->known.tag.step == tag.step);
}

int latent_find(const LatentCodes *codes, int image) {
    int low = 0, high = codes->images;
    while (low < high) {
        int middle = (low + high) / 2;
        if (codes->index[middle] < image)
            low = middle + 1;
        else
            high = middle;
    }
    return low < codes->images && codes->index[low] == image ? low : -1;
}

static bool has_errors(const Observer *o) {
    const Scoring *s = &o->scoring;
    const LatentCodes *known = &o->latent->known;
    return s->error_count > 0 && s->error_count == known->data->test.count && s->errors_of.run == known->tag.run &&
           s->errors_of.generation == known->tag.generation;
}

bool latent_is_laid_out(const Observer *o) {
    const Latent *l = o->latent;
    const LatentRequest *wish = &o->request.latent, *laid = &l->laid;
    if (!latent_is_known(o))
        return true;
    bool errors = wish->color != LATENT_ERROR || l->known.error || l->errors == o->scoring.complete;
    return errors && observer_same_tag(&o->now.latent.tag, &l->known.tag) && wish->axes == laid->axes &&
           wish->unit[0] == laid->unit[0] && wish->unit[1] == laid->unit[1] && wish->color == laid->color &&
           wish->color_index == laid->color_index;
}

static int unit_of(int wish, int units) {
    return wish >= 0 && wish < units ? wish : 0;
}

static void choose_axes(const LatentCodes *codes, const LatentRequest *wish, bool embedded, LatentMapView *view) {
    bool asks = wish->axes == LATENT_UNITS && codes->units > 1;
    view->axes = wish->axes == LATENT_TSNE && embedded             ? LATENT_TSNE
                 : wish->axes == LATENT_UNITS || codes->units <= 2 ? LATENT_UNITS
                                                                   : LATENT_PCA;
    view->unit[0] = asks ? unit_of(wish->unit[0], codes->units) : 0;
    view->unit[1] = asks ? unit_of(wish->unit[1], codes->units) : codes->units > 1;
}

static void place_units(const LatentCodes *codes, LatentMapView *view) {
    for (int i = 0; i < codes->images; i++) {
        const float *code = codes->codes + (size_t)i * (size_t)codes->units;
        view->position.floats[2 * i] = code[view->unit[0]];
        view->position.floats[2 * i + 1] = codes->error ? codes->error[i] : code[view->unit[1]];
    }
}

static double variance_of(const float *values, int count, int stride) {
    double sum = 0, squares = 0;
    for (int i = 0; i < count; i++)
        sum += (double)values[(size_t)i * (size_t)stride] / count;
    for (int i = 0; i < count; i++)
        squares += pow((double)values[(size_t)i * (size_t)stride] - sum, 2) / count;
    return squares;
}

// Codes without a fit have at most two units, and these are all that there is.
static void find_shares(const LatentCodes *codes, LatentMapView *view) {
    double total = codes->total, along[2];
    for (int a = 0; a < 2; a++)
        along[a] = codes->error && a == 1 ? 0 : variance_of(view->position.floats + a, codes->images, 2);
    for (int u = 0; u < codes->units && codes->units <= 2; u++)
        total += variance_of(codes->codes + u, codes->images, codes->units);
    for (int a = 0; a < 2; a++)
        view->share[a] = total > 0 && view->axes != LATENT_TSNE ? (float)fmin(along[a] / total, 1) : 0;
}

static void find_box(const Observer *o, LatentMapView *view) {
    float box[4];
    CodePlane plane = latent_plane(o);
    code_plane_box(&plane, box);
    view->box = (LatentWindow){box[0], box[1], box[2], box[3]};
}

static void place(Observer *o, LatentMapView *view) {
    const LatentCodes *codes = &o->latent->known;
    choose_axes(codes, &o->request.latent, latent_is_embedded(o), view);
    const float *points = view->axes == LATENT_TSNE ? o->latent->embedding.point.floats : codes->point;
    if (view->axes != LATENT_UNITS)
        memcpy(view->position.floats, points, 2 * (size_t)codes->images * sizeof(float));
    else
        place_units(codes, view);
    view->turned = view->axes == LATENT_PCA ? (float)codes->turned : 0;
    find_shares(codes, view);
    find_box(o, view);
}

// The value of point i; color says of what. The caller has seen to it that there is one.
static float value_of(const Observer *o, const LatentMapView *view, int i) {
    const LatentCodes *codes = &o->latent->known;
    const Dataset *data = codes->data;
    switch (view->color) {
    case LATENT_ERROR:
        return codes->error ? codes->error[i] : o->scoring.errors[codes->index[i]];
    case LATENT_FACTOR:
        return data->test_factors[(size_t)codes->index[i] * (size_t)data->factors + (size_t)view->color_index];
    case LATENT_ACTIVATION:
        return codes->codes[(size_t)i * (size_t)codes->units + (size_t)view->color_index];
    default:
        return 0;
    }
}

static LatentColor possible(const Observer *o, LatentColor color, int index) {
    const LatentCodes *codes = &o->latent->known;
    bool there = (color == LATENT_ERROR && (codes->error || has_errors(o))) ||
                 (color == LATENT_FACTOR && codes->data->test_factors && index >= 0 && index < codes->data->factors) ||
                 (color == LATENT_ACTIVATION && index >= 0 && index < codes->units);
    return there ? color : LATENT_CLASS;
}

static void give_values(Observer *o, LatentMapView *view) {
    Latent *l = o->latent;
    view->color_index = o->request.latent.color_index;
    view->color = possible(o, o->request.latent.color, view->color_index);
    view->value.size = view->color == LATENT_CLASS ? 0 : view->value.size;
    view->valued = view->color == LATENT_ERROR && !l->known.error ? o->scoring.errors_of : l->known.tag;
    view->low = INFINITY;
    view->high = -INFINITY;
    for (int i = 0; view->color != LATENT_CLASS && i < view->images; i++) {
        float value = value_of(o, view, i);
        value = isfinite(value) ? value : 0;
        view->value.floats[i] = value;
        view->low = fminf(view->low, value);
        view->high = fmaxf(view->high, value);
    }
    if (!(view->low <= view->high))
        view->low = view->high = 0;
    l->errors = o->scoring.complete;
}

static void describe(const LatentCodes *codes, const Net *net, LatentMapView *view) {
    const Dataset *data = codes->data;
    view->units = codes->units;
    view->gaussian = net_is_gaussian(net);
    view->exact = codes->exact;
    view->total = data->test.count;
    view->factors = data->test_factors ? data->factors : 0;
    for (int f = 0; f < view->factors; f++)
        snprintf(view->factor[f], sizeof view->factor[f], "%.*s", (int)sizeof view->factor[f] - 1,
                 data->factor_names[f]);
    for (int i = 0; i < codes->images; i++) {
        view->index.ints[i] = codes->index[i];
        view->label.ints[i] = data->test.labels ? data->test.labels[codes->index[i]] : -1;
    }
}

CodePlane latent_plane(const Observer *o) {
    const LatentCodes *codes = &o->latent->known;
    const LatentMapView *view = &o->now.latent;
    PlaneKind kind = codes->units == 1           ? PLANE_UNIT
                     : view->axes == LATENT_TSNE ? PLANE_EMBEDDED
                     : view->axes == LATENT_PCA  ? PLANE_AXES
                                                 : PLANE_UNITS;
    return (CodePlane){.kind = kind,
                       .units = codes->units,
                       .images = codes->images,
                       .unit = {view->unit[0], view->unit[1]},
                       .codes = codes->codes,
                       .position = view->position.floats,
                       .mean = codes->mean,
                       .axis = codes->axis,
                       .range = code_range(&o->shown.net)};
}

void latent_lay_out(Observer *o) {
    LatentMapView *view = &o->now.latent;
    Latent *l = o->latent;
    const LatentCodes *codes = &l->known;
    size_t images = (size_t)codes->images;
    view->version++;
    view->tag = (ViewTag){0};
    l->laid = o->request.latent;
    if (!latent_is_known(o) || !view_array_bytes(&view->index, images * sizeof(int)) ||
        !view_array_bytes(&view->label, images * sizeof(int)) || !view_array_floats(&view->position, 2 * images) ||
        !view_array_floats(&view->value, images))
        return;
    view->images = codes->images;
    view->tag = codes->tag;
    latent_describe_embedding(o, view);
    l->embedded = l->embedding.version;
    describe(codes, &o->shown.net, view);
    place(o, view);
    give_values(o, view);
    observer_latent_decode.show(o);
    observer_latent_hover.show(o);
}
