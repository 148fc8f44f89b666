// Quality with units of the code changed by the user, beside the plain one: the same images of the same snapshot. On
// the observer's thread, as part of the scoring.
#include "observer.h"

#include <string.h>

static bool is_same(const Interventions *a, const Interventions *b) {
    return a->count == b->count && memcmp(a->item, b->item, (size_t)a->count * sizeof a->item[0]) == 0;
}

// What was measured with other changes goes at once. The plain scores stay, be they complete or under way.
void changed_scoring_follow(Observer *o) {
    Scoring *s = &o->scoring;
    QualityView *view = &o->now.quality;
    if (is_same(&s->changed.by, &o->request.interventions))
        return;
    s->changed.by = o->request.interventions;
    s->changed.next = view->changed_scored = 0;
    view->has_changed = false;
    view->version++;
    if (!s->subject.snapshot || s->running || !s->ended)
        return;
    ViewTag tag = observer_tag(s->subject.snapshot);
    s->running = observer_same_tag(&tag, &view->tag) && changed_scoring_waits(s);
}

bool changed_scoring_waits(const Scoring *s) {
    return s->changed.by.count > 0 && s->changed.next < s->subject.snapshot->data->test.count;
}

void changed_scoring_rows(Scoring *s, int first, int count) {
    const Subject *subject = &s->subject;
    ImageSource source = subject->source;
    source.interventions = &s->changed.by;
    score_forward(&subject->net, &subject->pass, &source, NULL, first, 0, count, 0);
    score_rows(&subject->net, &subject->pass, subject->snapshot->spec.loss, 0, count, s->changed.scores + first, NULL);
    s->changed.next = first + count;
}

void changed_scoring_end(Scoring *s, QualityView *view) {
    const Images *test = &s->subject.snapshot->data->test;
    view->changed = quality_of(s->changed.scores, test->count, images_size(test), s->variance);
    view->has_changed = true;
}
