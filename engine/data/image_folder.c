// Opens folders of the user's own pictures. Called by the data sets, on the jobs thread or the command line's.
#include "image_folder.h"

#include "hold_out.h"
#include "image_list.h"
#include "picture.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const size_t MOST_BYTES = (size_t)1 << 31;

// Reading a header costs little beside decoding.
#define HEADERS_SHARE 0.1

static bool read_word(const char *word, ImageWish *wish) {
    bool grey = strcmp(word, "grey") == 0;
    if (!grey && strcmp(word, "rgb") != 0)
        return false;
    wish->channels = grey ? 1 : 3;
    return true;
}

bool image_folder_wish(const char *name, size_t *length, ImageWish *wish, Error *error) {
    *wish = (ImageWish){0};
    const char *at = strrchr(name, '@');
    *length = at && !strchr(at, '/') ? (size_t)(at - name) : strlen(name);
    if (!name[*length])
        return true;
    char first[16];
    int size = snprintf(first, sizeof first, "%s", at + 1);
    char *comma = strchr(first, ',');
    if (comma)
        *comma = 0;
    bool side = text_to_int(first, IMAGE_FOLDER_LEAST_SIDE, IMAGE_FOLDER_MOST_SIDE, &wish->side);
    bool ok = side ? !comma || read_word(comma + 1, wish) : !comma && read_word(first, wish);
    return (ok && size < (int)sizeof first) ||
           error_set(error,
                     "%s: expected @SIDE from %d to %d, @rgb, @grey or @SIDE,grey after the folder's name, found %s",
                     name, IMAGE_FOLDER_LEAST_SIDE, IMAGE_FOLDER_MOST_SIDE, at);
}

static ImageWish fill_wish(const ImageWish *wish, const ImageSize *first) {
    int shorter = first->width < first->height ? first->width : first->height;
    int side = shorter < IMAGE_FOLDER_SIDE ? shorter : IMAGE_FOLDER_SIDE;
    side = side < IMAGE_FOLDER_LEAST_SIDE ? IMAGE_FOLDER_LEAST_SIDE : side;
    return (ImageWish){wish->side ? wish->side : side, wish->channels ? wish->channels : first->grey ? 1 : 3};
}

// Pictures that cannot be decoded leave no gap.
static bool decode_all(const char *folder, ImageList *list, const DatasetOptions *options, Images *images,
                       Error *error) {
    size_t size = (size_t)images_size(images);
    uint8_t *pixels = malloc((size_t)list->count * size), *labels = malloc((size_t)list->count);
    images->pixels = pixels;
    images->labels = labels;
    if (!pixels || !labels)
        return error_memory(error, folder);
    Error reason;
    for (int i = 0; i < list->count; i++) {
        const ImageEntry *entry = &list->entry[i];
        if (image_list_cancelled(folder, options, error))
            return false;
        image_list_progress(options, HEADERS_SHARE + (1 - HEADERS_SHARE) * i / list->count);
        uint8_t *place = pixels + (size_t)images->count * size;
        if (!picture_read(entry->path, &entry->size, options->decode, images, place, &reason))
            image_list_skip(list, entry->path, reason.text);
        else
            labels[images->count++] = (uint8_t)(entry->subfolder < 0 ? 0 : entry->subfolder);
    }
    return true;
}

// So that a folder opened again is known to be the same or not.
static uint32_t checksum(const Images *images) {
    size_t size = (size_t)images_size(images);
    uLong sum = crc32(0, NULL, 0);
    for (int i = 0; i < images->count; i++) {
        sum = crc32(sum, images_pixels(images, i), (uInt)size);
        sum = images->labels ? crc32(sum, images->labels + i, 1) : sum;
    }
    return (uint32_t)sum;
}

// Cuts a name that is too long between two characters of UTF-8.
static void name_class(char name[32], const char *folder) {
    size_t length = strlen(folder);
    if (length > 31)
        for (length = 31; length > 0 && ((unsigned char)folder[length] & 0xc0) == 0x80;)
            length--;
    memcpy(name, folder, length);
    name[length] = 0;
}

// Subfolders are classes unless pictures lie beside them.
static void name_classes(const char *folder, const ImageList *list, Dataset *dataset) {
    const ImageEntry *outside = NULL;
    for (int i = 0; i < list->count && !outside; i++)
        outside = list->entry[i].subfolder < 0 ? &list->entry[i] : NULL;
    image_list_note(list, dataset->note, sizeof dataset->note);
    if (!outside) {
        dataset->classes = list->subfolders;
        for (int i = 0; i < list->subfolders; i++)
            name_class(dataset->class_names[i], list->subfolder[i]);
        return;
    }
    free((void *)dataset->train.labels);
    dataset->train.labels = NULL;
    size_t used = strlen(dataset->note);
    if (list->subfolders > 0)
        snprintf(dataset->note + used, sizeof dataset->note - used,
                 "%sNo classes, since %.48s lies beside the subfolders.", used ? " " : "",
                 outside->path + strlen(folder) + 1);
}

static bool enough(const char *folder, const ImageList *list, int count, Error *error) {
    if (count >= HOLD_OUT_EVERY)
        return true;
    char note[256];
    image_list_note(list, note, sizeof note);
    return error_set(error,
                     "%s: expected at least %d PNG or JPEG pictures in this folder or in subfolders, one a class (or "
                     "IDX files such as train-images-idx3-ubyte), found %d%s%s",
                     folder, HOLD_OUT_EVERY, count, note[0] ? ". " : "", note);
}

static bool fits(const char *folder, int count, const ImageWish *wish, Error *error) {
    size_t size = (size_t)wish->side * (size_t)wish->side * (size_t)wish->channels;
    return (size_t)count <= MOST_BYTES / size ||
           error_set(error,
                     "%s: expected at most 2 GiB of pixels, found %d pictures of %d×%d×%d; %s@%d makes them smaller",
                     folder, count, wish->channels, wish->side, wish->side, folder, wish->side / 2);
}

bool image_folder_read(const char *folder, const ImageWish *wish, const DatasetOptions *options, Dataset *dataset,
                       Error *error) {
    ImageList list;
    bool ok = image_list_read(folder, options, HEADERS_SHARE, &list, error) && enough(folder, &list, list.count, error);
    if (ok) {
        ImageWish choice = fill_wish(wish, &list.entry[0].size);
        dataset->train = (Images){.channels = choice.channels, .height = choice.side, .width = choice.side};
        ok = fits(folder, list.count, &choice, error) && decode_all(folder, &list, options, &dataset->train, error) &&
             enough(folder, &list, dataset->train.count, error);
    }
    if (ok) {
        name_classes(folder, &list, dataset);
        dataset->checksum = checksum(&dataset->train);
        ok = hold_out(folder, &dataset->train, &dataset->test, error);
    }
    image_list_finish(&list);
    return ok;
}
