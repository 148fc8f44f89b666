// The pictures in a folder and in its subfolders, in the order in which they become a data set.
#ifndef HOURGLASS_IMAGE_LIST_H
#define HOURGLASS_IMAGE_LIST_H

#include "dataset_options.h"
#include "image_size.h"

enum { IMAGE_LIST_CLASSES = 256 };

/// A file whose header could be read.
typedef struct ImageEntry {
    char *path;    // from malloc
    int subfolder; // its number among `subfolder` below, or -1
    ImageSize size;
} ImageEntry;

typedef struct ImageList {
    size_t root; // length of the folder's name and the slash after it, to name files shortly
    ImageEntry *entry;
    int count, capacity;
    char **subfolder; // names of those that hold pictures, sorted
    int subfolders;
    int files, skipped; // of all that was seen, and left out
    char names[192];    // the first few left out, with the reasons
    int named;
} ImageList;

/// Lists the pictures in `folder` and one level deeper, sorted bytewise by base name, then by path. Hidden files are
/// passed over; what is no picture or too large, and folders deeper down, are counted as skipped. Fails where the
/// folder cannot be read, memory is short, pictures lie in more than IMAGE_LIST_CLASSES subfolders or
/// options->cancelled says so; progress goes to `share` of 1. The list is the caller's to finish, also after a failure.
bool image_list_read(const char *folder, const DatasetOptions *options, double share, ImageList *list, Error *error);

void image_list_finish(ImageList *list); // takes a zeroed one

/// Counts a file as left out. `path` begins with the folder's name.
void image_list_skip(ImageList *list, const char *path, const char *reason);

/// "Skipped 3 of 120 files: notes.txt (not a PNG or JPEG picture) and 2 more."; empty if nothing was skipped.
void image_list_note(const ImageList *list, char *note, size_t size);

/// True, with the error set, if whoever opens the folder has changed their mind.
bool image_list_cancelled(const char *folder, const DatasetOptions *options, Error *error);

/// Tells how far the folder is read.
void image_list_progress(const DatasetOptions *options, double part);

#endif
