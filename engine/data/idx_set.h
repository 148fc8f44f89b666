// A set of images from the IDX files that belong together: training and test half, images and labels.
#ifndef HOURGLASS_IDX_SET_H
#define HOURGLASS_IDX_SET_H

#include "error.h"
#include "images.h"

#include <stdbool.h>

enum { IDX_SET_PATH = 1024 };

/// The image file that stands for `path`: the path itself, or in a folder the first of train-images*, else of
/// t10k-images*, by name. The error says what was looked for.
bool idx_set_find(const char *path, char found[IDX_SET_PATH], Error *error);

/// Reads the image file at `path` (or in that folder), its labels and its other half, as far as they are there. Labels
/// bear the image file's name with labels for images and idx1 for idx3; the halves are told apart by train against t10k
/// or test; each file may be plain or .gz. A set of one half is split: every sixth image (index % 6 == 5) is held out.
/// Pixels and labels are the caller's to give to idx_set_finish, also after a failure.
bool idx_set_read(const char *path, Images *train, Images *test, Error *error);

/// Frees pixels and labels. Takes zeroed images.
void idx_set_finish(Images *images);

#endif
