// The training images of a run that leaves classes out: those of the other classes. Called by the session and by what
// is fitted beside it.
#ifndef HOURGLASS_KEPT_IMAGES_H
#define HOURGLASS_KEPT_IMAGES_H

#include "class_set.h"
#include "dataset.h"

/// A zeroed one may be filled and finished.
typedef struct KeptImages {
    int count;        // images kept
    const int *index; // (count) ascending, of the training images; NULL: all of them are kept
    int *room;        // for as many as there are; it stays, so that another set of classes needs no memory
} KeptImages;

/// Keeps the training images of `data` whose class is not left out; always of the same data. False with a sentence, and
/// everything as it was, if the data has no labels or no such class, if no image would be left, or memory is short.
bool kept_images_choose(KeptImages *kept, const Dataset *data, const ClassSet *left_out, Error *error);

/// How many that would be; 0 if it were refused.
int kept_images_count(const Dataset *data, const ClassSet *left_out);

/// The training image at a place among those kept.
static inline int kept_image(const KeptImages *kept, int place) {
    return kept->index ? kept->index[place] : place;
}

void kept_images_finish(KeptImages *kept);

#endif
