// The memory of the latent map's codes, and of the net that makes them. On the observer's thread.
#include "observer_latent.h"

enum { MOST_ACTIVATIONS = 1 << 19 }; // floats, 2 MB

void latent_codes_finish(LatentCodes *codes) {
    arena_finish(&codes->arena);
    dataset_release(codes->data);
    *codes = (LatentCodes){0};
}

bool latent_codes_init(LatentCodes *codes, int images, int units) {
    bool fits = codes->codes && codes->images == images && codes->units == units;
    if (fits)
        return true;
    latent_codes_finish(codes);
    codes->images = images;
    codes->units = units;
    size_t n = (size_t)images, size = (size_t)units;
    codes->index = arena_take(&codes->arena, n, sizeof *codes->index);
    codes->codes = arena_take(&codes->arena, n * size, sizeof *codes->codes);
    codes->error = units == 1 ? arena_take(&codes->arena, n, sizeof *codes->error) : NULL;
    codes->point = arena_take(&codes->arena, 2 * n, sizeof *codes->point);
    codes->axis = arena_take(&codes->arena, 2 * size, sizeof *codes->axis);
    codes->mean = arena_take(&codes->arena, size, sizeof *codes->mean);
    if (!codes->arena.failed)
        return true;
    latent_codes_finish(codes);
    return false;
}

// Products of more rows are quicker, as long as their activations stay in the cache.
static bool widen(Subject *subject) {
    const Net *net = &subject->net;
    int values = shape_size(net->image), rows;
    for (int i = 0; i < net->layers; i++)
        values += shape_size(net->layer[i].output);
    rows = MOST_ACTIVATIONS / values;
    rows = rows > LATENT_ROWS ? LATENT_ROWS : rows < OBSERVER_ROWS ? OBSERVER_ROWS : rows;
    if (subject->pass.capacity == rows)
        return true;
    pass_finish(&subject->pass);
    return pass_init(&subject->pass, net, rows, 1, false, NULL) &&
           (corruption_is_none(&subject->source.corruption) || pass_part_target(&subject->pass, net, NULL));
}

bool latent_take(Subject *subject, Snapshot *snapshot) {
    if (!subject_take(subject, snapshot))
        return false;
    if (widen(subject))
        return true;
    subject_finish(subject);
    return false;
}
