// PCA beside a run that may leave classes out. Pure functions; called by jobs and commands.
#include "kept_images.h"
#include "pca.h"

bool pca_fit_kept(Pca *pca, const Dataset *data, const ClassSet *left_out, int components, bool (*cancelled)(void *),
                  void *context, Error *error) {
    KeptImages kept = {0};
    *pca = (Pca){0};
    bool ok = kept_images_choose(&kept, data, left_out, error);
    if (ok && kept.index)
        ok = pca_fit_some(pca, &data->train, kept.index, kept.count, components, cancelled, context, error);
    else if (ok)
        ok = pca_fit(pca, &data->train, components, cancelled, context, error);
    kept_images_finish(&kept);
    return ok;
}
