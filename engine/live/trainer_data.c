// The data set in use, and what jobs find out about it. On the trainer's thread, between two chunks of steps.
#include "trainer.h"

static bool uses_data(const Trainer *t, const Dataset *data) {
    return t->data && dataset_is_same(t->data, data);
}

static TrainerPca *place_of(Trainer *t, const ClassSet *left_out) {
    return &t->pca[class_set_count(left_out) > 0];
}

const FittedPca *trainer_pca(const Trainer *t, const ClassSet *left_out) {
    const TrainerPca *pca = &t->pca[class_set_count(left_out) > 0];
    return class_set_is_same(&pca->left_out, left_out) ? pca->fitted : NULL;
}

static void drop(TrainerPca *pca) {
    fitted_pca_release(pca->fitted);
    *pca = (TrainerPca){0};
}

void trainer_drop_pca(Trainer *t) {
    drop(&t->pca[0]);
    drop(&t->pca[1]);
}

// As many components as this code could be compared with: all units, or for a sparse code a good many more than are
// ever active at a time.
static int components_of(const Session *session) {
    bool sparse =
        spec_is_sparse(&session->spec); // compared by its active units, fewer than the pixels even where it is wide
    int units = shape_size(session->net.code), pixels = shape_size(session->net.image);
    int wish = sparse && units > 256 ? 256 : units;
    wish = wish < LIVE_PCA ? wish : LIVE_PCA;
    if (sparse && wish >= pixels)
        wish = pixels - 1;
    return wish < pixels ? wish : 0;
}

static void show_pca(Trainer *t, FittedPca *pca) {
    fitted_pca_release(atomic_exchange(&t->live->pca, fitted_pca_retain(pca)));
    queue_nudge(&t->live->requests);
}

void trainer_ask_pca(Trainer *t) {
    if (!t->current || !uses_data(t, t->current->session.data))
        return;
    const Session *session = &t->current->session;
    TrainerPca *pca = place_of(t, &session->settings.left_out);
    if (!class_set_is_same(&pca->left_out, &session->settings.left_out))
        drop(pca);
    pca->left_out = session->settings.left_out;
    if (pca->fitted)
        show_pca(t, pca->fitted);
    int wish = components_of(session);
    if (wish <= pca->asked)
        return;
    pca->asked = wish;
    Job job = {.kind = JOB_PCA, .data = dataset_retain(t->data), .components = wish, .left_out = pca->left_out};
    trainer_start_job(t, &job);
}

void trainer_use_data(Trainer *t, Dataset *data) {
    bool same = uses_data(t, data);
    dataset_release(t->data);
    t->data = data;
    if (!same)
        trainer_drop_pca(t);
}

void trainer_take_pca(Trainer *t, Note *note) {
    FittedPca *fitted = note->pca;
    TrainerPca *pca = place_of(t, &fitted->left_out);
    if (!uses_data(t, fitted->data) || !class_set_is_same(&pca->left_out, &fitted->left_out) ||
        (pca->fitted && pca->fitted->pca.components >= fitted->pca.components)) {
        fitted_pca_release(fitted);
        return;
    }
    fitted_pca_release(pca->fitted);
    pca->fitted = fitted;
    if (class_set_is_same(&t->current->session.settings.left_out, &fitted->left_out))
        show_pca(t, fitted);
}

void trainer_tell_skipped(Trainer *t, const Dataset *data) {
    if (data->note[0])
        trainer_say(t, false, "%s: %s", data->title, data->note);
}
