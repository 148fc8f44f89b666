// The models and data sets that came with the program or are installed, by name, for the menus. On the interface's
// thread, once at the start.
#include "catalog.h"

#include "dataset.h"
#include "library.h"

#include <stdio.h>
#include <stdlib.h>

bool catalog_models(const char *folder, Look *look, Error *error) {
    Library *library = malloc(sizeof *library);
    if (!library)
        return error_memory(error, "the list of models");
    bool ok = library_load(folder, library, error);
    for (int i = 0; ok && i < library->count && i < LOOK_MODELS; i++, look->models++) {
        const ModelSpec *spec = &library->model[i];
        LookName *name = &look->model[i];
        snprintf(name->id, sizeof name->id, "%s", spec->id);
        snprintf(name->title, sizeof name->title, "%s", spec->title);
        snprintf(name->tab, sizeof name->tab, "%s", *spec->tab ? spec->tab : spec->title);
        snprintf(name->variant, sizeof name->variant, "%s", *spec->variant ? spec->variant : spec->title);
    }
    free(library);
    return ok;
}

const char *catalog_data(Look *look, Ui *ui) {
    DatasetEntry entries[DATASET_KNOWN];
    const char *first = NULL;
    dataset_known(entries);
    for (int i = 0; i < DATASET_KNOWN; i++) {
        if (!entries[i].installed)
            continue;
        LookName *name = &look->data[look->datas++];
        snprintf(name->id, sizeof name->id, "%s", entries[i].id);
        snprintf(name->title, sizeof name->title, "%s", entries[i].title);
        first = first ? first : entries[i].id;
    }
    if (!entries[0].installed) {
        char text[200];
        snprintf(text, sizeof text, "%s is not installed; these are Strokes. To install it: %s", entries[0].title,
                 entries[0].hint);
        ui_toast(ui, false, text);
    }
    return first ? first : "strokes";
}
