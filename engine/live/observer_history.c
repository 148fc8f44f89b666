// The past of the run on screen: its moments, and the film of the pinned image over them. On the observer's thread.
#include "observer.h"

#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

static bool make_room(HistoryView *view, size_t bytes) {
    if (view->capacity >= bytes)
        return true;
    free(view->film);
    view->film = malloc(bytes);
    view->capacity = view->film ? bytes : 0;
    return view->film != NULL;
}

// Moments evenly spaced over the history, the last one always.
static void choose_frames(HistoryView *view, int wish) {
    int most = wish < VIEW_FILM ? wish : VIEW_FILM, count = view->moments < most ? view->moments : most;
    view->frames = count;
    for (int f = 0; f < count; f++)
        view->moment[f] = count > 1 ? f * (view->moments - 1) / (count - 1) : view->moments - 1;
}

static size_t all_bytes(const Moments *moments) {
    size_t bytes = 0;
    for (int i = 0; i < MOMENTS_RUNS; i++)
        bytes += history_bytes(&moments->runs[i].history);
    return bytes;
}

bool observer_list_moments(Observer *o) {
    HistoryView *view = &o->history;
    const RunMoments *of = moments_find(&o->moments, o->newest);
    _Static_assert((int)VIEW_MOMENTS == (int)HISTORY_MAX, "every moment has its step in the view");
    const Snapshot *newest = o->newest;
    view->tag = observer_tag(newest);
    view->moments = of->history.count;
    for (int i = 0; i < view->moments; i++)
        view->step[i] = of->history.kept[i]->counters.step;
    view->bytes = all_bytes(&o->moments);
    view->budget = MOMENTS_BYTES;
    view->channels = newest->image.channels;
    view->height = newest->image.height;
    view->width = newest->image.width;
    view->frames = 0;
    size_t size = (size_t)shape_size(newest->image);
    bool possible = o->request.film > 0 && o->request.pinned >= 0 && o->request.pinned < newest->data->test.count;
    if (!possible || !make_room(view, VIEW_FILM * size) || !film_follow(&o->film, of, o->request.pinned, size))
        return false;
    choose_frames(view, o->request.film);
    bool missing = false;
    for (int f = 0; f < view->frames; f++) {
        view->ready[f] = o->film.ready[view->moment[f]];
        missing |= !view->ready[f];
        if (view->ready[f])
            memcpy(view->film + (size_t)f * size, film_picture(&o->film, view->moment[f]), size);
    }
    return missing;
}

// The newest comes first: it is what has just been reached.
void observer_add_frame(Observer *o) {
    const HistoryView *view = &o->history;
    const RunMoments *of = moments_find(&o->moments, o->newest);
    for (int f = view->frames - 1; f >= 0; f--) {
        int moment = view->moment[f];
        if (view->ready[f] || moment >= of->history.count)
            continue;
        Snapshot *snapshot = of->history.kept[moment];
        Score score;
        o->film.ready[moment] = true; // even if it fails: what cannot be shown is not tried for ever
        if (subject_take(&o->filmed, snapshot_retain(snapshot)))
            reconstruct(&o->filmed.net, &o->filmed.pass, snapshot->spec.loss, &o->filmed.source, &o->film.image, 1,
                        NULL, film_picture(&o->film, moment), &score);
        return;
    }
}

void observer_copy_history(const Observer *o, Views *views) {
    HistoryView *to = &views->history;
    const HistoryView *from = &o->history;
    size_t bytes = (size_t)from->frames * (size_t)from->channels * (size_t)from->height * (size_t)from->width;
    if (bytes > 0 && !make_room(to, bytes))
        return;
    uint8_t *film = to->film;
    size_t capacity = to->capacity;
    *to = *from;
    to->film = film;
    to->capacity = capacity;
    if (bytes > 0)
        memcpy(film, from->film, bytes);
}

void observer_finish_history(Observer *o) {
    snapshot_release(o->newest);
    moments_finish(&o->moments);
    film_finish(&o->film);
    subject_finish(&o->filmed);
    free(o->history.film);
}
