// A snapshot made ready for use, and where the images come from that it is shown with. On the observer's thread.
#include "observer.h"

#include <string.h>

void subject_finish(Subject *subject) {
    pass_finish(&subject->pass);
    net_finish(&subject->net);
    snapshot_release(subject->snapshot);
    *subject = (Subject){0};
}

bool subject_take(Subject *subject, Snapshot *snapshot) {
    bool same = subject->snapshot && subject->snapshot->run == snapshot->run;
    if (!same) {
        subject_finish(subject);
        if (!spec_build(&snapshot->spec, snapshot->spec.id, snapshot->image, &subject->net, NULL) ||
            !pass_init(&subject->pass, &subject->net, OBSERVER_ROWS, 1, false, NULL)) {
            snapshot_release(snapshot);
            subject_finish(subject);
            return false;
        }
    }
    snapshot_release(subject->snapshot);
    subject->snapshot = snapshot;
    subject->source = evaluation_source(&snapshot->spec, &snapshot->data->test);
    if (!corruption_is_none(&snapshot->spec.corruption) && !pass_part_target(&subject->pass, &subject->net, NULL))
        subject->source.corruption = (Corruption){0};
    memcpy(subject->net.parameters, snapshot->parameters, snapshot->parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(&subject->net, &solo);
    return true;
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
