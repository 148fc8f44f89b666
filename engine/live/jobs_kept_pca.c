// Fits PCA to the images of the classes that a run learns from. On the jobs thread.
#include "jobs_kept_pca.h"

#include "pca.h"

#include <stdlib.h>

typedef struct KeptPcaTask {
    Task task;
    Dataset *data;
    ClassSet left_out;
    int components;
} KeptPcaTask;

static bool stops(void *task) {
    return task_stops(task);
}

static KeptPca *measure(const Pca *pca, KeptPcaTask *t) {
    const Images *test = &t->data->test;
    size_t values = (size_t)test->count * (size_t)(pca->components + 1);
    KeptPca *result = malloc(sizeof *result + values * sizeof result->errors[0]);
    if (!result) {
        error_memory(&t->task.error, "PCA");
        return NULL;
    }
    result->components = pca->components;
    result->images = test->count;
    if (pca_image_errors(pca, test, result->errors, stops, &t->task, &t->task.error))
        return result;
    free(result);
    return NULL;
}

// Where something else goes first it is begun again later.
static bool work(Task *task) {
    KeptPcaTask *t = (KeptPcaTask *)task;
    Pca pca = {0};
    KeptPca *result = NULL;
    if (pca_fit_kept(&pca, t->data, &t->left_out, t->components, stops, task, &task->error))
        result = measure(&pca, t);
    pca_finish(&pca);
    if (result)
        task_publish(task, result, 1);
    return result || !task_stops(task);
}

static void destroy(Task *task) {
    KeptPcaTask *t = (KeptPcaTask *)task;
    dataset_release(t->data);
    free(t);
}

Task *kept_pca_order(Live *live, const Dataset *data, const ClassSet *left_out, int components) {
    static const TaskType type = {.kind = TASK_KEPT_PCA, .work = work, .destroy = destroy, .free_result = free};
    KeptPcaTask *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    task_init(&t->task, &type, live);
    t->data = dataset_retain(data);
    t->left_out = *left_out;
    t->components = components;
    return task_order(&t->task);
}
