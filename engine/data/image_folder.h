// A folder of PNG and JPEG pictures as a data set: subfolders are classes.
#ifndef HOURGLASS_IMAGE_FOLDER_H
#define HOURGLASS_IMAGE_FOLDER_H

#include "dataset.h"

enum { IMAGE_FOLDER_LEAST_SIDE = 4, IMAGE_FOLDER_MOST_SIDE = 256, IMAGE_FOLDER_SIDE = 64 };

/// What the user wants images to be; 0 leaves it to the first picture: grey or RGB as that is, and its shorter side,
/// at most IMAGE_FOLDER_SIDE.
typedef struct ImageWish {
    int side, channels; // channels 1 or 3
} ImageWish;

/// Parts "FOLDER@32,grey" into the folder's name, the first `length` bytes, and a wish. After the last @ may stand a
/// side from IMAGE_FOLDER_LEAST_SIDE to IMAGE_FOLDER_MOST_SIDE, rgb or grey, or both with a comma; false with an error
/// if something else does. A name without @ is a folder without a wish.
bool image_folder_wish(const char *name, size_t *length, ImageWish *wish, Error *error);

/// Opens a folder: fills in images, split by hold_out, classes and their names, and the note about what was skipped.
/// Pictures are sorted by base name, then by path; cut and resized as image_fit does. Labels are there if every picture
/// lies in a subfolder. At most 2 GiB of pixels. What was taken is the data set's also after a failure.
bool image_folder_read(const char *folder, const ImageWish *wish, const DatasetOptions *options, Dataset *dataset,
                       Error *error);

#endif
