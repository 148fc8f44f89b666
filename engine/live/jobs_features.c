// Classes told by a linear probe and by nearest neighbours, in three descriptions of the same images, one after the
// other. On the jobs thread.
#include "jobs_features.h"

#include "neighbours.h"
#include "pca.h"
#include "probe.h"
#include "subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// VALUES: most values of the training images in one description.
enum { VALUES = 1 << 24, BLOCK = NEIGHBOURS_ROWS };

typedef struct FeaturesTask {
    Task task;
    Snapshot *snapshot;
    int components, next; // next: place in ORDER
    Subject subject;      // once it works
    Pca pca;              // the same
    FeaturesOutcome *outcome;
    uint8_t *labels[2]; // of the training and the test images that are used
    uint8_t *predicted; // (test)
    Arena arena;        // of labels and answers
    float *points[2];   // (images, values) in the description at work
    double *mean;       // (values) of the training images there
    Arena room;         // of these
} FeaturesTask;

// PCA last: where it has as many components as there are pixels it is a rotation of them, which changes nothing.
static const FeatureSpace ORDER[FEATURE_SPACES] = {FEATURE_CODE, FEATURE_PIXELS, FEATURE_PCA};

static bool stops(void *task) {
    return task_stops(task);
}

static const Images *images_of(const FeaturesTask *f, int half) {
    const Dataset *data = f->snapshot->data;
    return half ? &data->test : &data->train;
}

static int used(const FeaturesTask *f, int half) {
    const FeaturesResult *result = &f->outcome->result;
    return half ? result->test : result->train;
}

static int sample(const FeaturesTask *f, int half, int place) {
    return kernels_part(images_of(f, half)->count, used(f, half), place);
}

static size_t cells(const FeaturesResult *result) {
    return (size_t)result->classes * (size_t)result->classes;
}

static void describe(FeaturesTask *f, FeaturesResult *result) {
    const Dataset *data = f->snapshot->data;
    int size = images_size(&data->train), units = shape_size(f->subject.net.code);
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
    if (!subject_take(&f->subject, snapshot_retain(f->snapshot)))
        return error_memory(&f->task.error, "the network");
    f->subject.source.corruption = (Corruption){0};
    describe(f, &result);
    f->outcome = calloc(1, sizeof *f->outcome +
                               FEATURE_SPACES * FEATURE_METHODS * cells(&result) * sizeof *f->outcome->confusion);
    if (!f->outcome)
        return error_memory(&f->task.error, "the accuracies");
    f->outcome->result = result;
    for (int half = 0; half < 2; half++) {
        f->labels[half] = arena_take(&f->arena, (size_t)used(f, half), 1);
        for (int i = 0; f->labels[half] && i < used(f, half); i++)
            f->labels[half][i] = images_of(f, half)->labels[sample(f, half, i)];
    }
    f->predicted = arena_take(&f->arena, (size_t)result.test, 1);
    return !f->arena.failed || error_memory(&f->task.error, "the accuracies");
}

static void gather_codes(FeaturesTask *f, int half, int values) {
    Subject *subject = &f->subject;
    int index[OBSERVER_ROWS];
    subject->source.images = images_of(f, half);
    for (int done = 0, count; done < used(f, half) && !stops(f); done += count) {
        count = used(f, half) - done < OBSERVER_ROWS ? used(f, half) - done : OBSERVER_ROWS;
        for (int i = 0; i < count; i++)
            index[i] = sample(f, half, done + i);
        score_encode(&subject->net, &subject->pass, &subject->source, index, count);
        memcpy(f->points[half] + (size_t)done * (size_t)values, net_code(&subject->net, &subject->pass),
               (size_t)count * (size_t)values * sizeof(float));
    }
}

static void gather_pixels(FeaturesTask *f, int half, int values) {
    for (int i = 0; i < used(f, half); i++)
        kernels()->from_bytes(images_pixels(images_of(f, half), sample(f, half, i)),
                              f->points[half] + (size_t)i * (size_t)values, (size_t)values);
}

// Components of image after image: (x - mean)·v for each direction v.
static void project(const FeaturesTask *f, int half, float *pixels, float *scratch) {
    const Pca *pca = &f->pca;
    size_t size = (size_t)pca->size, components = (size_t)pca->components;
    Team solo = team_solo();
    for (int done = 0, count; done < used(f, half) && !task_stops(&f->task); done += count) {
        count = used(f, half) - done < BLOCK ? used(f, half) - done : BLOCK;
        for (int i = 0; i < count; i++) {
            float *row = pixels + (size_t)i * size;
            kernels()->from_bytes(images_pixels(images_of(f, half), sample(f, half, done + i)), row, size);
            for (size_t p = 0; p < size; p++)
                row[p] -= (float)pca->mean[p];
        }
        Gemm gemm = {.m = count,
                     .n = pca->components,
                     .k = pca->size,
                     .a = pixels,
                     .a_row = pca->size,
                     .a_column = 1,
                     .b = pca->direction,
                     .b_row = 1,
                     .b_column = pca->size,
                     .c = f->points[half] + (size_t)done * components,
                     .c_row = pca->components,
                     .scratch = scratch};
        kernels()->gemm(&solo, &gemm);
    }
}

// The training images that are used, as a set of their own for PCA.
static bool fit(FeaturesTask *f, int components) {
    const Images *train = images_of(f, 0);
    size_t size = (size_t)images_size(train);
    uint8_t *pixels = malloc((size_t)used(f, 0) * size);
    Images some = {.count = used(f, 0), .channels = train->channels, .height = train->height, .width = train->width};
    for (int i = 0; pixels && i < some.count; i++)
        memcpy(pixels + (size_t)i * size, images_pixels(train, sample(f, 0, i)), size);
    some.pixels = pixels;
    pca_finish(&f->pca);
    f->pca = (Pca){0};
    bool ok =
        pixels ? pca_fit(&f->pca, &some, components, stops, f, &f->task.error) : error_memory(&f->task.error, "PCA");
    free(pixels);
    return ok;
}

static bool gather_components(FeaturesTask *f) {
    size_t size = (size_t)f->pca.size;
    float *pixels = arena_take(&f->room, BLOCK * size, sizeof *pixels);
    float *scratch = arena_take(&f->room, kernels_scratch(f->pca.size), sizeof *scratch);
    if (f->room.failed)
        return false;
    for (int half = 0; half < 2; half++)
        project(f, half, pixels, scratch);
    return true;
}

// About the training images' mean, where products tell distances best; what is no number counts as 0.
static void centre(FeaturesTask *f, int values) {
    for (int half = 0; half < 2; half++)
        for (int n = 0; n < used(f, half); n++)
            for (int v = 0; v < values; v++) {
                float *at = &f->points[half][(size_t)n * (size_t)values + (size_t)v];
                *at = isfinite(*at) ? *at : 0;
                if (half == 0)
                    f->mean[v] += (double)*at / used(f, 0);
            }
    for (int half = 0; half < 2; half++)
        for (int n = 0; n < used(f, half); n++)
            for (int v = 0; v < values; v++)
                f->points[half][(size_t)n * (size_t)values + (size_t)v] -= (float)f->mean[v];
}

static bool gather(FeaturesTask *f, FeatureSpace space) {
    int *values = &f->outcome->result.size[space];
    if (space == FEATURE_PCA && !fit(f, *values))
        return false;
    *values = space == FEATURE_PCA ? f->pca.components : *values; // fewer where there are few images
    for (int half = 0; half < 2; half++)
        f->points[half] = arena_take(&f->room, (size_t)used(f, half) * (size_t)*values, sizeof(float));
    f->mean = arena_take(&f->room, (size_t)*values, sizeof *f->mean);
    if (f->room.failed || (space == FEATURE_PCA && !gather_components(f)))
        return error_memory(&f->task.error, "the images' descriptions");
    for (int half = 0; half < 2 && space != FEATURE_PCA; half++)
        if (space == FEATURE_CODE)
            gather_codes(f, half, *values);
        else
            gather_pixels(f, half, *values);
    centre(f, *values);
    return true;
}

static int *confusion_of(const FeaturesTask *f, FeatureSpace space, FeatureMethod method) {
    return f->outcome->confusion + ((size_t)space * FEATURE_METHODS + (size_t)method) * cells(&f->outcome->result);
}

static void count_answer(FeaturesTask *f, FeatureSpace space, FeatureMethod method, int image, int answer) {
    FeaturesResult *result = &f->outcome->result;
    int label = f->labels[1][image];
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
    if (!probe_predict(f->points[0], f->labels[0], result->train, f->points[1], result->test, result->size[space],
                       result->classes, f->predicted, stops, f, &f->task.error))
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
    bool ok = neighbours_init(&nearest, f->points[0], result->train, result->size[space], &f->task.error);
    for (int done = 0, count; ok && done < result->test && !stops(f); done += count) {
        count = result->test - done < NEIGHBOURS_ROWS ? result->test - done : NEIGHBOURS_ROWS;
        neighbours_find(&nearest, f->points[1] + (size_t)done * (size_t)result->size[space], count, neighbours);
        for (int i = 0; i < count; i++)
            for (FeatureMethod m = FEATURE_NEAREST_1; m < FEATURE_METHODS; m++)
                count_answer(f, space, m, done + i,
                             neighbours_vote(neighbours + (size_t)i * NEIGHBOURS_MOST, k[m], f->labels[0]));
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
    bool ok = gather(f, space) && !stops(f) && ask_probe(f, space);
    if (ok)
        tell_progress(f, 0.5);
    ok = ok && ask_neighbours(f, space) && !stops(f);
    arena_finish(&f->room);
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
    subject_finish(&f->subject);
    snapshot_release(f->snapshot);
    pca_finish(&f->pca);
    arena_finish(&f->arena);
    arena_finish(&f->room);
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
