// Remembers the user's models. On the interface's thread.
#include "own_models.h"

#include <stdio.h>
#include <string.h>

const OwnModel *own_models_find(const OwnModels *own, const char *id) {
    for (int i = 0; i < own->count; i++)
        if (strcmp(own->model[i].id, id) == 0)
            return &own->model[i];
    return NULL;
}

static OwnModel *place_of(OwnModels *own, const char *id) {
    for (int i = 0; i < own->count; i++)
        if (strcmp(own->model[i].id, id) == 0)
            return &own->model[i];
    if (own->count == OWN_MODELS)
        memmove(&own->model[0], &own->model[1], (size_t)--own->count * sizeof own->model[0]);
    return &own->model[own->count++];
}

void own_models_note(OwnModels *own, const LiveModel *model) {
    OwnModel *place = place_of(own, model->id);
    memcpy(place->id, model->id, sizeof place->id);
    snprintf(place->title, sizeof place->title, "%s", model->title[0] ? model->title : model->id);
    snprintf(place->file, sizeof place->file, "%s", model->file);
}
