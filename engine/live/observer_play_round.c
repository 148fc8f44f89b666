// The rounds of the playground: the codes of test images of one snapshot, their axes, then what is made of them. On the
// observer's thread.
#include "observer_play.h"

#include "clock.h"
#include "score.h"

#include <math.h>

// Codes of test images, fewer where encoding them would take long or much memory.
enum { CODES = 2000, FEWEST = 256, CODE_VALUES = 4 << 20 };
#define ENCODE_FLOPS 1e10
#define STEP_FLOPS 5e7 // of the images that are decoded at once

double play_flops(const Net *net, int from, int to) {
    double sum = 0;
    for (int l = from; l < to; l++)
        sum += 2 * net->layer[l].config.type->multiply_adds(&net->layer[l]);
    return sum;
}

static int at_most(double count, int least, int most) {
    return count < least ? least : count > most ? most : (int)count;
}

bool play_is_of(const PlayWork *w, const Snapshot *shown) {
    const Snapshot *own = w->subject.snapshot;
    return own && own->run == shown->run && own->generation == shown->generation;
}

bool play_is_known(const Observer *o) {
    const Snapshot *shown = o->shown.snapshot;
    return o->play && o->play->axes_tag.run == shown->run && o->play->axes_tag.generation == shown->generation;
}

bool play_is_settled(const PlayWork *w) {
    ViewTag tag = observer_tag(w->subject.snapshot);
    return observer_same_tag(&tag, &w->axes_tag);
}

void play_give_back(PlayWork *w) {
    subject_finish(&w->subject);
    subject_finish(&w->rows);
    arena_finish(&w->arena);
    *w = (PlayWork){.row = PLAY_ROWS};
}

static bool take_memory(PlayWork *w) {
    const Net *net = &w->subject.net;
    int units = shape_size(net->code), test = w->subject.snapshot->data->test.count;
    size_t size = (size_t)shape_size(net->image), many = (size_t)units;
    int images = at_most(ENCODE_FLOPS / play_flops(net, 0, net->encoder_layers), FEWEST, CODES);
    images = images < CODE_VALUES / units ? images : CODE_VALUES / units;
    w->images = images < test ? images : test;
    size_t codes = (size_t)w->images;
    Arena *arena = &w->arena;
    PlayMixture *mixture = &w->mixture;
    w->codes = arena_take(arena, PLAY_SAMPLES * many, sizeof *w->codes);
    w->weights = arena_take(arena, PLAY_SAMPLES * codes, sizeof *w->weights);
    w->pixels = arena_take(arena, OBSERVER_ROWS * size, sizeof *w->pixels);
    w->output = arena_take(arena, PLAY_SAMPLES * size, 1);
    w->order = arena_take(arena, many, sizeof *w->order);
    w->scratch = arena_take(arena, kernels_scratch(w->images), sizeof *w->scratch);
    mixture->points = arena_take(arena, codes * CODE_AXES, sizeof *mixture->points);
    mixture->responsibility = arena_take(arena, codes * MIXTURE_COMPONENTS, sizeof *mixture->responsibility);
    w->decode_rows = at_most(STEP_FLOPS / fmax(play_flops(net, net->encoder_layers, net->layers), 1), 1, OBSERVER_ROWS);
    return code_axes_init(&w->axes, units, arena, NULL) &&
           code_axes_search_init(&w->search, units, w->images, arena, NULL) &&
           gaussian_mixture_init(&mixture->fit, MIXTURE_COMPONENTS, CODE_AXES, 0, arena, NULL);
}

// Another round, with the snapshot on screen. What was known of another run is of no use.
static bool begin(Observer *o) {
    PlayWork *w = o->play;
    Snapshot *snapshot = o->shown.snapshot;
    bool same = play_is_of(w, snapshot) && w->codes;
    if (!same)
        play_give_back(w);
    if (!subject_take(&w->subject, snapshot) || (!same && (!take_memory(w) || !subject_take(&w->rows, snapshot)))) {
        play_give_back(w);
        return false;
    }
    w->range = code_range(&w->subject.net);
    w->row = w->row == PLAY_ROW_SAMPLES ? PLAY_ROWS : w->row; // its codes go
    w->next = 0;
    w->mixture.running = false;
    code_axes_search_clear(&w->search);
    return true;
}

static bool is_of_step(const Subject *subject, const Snapshot *shown) {
    ViewTag tag = observer_tag(subject->snapshot), wanted = observer_tag(shown);
    return observer_same_tag(&tag, &wanted);
}

// A round ends when all that is wanted of it is there; what is of another run, or not of the moment looked at, ends at
// once.
static bool is_due(const Observer *o) {
    const PlayWork *w = o->play;
    const Snapshot *shown = o->shown.snapshot;
    if (!play_is_of(w, shown))
        return true;
    bool samples = w->row == PLAY_ROW_SAMPLES || play_row_is_stale(o, PLAY_ROW_SAMPLES, false);
    return !is_of_step(&w->subject, shown) &&
           (o->request.past || (play_is_settled(w) && !samples && !play_mixture_waits(o)));
}

// All rows are made before they begin anew.
static bool rows_are_due(const Observer *o) {
    const PlayWork *w = o->play;
    return w->codes && w->row == PLAY_ROWS && !is_of_step(&w->rows, o->shown.snapshot) &&
           (o->request.past || !play_rows_wait(o, false));
}

static void encode_some(PlayWork *w) {
    const Subject *subject = &w->subject;
    ImageSource source = {.images = &subject->snapshot->data->test};
    int index[OBSERVER_ROWS], count = w->images - w->next < OBSERVER_ROWS ? w->images - w->next : OBSERVER_ROWS;
    for (int i = 0; i < count; i++)
        index[i] = kernels_part(source.images->count, w->images, w->next + i);
    score_encode(&subject->net, &subject->pass, &source, index, count);
    code_axes_search_add(&w->search, net_code(&subject->net, &subject->pass), count);
    w->next += count;
}

// A part of the round; false if there is nothing to do.
static bool round_some(Observer *o) {
    PlayWork *w = o->play;
    if (w->next < w->images) {
        encode_some(w);
    } else if (!play_is_settled(w)) {
        if (!code_axes_search_some(&w->search, &w->axes))
            return true;
        w->axes_tag = observer_tag(w->subject.snapshot);
        play_show_known(o);
        o->now.play.version++;
        o->news = true;
    } else if (play_mixture_waits(o)) {
        play_mixture_some(w);
    } else {
        return false;
    }
    return true;
}

// The same of the rows.
static bool rows_some(Observer *o) {
    PlayWork *w = o->play;
    if (rows_are_due(o) && !subject_take(&w->rows, o->shown.snapshot)) {
        play_give_back(w);
        return false;
    }
    if (!play_rows_wait(o, false))
        return false;
    play_rows_some(o);
    return true;
}

static void say_made(Observer *o) {
    PlayView *view = &o->now.play;
    uint64_t answered = play_rows_are_made(o) ? o->request.play.asked : 0;
    if (answered == view->rows_asked)
        return;
    view->rows_asked = answered;
    view->version++;
    o->news = true;
}

// Slice by slice in turn, so that neither waits for the other for ever; what is wanted by hand does not wait.
void play_work(Observer *o, double seconds) {
    PlayWork *w = o->play;
    double start = clock_seconds();
    bool more = true;
    w->rows_first = !w->rows_first;
    while (more && clock_seconds() - start < seconds) {
        if (is_due(o) && !begin(o))
            return;
        bool rows = w->rows_first || play_rows_wait(o, true);
        more = rows ? rows_some(o) || round_some(o) : round_some(o) || rows_some(o);
    }
    say_made(o);
}

bool play_waits(const Observer *o) {
    const PlayWork *w = o->play;
    return o->request.play.wanted && w && o->now.play.tag.run > 0 &&
           (is_due(o) || rows_are_due(o) || !play_is_settled(w) || play_rows_wait(o, false) || play_mixture_waits(o));
}
