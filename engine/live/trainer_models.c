// Which run is trained: opening a model, an edited one, one with another activation of its code. On the
// trainer's thread, between two chunks of steps.
#include "trainer.h"

#include "library.h"

#include <string.h>

void trainer_use_run(Trainer *t, Run *run, const Error *error) {
    if (!run) {
        trainer_say(t, true, "%s", error->text);
        return;
    }
    t->current = run;
    t->chunk = 1;
    trainer_publish_snapshot(t, true);
}

bool trainer_open_wanted(Trainer *t) {
    Error error;
    Run *run = NULL;
    if (t->has_wanted && t->data) {
        run = runs_open(&t->runs, &t->wanted, t->data, t->live->desc.threads, &error);
        trainer_use_run(t, run, &error);
    }
    trainer_ask_pca(t);
    return run != NULL;
}

void trainer_open_model(Trainer *t, const char *id_or_path) {
    Error error;
    ModelSpec spec;
    if (!library_find(t->live->desc.models ? t->live->desc.models : ".", id_or_path, &spec, &error)) {
        trainer_say(t, true, "%s", error.text);
        return;
    }
    t->wanted = spec;
    t->has_wanted = true;
    trainer_open_wanted(t);
}

// The same model with another activation of its code is another network: a run from the start.
void trainer_change_activation(Trainer *t, const char *name) {
    ModelSpec spec = t->current->session.spec;
    Activation activation = ACTIVATION_LINEAR;
    if (!spec_code_activates(&spec)) {
        trainer_say(t, true, "The code of %s has no activation to choose.", spec.title);
        return;
    }
    if (*name && !activation_parse(name, &activation)) {
        trainer_say(t, true, "Unknown activation '%s'.", name);
        return;
    }
    spec.layer[spec.encoder_layers - 1].activation = activation;
    t->wanted = spec;
    trainer_open_wanted(t);
}

// The same network edited again has new weights all the same: that is what was asked for.
void trainer_open_edited(Trainer *t, const LiveCommand *command) {
    Error error;
    ModelSpec spec;
    if (!spec_parse(command->text, command->name, &spec, &error)) {
        trainer_say(t, true, "%s", error.text);
        return;
    }
    t->wanted = spec;
    t->has_wanted = true;
    if (!trainer_open_wanted(t) || command->count != 1)
        return;
    Session *session = &t->current->session;
    session->spec.penalty = spec.penalty;
    session->spec.corruption = spec.corruption;
    memcpy(session->spec.title, spec.title, sizeof spec.title);
    if (session->counters.step > 0)
        trainer_reset(t);
}
