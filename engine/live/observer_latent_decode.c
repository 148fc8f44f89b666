// A point of the latent map, decoded at once with the newest weights, and the image that lies nearest to it. On the
// observer's thread.
#include "observer_latent.h"

#include "activations.h"
#include "clock.h"
#include "reconstruction.h"

#include <string.h>

// Of the image that is pinned, in `code` (units).
static bool encode_pinned(const Observer *o, const Subject *subject, float *code) {
    PinnedSource pinned;
    if (!observer_find_pinned(o, subject, &pinned))
        return false;
    pinned.source.images = &pinned.images;
    score_encode(&subject->net, &subject->pass, &pinned.source, &pinned.index, 1);
    memcpy(code, net_code(&subject->net, &subject->pass), (size_t)shape_size(subject->net.code) * sizeof *code);
    return true;
}

bool latent_code_prepare(Observer *o, const Subject *subject, bool *fixed) {
    CodePlane plane = latent_plane(o);
    if (!view_array_floats(&o->latent->room, 2 * (size_t)plane.units))
        return false;
    *fixed = plane.kind == PLANE_UNITS && plane.units > 2 && encode_pinned(o, subject, o->latent->room.floats);
    return true;
}

void latent_code(Observer *o, LatentPoint at, bool fixed, float *code, PlaneCode *found) {
    CodePlane plane = latent_plane(o);
    float *others = o->latent->room.floats, point[2];
    activations_finite((float[]){at.x, at.y}, 2, point);
    *found = code_plane_code(&plane, point, fixed ? others : NULL, (uint32_t *)(void *)(others + plane.units), code);
    intervention_apply(&o->request.interventions, code, 1, plane.units);
}

static bool make_room(LatentDecodeView *view, size_t size, size_t units) {
    return view_array_bytes(&view->output, size) && view_array_bytes(&view->nearest, size) &&
           view_array_floats(&view->code, units);
}

static bool decode_code(Observer *o, LatentDecodeView *view, size_t size) {
    const Subject *subject = &o->shown;
    if (!view_array_floats(&o->latent->room, size))
        return false;
    float *output = o->latent->room.floats;
    decode(&subject->net, &subject->pass, subject->snapshot->spec.loss, view->code.floats, 1, output);
    for (size_t i = 0; i < size; i++)
        view->output.bytes[i] = byte_of(output[i]);
    return true;
}

static void show_nearest(const Observer *o, LatentDecodeView *view, int point, size_t size) {
    const LatentCodes *codes = &o->latent->known;
    const Images *test = &codes->data->test;
    view->near = codes->index[point];
    view->label = test->labels ? test->labels[view->near] : -1;
    memcpy(view->nearest.bytes, images_pixels(test, view->near), size);
}

// The point belongs to the map on screen; what it decodes to follows the weights as they change.
static void show(Observer *o) {
    LatentDecodeView *view = &o->now.latent_decode;
    const LatentRequest *wish = &o->request.latent;
    const Snapshot *snapshot = o->shown.snapshot;
    Shape image = snapshot->image;
    size_t size = (size_t)shape_size(image);
    PlaneCode found;
    bool fixed;
    if (!wish->wanted || !wish->decodes)
        return;
    view->version++;
    view->tag = (ViewTag){0};
    if (!latent_is_known(o) || o->now.latent.tag.run == 0 ||
        !make_room(view, size, (size_t)shape_size(o->shown.net.code)) || !latent_code_prepare(o, &o->shown, &fixed))
        return;
    latent_code(o, wish->at, fixed, view->code.floats, &found);
    if (!decode_code(o, view, size))
        return;
    show_nearest(o, view, found.near, size);
    view->clipped = found.clipped;
    view->blend = found.blend;
    view->axes = o->now.latent.axes;
    view->at = wish->at;
    view->asked = wish->asked;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    view->made = clock_seconds();
    view->tag = observer_tag(snapshot);
}

const ObserverPart observer_latent_decode = {.show = show};
