// Any bytes as a model file, and as a value that is set. What is taken must survive being written and read, and small
// networks must build or say why not.
#include "spec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerInitialize(int *count, char ***arguments);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count;
    (void)arguments;
    if (!kernels_choose("reference"))
        abort();
    return 0;
}

static void write_and_compare(const ModelSpec *spec) {
    static char text[SPEC_MAX_BYTES], again[SPEC_MAX_BYTES];
    ModelSpec copy;
    if (!spec_write(spec, text, sizeof text) || !spec_parse(text, "fuzz", &copy, NULL) ||
        !spec_write(&copy, again, sizeof again) || strcmp(text, again) != 0 ||
        memcmp(&spec->penalty, &copy.penalty, sizeof copy.penalty) != 0 ||
        memcmp(&spec->corruption, &copy.corruption, sizeof copy.corruption) != 0)
        abort();
}

static void build(const ModelSpec *spec) {
    for (int i = 0; i < spec->layers; i++)
        if (spec->layer[i].units > 256)
            return;
    Net net;
    Error error = {""};
    if (spec_build(spec, "fuzz", (Shape){2, 5, 3}, &net, &error))
        net_finish(&net);
    else if (!error.text[0])
        abort();
}

// The first byte names the key.
static void set(const char *text) {
    static const char *const keys[][2] = {
        {"model", "title"},       {"model", "about"}, {"model", "order"}, {"model", "loss"},      {"encoder", "layer"},
        {"decoder", "layer"},     {"penalty", "l1"},  {"penalty", "rho"}, {"corruption", "mask"}, {"penalty", "beta"},
        {"corruption", "square"}, {"modle", "title"}, {"model", "tied"}};
    const char *const *key = keys[(unsigned char)text[0] % (sizeof keys / sizeof *keys)];
    ModelSpec spec;
    Error error = {""};
    if (!spec_parse("[encoder]\nlayer = dense 2\n[decoder]\nlayer = dense image\n", "fuzz", &spec, NULL))
        abort();
    if (spec_set(&spec, key[0], key[1], text + 1, &error))
        write_and_compare(&spec);
    else if (!error.text[0])
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char *text = malloc(size + 1);
    memcpy(text, bytes, size);
    text[size] = 0;
    ModelSpec spec;
    Error error = {""};
    if (spec_parse(text, "fuzz", &spec, &error)) {
        write_and_compare(&spec);
        build(&spec);
    } else if (!error.text[0]) {
        abort();
    }
    if (text[0])
        set(text);
    free(text);
    return 0;
}
