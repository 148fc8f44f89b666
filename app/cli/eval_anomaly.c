// AUROC of a checkpoint's left-out classes, as the bench Anomaly shows it.
#include "eval_anomaly.h"

#include "evaluate.h"
#include "pca.h"
#include "roc.h"

#include <stdlib.h>

typedef struct Measure {
    const Loaded *loaded;
    const Images *images;
    Score *scores;  // (images)
    float *values;  // (images)
    RocItem *items; // (images)
} Measure;

static void rank(const Measure *m, const float *values, size_t stride, Roc *roc) {
    const ClassSet *left_out = &m->loaded->checkpoint.settings.left_out;
    for (int i = 0; i < m->images->count; i++)
        m->items[i] = (RocItem){.score = values[(size_t)i * stride],
                                .image = i,
                                .anomaly = class_set_has(left_out, m->images->labels[i]),
                                .label = m->images->labels[i]};
    roc_sort(m->items, m->images->count);
    roc_make(m->items, m->images->count, roc);
}

static void rank_scores(const Measure *m, EvalAnomaly *report) {
    bool bce = m->loaded->checkpoint.spec.loss == LOSS_BCE;
    for (int i = 0; i < m->images->count; i++)
        m->values[i] = m->scores[i].squared_error;
    rank(m, m->values, 1, &report->error);
    report->bound = net_is_gaussian(&m->loaded->net);
    for (int i = 0; report->bound && i < m->images->count; i++)
        m->values[i] = (bce ? m->scores[i].bce : m->scores[i].squared_error) + m->scores[i].kl;
    if (report->bound)
        rank(m, m->values, 1, &report->elbo);
}

static bool rank_pca(const Measure *m, EvalAnomaly *report, Error *error) {
    const Dataset *data = m->loaded->data;
    Pca pca = {0};
    if (report->components >= images_size(m->images))
        return true;
    const ClassSet *left_out = &m->loaded->checkpoint.settings.left_out;
    bool ok = pca_fit_kept(&pca, data, left_out, report->components, NULL, NULL, error);
    size_t stride = (size_t)pca.components + 1;
    float *errors = ok ? malloc((size_t)m->images->count * stride * sizeof *errors) : NULL;
    if (ok && !errors)
        error_memory(error, "PCA");
    ok = errors && pca_image_errors(&pca, m->images, errors, NULL, NULL, error);
    if (ok)
        rank(m, errors + pca.components, stride, &report->pca);
    report->components = ok ? pca.components : 0;
    free(errors);
    pca_finish(&pca);
    return ok;
}

bool eval_anomaly(const Loaded *loaded, const Images *images, int threads, int components, EvalAnomaly *report,
                  Error *error) {
    const Checkpoint *c = &loaded->checkpoint;
    *report = (EvalAnomaly){.left_out = class_set_count(&c->settings.left_out) > 0 && images->labels,
                            .components = components};
    if (!report->left_out)
        return true;
    size_t count = (size_t)images->count;
    Arena arena = {0};
    Measure m = {.loaded = loaded, .images = images};
    m.scores = arena_take(&arena, count, sizeof *m.scores);
    m.values = arena_take(&arena, count, sizeof *m.values);
    m.items = arena_take(&arena, count, sizeof *m.items);
    ImageSource source = evaluation_source(&c->spec, images);
    if (!m.scores || !m.values || !m.items) {
        arena_finish(&arena);
        return error_memory(error, "anomaly scores");
    }
    bool ok = evaluate_images(&loaded->net, c->spec.loss, &source, threads, m.scores, error);
    if (ok)
        rank_scores(&m, report);
    ok = ok && rank_pca(&m, report, error);
    arena_finish(&arena);
    return ok;
}
