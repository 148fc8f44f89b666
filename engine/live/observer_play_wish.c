// What the rows of images of the playground are to be, and whether they are that. On the observer's thread.
#include "observer_play.h"

#include <string.h>

static int at_most(int count, int most) {
    return count < 0 ? 0 : count > most ? most : count;
}

static bool has_pinned(const PlayRequest *request, int operands) {
    bool found = false;
    for (int i = 0; i < operands; i++)
        found |= request->operand[i] == PLAY_PINNED;
    return found;
}

static void wish_operands(const PlayRequest *request, int count, PlayRowWish *wish) {
    memcpy(wish->operand, request->operand, (size_t)count * sizeof *wish->operand);
}

static void wish_traversal(const PlayRequest *request, PlayRowWish *wish) {
    wish->axes = request->axes;
    wish->traversed = request->traversed;
    wish->changes = at_most(request->changes, PLAY_CHANGES);
    memcpy(wish->change, request->change, (size_t)wish->changes * sizeof *wish->change);
}

static void wish_samples(const PlayWork *w, const PlayRequest *request, PlayRowWish *wish) {
    bool prior = request->source == PLAY_PRIOR;
    wish->source = prior && !net_is_gaussian(&w->subject.net) ? PLAY_GAUSSIAN : request->source;
    wish->sample_seed = request->sample_seed;
    wish->temperature = request->temperature;
}

// What is asked for now.
void play_row_wish(const Observer *o, PlayRow row, PlayRowWish *wish) {
    const PlayRequest *request = &o->request.play;
    memset(wish, 0, sizeof *wish);
    bool pinned = row == PLAY_ROW_TRAVERSAL;
    if (row == PLAY_ROW_STRIP) {
        wish->images = at_most(request->strip, PLAY_STRIP);
        wish_operands(request, 2, wish);
        pinned = has_pinned(request, 2);
    } else if (row == PLAY_ROW_ALGEBRA) {
        wish->images = request->algebra ? PLAY_OPERANDS + 1 : 0;
        wish_operands(request, PLAY_OPERANDS, wish);
        pinned = has_pinned(request, PLAY_OPERANDS);
    } else if (row == PLAY_ROW_TRAVERSAL) {
        wish->images = at_most(request->traversal, PLAY_STRIP);
        wish_traversal(request, wish);
    } else {
        wish->images = at_most(request->samples, PLAY_SAMPLES);
        wish_samples(o->play, request, wish);
    }
    if (wish->images == 0) {
        memset(wish, 0, sizeof *wish);
        return;
    }
    bool fitted = row == PLAY_ROW_SAMPLES && wish->source != PLAY_PRIOR;
    wish->tag = observer_tag(fitted ? o->play->subject.snapshot : o->play->rows.snapshot);
    wish->interventions.count = o->request.interventions.count;
    memcpy(wish->interventions.item, o->request.interventions.item,
           (size_t)wish->interventions.count * sizeof wish->interventions.item[0]);
    if (!pinned)
        return;
    wish->own = o->request.pinned.own;
    wish->image = o->request.pinned.image;
    wish->corruption = play_corruption(request);
    wish->corruption_seed = request->corruption_seed;
}

// Whether there is what it is made of.
static bool is_ready(const Observer *o, PlayRow row, const PlayRowWish *wish) {
    const PlayWork *w = o->play;
    bool fitted = row == PLAY_ROW_SAMPLES && wish->source != PLAY_PRIOR;
    if (wish->images == 0 || (row != PLAY_ROW_TRAVERSAL && !fitted))
        return true;
    if (fitted && wish->source == PLAY_MIXTURE)
        return play_is_settled(w) && observer_same_tag(&w->mixture.tag, &wish->tag);
    return fitted ? play_is_settled(w) : play_is_known(o);
}

static bool same_changes(const PlayRowWish *a, const PlayRowWish *b) {
    bool same = a->changes == b->changes;
    for (int i = 0; same && i < a->changes; i++)
        same = a->change[i].unit == b->change[i].unit && a->change[i].value == b->change[i].value;
    return same;
}

static bool same_interventions(const Interventions *a, const Interventions *b) {
    bool same = a->count == b->count;
    for (int i = 0; same && i < a->count; i++)
        same = a->item[i].unit == b->item[i].unit && a->item[i].kind == b->item[i].kind &&
               a->item[i].value == b->item[i].value;
    return same;
}

// But for the step.
static bool is_same(const PlayRowWish *a, const PlayRowWish *b) {
    return a->images == b->images && a->own == b->own && a->image == b->image &&
           corruption_is_same(&a->corruption, &b->corruption) && a->corruption_seed == b->corruption_seed &&
           a->axes == b->axes && a->traversed == b->traversed && same_changes(a, b) &&
           memcmp(a->operand, b->operand, sizeof a->operand) == 0 && a->source == b->source &&
           a->sample_seed == b->sample_seed && a->temperature == b->temperature &&
           same_interventions(&a->interventions, &b->interventions);
}

bool play_row_is_stale(const Observer *o, PlayRow row, bool by_hand) {
    PlayRowWish wish;
    const PlayRowWish *made = &o->play->made[row];
    play_row_wish(o, row, &wish);
    bool moved = !by_hand && !observer_same_tag(&wish.tag, &made->tag); // another step is not a reason to hurry
    return is_ready(o, row, &wish) && (moved || !is_same(&wish, made));
}

bool play_rows_are_made(const Observer *o) {
    bool made = o->play->rows.snapshot != NULL;
    for (int row = 0; row < PLAY_ROWS && made; row++) {
        PlayRowWish wish;
        const PlayRowWish *is = &o->play->made[row];
        play_row_wish(o, (PlayRow)row, &wish);
        made = observer_same_tag(&wish.tag, &is->tag) && is_same(&wish, is);
    }
    return made;
}

bool play_rows_wait(const Observer *o, bool by_hand) {
    const PlayWork *w = o->play;
    if (!w || !w->rows.snapshot || !w->codes)
        return false;
    bool waits = w->row != PLAY_ROWS && !by_hand;
    for (int row = 0; row < PLAY_ROWS && !waits; row++)
        waits = play_row_is_stale(o, (PlayRow)row, by_hand);
    return waits;
}
