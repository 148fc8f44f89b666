// The test image under the pointer, with the spread of its code, and thumbnails. On the observer's thread.
#include "observer_latent.h"

#include "reconstruction.h"

#include <math.h>
#include <string.h>

// Where the image's point is on screen, or would be.
static void find_place(Observer *o, const CodePlane *plane, LatentHoverView *view) {
    float at[2];
    int point = latent_find(&o->latent->known, view->index);
    if (point >= 0)
        memcpy(at, plane->position + 2 * (size_t)point, sizeof at);
    else
        code_plane_project(plane, net_code(&o->shown.net, &o->shown.pass), at);
    if (point < 0 && plane->kind == PLANE_UNIT)
        at[1] = view->score.squared_error;
    view->mean = (LatentPoint){at[0], at[1]};
}

// The encoder has just left the log-variances behind the means.
static void find_spread(Observer *o, const CodePlane *plane, LatentHoverView *view) {
    const Subject *subject = &o->shown;
    float axis[2][2] = {{0}};
    view->spreads = net_is_gaussian(&subject->net) && plane->kind != PLANE_EMBEDDED;
    if (view->spreads)
        code_plane_ellipse(plane, subject->pass.stash[subject->net.encoder_layers - 1] + plane->units, axis);
    for (int a = 0; a < 2; a++) {
        view->spreads &= isfinite(axis[a][0]) && isfinite(axis[a][1]);
        view->axis[a] = (LatentPoint){axis[a][0], axis[a][1]};
    }
}

static void show_image(Observer *o, LatentHoverView *view, size_t size) {
    const Subject *subject = &o->shown;
    const Images *test = &subject->snapshot->data->test;
    Shape image = subject->snapshot->image;
    memcpy(view->input.bytes, images_pixels(test, view->index), size);
    reconstruct(&subject->net, &subject->pass, subject->snapshot->spec.loss, &subject->source, &view->index, 1, NULL,
                view->output.bytes, &view->score);
    view->label = test->labels ? test->labels[view->index] : -1;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
}

static void show_hover(Observer *o) {
    LatentHoverView *view = &o->now.latent_hover;
    const Snapshot *snapshot = o->shown.snapshot;
    size_t size = (size_t)shape_size(snapshot->image);
    view->version++;
    view->tag = (ViewTag){0};
    view->index = o->request.latent.hovered;
    if (view->index < 0 || view->index >= snapshot->data->test.count || !latent_is_known(o) ||
        o->now.latent.tag.run == 0 || !view_array_bytes(&view->input, size) || !view_array_bytes(&view->output, size))
        return;
    CodePlane plane = latent_plane(o);
    show_image(o, view, size);
    find_place(o, &plane, view);
    find_spread(o, &plane, view);
    view->tag = observer_tag(snapshot);
}

static bool has_pictures(const Observer *o, int count) {
    const LatentPicturesView *view = &o->now.latent_pictures;
    const Snapshot *snapshot = o->shown.snapshot;
    return view->tag.run == snapshot->run && view->tag.generation == snapshot->generation && view->images == count &&
           memcmp(view->index, o->request.latent.picture, (size_t)count * sizeof *view->index) == 0;
}

// Nothing of the net is in them: they are copied again only where others are wanted.
static void show_pictures(Observer *o) {
    LatentPicturesView *view = &o->now.latent_pictures;
    const LatentRequest *wish = &o->request.latent;
    const Images *test = &o->shown.snapshot->data->test;
    size_t size = images_size(test);
    int count = wish->pictures < LATENT_PICTURES ? wish->pictures : LATENT_PICTURES;
    count = count > 0 ? count : 0;
    if (has_pictures(o, count) || !view_array_bytes(&view->pictures, (size_t)count * size))
        return;
    view->version++;
    for (int i = 0; i < count; i++) {
        int image = wish->picture[i];
        view->index[i] = image;
        if (image >= 0 && image < test->count)
            memcpy(view->pictures.bytes + (size_t)i * size, images_pixels(test, image), size);
        else
            memset(view->pictures.bytes + (size_t)i * size, 0, size);
    }
    view->images = count;
    view->channels = test->channels;
    view->height = test->height;
    view->width = test->width;
    view->tag = observer_tag(o->shown.snapshot);
}

static void show(Observer *o) {
    if (o->request.latent.wanted)
        show_pictures(o);
    if (o->request.latent.wanted && o->request.latent.hovers)
        show_hover(o);
}

const ObserverPart observer_latent_hover = {.show = show};
