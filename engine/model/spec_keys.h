// Every key of a model file: its section, what it may hold, and where a spec keeps it. Reading, setting and writing go
// by this table; a new key is one line in it.
#ifndef HOURGLASS_SPEC_KEYS_H
#define HOURGLASS_SPEC_KEYS_H

#include "spec.h"

#include <stddef.h>

typedef enum SpecKind { SPEC_TEXT, SPEC_ORDER, SPEC_LOSS, SPEC_FLAG, SPEC_LAYER, SPEC_NUMBER } SpecKind;

typedef struct SpecKey {
    const char *section, *key;
    SpecKind kind;
    size_t offset;    // of the text, flag or number in a ModelSpec
    size_t capacity;  // of a text, with its final zero
    double low, high; // of a number
    bool open;        // low and high themselves are out
    double initial;   // of a number that is not given
} SpecKey;

enum { SPEC_KEYS = 19 };

extern const SpecKey spec_keys[SPEC_KEYS];

/// The longest line inih hands on whole, in bytes.
enum { SPEC_MAX_LINE = 199 };

/// A spec without layers, every number at its initial value.
ModelSpec spec_empty(void);

/// The place of a key in the table, or -1 with the sentence that names the sections or the section's keys.
int spec_key_find(const char *section, const char *key, Error *error);

/// True if there is such a section; otherwise the sentence that names them all.
bool spec_section_check(const char *section, Error *error);

static inline double *spec_number(ModelSpec *spec, const SpecKey *key) {
    return (double *)(void *)((char *)spec + key->offset);
}

static inline bool *spec_flag(ModelSpec *spec, const SpecKey *key) {
    return (bool *)(void *)((char *)spec + key->offset);
}

#endif
