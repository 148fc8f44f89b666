// The past of the run on screen: its moments, and the film of the pinned image over them. On the observer's thread.
#include "observer.h"

#include "reconstruction.h"

#include <limits.h>
#include <string.h>

// Moments evenly spaced over the history, the last one always.
static void choose_frames(HistoryView *view, int wish) {
    int most = wish < VIEW_FILM ? wish : VIEW_FILM, count = view->moments < most ? view->moments : most;
    view->frames = count;
    for (int f = 0; f < count; f++)
        view->moment[f] = count > 1 ? f * (view->moments - 1) / (count - 1) : view->moments - 1;
}

static void list_moments(Observer *o, HistoryView *view, const RunMoments *of) {
    _Static_assert((int)VIEW_MOMENTS == (int)HISTORY_MAX, "every moment has its step in the view");
    const Snapshot *newest = o->newest;
    view->version++;
    view->tag = observer_tag(newest);
    view->shown = observer_tag(o->shown.snapshot);
    view->moments = of->history.count;
    for (int i = 0; i < view->moments; i++)
        view->step[i] = of->history.kept[i]->counters.step;
    view->bytes = moments_bytes(&o->moments);
    view->budget = moments_budget(&o->moments);
    view->channels = newest->image.channels;
    view->height = newest->image.height;
    view->width = newest->image.width;
    view->frames = 0;
}

// Which picture the film is of: a test image, or below zero one of the user's own.
static int picture_of(const PinnedSource *pinned) {
    return pinned->own ? -1 - (int)(pinned->own % INT_MAX) : pinned->index;
}

// The frames that there are; o->framing says whether some are missing.
static void show(Observer *o) {
    HistoryView *view = &o->now.history;
    const RunMoments *of = moments_find(&o->moments, o->newest);
    size_t size = (size_t)shape_size(o->newest->image);
    PinnedSource pinned;
    moments_set_budget(&o->moments, o->request.history_bytes, o->newest);
    list_moments(o, view, of);
    o->framing = false;
    if (o->request.film < 1 || !observer_find_pinned(o, &o->shown, &pinned) ||
        !view_array_bytes(&view->film, VIEW_FILM * size) || !film_follow(&o->film, of, picture_of(&pinned), size))
        return;
    choose_frames(view, o->request.film);
    view->image = pinned.own ? -1 : pinned.index;
    view->own = pinned.own;
    view->film.size = (size_t)view->frames * size;
    for (int f = 0; f < view->frames; f++) {
        view->ready[f] = o->film.ready[view->moment[f]];
        o->framing |= !view->ready[f];
        if (view->ready[f])
            memcpy(view->film.bytes + (size_t)f * size, film_picture(&o->film, view->moment[f]), size);
    }
}

static bool waits(const Observer *o) {
    return o->framing;
}

static void add_frame(Observer *o, int moment, Snapshot *snapshot) {
    PinnedSource pinned;
    Score score;
    o->film.ready[moment] = true; // even if it fails: what cannot be shown is not tried for ever
    if (!subject_take(&o->filmed, snapshot) || !observer_find_pinned(o, &o->filmed, &pinned))
        return;
    pinned.source.images = &pinned.images;
    reconstruct(&o->filmed.net, &o->filmed.pass, snapshot->spec.loss, &pinned.source, &pinned.index, 1, NULL,
                film_picture(&o->film, moment), &score);
}

// One frame. The newest comes first: it is what has just been reached.
static void work(Observer *o, double seconds) {
    (void)seconds;
    const HistoryView *view = &o->now.history;
    const RunMoments *of = moments_find(&o->moments, o->newest);
    for (int f = view->frames - 1; f >= 0; f--) {
        int moment = view->moment[f];
        if (view->ready[f] || moment >= of->history.count)
            continue;
        add_frame(o, moment, of->history.kept[moment]);
        break;
    }
    show(o);
    o->news |= !o->framing;
}

static void finish(Observer *o) {
    film_finish(&o->film);
    subject_finish(&o->filmed);
}

const ObserverPart observer_film = {.show = show, .waits = waits, .work = work, .finish = finish, .background = true};
