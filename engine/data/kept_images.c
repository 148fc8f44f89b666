// Choosing training images by class. On the thread that owns the session or the fit.
#include "kept_images.h"

#include <stdlib.h>

static bool check(const Dataset *data, const ClassSet *left_out, Error *error) {
    if (data->classes == 0 || !data->train.labels)
        return error_set(error, "classes can be left out of data with labels only; %s has none", data->title);
    for (int c = data->classes; c < CLASS_SET_MAX; c++)
        if (class_set_has(left_out, c))
            return error_set(error, "there is no class %d to leave out; %s has the classes 0 to %d", c, data->title,
                             data->classes - 1);
    return true;
}

static int count_kept(const Images *images, const ClassSet *left_out) {
    int count = 0;
    for (int i = 0; i < images->count; i++)
        count += !class_set_has(left_out, images->labels[i]);
    return count;
}

int kept_images_count(const Dataset *data, const ClassSet *left_out) {
    if (class_set_count(left_out) == 0)
        return data->train.count;
    return check(data, left_out, NULL) ? count_kept(&data->train, left_out) : 0;
}

bool kept_images_choose(KeptImages *kept, const Dataset *data, const ClassSet *left_out, Error *error) {
    const Images *images = &data->train;
    if (class_set_count(left_out) == 0) {
        kept->count = images->count;
        kept->index = NULL;
        return true;
    }
    if (!check(data, left_out, error))
        return false;
    if (count_kept(images, left_out) == 0)
        return error_set(error, "all training images of %s are of classes to be left out; none is left to learn from",
                         data->title);
    if (!kept->room)
        kept->room = malloc((size_t)images->count * sizeof *kept->room);
    if (!kept->room)
        return error_memory(error, "the images of the classes kept");
    kept->count = 0;
    for (int i = 0; i < images->count; i++)
        if (!class_set_has(left_out, images->labels[i]))
            kept->room[kept->count++] = i;
    kept->index = kept->room;
    return true;
}

void kept_images_finish(KeptImages *kept) {
    free(kept->room);
    *kept = (KeptImages){0};
}
