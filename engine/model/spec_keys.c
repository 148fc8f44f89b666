// The table of a model file's keys. Constant; used from any thread.
#include "spec_keys.h"

#include <string.h>

enum { LARGE = 1000000 }; // far beyond any use, and far from overflow in a float

const SpecKey spec_keys[SPEC_KEYS] = {
    {.section = "model",
     .key = "title",
     .kind = SPEC_TEXT,
     .offset = offsetof(ModelSpec, title),
     .capacity = sizeof((ModelSpec *)0)->title},
    {.section = "model",
     .key = "about",
     .kind = SPEC_TEXT,
     .offset = offsetof(ModelSpec, about),
     .capacity = sizeof((ModelSpec *)0)->about},
    {.section = "model",
     .key = "tab",
     .kind = SPEC_TEXT,
     .offset = offsetof(ModelSpec, tab),
     .capacity = sizeof((ModelSpec *)0)->tab},
    {.section = "model",
     .key = "variant",
     .kind = SPEC_TEXT,
     .offset = offsetof(ModelSpec, variant),
     .capacity = sizeof((ModelSpec *)0)->variant},
    {.section = "model", .key = "order", .kind = SPEC_ORDER},
    {.section = "model", .key = "loss", .kind = SPEC_LOSS},
    {.section = "model", .key = "tied", .kind = SPEC_FLAG, .offset = offsetof(ModelSpec, tied)},
    {.section = "encoder", .key = "layer", .kind = SPEC_LAYER},
    {.section = "decoder", .key = "layer", .kind = SPEC_LAYER},
    {.section = "penalty", .key = "l1", .kind = SPEC_NUMBER, .offset = offsetof(ModelSpec, penalty.l1), .high = LARGE},
    {.section = "penalty", .key = "kl", .kind = SPEC_NUMBER, .offset = offsetof(ModelSpec, penalty.kl), .high = LARGE},
    {.section = "penalty",
     .key = "rho",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, penalty.rho),
     .high = 1,
     .open = true,
     .initial = 0.05},
    {.section = "penalty",
     .key = "beta",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, penalty.beta),
     .high = LARGE},
    {.section = "penalty",
     .key = "beta_warmup",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, penalty.beta_warmup),
     .high = LARGE},
    {.section = "penalty",
     .key = "weight_decay",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, penalty.weight_decay),
     .high = LARGE},
    {.section = "corruption",
     .key = "gaussian",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, corruption.gaussian),
     .high = LARGE},
    {.section = "corruption",
     .key = "salt_pepper",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, corruption.salt_pepper),
     .high = 1},
    {.section = "corruption",
     .key = "mask",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, corruption.mask),
     .high = 1},
    {.section = "corruption",
     .key = "square",
     .kind = SPEC_NUMBER,
     .offset = offsetof(ModelSpec, corruption.square),
     .high = 1},
};

ModelSpec spec_empty(void) {
    ModelSpec spec = {0};
    for (int i = 0; i < SPEC_KEYS; i++)
        if (spec_keys[i].kind == SPEC_NUMBER)
            *spec_number(&spec, &spec_keys[i]) = spec_keys[i].initial;
    return spec;
}

bool spec_section_check(const char *section, Error *error) {
    for (int i = 0; i < SPEC_KEYS; i++)
        if (strcmp(spec_keys[i].section, section) == 0)
            return true;
    return error_set(error, "expected [model], [encoder], [decoder], [penalty] or [corruption], found [%.64s]",
                     section);
}

// "title, about, order, loss": what may stand in a section.
static void list_keys(const char *section, char *text, size_t capacity) {
    size_t used = 0;
    for (int i = 0; i < SPEC_KEYS; i++)
        if (strcmp(spec_keys[i].section, section) == 0)
            used += (size_t)snprintf(text + used, capacity - used, "%s%s", used ? ", " : "", spec_keys[i].key);
}

int spec_key_find(const char *section, const char *key, Error *error) {
    for (int i = 0; i < SPEC_KEYS; i++)
        if (strcmp(spec_keys[i].section, section) == 0 && strcmp(spec_keys[i].key, key) == 0)
            return i;
    if (!spec_section_check(section, error))
        return -1;
    char keys[128];
    list_keys(section, keys, sizeof keys);
    error_set(error, "expected one of %s in [%s], found '%.64s'", keys, section, key);
    return -1;
}
