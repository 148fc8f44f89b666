// The models that come with the program: the .ini files of one folder.
#ifndef HOURGLASS_LIBRARY_H
#define HOURGLASS_LIBRARY_H

#include "spec.h"

enum { LIBRARY_MAX_MODELS = 64 };

typedef struct Library {
    int count;
    ModelSpec model[LIBRARY_MAX_MODELS]; // sorted by `order` (0 last), then id
} Library;

/// Reads all of a folder's model files; the first that is wrong is the error.
bool library_load(const char *folder, Library *library, Error *error);

/// A built-in model by id, else the model file at that path. The error lists the ids.
bool library_find(const char *folder, const char *id_or_path, ModelSpec *spec, Error *error);

#endif
