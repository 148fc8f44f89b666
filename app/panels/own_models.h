// Models in use that did not come with the program: from a file or edited here. Kept as long as the window is open, so
// that one can go back to them.
#ifndef HOURGLASS_OWN_MODELS_H
#define HOURGLASS_OWN_MODELS_H

#include "live.h"

enum { OWN_MODELS = 4 };

typedef struct OwnModel {
    char id[64], title[64]; // title: never empty
    char file[COMMAND_TEXT];
} OwnModel;

typedef struct OwnModels {
    OwnModel model[OWN_MODELS];
    int count, listed; // listed: as many are named behind the built-in models
} OwnModels;

/// Takes note of a model in use. Where there are OWN_MODELS already, the oldest goes.
void own_models_note(OwnModels *own, const LiveModel *model);

/// NULL if there is none of this id.
const OwnModel *own_models_find(const OwnModels *own, const char *id);

#endif
