// Chosen test images and what the net on screen makes of them. On the observer's thread.
#include "observer.h"

#include "reconstruction.h"

#include <string.h>

static bool make_room(ReconstructionView *view, size_t bytes) {
    return view_array_bytes(&view->input, bytes) && view_array_bytes(&view->seen, bytes) &&
           view_array_bytes(&view->output, bytes);
}

static int known_images(const int *wish, int count, const Images *test, int index[VIEW_MAX_IMAGES]) {
    int known = 0;
    for (int i = 0; i < count && i < VIEW_MAX_IMAGES; i++)
        if (wish[i] >= 0 && wish[i] < test->count) // else asked for another data set's images
            index[known++] = wish[i];
    return known;
}

void observer_reconstruct(Observer *o, const ImageSource *source, const int *index, int count,
                          ReconstructionView *view) {
    const Snapshot *snapshot = o->shown.snapshot;
    const Images *test = &snapshot->data->test;
    size_t size = (size_t)shape_size(snapshot->image);
    view->version++;
    view->images = known_images(index, count, test, view->index);
    if (!make_room(view, (size_t)view->images * size)) {
        view->images = 0;
        return;
    }
    for (int i = 0; i < view->images; i++) {
        memcpy(view->input.bytes + (size_t)i * size, images_pixels(test, view->index[i]), size);
        view->label[i] = test->labels ? test->labels[view->index[i]] : -1;
    }
    view->corrupts = !corruption_is_none(&source->corruption);
    reconstruct(&o->shown.net, &o->shown.pass, snapshot->spec.loss, source, view->index, view->images, view->seen.bytes,
                view->output.bytes, view->score);
    view->channels = snapshot->image.channels;
    view->height = snapshot->image.height;
    view->width = snapshot->image.width;
    view->tag = observer_tag(snapshot);
}

static void show(Observer *o) {
    observer_reconstruct(o, &o->shown.source, o->request.index, o->request.images, &o->now.reconstruction);
}

const ObserverPart observer_reconstructions = {.show = show};
