// PCA as an anomaly detector beside a run that leaves classes out: fitted by the jobs thread to the same training
// images. On the observer's thread.
#include "observer.h"

#include <stdlib.h>

// A sparse code is compared with as many components as it has active units, which change; so a few more are fitted.
enum { GRAIN = 64 };

void anomaly_pca_finish(AnomalyPca *pca) {
    task_cancel(pca->task);
    dataset_release(pca->data);
    free(pca->result);
    *pca = (AnomalyPca){0};
}

static int wish(const Observer *o) {
    const Snapshot *shown = o->shown.snapshot;
    const AnomalyRequest *request = &o->request.anomaly;
    bool wanted = request->wanted && shown->data->test.labels && class_set_count(&shown->settings.left_out) > 0;
    int components = wanted ? request->components : 0;
    return components < LIVE_PCA ? components : LIVE_PCA;
}

static void order(Observer *o, int components) {
    AnomalyPca *pca = &o->anomaly.pca;
    const Snapshot *shown = o->shown.snapshot;
    anomaly_pca_finish(pca);
    pca->data = dataset_retain(shown->data);
    pca->left_out = shown->settings.left_out;
    pca->components = (components + GRAIN - 1) / GRAIN * GRAIN;
    pca->task = kept_pca_order(o->live, pca->data, &pca->left_out, pca->components);
    o->now.anomaly.fitted = 0;
    o->now.anomaly.failed = !pca->task;
}

void anomaly_pca_follow(Observer *o) {
    AnomalyPca *pca = &o->anomaly.pca;
    const Snapshot *shown = o->shown.snapshot;
    int components = wish(o);
    bool same = pca->data == shown->data && class_set_is_same(&pca->left_out, &shown->settings.left_out);
    if (components == 0) {
        anomaly_pca_finish(pca);
        o->now.anomaly.fitted = 0;
    } else if (!same || components > pca->components) {
        order(o, components);
    }
}

static int fitting(const Observer *o, const KeptPca *result) {
    int components = wish(o);
    return components < result->components ? components : result->components;
}

bool anomaly_pca_waits(const Observer *o) {
    const AnomalyPca *pca = &o->anomaly.pca;
    return wish(o) > 0 &&
           (task_has_news(pca->task) || (pca->result && fitting(o, pca->result) != o->now.anomaly.fitted));
}

static void take_result(Observer *o) {
    AnomalyPca *pca = &o->anomaly.pca;
    bool ended = task_ended(pca->task);
    KeptPca *result = task_take(pca->task);
    if (result) {
        free(pca->result);
        pca->result = result;
    }
    if (!ended)
        return;
    o->now.anomaly.failed = !pca->result;
    task_cancel(pca->task);
    pca->task = NULL;
}

void anomaly_pca_take(Observer *o) {
    AnomalyPca *pca = &o->anomaly.pca;
    AnomalyView *view = &o->now.anomaly;
    if (task_has_news(pca->task))
        take_result(o);
    view->version++;
    o->news = true;
    if (!pca->result)
        return;
    int components = fitting(o, pca->result);
    const RocItem *items = anomaly_sort(o, pca->result->errors + components, (size_t)pca->result->components + 1);
    if (!items)
        return;
    roc_make(items, pca->result->images, &view->pca);
    view->components = o->request.anomaly.components;
    view->fitted = components;
}
