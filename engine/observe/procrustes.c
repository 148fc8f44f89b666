// The rigid motion between two maps. Called for the latent map, on the observer's thread.
#include "procrustes.h"

#include <math.h>

static bool counts(const float *p, const float *q) {
    return isfinite(p[0]) && isfinite(p[1]) && isfinite(q[0]) && isfinite(q[1]);
}

static void find_centres(Procrustes *result, const float *points, const float *former, int count) {
    int used = 0;
    for (int i = 0; i < 2 * count; i += 2) {
        if (!counts(points + i, former + i))
            continue;
        used++;
        for (int c = 0; c < 2; c++) {
            result->from[c] += (double)points[i + c];
            result->to[c] += (double)former[i + c];
        }
    }
    for (int c = 0; c < 2 && used > 0; c++) {
        result->from[c] /= used;
        result->to[c] /= used;
    }
}

// With s = Σ former · pointsᵀ a rotation by φ gives Σ former·turned = a cos φ + b sin φ, at most √(a² + b²) = `reach`;
// a reflection the same with the other signs.
Procrustes procrustes_find(const float *points, const float *former, int count, bool reflects) {
    Procrustes result = {.turn = {{1, 0}, {0, 1}}};
    find_centres(&result, points, former, count);
    double s[2][2] = {{0}};
    for (int i = 0; i < 2 * count; i += 2)
        for (int r = 0; r < 2 && counts(points + i, former + i); r++)
            for (int c = 0; c < 2; c++)
                s[r][c] += ((double)former[i + r] - result.to[r]) * ((double)points[i + c] - result.from[c]);
    double a = s[0][0] + s[1][1], b = s[1][0] - s[0][1], reach = hypot(a, b);
    double mirrored_a = s[0][0] - s[1][1], mirrored_b = s[1][0] + s[0][1], mirrored = hypot(mirrored_a, mirrored_b);
    if (reflects && mirrored > reach) {
        double x = mirrored_a / mirrored, y = mirrored_b / mirrored;
        result.turn[0][0] = x;
        result.turn[0][1] = result.turn[1][0] = y;
        result.turn[1][1] = -x;
    } else if (reach > 0) {
        result.turn[0][0] = result.turn[1][1] = a / reach;
        result.turn[1][0] = b / reach;
        result.turn[0][1] = -b / reach;
    }
    return result;
}

void procrustes_apply(const Procrustes *p, float *points, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
        double x = (double)points[i] - p->from[0], y = (double)points[i + 1] - p->from[1];
        points[i] = (float)(p->turn[0][0] * x + p->turn[0][1] * y + p->to[0]);
        points[i + 1] = (float)(p->turn[1][0] * x + p->turn[1][1] * y + p->to[1]);
    }
}
