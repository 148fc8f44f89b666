// What can be done to a draft's lines, and what a menu offers for them. On the interface's thread.
#include "draft.h"

#include "layer.h"

#include <stdio.h>
#include <string.h>

bool draft_equal(const ModelDraft *a, const ModelDraft *b) {
    bool same = a->layers == b->layers && a->encoder_layers == b->encoder_layers && a->bce == b->bce &&
                strcmp(a->title, b->title) == 0;
    for (int l = 0; same && l < a->layers; l++)
        same = strcmp(a->line[l], b->line[l]) == 0;
    return same;
}

bool draft_insert(ModelDraft *draft, int at, bool encoder, const char *line) {
    if (draft->layers == LIVE_LAYERS)
        return false;
    memmove(draft->line[at + 1], draft->line[at], (size_t)(draft->layers - at) * sizeof draft->line[0]);
    snprintf(draft->line[at], sizeof draft->line[at], "%s", line);
    draft->layers++;
    draft->encoder_layers += encoder;
    return true;
}

bool draft_can_remove(const ModelDraft *draft, int layer) {
    int half = layer < draft->encoder_layers ? draft->encoder_layers : draft->layers - draft->encoder_layers;
    return half > 1;
}

bool draft_remove(ModelDraft *draft, int layer) {
    if (!draft_can_remove(draft, layer))
        return false;
    draft->layers--;
    draft->encoder_layers -= layer < draft->encoder_layers;
    memmove(draft->line[layer], draft->line[layer + 1], (size_t)(draft->layers - layer) * sizeof draft->line[0]);
    return true;
}

static bool crosses(const ModelDraft *draft, int layer, int direction) {
    return layer == (direction > 0 ? draft->encoder_layers - 1 : draft->encoder_layers);
}

bool draft_can_move(const ModelDraft *draft, int layer, int direction) {
    if (crosses(draft, layer, direction))
        return draft_can_remove(draft, layer);
    return direction > 0 ? layer < draft->layers - 1 : layer > 0;
}

int draft_move(ModelDraft *draft, int layer, int direction) {
    if (!draft_can_move(draft, layer, direction))
        return layer;
    if (crosses(draft, layer, direction)) {
        draft->encoder_layers -= direction;
        return layer;
    }
    char line[DRAFT_LINE];
    memcpy(line, draft->line[layer], sizeof line);
    memcpy(draft->line[layer], draft->line[layer + direction], sizeof line);
    memcpy(draft->line[layer + direction], line, sizeof line);
    return layer + direction;
}

// Sizes to begin with. A type without one begins with its name, and its error tells the rest.
static const char *example_of(const char *name) {
    static const char *const examples[][2] = {{"conv", "conv 16 3x3 stride 2 relu"},
                                              {"conv_transpose", "conv_transpose 16 4x4 stride 2 relu"},
                                              {"dense", "dense 64 relu"},
                                              {"dropout", "dropout 0.2"},
                                              {"gaussian", "gaussian 20"},
                                              {"max_pool", "max_pool 2"},
                                              {"reshape", "reshape back"},
                                              {"topk", "topk 25"},
                                              {"upsample", "upsample 2"}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (strcmp(examples[i][0], name) == 0)
            return examples[i][1];
    return name;
}

int draft_types(DraftType types[DRAFT_TYPES]) {
    int count = 0;
    for (; count < DRAFT_TYPES && layer_types[count]; count++)
        types[count] =
            (DraftType){layer_types[count]->name, layer_types[count]->grammar, example_of(layer_types[count]->name)};
    return count;
}

int draft_activations(const char *const **names) {
    static const char *const all[] = {"", "relu", "leaky_relu", "sigmoid", "tanh", "elu", "softplus"};
    *names = all;
    return (int)(sizeof all / sizeof *all);
}

static int find_activation(const char *name) {
    const char *const *names;
    for (int i = draft_activations(&names) - 1; i > 0; i--)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

// The last word: where it begins and its length, without the spaces around it.
static const char *last_word(const char *line, int *length) {
    const char *end = line + strlen(line), *start;
    while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    for (start = end; start > line && start[-1] != ' ' && start[-1] != '\t';)
        start--;
    *length = (int)(end - start);
    return start;
}

int draft_activation(const char *line) {
    LayerConfig config;
    char word[DRAFT_LINE];
    int length;
    if (!layer_parse(line, &config, NULL) || !strstr(config.type->grammar, "[activation]"))
        return -1;
    const char *last = last_word(line, &length);
    snprintf(word, sizeof word, "%.*s", length, last);
    return find_activation(word);
}

void draft_set_activation(char line[DRAFT_LINE], int activation) {
    const char *const *names;
    int length, before = draft_activation(line);
    if (before < 0 || activation < 0 || activation >= draft_activations(&names))
        return;
    const char *last = last_word(line, &length);
    size_t keep = (size_t)(last - line) + (before > 0 ? 0 : (size_t)length);
    while (keep > 0 && (line[keep - 1] == ' ' || line[keep - 1] == '\t'))
        keep--;
    char changed[DRAFT_LINE + 16];
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)keep, line, activation ? " " : "", names[activation]);
    if (strlen(changed) < DRAFT_LINE)
        memcpy(line, changed, strlen(changed) + 1);
}
