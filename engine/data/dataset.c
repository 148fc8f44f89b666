// The data sets: which are known by id, how one is opened, and how its memory is shared. Opened on the jobs thread or
// the command line's; retained and released by any thread.
#include "dataset.h"

#include "file.h"
#include "idx_set.h"
#include "image_folder.h"
#include "image_size.h"
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

static bool holds_idx(const char *folder) {
    char found[IDX_SET_PATH];
    return idx_set_find(folder, found, NULL);
}

static bool fashion_installed(void) {
    return file_is_folder(fashion_folder()) && holds_idx(fashion_folder());
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

static bool open_idx(Dataset *dataset, const char *path, Error *error) {
    if (!idx_set_read(path, &dataset->train, &dataset->test, error))
        return false;
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
    if (!open_idx(dataset, fashion_folder(), error))
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

static bool open_folder(Dataset *dataset, const char *folder, const ImageWish *wish, const DatasetOptions *options,
                        Error *error) {
    if (!options || !options->decode)
        return error_set(
            error, "%s: expected IDX files in this folder, since pictures cannot be decoded here, found none", folder);
    return image_folder_read(folder, wish, options, dataset, error);
}

static bool open_file(Dataset *dataset, const char *path, Error *error) {
    ImageSize size;
    if (image_size_read(path, &size, NULL))
        return error_set(
            error,
            "%s: expected an IDX file or a folder of pictures, found one picture; open the folder that it lies in",
            path);
    return open_idx(dataset, path, error);
}

// A run remembers its data set; the whole path is found again from any folder. `length` is that of the path in the
// name, what was asked for stands after it.
static bool name_dataset(Dataset *dataset, const char *name, size_t length, Error *error) {
    char *path = strndup(name, length), *whole = path ? realpath(path, NULL) : NULL;
    int used = snprintf(dataset->id, sizeof dataset->id, "%s%s", whole ? whole : path ? path : "", name + length);
    title_from_path(dataset->id, dataset->title, sizeof dataset->title);
    free(path);
    free(whole);
    return used < (int)sizeof dataset->id ||
           error_set(error, "%.64s...: expected a path of at most %zu bytes, found %d", name, sizeof dataset->id - 1,
                     used);
}

// A name with an @ in it may be a path as it is; only if it is none, what comes after the @ is a wish.
static bool open_path(Dataset *dataset, const char *name, const DatasetOptions *options, Error *error) {
    ImageWish wish = {0};
    Error mistake = {""};
    size_t length = strlen(name);
    bool plain = file_exists(name), understood = plain || image_folder_wish(name, &length, &wish, &mistake);
    char *folder = strndup(name, length);
    bool found = plain || (folder && name[length] && file_is_folder(folder)), ok = false;
    if (!folder)
        error_memory(error, name);
    else if (!name_dataset(dataset, name, length, error))
        ok = false;
    else if (!found)
        error_set(
            error,
            "%s: expected %s, %s, a folder of pictures or IDX files, or an IDX image file, found no file of this name",
            name, FASHION_ID, STROKES_ID);
    else if (!understood)
        error_set(error, "%s", mistake.text);
    else if (!file_is_folder(folder))
        ok = open_file(dataset, folder, error);
    else if (plain && holds_idx(folder))
        ok = open_idx(dataset, folder, error);
    else
        ok = open_folder(dataset, folder, &wish, options, error);
    free(folder);
    return ok;
}

static bool open_any(Dataset *dataset, const char *id_or_path, const DatasetOptions *options, Error *error) {
    bool fashion = strcmp(id_or_path, FASHION_ID) == 0;
    if (!fashion && strcmp(id_or_path, STROKES_ID) != 0)
        return open_path(dataset, id_or_path, options, error);
    snprintf(dataset->id, sizeof dataset->id, "%s", fashion ? FASHION_ID : STROKES_ID);
    return fashion ? open_fashion(dataset, error) : open_strokes(dataset, error);
}

Dataset *dataset_open(const char *id_or_path, const DatasetOptions *options, Error *error) {
    SharedDataset *shared = calloc(1, sizeof *shared);
    if (!shared) {
        error_memory(error, id_or_path);
        return NULL;
    }
    atomic_init(&shared->references, 1);
    if (!open_any(&shared->dataset, id_or_path, options, error)) {
        dataset_release(&shared->dataset);
        return NULL;
    }
    return &shared->dataset;
}

static bool same_shape(const Images *one, const Images *other) {
    return one->count == other->count && one->channels == other->channels && one->height == other->height &&
           one->width == other->width;
}

bool dataset_is_same(const Dataset *one, const Dataset *other) {
    return strcmp(one->id, other->id) == 0 && one->checksum == other->checksum && one->classes == other->classes &&
           same_shape(&one->train, &other->train) && same_shape(&one->test, &other->test);
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
