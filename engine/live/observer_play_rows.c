// Rows of images of the playground: across one unit or axis, from one image to another, a - b + c, and new ones. A row
// is made of the round's snapshot alone and shown when it is complete. On the observer's thread.
#include "observer_play.h"

#include "code_path.h"
#include "code_samples.h"
#include "reconstruction.h"

#include <string.h>

static PlayImagesView *view_of(Observer *o, PlayRow row) {
    switch (row) {
    case PLAY_ROW_STRIP:
        return &o->now.play_strip;
    case PLAY_ROW_ALGEBRA:
        return &o->now.play_algebra;
    case PLAY_ROW_TRAVERSAL:
        return &o->now.play_traversal;
    case PLAY_ROW_SAMPLES:
    case PLAY_ROWS:
        break;
    }
    return &o->now.play_samples;
}

void play_rows_forget(Observer *o) {
    for (int row = 0; row < PLAY_ROWS; row++) {
        PlayImagesView *view = view_of(o, (PlayRow)row);
        view->version += view->tag.run > 0;
        view->tag = (ViewTag){0};
        memset(&o->play->made[row], 0, sizeof o->play->made[row]);
    }
    o->play->row = PLAY_ROWS;
}

// The snapshot that the row under way is made of.
static Subject *subject_of(PlayWork *w) {
    return w->row == PLAY_ROW_SAMPLES && w->making.source != PLAY_PRIOR ? &w->subject : &w->rows;
}

static real *code_at(const PlayWork *w, int i) {
    return w->codes + (size_t)i * (size_t)shape_size(w->subject.net.code);
}

static bool make_strip(Observer *o) {
    PlayWork *w = o->play;
    int units = shape_size(w->rows.net.code), last = w->making.images - 1;
    real *a = code_at(w, 0), *b = code_at(w, PLAY_SAMPLES - 1);
    if (!play_encode(o, &w->rows, w->making.operand[0], a, NULL) ||
        !play_encode(o, &w->rows, w->making.operand[1], b, NULL))
        return false;
    w->codes_count = w->making.images;
    for (int i = last; i >= 0; i--) { // the first, which is `a` itself, last
        double t = last > 0 ? (double)i / last : 0;
        w->about.place[i] = (float)t;
        if (net_is_gaussian(&w->rows.net))
            w->about.spherical = code_path_spherical(a, b, units, t, code_at(w, i));
        else
            code_path_straight(a, b, units, t, code_at(w, i));
    }
    return true;
}

static bool make_algebra(Observer *o) {
    PlayWork *w = o->play;
    int units = shape_size(w->rows.net.code);
    size_t size = (size_t)shape_size(w->rows.net.image);
    memset(w->output, 0, (PLAY_OPERANDS + 1) * size);
    bool all = true;
    for (int i = 0; i < PLAY_OPERANDS; i++)
        all &= w->about.ready[i] =
            play_encode(o, &w->rows, w->making.operand[i], code_at(w, i + 1), w->output + (size_t)i * size);
    code_path_analogy(code_at(w, 1), code_at(w, 2), code_at(w, 3), units, code_at(w, 0));
    w->first = PLAY_OPERANDS;
    w->codes_count = all;
    return true;
}

// Values of a unit from -3σ to 3σ around the image's own, as far as there are such; of one that never varies over the
// stretch that it could.
static void unit_values(const PlayWork *w, float own, float *from, float *to) {
    int unit = w->making.traversed;
    float off = (float)(3 * w->axes.spread[unit]);
    *from = own - off;
    *to = own + off;
    if (!(off > 0))
        code_axes_stretch(&w->axes, unit, from, to);
    *from = (float)code_range_clip(&w->range, (real)*from);
    *to = (float)code_range_clip(&w->range, (real)*to);
}

static bool make_traversal(Observer *o) {
    PlayWork *w = o->play;
    const PlayRowWish *wish = &w->making;
    int units = shape_size(w->rows.net.code), along = wish->traversed, last = wish->images - 1;
    real *base = code_at(w, PLAY_SAMPLES - 1);
    if (along < 0 || along >= (wish->axes ? w->axes.axes : units) || w->axes.images == 0 ||
        !play_encode(o, &w->rows, PLAY_PINNED, base, NULL))
        return false;
    float from = -3, to = 3;
    if (!wish->axes)
        unit_values(w, (float)base[along], &from, &to);
    play_change(w, &w->range, wish, along, base, units, w->order);
    w->codes_count = wish->images;
    for (int i = 0; i <= last; i++) {
        float place = last > 0 ? from + (to - from) * (float)i / (float)last : (from + to) / 2;
        w->about.place[i] = place;
        memcpy(code_at(w, i), base, (size_t)units * sizeof *base);
        if (wish->axes)
            code_axes_move(&w->axes, along, (double)place, code_at(w, i));
        else
            code_at(w, i)[along] = (real)place;
    }
    w->about.unit = along;
    w->about.axis = wish->axes;
    return true;
}

static bool make_samples(Observer *o) {
    PlayWork *w = o->play;
    const PlayRowWish *wish = &w->making;
    int units = shape_size(w->rows.net.code), rows = w->search.images;
    Random random = random_stream(wish->sample_seed, RANDOM_OBSERVE);
    const PlayMixture *mixture = &w->mixture;
    w->codes_count = wish->images;
    w->about.source = wish->source;
    w->about.temperature = wish->temperature;
    if (wish->source == PLAY_PRIOR) {
        code_samples_prior(random, wish->images, units, wish->temperature, w->codes);
        return true;
    }
    if (wish->source == PLAY_GAUSSIAN)
        code_samples_gaussian(random, wish->images, rows, wish->temperature, w->weights);
    else
        code_samples_mixture(random, wish->images, rows, mixture->fit.components, mixture->responsibility,
                             wish->temperature, w->weights);
    w->about.components = wish->source == PLAY_MIXTURE ? mixture->fit.components : 0;
    code_samples_combine(w->weights, wish->images, rows, w->search.codes, w->axes.mean, units, w->scratch, w->codes);
    return rows > 0;
}

// Codes of the row; false where it cannot be made: there is no such image, or no such unit.
static bool make_codes(Observer *o) {
    PlayWork *w = o->play;
    w->about = (PlayImagesView){.images = w->making.images};
    w->first = w->codes_count = w->decoded = 0;
    switch (w->row) {
    case PLAY_ROW_STRIP:
        return make_strip(o);
    case PLAY_ROW_ALGEBRA:
        return make_algebra(o);
    case PLAY_ROW_TRAVERSAL:
        return make_traversal(o);
    case PLAY_ROW_SAMPLES:
    case PLAY_ROWS:
        break;
    }
    return make_samples(o);
}

static void publish(Observer *o, bool made) {
    PlayWork *w = o->play;
    PlayImagesView *view = view_of(o, w->row), about = w->about;
    Shape image = w->rows.net.image;
    size_t size = (size_t)about.images * (size_t)shape_size(image);
    about.version = view->version + 1;
    about.output = view->output;
    about.channels = image.channels;
    about.height = image.height;
    about.width = image.width;
    made = made && view_array_bytes(&about.output, size);
    about.tag = made ? w->making.tag : (ViewTag){0};
    if (made)
        memcpy(about.output.bytes, w->output, size);
    *view = about;
    w->made[w->row] = w->making;
    w->row = PLAY_ROWS;
    o->news = true;
}

static void begin(Observer *o) {
    PlayWork *w = o->play;
    int row = 0;
    while (row < PLAY_ROWS - 1 && !play_row_is_stale(o, (PlayRow)row, false))
        row++;
    w->row = (PlayRow)row;
    play_row_wish(o, w->row, &w->making);
    if (w->making.images == 0 || !make_codes(o)) {
        publish(o, false);
        return;
    }
    int units = shape_size(w->rows.net.code);
    CodeRange range = w->range;
    if (w->row == PLAY_ROW_TRAVERSAL && !w->making.axes)
        range.kept = units; // as where a unit is set by hand
    code_range_hold(&range, w->codes, w->codes_count, units, w->order);
    intervention_apply(&w->making.interventions, w->codes, w->codes_count, units);
}

// Some images of the row under way, or the codes of the next one.
void play_rows_some(Observer *o) {
    PlayWork *w = o->play;
    if (w->row == PLAY_ROWS) {
        begin(o);
        return;
    }
    const Subject *subject = subject_of(w);
    size_t size = (size_t)shape_size(subject->net.image);
    int left = w->codes_count - w->decoded, count = left < w->decode_rows ? left : w->decode_rows;
    decode(&subject->net, &subject->pass, subject->snapshot->spec.loss, code_at(w, w->decoded), count, w->pixels);
    uint8_t *to = w->output + (size_t)(w->first + w->decoded) * size;
    for (size_t i = 0; i < (size_t)count * size; i++)
        to[i] = byte_of(w->pixels[i]);
    w->decoded += count;
    if (w->decoded == w->codes_count)
        publish(o, true);
}
