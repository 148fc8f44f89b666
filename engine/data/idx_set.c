// Finds and reads the files of an IDX set. Called by the data sets, on the jobs thread or the command line's; the
// second half is read on a thread of its own, which has ended when idx_set_read returns.
#include "idx_set.h"

#include "file.h"
#include "hold_out.h"
#include "idx.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Neither a picture, whatever its name, nor a folder is an IDX file.
static bool may_be_idx(const char *folder, const char *name) {
    char path[IDX_SET_PATH];
    return snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path && !file_has_extension(name, "png") &&
           !file_has_extension(name, "jpg") && !file_has_extension(name, "jpeg") && !file_is_folder(path);
}

// The name in the folder that begins with `prefix` and comes first in the alphabet, so that plain goes before .gz.
static bool first_entry(const char *folder, DIR *listing, const char *prefix, char name[256]) {
    name[0] = 0;
    rewinddir(listing);
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && (!name[0] || strcmp(entry->d_name, name) < 0) &&
            may_be_idx(folder, entry->d_name))
            snprintf(name, 256, "%s", entry->d_name);
    return name[0];
}

bool idx_set_find(const char *path, char found[IDX_SET_PATH], Error *error) {
    char name[256] = "";
    if (file_is_folder(path)) {
        DIR *listing = opendir(path);
        if (!listing)
            return error_system(error, errno, "cannot open %s", path);
        bool ok = first_entry(path, listing, "train-images", name) || first_entry(path, listing, "t10k-images", name);
        closedir(listing);
        if (!ok)
            return error_set(error,
                             "%s: expected train-images-idx3-ubyte or t10k-images-idx3-ubyte (plain or .gz) in this "
                             "folder, found neither; an image file of another name can be given by its path",
                             path);
    }
    int length = snprintf(found, IDX_SET_PATH, name[0] ? "%s/%s" : "%s", path, name);
    if (length >= IDX_SET_PATH)
        return error_set(error, "%.64s...: expected a path of at most %d bytes, found %d", path, IDX_SET_PATH - 1,
                         length);
    return true;
}

// Puts `to` in the place of the last `from` of the file's name. False if there is none or the path grows too long.
static bool replace_word(char path[IDX_SET_PATH], const char *from, const char *to) {
    char *last = NULL;
    char *start = path + (file_base_name(path) - path);
    for (char *next = strstr(start, from); next; next = strstr(next + 1, from))
        last = next;
    if (!last || strlen(path) + strlen(to) - strlen(from) >= IDX_SET_PATH)
        return false;
    memmove(last + strlen(to), last + strlen(from), strlen(last + strlen(from)) + 1);
    memcpy(last, to, strlen(to));
    return true;
}

// True if the file is there; if its plain or .gz twin is there instead, `path` becomes that.
static bool find_twin(char path[IDX_SET_PATH]) {
    if (file_exists(path))
        return true;
    size_t length = strlen(path);
    if (file_has_extension(path, "gz"))
        path[length - 3] = 0;
    else if (length + 3 < IDX_SET_PATH)
        strcpy(path + length, ".gz");
    return file_exists(path);
}

static bool find_labels(const char *images, char labels[IDX_SET_PATH]) {
    snprintf(labels, IDX_SET_PATH, "%s", images);
    if (!replace_word(labels, "images", "labels"))
        return false;
    replace_word(labels, "idx3", "idx1");
    return find_twin(labels);
}

// The file of the other half; `is_test` tells which half `images` is.
static bool find_other_half(const char *images, char other[IDX_SET_PATH], bool *is_test) {
    static const char *const PAIRS[][2] = {{"train", "t10k"}, {"train", "test"}, {"t10k", "train"}, {"test", "train"}};
    for (int i = 0; i < 4; i++) {
        snprintf(other, IDX_SET_PATH, "%s", images);
        *is_test = i >= 2;
        if (replace_word(other, PAIRS[i][0], PAIRS[i][1]) && find_twin(other))
            return true;
    }
    return false;
}

static bool read_labels(const char *images, Images *half, Error *error) {
    char path[IDX_SET_PATH];
    if (!find_labels(images, path))
        return true;
    IdxArray array;
    if (!idx_read(path, IDX_LABELS, &array, error))
        return false;
    half->labels = array.values;
    return array.sizes[0] == half->count ||
           error_set(error, "%s: expected %d labels, one for each image of %s, found %d", path, half->count,
                     file_base_name(images), array.sizes[0]);
}

static bool read_half(const char *path, Images *half, Error *error) {
    IdxArray array;
    if (!idx_read(path, IDX_IMAGES, &array, error))
        return false;
    half->count = array.sizes[0];
    half->channels = 1;
    half->height = array.sizes[1];
    half->width = array.sizes[2];
    half->pixels = array.values;
    return read_labels(path, half, error);
}

typedef struct Reading {
    const char *path;
    Images *half;
    Error error;
    bool ok;
} Reading;

static void *read_beside(void *context) {
    Reading *reading = context;
    reading->ok = read_half(reading->path, reading->half, &reading->error);
    return NULL;
}

// Inflating takes most of a start, and one stream cannot be shared out; two can. Where both halves are damaged the
// first one is told.
static bool read_both(const char *images, Images *first, const char *other, Images *second, Error *error) {
    Reading beside = {.path = other, .half = second};
    pthread_t thread;
    bool started = pthread_create(&thread, NULL, read_beside, &beside) == 0;
    bool ok = read_half(images, first, error);
    if (started)
        pthread_join(thread, NULL);
    else if (ok)
        read_beside(&beside);
    if (ok && !beside.ok)
        error_set(error, "%s", beside.error.text);
    return ok && beside.ok;
}

static bool check_halves(const char *other, const Images *first, const Images *second, Error *error) {
    if (first->height != second->height || first->width != second->width)
        return error_set(error, "%s: expected images of %d×%d as in the set's other half, found %d×%d", other,
                         first->height, first->width, second->height, second->width);
    if (!first->labels != !second->labels)
        return error_set(error, "%s: expected labels for both halves of the set or for none, found them for %s", other,
                         first->labels ? "the other half only" : "this half only");
    return true;
}

bool idx_set_read(const char *path, Images *train, Images *test, Error *error) {
    *train = *test = (Images){0};
    char images[IDX_SET_PATH], other[IDX_SET_PATH];
    bool is_test;
    if (!idx_set_find(path, images, error))
        return false;
    if (!find_other_half(images, other, &is_test))
        return read_half(images, train, error) && hold_out(images, train, test, error);
    Images *first = is_test ? test : train, *second = is_test ? train : test;
    return read_both(images, first, other, second, error) && check_halves(other, first, second, error);
}

void idx_set_finish(Images *images) {
    free((void *)images->pixels);
    free((void *)images->labels);
    *images = (Images){0};
}
