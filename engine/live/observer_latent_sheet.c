// Many codes decoded with the weights of one snapshot, in slices. On the observer's thread.
#include "observer_latent.h"

#include "clock.h"
#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

#define STEP_FLOPS 1e8 // of the codes that are decoded at once

bool latent_same_bytes(const void *one, const void *other, size_t size) {
    return memcmp(one, other, size) == 0;
}

bool latent_sheet_is_lost(const Observer *o, const LatentSheet *s) {
    ViewTag tag = observer_tag(o->shown.snapshot);
    return s->tag.run != tag.run || s->tag.generation != tag.generation ||
           (o->request.past && s->tag.step != tag.step) || s->axes != o->now.latent.axes ||
           memcmp(s->unit, o->now.latent.unit, sizeof s->unit) != 0 ||
           !latent_same_bytes(&s->interventions, &o->request.interventions, sizeof s->interventions) ||
           s->own != o->request.pinned.own || s->pinned != o->request.pinned.image;
}

bool latent_sheet_is_old(const Observer *o, const LatentSheet *s) {
    ViewTag tag = observer_tag(o->shown.snapshot);
    return latent_sheet_is_lost(o, s) || !observer_same_tag(&s->tag, &tag) || s->map != o->now.latent.version;
}

bool latent_sheet_begin(Observer *o, LatentSheet *s, int count) {
    s->running = false;
    s->begun = clock_seconds();
    if (!subject_take(&s->subject, o->shown.snapshot))
        return false;
    size_t units = (size_t)shape_size(s->subject.net.code), size = (size_t)shape_size(s->subject.net.image);
    s->tag = observer_tag(s->subject.snapshot);
    s->map = o->now.latent.version;
    s->axes = o->now.latent.axes;
    memcpy(s->unit, o->now.latent.unit, sizeof s->unit);
    memcpy(&s->interventions, &o->request.interventions, sizeof s->interventions);
    s->own = o->request.pinned.own;
    s->pinned = o->request.pinned.image;
    s->count = count;
    s->next = 0;
    s->running =
        view_array_floats(&s->codes, (size_t)count * units) && view_array_bytes(&s->output, (size_t)count * size);
    return s->running;
}

static int rows_of(const LatentSheet *s) {
    double most = STEP_FLOPS / net_flops(&s->subject.net);
    int rows = most < 1 ? 1 : most > OBSERVER_ROWS ? OBSERVER_ROWS : (int)most;
    return s->count - s->next < rows ? s->count - s->next : rows;
}

static bool decode_rows(LatentSheet *s, real *output) {
    const Subject *subject = &s->subject;
    size_t units = (size_t)shape_size(subject->net.code), size = (size_t)shape_size(subject->net.image);
    int rows = rows_of(s);
    uint8_t *bytes = s->output.bytes + (size_t)s->next * size;
    decode(&subject->net, &subject->pass, subject->snapshot->spec.loss, s->codes.floats + (size_t)s->next * units, rows,
           output);
    for (size_t i = 0; i < (size_t)rows * size; i++)
        bytes[i] = byte_of(output[i]);
    s->next += rows;
    return s->next == s->count;
}

bool latent_sheet_some(LatentSheet *s, double seconds) {
    double start = clock_seconds();
    real *output = malloc(OBSERVER_ROWS * (size_t)shape_size(s->subject.net.image) * sizeof *output);
    bool done = !output;
    s->running = output != NULL;
    while (!done && s->running) {
        done = decode_rows(s, output);
        s->running = !done && clock_seconds() - start < seconds;
    }
    s->running = output && !done;
    free(output);
    return done && output;
}

void latent_sheet_finish(LatentSheet *s) {
    subject_finish(&s->subject);
    free(s->codes.at);
    free(s->output.at);
    *s = (LatentSheet){0};
}
