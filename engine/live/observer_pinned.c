// The pinned image: what the net on screen makes of it. On the observer's thread.
#include "observer.h"

#include "reconstruction.h"

#include <string.h>

// Without what the user does to single units, to hold the changed picture against.
static void show_plain(Observer *o, PinnedView *view, PinnedSource *pinned) {
    pinned->source.interventions = NULL;
    reconstruct(&o->shown.net, &o->shown.pass, o->shown.snapshot->spec.loss, &pinned->source, &pinned->index, 1, NULL,
                view->plain.bytes, &view->plain_score);
}

static void show(Observer *o) {
    PinnedView *view = &o->now.pinned;
    const Snapshot *snapshot = o->shown.snapshot;
    Shape image = snapshot->image;
    size_t size = (size_t)shape_size(image);
    PinnedSource pinned;
    view->version++;
    view->tag = (ViewTag){0};
    if (!observer_find_pinned(o, &o->shown, &pinned) || !view_array_bytes(&view->input, size) ||
        !view_array_bytes(&view->seen, size) || !view_array_bytes(&view->output, size) ||
        !view_array_bytes(&view->plain, size))
        return;
    pinned.source.images = &pinned.images;
    memcpy(view->input.bytes, images_pixels(&pinned.images, pinned.index), size);
    reconstruct(&o->shown.net, &o->shown.pass, snapshot->spec.loss, &pinned.source, &pinned.index, 1, view->seen.bytes,
                view->output.bytes, &view->score);
    view->changed = pinned.source.interventions != NULL;
    view->corrupts = !corruption_is_none(&pinned.source.corruption);
    view->own = pinned.own;
    view->image = pinned.own ? -1 : pinned.index;
    view->label = pinned.label;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    view->tag = observer_tag(snapshot);
    if (view->changed)
        show_plain(o, view, &pinned);
}

const ObserverPart observer_pinned = {.show = show};
