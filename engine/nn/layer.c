// Reading and writing the lines of a model file that name layers. Called when a model is loaded or edited.
#include "layer.h"

#include <string.h>

enum { MAX_WORDS = 10 };

static const LayerType *find_type(const char *name) {
    for (int i = 0; layer_types[i]; i++)
        if (strcmp(layer_types[i]->name, name) == 0)
            return layer_types[i];
    return NULL;
}

static bool refuse(const char *name, Error *error) {
    char known[320] = "";
    for (int i = 0; layer_types[i]; i++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s'%s'", i ? ", " : "", layer_types[i]->grammar);
    }
    return error_set(error, "unknown layer type '%s'; expected %s", name, known);
}

bool layer_parse(const char *line, LayerConfig *config, Error *error) {
    char copy[LAYER_LINE], *words[MAX_WORDS], *rest = copy;
    if (strlen(line) >= sizeof copy)
        return error_set(error, "a layer takes at most %d characters", LAYER_LINE - 1);
    strcpy(copy, line);
    int count = 0;
    for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        if (count == MAX_WORDS)
            return error_set(error, "a layer takes at most %d words", MAX_WORDS);
        words[count++] = word;
    }
    if (count == 0)
        return error_set(error, "expected a layer, such as 'dense 64 relu'");
    LayerConfig result = {.type = find_type(words[0])};
    if (!result.type)
        return refuse(words[0], error);
    if (!result.type->parse(words + 1, count - 1, &result, error))
        return false;
    *config = result;
    return true;
}

void layer_write(const LayerConfig *config, char *text, size_t capacity) {
    int used = snprintf(text, capacity, "%s", config->type->name);
    if (used >= 0 && (size_t)used < capacity)
        config->type->write(config, text + used, capacity - (size_t)used);
}

size_t layer_parameter_count(const Layer *layer) {
    size_t total = 0;
    for (int p = 0; p < layer->parameters; p++) {
        size_t count = 1;
        for (int d = 0; d < layer->parameter[p].dimensions; d++)
            count *= (size_t)layer->parameter[p].sizes[d];
        total += count;
    }
    return total;
}
