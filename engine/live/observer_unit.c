// The unit card: which unit it is of, and when what is computed. What weights say comes at once; an image that raises
// the unit, and what all test images say, come in slices, of one snapshot after the other. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <stdlib.h>

static ViewArray emptied(ViewArray array) {
    array.size = 0;
    return array;
}

// Another unit, model or data: nothing of the last one stays on screen.
static void forget(Observer *o) {
    UnitView *view = &o->now.unit;
    *view = (UnitView){.version = view->version + 1,
                       .atom = emptied(view->atom),
                       .filter = emptied(view->filter),
                       .ascent = emptied(view->ascent),
                       .pictures = emptied(view->pictures)};
    o->unit.stage = UNIT_IDLE;
}

static void give_back(UnitWork *work) {
    subject_finish(&work->subject);
    arena_finish(&work->arena);
    unit_ascent_finish(&work->ascent);
    free(work->room.at);
    *work = (UnitWork){0};
}

static bool is_same(const Observer *o) {
    const UnitView *view = &o->now.unit;
    const UnitRequest *wish = &o->request.unit;
    const Snapshot *shown = o->shown.snapshot;
    bool begun = view->running.run > 0;
    return view->tag.run == shown->run && view->tag.generation == shown->generation && view->layer == wish->layer &&
           view->unit == wish->unit && (!begun || corruption_is_same(&o->unit.measured, &shown->spec.corruption));
}

static void show(Observer *o) {
    UnitView *view = &o->now.unit;
    UnitWork *work = &o->unit;
    UnitPlace place;
    if (!o->request.unit.wanted) {
        if (view->tag.run > 0) {
            forget(o);
            give_back(work);
        }
        return;
    }
    if (!is_same(o))
        forget(o);
    bool there = unit_place_find(&o->shown.net, &o->request.unit, &place);
    view->version++;
    view->tag = observer_tag(o->shown.snapshot);
    view->layer = o->request.unit.layer;
    view->unit = o->request.unit.unit;
    view->units = there ? place.units : 0;
    if (!there)
        return;
    if (o->request.past && view->running.step != view->tag.step)
        work->stage = UNIT_IDLE; // the moment looked at is another one
    unit_view_pictures(o, &place);
}

static bool waits(const Observer *o) {
    const UnitView *view = &o->now.unit;
    return o->request.unit.wanted && view->units > 0 &&
           (o->unit.stage != UNIT_IDLE || !observer_same_tag(&view->counted, &view->tag));
}

static bool bare(const Observer *o) {
    return o->now.unit.counted.run == 0;
}

static void begin(Observer *o) {
    UnitWork *work = &o->unit;
    UnitView *view = &o->now.unit;
    Snapshot *snapshot = o->shown.snapshot;
    if (!subject_take(&work->subject, snapshot) ||
        !unit_place_find(&work->subject.net, &o->request.unit, &work->place) || !unit_count_begin(o))
        return;
    work->measured = snapshot->spec.corruption;
    view->running = observer_tag(snapshot);
    view->images = snapshot->data->test.count;
    view->scored = 0;
    work->stage = unit_raise_begin(o) ? UNIT_LOADING : UNIT_COUNTING;
}

// A small part of what there is to do.
static void go_on(Observer *o) {
    UnitWork *work = &o->unit;
    if (work->stage != UNIT_COUNTING) {
        if (unit_raise_some(o))
            work->stage = UNIT_COUNTING;
    } else if (unit_count_some(o)) {
        work->stage = UNIT_IDLE;
        unit_view_pictures(o, &work->place); // now it is known how active the unit is
        o->news = true;
    }
}

static void work(Observer *o, double seconds) {
    double start = clock_seconds();
    if (o->unit.stage == UNIT_IDLE)
        begin(o);
    while (o->unit.stage != UNIT_IDLE && clock_seconds() - start < seconds)
        go_on(o);
    o->now.unit.version++;
}

static void finish(Observer *o) {
    give_back(&o->unit);
}

const ObserverPart observer_unit = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
