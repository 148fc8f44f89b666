// A model file in memory: set a value, build the net. Called by the command line, the trainer's commands and the
// checkpoint reader; a spec belongs to its caller.
#include "spec.h"

#include "file.h"
#include "spec_keys.h"
#include "text.h"
#include "utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ORDER_MAX = 999 };

// A text must survive being written as a line and read back: inih trims it, and takes " ;" for a comment.
static const char *text_fault(const char *text) {
    size_t length = strlen(text);
    if (text[utf8_valid_length(text)])
        return "is not UTF-8 text";
    for (size_t i = 0; i < length; i++)
        if (iscntrl((unsigned char)text[i]))
            return "has a control character in it";
        else if (text[i] == ';' && (i == 0 || text[i - 1] == ' '))
            return "has a ';' that would start a comment";
    if (length && (text[0] == ' ' || text[length - 1] == ' '))
        return "begins or ends with a space";
    return NULL;
}

static bool set_text(ModelSpec *spec, const SpecKey *key, const char *value, Error *error) {
    size_t line = strlen(key->key) + strlen(" = "), room = key->capacity - 1;
    if (room > SPEC_MAX_LINE - line)
        room = SPEC_MAX_LINE - line;
    size_t length = strlen(value);
    if (length > room)
        return error_set(error, "expected at most %zu bytes of %s, found %zu", room, key->key, length);
    const char *fault = text_fault(value);
    if (fault)
        return error_set(error, "the %s %s", key->key, fault);
    memcpy((char *)spec + key->offset, value, length + 1);
    return true;
}

static bool set_order(ModelSpec *spec, const char *value, Error *error) {
    return text_to_int(value, 0, ORDER_MAX, &spec->order) ||
           error_set(error, "expected a whole number from 0 to %d as order, found '%.64s'", ORDER_MAX, value);
}

static bool set_number(ModelSpec *spec, const SpecKey *key, const char *value, Error *error) {
    double number;
    bool ok = text_to_double(value, &number) && number >= key->low && number <= key->high &&
              !(key->open && (number == key->low || number == key->high));
    if (!ok)
        return error_set(error, "expected a number %s %g %s %g as %s, found '%.64s'", key->open ? "between" : "from",
                         key->low, key->open ? "and" : "to", key->high, key->key, value);
    *spec_number(spec, key) = number + 0.0; // a zero loses its sign, and so equals the one that is written
    return true;
}

static bool set_flag(ModelSpec *spec, const SpecKey *key, const char *value, Error *error) {
    bool yes = strcmp(value, "yes") == 0;
    if (!yes && strcmp(value, "no") != 0)
        return error_set(error, "expected yes or no as %s, found '%.64s'", key->key, value);
    *spec_flag(spec, key) = yes;
    return true;
}

static bool append_layer(ModelSpec *spec, bool encoder, const char *value, Error *error) {
    LayerConfig config = {0};
    if (spec->layers == NET_MAX_LAYERS)
        return error_set(error, "expected at most %d layers, found another", NET_MAX_LAYERS);
    if (!layer_parse(value, &config, error))
        return false;
    int place = encoder ? spec->encoder_layers++ : spec->layers;
    size_t behind = (size_t)(spec->layers - place);
    memmove(&spec->layer[place + 1], &spec->layer[place], behind * sizeof spec->layer[0]);
    memmove(&spec->line[place + 1], &spec->line[place], behind * sizeof spec->line[0]);
    spec->layer[place] = config;
    spec->line[place] = 0;
    spec->layers++;
    return true;
}

bool spec_set(ModelSpec *spec, const char *section, const char *key, const char *value, Error *error) {
    int index = spec_key_find(section, key, error);
    if (index < 0)
        return false;
    const SpecKey *entry = &spec_keys[index];
    switch (entry->kind) {
    case SPEC_TEXT:
        return set_text(spec, entry, value, error);
    case SPEC_ORDER:
        return set_order(spec, value, error);
    case SPEC_LOSS:
        return loss_parse(value, &spec->loss) || error_set(error, "expected bce or mse as loss, found '%.64s'", value);
    case SPEC_FLAG:
        return set_flag(spec, entry, value, error);
    case SPEC_LAYER:
        return append_layer(spec, strcmp(section, "encoder") == 0, value, error);
    default:
        return set_number(spec, entry, value, error);
    }
}

bool spec_load(const char *path, ModelSpec *spec, Error *error) {
    unsigned char *bytes;
    size_t size;
    if (!file_read(path, SPEC_MAX_BYTES, &bytes, &size, error))
        return false;
    const char *text = (const char *)bytes;
    bool ok = strlen(text) == size
                  ? spec_parse(text, path, spec, error)
                  : error_set(error, "%s: expected a model file, found a file with zero bytes in it", path);
    free(bytes);
    return ok;
}

static bool check_code(const ModelSpec *spec, Error *error) {
    bool gaussian = spec->layer[spec->encoder_layers - 1].type->gaussian;
    return spec->penalty.beta <= 0 || gaussian ||
           error_set(error,
                     "[penalty] beta = %g weighs the KL divergence of a Gaussian code; expected 'gaussian Z' as "
                     "the encoder's last layer",
                     spec->penalty.beta);
}

bool spec_lay_out(const ModelSpec *spec, Shape image, Net *net, int *bad_layer, Error *error) {
    *net = (Net){0};
    LayerConfig layer[NET_MAX_LAYERS];
    memcpy(layer, spec->layer, sizeof layer);
    for (int l = spec->encoder_layers; l < spec->layers; l++)
        layer[l].tied = spec->tied;
    *bad_layer = -1;
    return net_lay_out(net, image, layer, spec->encoder_layers, spec->layers, bad_layer, error) &&
           check_code(spec, error);
}

bool spec_build(const ModelSpec *spec, const char *name, Shape image, Net *net, Error *error) {
    int bad_layer;
    Error reason = {0};
    if (spec_lay_out(spec, image, net, &bad_layer, &reason) && net_allocate(net, &reason))
        return true;
    *net = (Net){0};
    if (bad_layer >= 0 && spec->line[bad_layer] > 0)
        return error_set(error, "%s:%d: %s", name, spec->line[bad_layer], reason.text);
    return error_set(error, "%s: %s", name, reason.text);
}

Objective spec_objective(const ModelSpec *spec, uint64_t step) {
    const SpecPenalty *penalty = &spec->penalty;
    double grown = penalty->beta_warmup > 0 ? (double)step / penalty->beta_warmup : 1;
    return (Objective){.loss = spec->loss,
                       .l1 = penalty->l1,
                       .kl = penalty->kl,
                       .rho = penalty->rho,
                       .beta = penalty->beta * (grown < 1 ? grown : 1)};
}

static const LayerConfig *code_of(const ModelSpec *spec) {
    return &spec->layer[spec->encoder_layers - 1];
}

bool spec_is_sparse(const ModelSpec *spec) {
    return spec->penalty.l1 > 0 || code_of(spec)->type->selects;
}

bool spec_code_activates(const ModelSpec *spec) {
    return code_of(spec)->type->activates;
}
