// The playground: the pinned image, corrupted and its code changed by hand, at once; and what is made in rounds. On the
// observer's thread.
#include "observer_play.h"

#include "clock.h"
#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

bool play_show_known(Observer *o) {
    PlayView *view = &o->now.play;
    const PlayWork *w = o->play;
    int units = view->units, axes = w->axes.axes;
    size_t count = (size_t)units, along = (size_t)axes;
    view->known = play_is_known(o) && w->axes.images > 0 && view_array_floats(&view->mean, count) &&
                  view_array_floats(&view->spread, count) && view_array_floats(&view->low, count) &&
                  view_array_floats(&view->high, count) && view_array_floats(&view->axis, along) &&
                  view_array_floats(&view->axis_share, along);
    view->axes = view->known ? axes : 0;
    view->scored_tag = view->known ? w->axes_tag : (ViewTag){0};
    view->scored = view->known ? w->axes.images : 0;
    CodeRange range = {view->least, view->most, 0};
    for (int u = 0; view->known && u < units; u++) {
        float low, high;
        code_axes_stretch(&w->axes, u, &low, &high);
        view->mean.floats[u] = (float)w->axes.mean[u];
        view->spread.floats[u] = (float)w->axes.spread[u];
        view->low.floats[u] = (float)code_range_clip(&range, (real)low);
        view->high.floats[u] = (float)code_range_clip(&range, (real)high);
    }
    for (int i = 0; i < view->axes; i++) {
        view->axis.floats[i] = (float)code_axes_place(&w->axes, i, view->code.floats);
        view->axis_share.floats[i] = (float)(w->axes.variance[i] / w->axes.total);
    }
    return view->known;
}

// What is wanted by hand does not wait.
static bool bare(const Observer *o) {
    return !play_is_known(o) || play_rows_wait(o, true);
}

static bool take_arrays(PlayView *view, size_t size, size_t units) {
    return view_array_bytes(&view->input, size) && view_array_bytes(&view->seen, size) &&
           view_array_bytes(&view->output, size) && view_array_floats(&view->code, units) &&
           view_array_floats(&view->applied, units);
}

// Decodes the code with what is done to it. The rows of the pass hold the image since it was encoded.
static bool decode_changed(Observer *o, PlayView *view) {
    const Net *net = &o->shown.net;
    const Pass *pass = &o->shown.pass;
    PlayRowWish wish = {.axes = o->request.play.axes, .changes = o->request.play.changes};
    memcpy(wish.change, o->request.play.change, sizeof wish.change);
    CodeRange range = code_range(net);
    uint32_t *scratch = malloc((size_t)view->units * sizeof *scratch);
    if (!scratch)
        return false;
    memcpy(view->applied.floats, view->code.floats, view->code.size);
    play_change(play_is_known(o) ? o->play : NULL, &range, &wish, -1, view->applied.floats, view->units, scratch);
    free(scratch);
    intervention_apply(&o->request.interventions, view->applied.floats, 1, view->units);
    view->changed = memcmp(view->applied.floats, view->code.floats, view->code.size) != 0;
    view->least = range.least;
    view->most = range.most;
    memcpy(net_code(net, pass), view->applied.floats, view->applied.size);
    net_forward(net, pass, net->encoder_layers, net->layers, 0, 1, 0);
    score_rows(net, pass, o->shown.snapshot->spec.loss, 0, 1, &view->score, NULL);
    for (size_t i = 0; i < view->output.size; i++)
        view->output.bytes[i] = byte_of(net_output(net, pass)[i]);
    return true;
}

static void show_play(Observer *o) {
    PlayView *view = &o->now.play;
    Shape image = o->shown.snapshot->image;
    PinnedSource pinned;
    view->version++;
    view->tag = (ViewTag){0};
    view->units = shape_size(o->shown.net.code);
    if (!take_arrays(view, (size_t)shape_size(image), (size_t)view->units) ||
        !observer_find_pinned(o, &o->shown, &pinned) ||
        !play_encode(o, &o->shown, PLAY_PINNED, view->code.floats, view->seen.bytes) || !decode_changed(o, view))
        return;
    Corruption corruption = play_corruption(&o->request.play);
    memcpy(view->input.bytes, images_pixels(&pinned.images, pinned.index), view->input.size);
    view->corrupts = !corruption_is_none(&corruption);
    view->asked = o->request.play.asked;
    view->rows_asked = play_rows_are_made(o) ? view->asked : 0;
    view->own = pinned.own;
    view->image = pinned.own ? -1 : pinned.index;
    view->label = pinned.label;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    play_show_known(o);
    view->tag = observer_tag(o->shown.snapshot);
    view->made = clock_seconds();
}

static void close_view(Observer *o) {
    o->now.play.tag = (ViewTag){0};
    o->now.play.version++;
    play_rows_forget(o);
    play_give_back(o->play);
}

static void show(Observer *o) {
    if (!o->request.play.wanted) {
        if (o->play && o->play->subject.snapshot)
            close_view(o);
        return;
    }
    o->play = o->play ? o->play : calloc(1, sizeof *o->play);
    if (!o->play)
        return;
    if (!play_is_of(o->play, o->shown.snapshot))
        play_rows_forget(o);
    show_play(o);
}

static void finish(Observer *o) {
    if (o->play)
        play_give_back(o->play);
    free(o->play);
}

const ObserverPart observer_play = {
    .show = show, .waits = play_waits, .bare = bare, .work = play_work, .finish = finish};
