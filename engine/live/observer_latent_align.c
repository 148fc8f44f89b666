// A new latent map turned towards the one before it, so that no axis flips or spins. On the observer's thread.
#include "observer_latent.h"

#include "procrustes.h"

#include <math.h>
#include <string.h>

// Points of the images that are in both maps, side by side. Returns how many there are.
static int pair_points(const LatentCodes *from, const LatentCodes *to, float *pairs) {
    int count = 0;
    for (int i = 0, j = 0; i < from->images && j < to->images;) {
        if (from->index[i] == to->index[j]) {
            memcpy(pairs + 2 * (size_t)count, from->point + 2 * (size_t)i, 2 * sizeof *pairs);
            memcpy(pairs + 2 * (size_t)(from->images + count), to->point + 2 * (size_t)j, 2 * sizeof *pairs);
            count++;
        }
        bool first = from->index[i] <= to->index[j], second = to->index[j] <= from->index[i];
        i += first;
        j += second;
    }
    return count;
}

static void turn_axes(LatentCodes *codes, const Procrustes *turn) {
    codes->turned = atan2(fabs(turn->turn[0][1]), fabs(turn->turn[0][0])) * 180 / acos(-1);
    float *x = codes->axis, *y = codes->axis + codes->units;
    for (int u = 0; u < codes->units; u++) {
        double along[2] = {(double)x[u], (double)y[u]};
        x[u] = (float)(turn->turn[0][0] * along[0] + turn->turn[0][1] * along[1]);
        y[u] = (float)(turn->turn[1][0] * along[0] + turn->turn[1][1] * along[1]);
    }
}

// Another run's map of the same images is one to turn to as well.
void latent_align(Observer *o) {
    Latent *l = o->latent;
    const LatentCodes *before = &l->known;
    if (before->tag.run == 0 || before->units <= 2 || !dataset_is_same(before->data, l->making.data) ||
        !view_array_floats(&l->room, 4 * (size_t)l->making.images))
        return;
    float *pairs = l->room.floats;
    int count = pair_points(&l->making, before, pairs);
    Procrustes turn = procrustes_find(pairs, pairs + 2 * (size_t)l->making.images, count, false);
    procrustes_apply(&turn, l->making.point, l->making.images);
    turn_axes(&l->making, &turn);
}
