// The unit card's image that raises a unit of a deep encoder, made a step at a time. On the observer's thread.
#include "observer.h"

#include <string.h>

enum { TILES = 4 }; // items of weights taken over at a time

bool unit_raise_begin(Observer *o) {
    UnitWork *work = &o->unit;
    if (!work->place.code || o->now.unit.filter.size > 0)
        return false;
    uint64_t run = work->subject.snapshot->run;
    work->ascent.loaded = 0;
    if (work->ascent_run == run)
        return true;
    unit_ascent_finish(&work->ascent);
    work->ascent_run = 0;
    if (!unit_ascent_init(&work->ascent, &work->subject.net, NULL))
        return false;
    work->ascent_run = run;
    return true;
}

static void show(Observer *o) {
    UnitView *view = &o->now.unit;
    const UnitAscent *ascent = &o->unit.ascent;
    size_t size = (size_t)shape_size(ascent->net.image);
    if (!view_array_floats(&view->ascent, size))
        return;
    memcpy(view->ascent.floats, ascent->image, size * sizeof(float));
    view->raised = observer_tag(o->unit.subject.snapshot);
    view->raised_from = ascent->before;
    view->raised_to = ascent->activation;
    o->news = true;
}

bool unit_raise_some(Observer *o) {
    UnitWork *work = &o->unit;
    if (work->stage == UNIT_LOADING) {
        if (!unit_ascent_load(&work->ascent, &work->subject.net, TILES))
            return false;
        Random random = random_stream(work->subject.snapshot->settings.seed, RANDOM_OBSERVE);
        unit_ascent_begin(&work->ascent, work->place.unit, NULL, random_split(random, (uint64_t)work->place.unit));
        work->stage = UNIT_ASCENDING;
        return false;
    }
    if (!unit_ascent_step(&work->ascent, 1))
        return false;
    show(o);
    return true;
}
