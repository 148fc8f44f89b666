// The data set in use, and what jobs find out about it. On the trainer's thread, between two chunks of steps.
#include "trainer.h"

static bool uses_data(const Trainer *t, const Dataset *data) {
    return t->data && dataset_is_same(t->data, data);
}

// PCA with as many components as this code could be compared with: all units, or for a sparse code a good many more
// than are ever active at a time.
void trainer_ask_pca(Trainer *t) {
    if (!t->current || !uses_data(t, t->current->session.data))
        return;
    const Session *session = &t->current->session;
    bool sparse =
        spec_is_sparse(&session->spec); // compared by its active units, fewer than the pixels even where it is wide
    int units = shape_size(session->net.code), pixels = shape_size(session->net.image);
    int wish = sparse && units > 256 ? 256 : units;
    wish = wish < LIVE_PCA ? wish : LIVE_PCA;
    if (sparse && wish >= pixels)
        wish = pixels - 1;
    if (wish <= t->pca_asked || wish >= pixels)
        return;
    t->pca_asked = wish;
    trainer_start_job(t, &(Job){.kind = JOB_PCA, .data = dataset_retain(t->data), .components = wish});
}

void trainer_use_data(Trainer *t, Dataset *data) {
    bool same = uses_data(t, data);
    dataset_release(t->data);
    t->data = data;
    if (same)
        return;
    fitted_pca_release(t->pca);
    t->pca = NULL;
    t->pca_asked = 0;
}

void trainer_take_pca(Trainer *t, Note *note) {
    FittedPca *pca = note->pca;
    if (!uses_data(t, pca->data) || (t->pca && t->pca->pca.components >= pca->pca.components)) {
        fitted_pca_release(pca);
        return;
    }
    fitted_pca_release(t->pca);
    t->pca = pca;
    fitted_pca_release(atomic_exchange(&t->live->pca, fitted_pca_retain(pca)));
    queue_nudge(&t->live->requests);
}

void trainer_tell_skipped(Trainer *t, const Dataset *data) {
    if (data->note[0])
        trainer_say(t, false, "%s: %s", data->title, data->note);
}
