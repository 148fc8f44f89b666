// The strip from one point of the latent map to another, and the grid of points over a part of it. A new wish is
// answered at once as far as a few milliseconds go; then both follow the weights, always complete and of one step. On
// the observer's thread.
#include "observer_latent.h"

#include "clock.h"
#include "code_path.h"

#include <string.h>

#define AT_ONCE 0.002     // seconds of a new wish
#define STRIP_SECONDS 0.1 // between two of the same wish while training runs
#define GRID_SECONDS 0.25

// One way to fill a sheet and to show it.
typedef struct SheetKind {
    double rest;
    int (*count)(const LatentRequest *wish); // 0: not wanted
    bool (*answers)(const LatentSheet *sheet, const LatentRequest *wish);
    bool (*fill)(Observer *o, LatentSheet *sheet);
    void (*show)(Observer *o, LatentSheet *sheet);
} SheetKind;

static float *code_of(const LatentSheet *s, int i) {
    return s->codes.floats + (size_t)i * (size_t)shape_size(s->subject.net.code);
}

static bool same_point(LatentPoint a, LatentPoint b) {
    return latent_same_bytes(&a, &b, sizeof a);
}

static void take_output(LatentSheet *s, ViewArray *output) {
    ViewArray swap = *output;
    *output = s->output;
    s->output = swap;
}

static int strip_count(const LatentRequest *wish) {
    int most = wish->strip < LATENT_STRIP ? wish->strip : LATENT_STRIP;
    return most > 0 ? most : 0;
}

static bool strip_answers(const LatentSheet *s, const LatentRequest *wish) {
    return s->count == strip_count(wish) && same_point(s->from, wish->from) && same_point(s->to, wish->to);
}

// The ends are codes as they are decoded at these points; in between, what is done to units is done again, and what is
// out of the range is brought back.
static bool strip_fill(Observer *o, LatentSheet *s) {
    const LatentRequest *wish = &o->request.latent;
    int last = s->count - 1, units = shape_size(s->subject.net.code);
    CodeRange range = code_range(&s->subject.net);
    bool gaussian = net_is_gaussian(&s->subject.net), fixed;
    PlaneCode found;
    s->from = wish->from;
    s->to = wish->to;
    if (!latent_code_prepare(o, &s->subject, &fixed))
        return false;
    latent_code(o, wish->from, fixed, code_of(s, 0), &found);
    if (last > 0)
        latent_code(o, wish->to, fixed, code_of(s, last), &found);
    for (int i = 1; i < last; i++) {
        float *code = code_of(s, i);
        if (gaussian)
            code_path_spherical(code_of(s, 0), code_of(s, last), units, (double)i / last, code);
        else
            code_path_straight(code_of(s, 0), code_of(s, last), units, (double)i / last, code);
        code_range_hold(&range, code, 1, units, (uint32_t *)(void *)o->latent->room.floats);
        intervention_apply(&s->interventions, code, 1, units);
    }
    return true;
}

static void strip_show(Observer *o, LatentSheet *s) {
    LatentStripView *view = &o->now.latent_strip;
    Shape image = s->subject.net.image;
    take_output(s, &view->output);
    view->version++;
    view->images = s->count;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    view->spherical = net_is_gaussian(&s->subject.net);
    view->from = s->from;
    view->to = s->to;
    view->tag = s->tag;
}

static int within(int count) {
    return count < 0 ? 0 : count < LATENT_SIDE ? count : LATENT_SIDE;
}

static int grid_count(const LatentRequest *wish) {
    return within(wish->columns) * within(wish->rows);
}

static bool grid_answers(const LatentSheet *s, const LatentRequest *wish) {
    return s->columns == within(wish->columns) && s->rows == within(wish->rows) &&
           latent_same_bytes(&s->window, &wish->window, sizeof s->window);
}

static LatentPoint middle_of(const LatentWindow *window, int columns, int rows, int column, int row) {
    return (LatentPoint){window->left + window->width * ((float)column + 0.5F) / (float)columns,
                         window->bottom + window->height * (1 - ((float)row + 0.5F) / (float)rows)};
}

static bool grid_fill(Observer *o, LatentSheet *s) {
    const LatentRequest *wish = &o->request.latent;
    PlaneCode found;
    bool fixed;
    s->columns = within(wish->columns);
    s->rows = within(wish->rows);
    s->window = wish->window;
    if (!latent_code_prepare(o, &s->subject, &fixed))
        return false;
    for (int row = 0; row < s->rows; row++)
        for (int column = 0; column < s->columns; column++) {
            LatentPoint at = middle_of(&s->window, s->columns, s->rows, column, row);
            latent_code(o, at, fixed, code_of(s, row * s->columns + column), &found);
        }
    return true;
}

static void grid_show(Observer *o, LatentSheet *s) {
    LatentGridView *view = &o->now.latent_grid;
    Shape image = s->subject.net.image;
    take_output(s, &view->output);
    view->version++;
    view->columns = s->columns;
    view->rows = s->rows;
    view->channels = image.channels;
    view->height = image.height;
    view->width = image.width;
    view->axes = s->axes;
    view->window = s->window;
    view->tag = s->tag;
}

static const SheetKind STRIP = {STRIP_SECONDS, strip_count, strip_answers, strip_fill, strip_show};
static const SheetKind GRID = {GRID_SECONDS, grid_count, grid_answers, grid_fill, grid_show};

static bool is_wanted(const Observer *o, const SheetKind *kind) {
    return o->request.latent.wanted && kind->count(&o->request.latent) > 0;
}

// What is under way is finished though weights and map have gone on.
static bool is_due(const Observer *o, const SheetKind *kind, const LatentSheet *s) {
    if (!is_wanted(o, kind) || !latent_is_known(o) || o->now.latent.tag.run == 0)
        return false;
    if (s->running || latent_sheet_is_lost(o, s) || !kind->answers(s, &o->request.latent))
        return true;
    bool rests = atomic_load(&o->live->training) && clock_seconds() - s->begun < kind->rest;
    return latent_sheet_is_old(o, s) && !rests;
}

static bool some(Observer *o, const SheetKind *kind, LatentSheet *s, double seconds) {
    if (!s->running && !(latent_sheet_begin(o, s, kind->count(&o->request.latent)) && kind->fill(o, s)))
        s->running = false;
    if (!s->running || !latent_sheet_some(s, seconds))
        return false;
    kind->show(o, s);
    return true;
}

// A wish that has changed does not wait for the one before it.
static void follow(Observer *o, const SheetKind *kind, LatentSheet *s) {
    if (!is_wanted(o, kind)) {
        latent_sheet_finish(s);
        return;
    }
    bool anew = latent_sheet_is_lost(o, s) || !kind->answers(s, &o->request.latent);
    s->running = s->running && !anew;
    if (anew && is_due(o, kind, s))
        some(o, kind, s, AT_ONCE);
}

static void show(Observer *o) {
    if (!o->latent)
        return;
    follow(o, &STRIP, &o->latent->strip);
    follow(o, &GRID, &o->latent->grid);
}

static bool waits(const Observer *o) {
    return o->latent && (is_due(o, &STRIP, &o->latent->strip) || is_due(o, &GRID, &o->latent->grid));
}

static void work(Observer *o, double seconds) {
    Latent *l = o->latent;
    if (is_due(o, &STRIP, &l->strip))
        o->news |= some(o, &STRIP, &l->strip, seconds);
    else if (is_due(o, &GRID, &l->grid))
        o->news |= some(o, &GRID, &l->grid, seconds);
}

const ObserverPart observer_latent_sheets = {.show = show, .waits = waits, .work = work};
