// Between text and network: a draft becomes a spec by the rules that model files obey, so that what is said while
// typing is what would be said of the file. On the interface's thread.
#include "draft.h"

#include "spec.h"
#include "spec_keys.h"

#include <string.h>

_Static_assert((int)LIVE_LAYERS == (int)NET_MAX_LAYERS, "a draft holds every network");
_Static_assert((int)DRAFT_LINE == (int)LAYER_LINE, "a draft holds every line");

#define NAME "network" // stands for the file in errors, which no user sees

bool draft_init(ModelDraft *draft, const char *file, Error *error) {
    ModelSpec spec;
    *draft = (ModelDraft){0};
    if (strlen(file) >= sizeof draft->origin)
        return error_set(error, "the model file is too long to be edited");
    if (!spec_parse(file, NAME, &spec, error))
        return false;
    _Static_assert(sizeof draft->title == sizeof spec.title, "a draft holds every title");
    memcpy(draft->title, spec.title, sizeof draft->title);
    memcpy(draft->origin, file, strlen(file) + 1);
    draft->bce = spec.loss == LOSS_BCE;
    draft->encoder_layers = spec.encoder_layers;
    draft->layers = spec.layers;
    for (int l = 0; l < spec.layers; l++)
        layer_write(&spec.layer[l], draft->line[l], sizeof draft->line[l]);
    return true;
}

static bool is_gaussian(const ModelSpec *spec) {
    return spec->encoder_layers > 0 && spec->layer[spec->encoder_layers - 1].type->gaussian;
}

// The origin's settings without its layers. `gaussian`: whether its code was.
static ModelSpec begin(const ModelDraft *draft, bool *gaussian) {
    ModelSpec spec;
    *gaussian = false;
    if (spec_parse(draft->origin, NAME, &spec, NULL))
        *gaussian = is_gaussian(&spec);
    else
        spec = spec_empty();
    spec.layers = spec.encoder_layers = spec.order = 0;
    spec.title[0] = spec.about[0] = spec.tab[0] = spec.variant[0] = 0; // they told of the origin
    spec.loss = draft->bce ? LOSS_BCE : LOSS_MSE;
    return spec;
}

// β weighs the divergence of a Gaussian code: it goes with such a code, and comes with one.
static void settle_beta(ModelSpec *spec, bool was_gaussian) {
    if (!is_gaussian(spec))
        spec->penalty.beta = 0;
    else if (!was_gaussian)
        spec->penalty.beta = 1;
}

static bool add_line(const ModelDraft *draft, int l, ModelSpec *spec, Error *error) {
    return spec_set(spec, l < draft->encoder_layers ? "encoder" : "decoder", "layer", draft->line[l], error);
}

static bool set_title(const ModelDraft *draft, ModelSpec *spec, Error *error) {
    return spec_set(spec, "model", "title", draft->title, error);
}

// A layer that says nothing stands for each line that cannot be read, so that those above it have their shapes.
static void read_lines(const ModelDraft *draft, ModelSpec *spec, DraftCheck *check) {
    for (int l = 0; l < draft->layers; l++) {
        Error error = {0};
        if (add_line(draft, l, spec, &error))
            continue;
        snprintf(check->layer[l].problem, sizeof check->layer[l].problem, "%s", error.text);
        check->at = check->at < 0 ? l : check->at;
        spec_set(spec, l < draft->encoder_layers ? "encoder" : "decoder", "layer", "dense 1", NULL);
    }
}

static void fill_layers(const ModelDraft *draft, const Net *net, int known, DraftCheck *check) {
    for (int l = 0; l < known; l++) {
        DraftLayer *layer = &check->layer[l];
        snprintf(layer->shape, sizeof layer->shape, "%s", shape_text(net->layer[l].output).text);
        layer->parameters = layer_parameter_count(&net->layer[l]);
        check->parameters += layer->parameters;
    }
    if (known >= draft->encoder_layers && draft->encoder_layers > 0)
        check->units = shape_size(net->layer[draft->encoder_layers - 1].output);
}

void draft_check(const ModelDraft *draft, int channels, int height, int width, DraftCheck *check) {
    bool was_gaussian;
    ModelSpec spec = begin(draft, &was_gaussian);
    Net net;
    Error error = {0};
    memset(check, 0, sizeof *check);
    check->at = -1;
    if (!set_title(draft, &spec, &error))
        snprintf(check->title_problem, sizeof check->title_problem, "%.255s", error.text);
    read_lines(draft, &spec, check);
    if (check->at < 0)
        settle_beta(&spec, was_gaussian);
    int bad, unread = check->at < 0 ? draft->layers : check->at;
    bool fits = spec_lay_out(&spec, (Shape){channels, height, width}, &net, &bad, &error);
    fill_layers(draft, &net, net.layers < unread ? net.layers : unread, check);
    if (!fits && bad < 0) {
        snprintf(check->problem, sizeof check->problem, "%s", error.text);
    } else if (!fits && bad < unread) {
        snprintf(check->layer[bad].problem, sizeof check->layer[bad].problem, "%s", error.text);
        check->at = bad;
    }
    check->ok = check->at < 0 && !check->problem[0] && !check->title_problem[0];
}

bool draft_write(const ModelDraft *draft, char *file, size_t capacity, Error *error) {
    bool was_gaussian;
    ModelSpec spec = begin(draft, &was_gaussian);
    if (!set_title(draft, &spec, error))
        return false;
    for (int l = 0; l < draft->layers; l++)
        if (!add_line(draft, l, &spec, error))
            return false;
    settle_beta(&spec, was_gaussian);
    return spec_write(&spec, file, capacity) || error_set(error, "the model file is too long");
}
