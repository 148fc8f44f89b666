// A snapshot made ready for use, and where the images come from that it is shown with. On the observer's thread.
#include "observer.h"

#include <string.h>

enum { MOST_ACTIVATIONS = 1 << 19 }; // floats, 2 MB

void subject_finish(Subject *subject) {
    narrow_encoder_finish(&subject->narrow);
    pass_finish(&subject->pass);
    net_finish(&subject->net);
    snapshot_release(subject->snapshot);
    *subject = (Subject){0};
}

// Takes over the reference to what is to be held.
static bool take(Subject *subject, Snapshot *held) {
    bool same = held && subject->snapshot && subject->snapshot->run == held->run;
    if (!same)
        subject_finish(subject);
    if (!held || (!same && (!spec_build(&held->spec, held->spec.id, held->image, &subject->net, NULL) ||
                            !pass_init(&subject->pass, &subject->net, OBSERVER_ROWS, 1, false, NULL)))) {
        snapshot_release(held);
        subject_finish(subject);
        return false;
    }
    snapshot_release(subject->snapshot);
    subject->snapshot = held;
    subject->source = evaluation_source(&held->spec, &held->data->test);
    if (!corruption_is_none(&held->spec.corruption) && !pass_part_target(&subject->pass, &subject->net, NULL))
        subject->source.corruption = (Corruption){0};
    return true;
}

// Parameters lie in the order of the layers.
static void copy_layers(Subject *subject, const Snapshot *snapshot, int from, int to) {
    size_t first = 0, end = 0;
    for (int l = 0; l < to; l++) {
        end += layer_parameter_count(&subject->net.layer[l]);
        first = l < from ? end : first;
    }
    memcpy(subject->net.parameters + first, snapshot->parameters + first, (end - first) * sizeof(real));
    Team solo = team_solo();
    net_prepare_forward(&subject->net, from, to, &solo);
}

static void take_whole(Subject *subject, const Snapshot *snapshot) {
    subject->narrow.ready = false;
    copy_layers(subject, snapshot, 0, subject->net.layers);
}

bool subject_take(Subject *subject, const Snapshot *snapshot) {
    bool taken = take(subject, snapshot_without_weights(snapshot));
    if (taken)
        take_whole(subject, snapshot);
    return taken;
}

bool subject_take_encoder(Subject *subject, const Snapshot *snapshot, bool quick) {
    if (!take(subject, snapshot_without_weights(snapshot)) || !subject_widen(subject))
        return false;
    const Net *net = &subject->net;
    bool may = quick && corruption_is_none(&subject->source.corruption);
    bool narrow = may && narrow_encoder_take(&subject->narrow, net, snapshot->parameters, subject->pass.capacity);
    subject->narrow.ready = narrow;
    copy_layers(subject, snapshot, narrow ? 1 : 0, net->encoder_layers);
    return true;
}

void subject_encode(const Subject *subject, const int *index, int count) {
    const Net *net = &subject->net;
    if (subject->narrow.ready)
        narrow_encoder_run(&subject->narrow, net, &subject->pass, subject->source.images, index, count);
    else
        score_encode(net, &subject->pass, &subject->source, index, count);
}

bool subject_follow(Subject *subject, Snapshot *snapshot) {
    bool taken = take(subject, snapshot_retain(snapshot));
    if (taken)
        take_whole(subject, snapshot);
    return taken;
}

bool subject_widen(Subject *subject) {
    const Net *net = &subject->net;
    int values = shape_size(net->image), rows;
    for (int i = 0; i < net->layers; i++)
        values += shape_size(net->layer[i].output);
    rows = MOST_ACTIVATIONS / values;
    rows = rows > SUBJECT_ROWS ? SUBJECT_ROWS : rows < OBSERVER_ROWS ? OBSERVER_ROWS : rows;
    if (subject->pass.capacity == rows)
        return true;
    pass_finish(&subject->pass);
    if (pass_init(&subject->pass, net, rows, 1, false, NULL) &&
        (corruption_is_none(&subject->source.corruption) || pass_part_target(&subject->pass, net, NULL)))
        return true;
    subject_finish(subject);
    return false;
}

ViewTag observer_tag(const Snapshot *snapshot) {
    return (ViewTag){snapshot->run, snapshot->generation, snapshot->counters.step};
}

bool observer_same_tag(const ViewTag *a, const ViewTag *b) {
    return a->run == b->run && a->generation == b->generation && a->step == b->step;
}

bool observer_find_pinned(const Observer *o, const Subject *subject, PinnedSource *pinned) {
    const PinnedRequest *wish = &o->request.pinned;
    const Images *test = &subject->snapshot->data->test;
    bool own = wish->own != 0 && wish->channels == test->channels && wish->height == test->height &&
               wish->width == test->width;
    *pinned = (PinnedSource){.images = *test, .source = subject->source, .index = wish->image, .label = -1};
    if (own) {
        pinned->images = (Images){.count = 1,
                                  .channels = test->channels,
                                  .height = test->height,
                                  .width = test->width,
                                  .pixels = wish->pixels};
        pinned->index = 0;
        pinned->own = wish->own;
    }
    if (pinned->index < 0 || pinned->index >= pinned->images.count)
        return false;
    if (pinned->images.labels)
        pinned->label = pinned->images.labels[pinned->index];
    return true;
}
