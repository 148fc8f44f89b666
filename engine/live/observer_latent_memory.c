// The memory of the latent map's codes, and of the net that makes them. On the observer's thread.
#include "observer_latent.h"

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

// The error of a code of one unit needs the decoder too.
bool latent_take(Subject *subject, const Snapshot *snapshot, bool decodes, bool quick) {
    return decodes ? subject_take(subject, snapshot) && subject_widen(subject)
                   : subject_take_encoder(subject, snapshot, quick);
}
