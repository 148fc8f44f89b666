// Classes told by a linear probe and by nearest neighbours, in three descriptions of the same images, one after the
// other. On the jobs thread.
#include "jobs_features.h"

#include "feature_points.h"
#include "neighbours.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

// VALUES: most values of the training images in one description.
enum { VALUES = 1 << 24 };

typedef struct FeaturesTask {
    Task task;
    Snapshot *snapshot;   // until its weights are taken
    int components, next; // next: place in ORDER
    FeaturePoints points; // once it works
    FeaturesOutcome *outcome;
    uint8_t *labels[FEATURE_HALVES]; // of the images that are used
    uint8_t *predicted;              // (test)
    Arena arena;                     // of labels and answers
} FeaturesTask;

// PCA last: where it has as many components as there are pixels it is a rotation of them, which changes nothing.
static const FeatureSpace ORDER[FEATURE_SPACES] = {FEATURE_CODE, FEATURE_PIXELS, FEATURE_PCA};

static bool stops(void *task) {
    return task_stops(task);
}

static size_t cells(const FeaturesResult *result) {
    return (size_t)result->classes * (size_t)result->classes;
}

static void describe(FeaturesTask *f, FeaturesResult *result) {
    const Dataset *data = f->points.subject.snapshot->data;
    int size = images_size(&data->train), units = shape_size(f->points.subject.net.code);
    int widest = units > size && units <= FEATURE_MOST_VALUES ? units : size;
    int most = VALUES / (widest < FEATURE_MOST_VALUES ? widest : FEATURE_MOST_VALUES);
    most = most < FEATURES_IMAGES ? most : FEATURES_IMAGES;
    *result = (FeaturesResult){.train = data->train.count < most ? data->train.count : most,
                               .test = data->test.count < most ? data->test.count : most,
                               .classes = data->classes,
                               .size = {units, f->components < size ? f->components : size, size}};
}

static bool begin(FeaturesTask *f) {
    FeaturesResult result;
    if (!subject_take(&f->points.subject, f->snapshot))
        return error_memory(&f->task.error, "the network");
    snapshot_release(f->snapshot);
    f->snapshot = NULL;
    f->points.subject.source.corruption = (Corruption){0};
    describe(f, &result);
    f->outcome = calloc(1, sizeof *f->outcome +
                               FEATURE_SPACES * FEATURE_METHODS * cells(&result) * sizeof *f->outcome->confusion);
    if (!f->outcome)
        return error_memory(&f->task.error, "the accuracies");
    f->outcome->result = result;
    f->points.used[FEATURE_TRAIN] = result.train;
    f->points.used[FEATURE_TEST] = result.test;
    f->points.stops = stops;
    f->points.context = f;
    for (int half = 0; half < FEATURE_HALVES; half++) {
        f->labels[half] = arena_take(&f->arena, (size_t)f->points.used[half], 1);
        for (int i = 0; f->labels[half] && i < f->points.used[half]; i++)
            f->labels[half][i] =
                feature_points_images(&f->points, half)->labels[feature_points_image(&f->points, half, i)];
    }
    f->predicted = arena_take(&f->arena, (size_t)result.test, 1);
    return !f->arena.failed || error_memory(&f->task.error, "the accuracies");
}

static int *confusion_of(const FeaturesTask *f, FeatureSpace space, FeatureMethod method) {
    return f->outcome->confusion + ((size_t)space * FEATURE_METHODS + (size_t)method) * cells(&f->outcome->result);
}

static void count_answer(FeaturesTask *f, FeatureSpace space, FeatureMethod method, int image, int answer) {
    FeaturesResult *result = &f->outcome->result;
    int label = f->labels[FEATURE_TEST][image];
    result->accuracy[space][method] += (double)(answer == label) / result->test;
    if (answer >= 0)
        confusion_of(f, space, method)[label * result->classes + answer]++;
}

static void tell_progress(FeaturesTask *f, double part) {
    double progress = (f->next + part) / FEATURE_SPACES;
    if ((int)(100 * progress) != (int)(100 * atomic_load(&f->task.progress)))
        task_publish(&f->task, NULL, progress);
}

static bool ask_probe(FeaturesTask *f, FeatureSpace space) {
    const FeaturesResult *result = &f->outcome->result;
    if (!probe_predict(f->points.at[FEATURE_TRAIN], f->labels[FEATURE_TRAIN], result->train, f->points.at[FEATURE_TEST],
                       result->test, result->size[space], result->classes, f->predicted, stops, f, &f->task.error))
        return false;
    for (int i = 0; i < result->test; i++)
        count_answer(f, space, FEATURE_PROBE, i, f->predicted[i]);
    return true;
}

static bool ask_neighbours(FeaturesTask *f, FeatureSpace space) {
    static const int k[FEATURE_METHODS] = {[FEATURE_NEAREST_1] = 1, [FEATURE_NEAREST_5] = 5, [FEATURE_NEAREST_10] = 10};
    const FeaturesResult *result = &f->outcome->result;
    Neighbours nearest;
    int neighbours[NEIGHBOURS_ROWS * NEIGHBOURS_MOST];
    bool ok =
        neighbours_init(&nearest, f->points.at[FEATURE_TRAIN], result->train, result->size[space], &f->task.error);
    for (int done = 0, count; ok && done < result->test && !stops(f); done += count) {
        count = result->test - done < NEIGHBOURS_ROWS ? result->test - done : NEIGHBOURS_ROWS;
        neighbours_find(&nearest, f->points.at[FEATURE_TEST] + (size_t)done * (size_t)result->size[space], count,
                        neighbours);
        for (int i = 0; i < count; i++)
            for (FeatureMethod m = FEATURE_NEAREST_1; m < FEATURE_METHODS; m++)
                count_answer(f, space, m, done + i,
                             neighbours_vote(neighbours + (size_t)i * NEIGHBOURS_MOST, k[m], f->labels[FEATURE_TRAIN]));
        tell_progress(f, 0.5 + 0.5 * (done + count) / result->test);
    }
    neighbours_finish(&nearest);
    return ok;
}

// What PCA with all components gives: distances and the ridge are those of the pixels.
static void copy_pixels(FeaturesTask *f) {
    FeaturesResult *result = &f->outcome->result;
    memcpy(result->accuracy[FEATURE_PCA], result->accuracy[FEATURE_PIXELS], sizeof result->accuracy[FEATURE_PCA]);
    memcpy(confusion_of(f, FEATURE_PCA, 0), confusion_of(f, FEATURE_PIXELS, 0),
           FEATURE_METHODS * cells(result) * sizeof(int));
    result->ready[FEATURE_PCA] = result->ready[FEATURE_PIXELS];
}

// One description; false for a failure, or where it must stop and begin anew with this description.
static bool work_on(FeaturesTask *f, FeatureSpace space) {
    FeaturesResult *result = &f->outcome->result;
    if (space == FEATURE_PCA && result->size[FEATURE_PCA] >= result->size[FEATURE_PIXELS]) {
        copy_pixels(f);
        return true;
    }
    if (result->size[space] > FEATURE_MOST_VALUES)
        return true;
    memset(result->accuracy[space], 0, sizeof result->accuracy[space]);
    memset(confusion_of(f, space, 0), 0, FEATURE_METHODS * cells(result) * sizeof(int));
    bool ok = feature_points_gather(&f->points, space, &result->size[space], &f->task.error) && !stops(f) &&
              ask_probe(f, space);
    if (ok)
        tell_progress(f, 0.5);
    ok = ok && ask_neighbours(f, space) && !stops(f);
    arena_finish(&f->points.room);
    result->ready[space] = ok;
    return ok;
}

static bool work(Task *task) {
    FeaturesTask *f = (FeaturesTask *)task;
    if (!f->outcome && !begin(f))
        return true;
    if (!work_on(f, ORDER[f->next]))
        return !task_stops(task); // a failure, unless it was told to stop
    if (++f->next < FEATURE_SPACES)
        return false;
    task_publish(task, f->outcome, 1);
    f->outcome = NULL;
    return true;
}

static void destroy(Task *task) {
    FeaturesTask *f = (FeaturesTask *)task;
    feature_points_finish(&f->points);
    snapshot_release(f->snapshot);
    arena_finish(&f->arena);
    free(f->outcome);
    free(f);
}

static const TaskType TYPE = {.kind = TASK_FEATURES, .work = work, .destroy = destroy, .free_result = free};

Task *features_order(Live *live, Snapshot *snapshot, int components) {
    FeaturesTask *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    task_init(&f->task, &TYPE, live);
    f->snapshot = snapshot_retain(snapshot);
    f->components = components > 1 ? components : 1;
    return task_order(&f->task);
}
