// Made by the jobs thread, handed to the trainer with a note, and by the trainer to the observer.
#include "fitted_pca.h"

#include <stdlib.h>

FittedPca *fitted_pca_create(const Dataset *data, const ClassSet *left_out, int components, bool (*cancelled)(void *),
                             void *context, Error *error) {
    FittedPca *fitted = calloc(1, sizeof *fitted);
    if (!fitted) {
        error_memory(error, "PCA");
        return NULL;
    }
    atomic_init(&fitted->references, 1);
    fitted->data = dataset_retain(data);
    fitted->left_out = *left_out;
    components = components < LIVE_PCA ? components : LIVE_PCA;
    if (pca_fit_kept(&fitted->pca, data, left_out, components, cancelled, context, error) &&
        pca_errors(&fitted->pca, &data->test, fitted->mse, error))
        return fitted;
    fitted_pca_release(fitted);
    return NULL;
}

FittedPca *fitted_pca_retain(FittedPca *fitted) {
    if (fitted)
        atomic_fetch_add_explicit(&fitted->references, 1, memory_order_relaxed);
    return fitted;
}

void fitted_pca_release(FittedPca *fitted) {
    if (!fitted || atomic_fetch_sub_explicit(&fitted->references, 1, memory_order_acq_rel) != 1)
        return;
    dataset_release(fitted->data);
    pca_finish(&fitted->pca);
    free(fitted);
}
