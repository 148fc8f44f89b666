// Writes a spec as the text of a model file: into checkpoints, and where the user saves an edited network.
#include "spec.h"
#include "spec_keys.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct SpecWriter {
    char *text;
    size_t used, capacity; // used goes on counting when the text is full
    const char *section;   // the one being written
} SpecWriter;

static void put(SpecWriter *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(SpecWriter *writer, const char *format, ...) {
    size_t room = writer->used < writer->capacity ? writer->capacity - writer->used : 0;
    va_list arguments;
    va_start(arguments, format);
    writer->used += (size_t)vsnprintf(room ? writer->text + writer->used : NULL, room, format, arguments);
    va_end(arguments);
}

// Sections appear with their first line, so that a model without penalties has no [penalty].
static void put_key(SpecWriter *writer, const SpecKey *key) {
    if (!writer->section || strcmp(writer->section, key->section) != 0) {
        put(writer, "%s[%s]\n", writer->section ? "\n" : "", key->section);
        writer->section = key->section;
    }
    put(writer, "%s = ", key->key);
}

static void put_layers(SpecWriter *writer, const SpecKey *key, const ModelSpec *spec) {
    bool encoder = strcmp(key->section, "encoder") == 0;
    int first = encoder ? 0 : spec->encoder_layers, end = encoder ? spec->encoder_layers : spec->layers;
    for (int i = first; i < end; i++) {
        char line[LAYER_LINE];
        layer_write(&spec->layer[i], line, sizeof line);
        put_key(writer, key);
        put(writer, "%s\n", line);
    }
}

static void put_value(SpecWriter *writer, const SpecKey *key, ModelSpec *spec) {
    const char *text = (const char *)spec + key->offset;
    switch (key->kind) {
    case SPEC_TEXT:
        if (*text) {
            put_key(writer, key);
            put(writer, "%s\n", text);
        }
        break;
    case SPEC_ORDER:
        if (spec->order) {
            put_key(writer, key);
            put(writer, "%d\n", spec->order);
        }
        break;
    case SPEC_LOSS:
        put_key(writer, key);
        put(writer, "%s\n", loss_name(spec->loss));
        break;
    case SPEC_FLAG:
        if (*spec_flag(spec, key)) {
            put_key(writer, key);
            put(writer, "yes\n");
        }
        break;
    case SPEC_LAYER:
        put_layers(writer, key, spec);
        break;
    default:
        if (*spec_number(spec, key) != key->initial) {
            put_key(writer, key);
            put(writer, "%.17g\n", *spec_number(spec, key));
        }
    }
}

bool spec_write(const ModelSpec *spec, char *text, size_t capacity) {
    ModelSpec copy = *spec;
    SpecWriter writer = {.text = text, .capacity = capacity};
    for (int i = 0; i < SPEC_KEYS; i++)
        put_value(&writer, &spec_keys[i], &copy);
    return writer.used < capacity;
}
