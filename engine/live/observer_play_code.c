// Codes of the playground: of the pinned image as the playground corrupts it, of test images, and changed by hand. On
// the observer's thread.
#include "observer_play.h"

#include "reconstruction.h"

#include <string.h>

Corruption play_corruption(const PlayRequest *request) {
    return (Corruption){request->gaussian, request->salt_pepper, request->mask, request->square};
}

// The pinned image as the playground sees it: what the model's own training does to images does not count here.
static bool find(const Observer *o, Subject *subject, int operand, PinnedSource *found) {
    const Images *test = &subject->snapshot->data->test;
    *found = (PinnedSource){.images = *test, .index = operand};
    if (operand != PLAY_PINNED) {
        found->source = (ImageSource){.images = test};
        return operand >= 0 && operand < test->count;
    }
    if (!observer_find_pinned(o, subject, found))
        return false;
    found->source = (ImageSource){.corruption = play_corruption(&o->request.play),
                                  .random = random_stream(o->request.play.corruption_seed, RANDOM_OBSERVE)};
    if (!corruption_is_none(&found->source.corruption) && !pass_part_target(&subject->pass, &subject->net, NULL))
        return false;
    return true;
}

bool play_encode(const Observer *o, Subject *subject, int operand, real *code, uint8_t *seen) {
    const Net *net = &subject->net;
    PinnedSource found;
    if (!find(o, subject, operand, &found))
        return false;
    found.source.images = &found.images;
    score_encode(net, &subject->pass, &found.source, &found.index, 1);
    memcpy(code, net_code(net, &subject->pass), (size_t)shape_size(net->code) * sizeof *code);
    for (size_t i = 0; seen && i < (size_t)shape_size(net->image); i++)
        seen[i] = byte_of(subject->pass.activation[0][i]);
    return true;
}

void play_change(const PlayWork *w, const CodeRange *range, const PlayRowWish *wish, int skip, real *code, int units,
                 uint32_t *scratch) {
    bool moved = false;
    for (int i = 0; i < wish->changes && i < PLAY_CHANGES; i++) {
        const PlayChange *change = &wish->change[i];
        bool there = change->unit >= 0 && change->unit != skip && change->unit < units;
        if (there && !wish->axes)
            code[change->unit] = code_range_clip(range, (real)change->value);
        if (there && wish->axes && w && w->axes.units == units && change->unit < w->axes.axes) {
            code_axes_move(&w->axes, change->unit, (double)change->value, code);
            moved = true;
        }
    }
    if (moved)
        code_range_hold(range, code, 1, units, scratch);
}
