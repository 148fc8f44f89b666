// Looks through a folder: names first, then every file's header. Called while an image folder is opened.
#include "image_list.h"

#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 3, SHOWN = 48 };

bool image_list_cancelled(const char *folder, const DatasetOptions *options, Error *error) {
    if (!options->cancelled || !options->cancelled(options->context))
        return false;
    error_set(error, "%s: loading was stopped", folder);
    return true;
}

void image_list_progress(const DatasetOptions *options, double part) {
    if (options->progress)
        options->progress(options->context, part);
}

void image_list_skip(ImageList *list, const char *path, const char *reason) {
    list->skipped++;
    size_t used = strlen(list->names);
    if (list->named == NAMED || used + 64 > sizeof list->names)
        return;
    snprintf(list->names + used, sizeof list->names - used, "%s%.*s (%s)", list->named ? ", " : "", SHOWN,
             path + list->root, reason);
    list->named++;
}

void image_list_note(const ImageList *list, char *note, size_t size) {
    note[0] = 0;
    if (list->skipped == 0)
        return;
    char more[32] = "";
    if (list->skipped > list->named)
        snprintf(more, sizeof more, " and %d more", list->skipped - list->named);
    snprintf(note, size, "Skipped %d of %d files: %s%s.", list->skipped, list->files, list->names, more);
}

void image_list_finish(ImageList *list) {
    for (int i = 0; i < list->count; i++)
        free(list->entry[i].path);
    for (int i = 0; i < list->subfolders; i++)
        free(list->subfolder[i]);
    free(list->entry);
    free(list->subfolder);
    *list = (ImageList){0};
}

// Takes over the path.
static bool add_file(ImageList *list, char *path, int subfolder, Error *error) {
    if (list->count == list->capacity) {
        int wish = list->capacity ? 2 * list->capacity : 256;
        ImageEntry *more = wish > INT_MAX / 2 ? NULL : realloc(list->entry, (size_t)wish * sizeof *more);
        if (!more) {
            error_memory(error, path);
            free(path);
            return false;
        }
        list->entry = more;
        list->capacity = wish;
    }
    list->entry[list->count++] = (ImageEntry){.path = path, .subfolder = subfolder};
    list->files++;
    return true;
}

static bool add_subfolder(ImageList *list, const char *name, Error *error) {
    char **more = realloc(list->subfolder, ((size_t)list->subfolders + 1) * sizeof *more);
    if (more)
        list->subfolder = more;
    char *copy = more ? strdup(name) : NULL;
    if (!copy)
        return error_memory(error, name);
    list->subfolder[list->subfolders++] = copy;
    return true;
}

static char *join(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", folder, name);
    return path;
}

// One entry of the folder itself (subfolder < 0) or of one of its subfolders.
static bool add_entry(ImageList *list, const char *folder, int subfolder, const char *name, Error *error) {
    char *path = join(folder, name);
    if (!path)
        return error_memory(error, folder);
    if (!file_is_folder(path))
        return add_file(list, path, subfolder, error);
    bool ok = true;
    if (subfolder < 0) {
        ok = add_subfolder(list, name, error);
    } else {
        list->files++;
        image_list_skip(list, path, "a folder in a subfolder");
    }
    free(path);
    return ok;
}

static bool list_folder(ImageList *list, const char *folder, int subfolder, Error *error) {
    DIR *listing = opendir(folder);
    if (!listing)
        return error_system(error, errno, "cannot open %s", folder);
    bool ok = true;
    for (struct dirent *entry = readdir(listing); ok && entry; entry = readdir(listing))
        if (entry->d_name[0] != '.')
            ok = add_entry(list, folder, subfolder, entry->d_name, error);
    closedir(listing);
    return ok;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_name(const void *a, const void *b) {
    const ImageEntry *one = a, *other = b;
    int order = strcmp(file_base_name(one->path), file_base_name(other->path));
    return order ? order : strcmp(one->path, other->path);
}

static bool list_all(ImageList *list, const char *folder, Error *error) {
    if (!list_folder(list, folder, -1, error))
        return false;
    if (list->subfolders > 0)
        qsort(list->subfolder, (size_t)list->subfolders, sizeof *list->subfolder, by_text);
    for (int i = 0; i < list->subfolders; i++) {
        char *path = join(folder, list->subfolder[i]);
        bool ok = path ? list_folder(list, path, i, error) : error_memory(error, folder);
        free(path);
        if (!ok)
            return false;
    }
    if (list->count > 0)
        qsort(list->entry, (size_t)list->count, sizeof *list->entry, by_name);
    return true;
}

// Keeps what has a header that can be used.
static bool read_headers(ImageList *list, const char *folder, const DatasetOptions *options, double share,
                         Error *error) {
    int kept = 0, i = 0;
    Error reason;
    for (; i < list->count && !image_list_cancelled(folder, options, error); i++) {
        ImageEntry *entry = &list->entry[i];
        image_list_progress(options, share * i / list->count);
        if (image_size_read(entry->path, &entry->size, &reason)) {
            list->entry[kept++] = *entry;
        } else {
            image_list_skip(list, entry->path, reason.text);
            free(entry->path);
        }
    }
    bool ok = i == list->count;
    for (; i < list->count; i++)
        list->entry[kept++] = list->entry[i];
    list->count = kept;
    return ok;
}

// Subfolders without pictures are no classes; the others are numbered anew.
static bool drop_empty_subfolders(ImageList *list, Error *error) {
    int *number = calloc((size_t)list->subfolders + 1, sizeof *number), kept = 0;
    if (!number)
        return error_memory(error, "a list of pictures");
    for (int i = 0; i < list->count; i++)
        if (list->entry[i].subfolder >= 0)
            number[list->entry[i].subfolder] = 1;
    for (int i = 0; i < list->subfolders; i++) {
        bool keep = number[i];
        number[i] = kept;
        if (keep)
            list->subfolder[kept++] = list->subfolder[i];
        else
            free(list->subfolder[i]);
    }
    list->subfolders = kept;
    for (int i = 0; i < list->count; i++)
        if (list->entry[i].subfolder >= 0)
            list->entry[i].subfolder = number[list->entry[i].subfolder];
    free(number);
    return true;
}

bool image_list_read(const char *folder, const DatasetOptions *options, double share, ImageList *list, Error *error) {
    *list = (ImageList){.root = strlen(folder) + 1};
    if (!list_all(list, folder, error) || !read_headers(list, folder, options, share, error) ||
        !drop_empty_subfolders(list, error))
        return false;
    return list->subfolders <= IMAGE_LIST_CLASSES ||
           error_set(error, "%s: expected at most %d subfolders with pictures, one a class, found %d", folder,
                     IMAGE_LIST_CLASSES, list->subfolders);
}
