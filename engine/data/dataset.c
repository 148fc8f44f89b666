// The data sets: which are known by id, how one is opened, and how its memory is shared. Opened on the jobs thread or
// the command line's; retained and released by any thread.
#include "dataset.h"

#include "file.h"
#include "idx_set.h"
#include "strokes.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STROKES_SEED = 1, STROKES_TRAIN = 60000, STROKES_TEST = 10000 };

static const char FASHION_ID[] = "fashion-mnist", FASHION_TITLE[] = "Fashion-MNIST";
static const char STROKES_ID[] = "strokes", STROKES_TITLE[] = "Strokes";

// What dataset_open hands out is the first member.
typedef struct SharedDataset {
    Dataset dataset;
    atomic_int references;
} SharedDataset;

static const char *fashion_folder(void) {
    const char *folder = getenv("FASHION_MNIST");
    return folder && folder[0] ? folder : "/usr/share/datasets/fashion-mnist";
}

static bool fashion_installed(void) {
    char found[IDX_SET_PATH];
    return file_is_folder(fashion_folder()) && idx_set_find(fashion_folder(), found, NULL);
}

void dataset_known(DatasetEntry entries[DATASET_KNOWN]) {
    entries[0] = (DatasetEntry){.id = FASHION_ID,
                                .title = FASHION_TITLE,
                                .installed = fashion_installed(),
                                .hint = "apt install dataset-fashion-mnist"};
    entries[1] = (DatasetEntry){.id = STROKES_ID, .title = STROKES_TITLE, .installed = true, .hint = ""};
}

static int label_limit(const Images *images) {
    int limit = 0;
    for (int i = 0; images->labels && i < images->count; i++)
        if (images->labels[i] >= limit) // NOLINT(clang-analyzer-*): idx_read fills in all labels or fails
            limit = images->labels[i] + 1;
    return limit;
}

// Classes are as many as the largest label asks for; they are called by their numbers.
static void name_classes(Dataset *dataset) {
    int train = label_limit(&dataset->train), test = label_limit(&dataset->test);
    dataset->classes = train > test ? train : test;
    for (int i = 0; i < dataset->classes; i++)
        snprintf(dataset->class_names[i], sizeof dataset->class_names[i], "%d", i);
}

// The last part of the path, without slashes at its end.
static void title_from_path(const char *path, char *title, size_t size) {
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    snprintf(title, size, "%.*s", (int)(end - start), path + start);
}

static bool open_path(Dataset *dataset, const char *path, Error *error) {
    if (!idx_set_read(path, &dataset->train, &dataset->test, error))
        return false;
    title_from_path(path, dataset->title, sizeof dataset->title);
    name_classes(dataset);
    return true;
}

static bool open_fashion(Dataset *dataset, Error *error) {
    static const char *const NAMES[] = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat",
                                        "Sandal",  "Shirt",   "Sneaker",  "Bag",   "Boot"};
    enum { CLASSES = sizeof NAMES / sizeof *NAMES };
    if (!fashion_installed())
        return error_set(error,
                         "%s: expected Fashion-MNIST's IDX files in this folder, found none; run `apt install "
                         "dataset-fashion-mnist`, or use `--data strokes`",
                         fashion_folder());
    if (!open_path(dataset, fashion_folder(), error))
        return false;
    if (dataset->classes != 0 && dataset->classes != CLASSES)
        return error_set(error, "%s: expected Fashion-MNIST's %d classes, found %d", fashion_folder(), CLASSES,
                         dataset->classes);
    snprintf(dataset->title, sizeof dataset->title, "%s", FASHION_TITLE);
    for (int i = 0; i < dataset->classes; i++)
        snprintf(dataset->class_names[i], sizeof dataset->class_names[i], "%s", NAMES[i]);
    return true;
}

// Draws images first, first + 1, ... of the set into one half. What was taken is the data set's also after a failure.
static bool draw_half(Images *half, const float **factors, uint32_t first, int count, int factor_count, Error *error) {
    size_t size = (size_t)STROKES_SIDE * STROKES_SIDE;
    uint8_t *pixels = malloc((size_t)count * size), *labels = malloc((size_t)count);
    float *values = malloc((size_t)count * (size_t)factor_count * sizeof *values); // (N, factors)
    *half = (Images){count, 1, STROKES_SIDE, STROKES_SIDE, pixels, labels};
    *factors = values;
    if (!pixels || !labels || !values)
        return error_memory(error, STROKES_TITLE);
    for (int i = 0; i < count; i++) {
        StrokesFactors drawn = strokes_factors(STROKES_SEED, first + (uint32_t)i);
        const float row[] = {drawn.slant, drawn.thickness, drawn.size, drawn.x, drawn.y, drawn.rotation};
        strokes_draw(&drawn, pixels + (size_t)i * size);
        labels[i] = (uint8_t)drawn.digit;
        memcpy(values + (size_t)i * (size_t)factor_count, row, sizeof row);
    }
    return true;
}

static bool open_strokes(Dataset *dataset, Error *error) {
    static const char *const FACTORS[] = {"slant", "thickness (px)", "size (px)", "x (px)", "y (px)", "rotation (°)"};
    dataset->factors = sizeof FACTORS / sizeof *FACTORS;
    snprintf(dataset->title, sizeof dataset->title, "%s", STROKES_TITLE);
    for (int i = 0; i < dataset->factors; i++)
        snprintf(dataset->factor_names[i], sizeof dataset->factor_names[i], "%s", FACTORS[i]);
    if (!draw_half(&dataset->train, &dataset->train_factors, 0, STROKES_TRAIN, dataset->factors, error) ||
        !draw_half(&dataset->test, &dataset->test_factors, STROKES_TRAIN, STROKES_TEST, dataset->factors, error))
        return false;
    name_classes(dataset);
    return true;
}

// A run remembers its data set; the whole path is found again from any folder.
static size_t name_dataset(Dataset *dataset, const char *id_or_path) {
    bool known = strcmp(id_or_path, FASHION_ID) == 0 || strcmp(id_or_path, STROKES_ID) == 0;
    char *whole = known ? NULL : realpath(id_or_path, NULL);
    const char *name = whole ? whole : id_or_path;
    size_t length = strlen(name);
    if (length < sizeof dataset->id)
        memcpy(dataset->id, name, length + 1);
    free(whole);
    return length;
}

static bool open_any(Dataset *dataset, const char *id_or_path, Error *error) {
    size_t length = name_dataset(dataset, id_or_path);
    if (length >= sizeof dataset->id)
        return error_set(error, "%.64s...: expected a path of at most %zu bytes, found %zu", id_or_path,
                         sizeof dataset->id - 1, length);
    if (strcmp(id_or_path, FASHION_ID) == 0)
        return open_fashion(dataset, error);
    if (strcmp(id_or_path, STROKES_ID) == 0)
        return open_strokes(dataset, error);
    if (!file_exists(id_or_path))
        return error_set(
            error, "%s: expected %s, %s, a folder with IDX files or an IDX image file, found no file of this name",
            id_or_path, FASHION_ID, STROKES_ID);
    return open_path(dataset, id_or_path, error);
}

Dataset *dataset_open(const char *id_or_path, Error *error) {
    SharedDataset *shared = calloc(1, sizeof *shared);
    if (!shared) {
        error_memory(error, id_or_path);
        return NULL;
    }
    atomic_init(&shared->references, 1);
    if (!open_any(&shared->dataset, id_or_path, error)) {
        dataset_release(&shared->dataset);
        return NULL;
    }
    return &shared->dataset;
}

Dataset *dataset_retain(const Dataset *dataset) {
    SharedDataset *shared = (SharedDataset *)dataset;
    atomic_fetch_add_explicit(&shared->references, 1, memory_order_relaxed);
    return &shared->dataset;
}

void dataset_release(const Dataset *dataset) {
    SharedDataset *shared = (SharedDataset *)dataset;
    if (!shared || atomic_fetch_sub_explicit(&shared->references, 1, memory_order_acq_rel) != 1)
        return;
    idx_set_finish(&shared->dataset.train);
    idx_set_finish(&shared->dataset.test);
    free((void *)shared->dataset.train_factors);
    free((void *)shared->dataset.test_factors);
    free(shared);
}
