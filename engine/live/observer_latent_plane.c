// The plane of the latent map's codes: fitted, points placed in it, and turned towards the map before, so that no axis
// flips or spins. On the observer's thread.
#include "observer_latent.h"

#include "activations.h"
#include "procrustes.h"

#include <math.h>
#include <string.h>

enum { FIT_IMAGES = 2500 };

// The plane of many codes is that of some of them, spread over all.
static int fit_stride(int images) {
    return images > FIT_IMAGES ? images / FIT_IMAGES : 1;
}

void latent_fit_begin(Latent *l) {
    LatentCodes *codes = &l->making;
    if (l->pca.units != codes->units) {
        code_pca_finish(&l->pca);
        if (!code_pca_init(&l->pca, codes->units, NULL)) {
            l->stage = LATENT_IDLE;
            return;
        }
    }
    code_pca_begin(&l->pca, codes->codes, codes->images, fit_stride(codes->images));
    l->stage = LATENT_FITTING;
}

void latent_place_begin(Latent *l) {
    LatentCodes *codes = &l->making;
    size_t units = (size_t)codes->units;
    memcpy(codes->axis, l->pca.direction, 2 * units * sizeof *codes->axis);
    memcpy(codes->mean, l->pca.mean, units * sizeof *codes->mean);
    codes->total = l->pca.total;
    codes->turned = 0;
    l->next = 0;
    l->stage = LATENT_PLACING;
}

bool latent_place_some(Latent *l) {
    LatentCodes *codes = &l->making;
    int left = codes->images - l->next, count = left < CODE_PCA_ROWS ? left : CODE_PCA_ROWS;
    float *point = codes->point + 2 * (size_t)l->next;
    code_pca_project(&l->pca, l->next, count, point);
    activations_finite(point, 2 * (size_t)count, point);
    l->next += count;
    return l->next == codes->images;
}

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
