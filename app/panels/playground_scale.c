// Playground: what the bars are of, their order, their values and the scale they share. On the interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SORT_PAUSE 0.5 // seconds between two sorts of a code that moves

bool playground_current(const Panel *panel) {
    const PlayView *view = &panel->views->play;
    const ViewTag *tag = &view->tag;
    return panel_is_current(panel, tag) && view->input.bytes && view->output.bytes && view->code.floats &&
           view->units > 0;
}

int playground_bars_count(const Panel *panel) {
    const PlayView *view = &panel->views->play;
    if (!playground_current(panel))
        return 0;
    return !panel->look->play.axes ? view->units : view->known && view->axis.floats ? view->axes : 0;
}

float playground_bar_own(const Panel *panel, int bar) {
    const PlayView *view = &panel->views->play;
    float value = panel->look->play.axes ? view->axis.floats[bar] : view->code.floats[bar];
    return isfinite(value) ? value : 0;
}

// What the user wants counts at once, before the observer has answered.
float playground_bar_value(const Panel *panel, int bar) {
    const PlayView *view = &panel->views->play;
    bool axes = panel->look->play.axes;
    const PlayChange *change = play_edit_find(&panel->look->play.edit[axes], bar);
    if (axes)
        return playground_bar_own(panel, bar) + (change ? change->value : 0);
    if (change)
        return change->value;
    float value = view->changed && view->applied.floats ? view->applied.floats[bar] : view->code.floats[bar];
    return isfinite(value) ? value : 0;
}

void playground_bar_set(Panel *panel, int bar, float value) {
    const PlayView *view = &panel->views->play;
    bool axes = panel->look->play.axes;
    if (!axes)
        value = fminf(fmaxf(value, view->least), view->most);
    else
        value -= playground_bar_own(panel, bar);
    if (isfinite(value) && !play_edit_set(&panel->look->play.edit[axes], bar, value))
        ui_toast(panel->ui, true, "At most 64 bars can be changed at once. Put some of them back first.");
}

// The next number of one or two digits, so that the scale does not move with every step.
static float rounded_up(float size) {
    if (!(size > 0) || !isfinite(size))
        return 0;
    double power = pow(10, floor(log10((double)size)));
    static const double steps[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if ((double)size <= steps[i] * power * 1.0001)
            return (float)(steps[i] * power);
    return (float)(10 * power);
}

static void stretch(float *low, float *high, float value) {
    if (!isfinite(value))
        return;
    *low = fminf(*low, value);
    *high = fmaxf(*high, value);
}

static void range_of_axes(const Panel *panel, int count, float *low, float *high) {
    *low = -3;
    *high = 3;
    for (int i = 0; i < count; i++)
        stretch(low, high, playground_bar_own(panel, i));
    for (int i = 0; i < panel->look->play.edit[1].changes; i++) {
        int bar = panel->look->play.edit[1].change[i].unit;
        if (bar < count)
            stretch(low, high, playground_bar_value(panel, bar));
    }
    *high = ceilf(fmaxf(-*low, *high));
    *low = -*high;
}

static void range_of_units(const Panel *panel, int count, float *low, float *high) {
    const PlayView *view = &panel->views->play;
    *low = *high = 0;
    for (int i = 0; i < count; i++) {
        stretch(low, high, view->code.floats[i]);
        if (view->changed && view->applied.floats)
            stretch(low, high, view->applied.floats[i]);
        if (view->known && view->low.floats && view->high.floats) {
            stretch(low, high, view->low.floats[i]);
            stretch(low, high, view->high.floats[i]);
        }
    }
    for (int i = 0; i < panel->look->play.edit[0].changes; i++)
        stretch(low, high, panel->look->play.edit[0].change[i].value);
    *high = rounded_up(*high);
    *low = -rounded_up(-*low);
    if (*low == 0 && *high == 0) { // a dead code: there is room to wake it
        *high = 1;
        *low = view->least < 0 ? -1 : 0;
    }
    *high = fminf(*high, fmaxf(view->most, *low + 1e-3F));
    *low = fmaxf(*low, fminf(view->least, 0));
}

void playground_bars_scale(const Panel *panel, float *low, float *high) {
    int count = playground_bars_count(panel);
    if (panel->look->play.axes)
        range_of_axes(panel, count, low, high);
    else
        range_of_units(panel, count, low, high);
}

typedef struct Ranked {
    float size;
    int bar;
} Ranked;

static int compare(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? 1 : -1) : x->bar - y->bar;
}

static bool sort(Panel *panel, int count) {
    PlayBars *bars = &panel->look->play.bars;
    Ranked *ranked = malloc((size_t)count * sizeof *ranked);
    int *order = realloc(bars->order, (size_t)count * sizeof *order);
    bars->order = order ? order : bars->order;
    bars->ordered = 0;
    for (int i = 0; ranked && i < count; i++)
        ranked[i] = (Ranked){fabsf(playground_bar_value(panel, i)), i};
    if (ranked && order) {
        qsort(ranked, (size_t)count, sizeof *ranked, compare);
        for (int i = 0; i < count; i++)
            order[i] = ranked[i].bar;
        bars->ordered = count;
    }
    free(ranked);
    return bars->ordered > 0;
}

// The order stays while the pointer is on the bars, and moves twice a second at most.
void playground_bars_sort(Panel *panel, bool over) {
    PlayLook *play = &panel->look->play;
    PlayBars *bars = &play->bars;
    const PlayView *view = &panel->views->play;
    int count = playground_bars_count(panel);
    if (!bars->strongest || count < 1) {
        bars->ordered = 0;
        return;
    }
    uint64_t of = (play->run * 31 + (uint64_t)count) * 2 + play->axes;
    of = of * 1000003 + (view->own ? view->own << 32 : (uint64_t)view->image);
    double rest = bars->sorted + SORT_PAUSE - panel->now;
    bool other = bars->ordered != count, moved = of != bars->sort_of || panel->status->running;
    if (!other && (over || !moved))
        return;
    if (!other && rest > 0) {
        ui_wake(panel->ui, rest);
        return;
    }
    if (sort(panel, count)) {
        bars->sort_of = of;
        bars->sorted = panel->now;
    }
}

int playground_bar_at(const Panel *panel, int place) {
    const PlayBars *bars = &panel->look->play.bars;
    int count = playground_bars_count(panel);
    if (place < 0 || place >= count)
        return -1;
    return bars->ordered == count ? bars->order[place] : place;
}

int playground_touched(const Panel *panel) {
    int touched = panel->look->play.edit[panel->look->play.axes].touched;
    return touched >= 0 && touched < playground_bars_count(panel) ? touched : playground_bar_at(panel, 0);
}

void playground_page(Panel *panel, int by) {
    PlayBars *bars = &panel->look->play.bars;
    int last = playground_bars_count(panel) - bars->shown;
    bars->first += by;
    bars->first = bars->first > last ? last : bars->first;
    bars->first = bars->first > 0 ? bars->first : 0;
}
