// Finds the model files that come with the program. Called by the command line and when the explorer starts.
#include "library.h"

#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

// The path of a model in the folder, in memory the caller frees; NULL if memory is short.
static char *model_path(const char *folder, const char *id, const char *extension) {
    size_t size = strlen(folder) + strlen(id) + strlen(extension) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s", folder, id, extension);
    return path;
}

static bool is_model_file(const char *name) {
    return name[0] != '.' && file_has_extension(name, "ini");
}

static bool load_entry(const char *folder, const char *name, ModelSpec *spec, Error *error) {
    char *path = model_path(folder, name, "");
    bool ok = path ? spec_load(path, spec, error) : error_memory(error, folder);
    free(path);
    return ok;
}

static int compare_models(const void *a, const void *b) {
    const ModelSpec *left = a, *right = b;
    if ((left->order == 0) != (right->order == 0))
        return left->order == 0 ? 1 : -1;
    return left->order != right->order ? left->order - right->order : strcmp(left->id, right->id);
}

bool library_load(const char *folder, Library *library, Error *error) {
    library->count = 0;
    DIR *listing = opendir(folder);
    if (!listing)
        return error_system(error, errno, "cannot read the models in %s", folder);
    bool ok = true;
    for (struct dirent *entry = readdir(listing); entry && ok; entry = readdir(listing)) {
        if (!is_model_file(entry->d_name))
            continue;
        ok = library->count < LIBRARY_MAX_MODELS
                 ? load_entry(folder, entry->d_name, &library->model[library->count++], error)
                 : error_set(error, "%s: more than %d models", folder, LIBRARY_MAX_MODELS);
    }
    closedir(listing);
    if (!ok)
        library->count = 0;
    qsort(library->model, (size_t)library->count, sizeof library->model[0], compare_models);
    return ok;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// "deep, sparse, vanilla": the ids in the folder, as many as fit.
static void list_ids(const char *folder, char *text, size_t capacity) {
    char *names[LIBRARY_MAX_MODELS];
    size_t count = 0, used = 0;
    DIR *listing = opendir(folder);
    for (struct dirent *entry = listing ? readdir(listing) : NULL; entry; entry = readdir(listing)) {
        if (count == LIBRARY_MAX_MODELS || !is_model_file(entry->d_name))
            continue;
        names[count] = strndup(entry->d_name, strlen(entry->d_name) - strlen(".ini"));
        count += names[count] != NULL;
    }
    if (listing)
        closedir(listing);
    qsort(names, count, sizeof names[0], compare_names);
    text[0] = 0;
    for (size_t i = 0; i < count; i++) {
        if (used < capacity)
            used += (size_t)snprintf(text + used, capacity - used, "%s%s", i ? ", " : "", names[i]);
        free(names[i]);
    }
}

static bool unknown_model(const char *folder, const char *id, Error *error) {
    char ids[256];
    list_ids(folder, ids, sizeof ids);
    if (!ids[0])
        return error_set(error, "no model '%.64s': there are no model files in %s", id, folder);
    return error_set(error, "no model '%.64s'; expected a path to a model file or one of %s", id, ids);
}

bool library_find(const char *folder, const char *id_or_path, ModelSpec *spec, Error *error) {
    if (strchr(id_or_path, '/') || file_has_extension(id_or_path, "ini"))
        return spec_load(id_or_path, spec, error);
    char *path = model_path(folder, id_or_path, ".ini");
    if (!path)
        return error_memory(error, id_or_path);
    bool ok;
    if (file_exists(path))
        ok = spec_load(path, spec, error);
    else if (file_exists(id_or_path) && !file_is_folder(id_or_path))
        ok = spec_load(id_or_path, spec, error);
    else
        ok = unknown_model(folder, id_or_path, error);
    free(path);
    return ok;
}
