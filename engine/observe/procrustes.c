// Orthogonal Procrustes analysis in the plane. Pure functions; called by the observer.
#include "procrustes.h"

#include <math.h>

static void find_mean(const float *points, int count, double mean[2]) {
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 2; k++)
            mean[k] += (double)points[2 * i + k] / count;
}

// Σ to_a · from_b of what is left of the points after the means.
static void find_products(const Procrustes *p, const float *from, const float *to, int count, double product[2][2]) {
    for (int i = 0; i < count; i++)
        for (int a = 0; a < 2; a++)
            for (int b = 0; b < 2; b++)
                product[a][b] += ((double)to[2 * i + a] - p->to[a]) * ((double)from[2 * i + b] - p->from[b]);
}

// Σ to·(R from) is c·(xx + yy) + s·(yx − xy) for a rotation by (c, s), and c·(xx − yy) + s·(xy + yx) for the reflection
// (x, y) -> (c·x + s·y, s·x − c·y); each is largest where (c, s) points along its two sums, and then is their length.
Procrustes procrustes_find(const float *from, const float *to, int count, bool moves) {
    Procrustes p = {.turn = {{1, 0}, {0, 1}}};
    double m[2][2] = {{0}};
    if (moves) {
        find_mean(from, count, p.from);
        find_mean(to, count, p.to);
    }
    find_products(&p, from, to, count, m);
    double c = m[0][0] + m[1][1], s = m[1][0] - m[0][1], turned = hypot(c, s);
    double mirror_c = m[0][0] - m[1][1], mirror_s = m[0][1] + m[1][0], mirrored = hypot(mirror_c, mirror_s);
    double size = fabs(m[0][0]) + fabs(m[0][1]) + fabs(m[1][0]) + fabs(m[1][1]);
    bool mirrors = mirrored > turned + 1e-12 * size;
    double length = mirrors ? mirrored : turned;
    if (!(length > 0) || !isfinite(length))
        return p;
    c = (mirrors ? mirror_c : c) / length;
    s = (mirrors ? mirror_s : s) / length;
    p.turn[0][0] = c;
    p.turn[0][1] = mirrors ? s : -s;
    p.turn[1][0] = s;
    p.turn[1][1] = mirrors ? -c : c;
    return p;
}

void procrustes_apply(const Procrustes *p, float *points, int count) {
    for (int i = 0; i < count; i++) {
        double x = (double)points[2 * i] - p->from[0], y = (double)points[2 * i + 1] - p->from[1];
        points[2 * i] = (float)(p->turn[0][0] * x + p->turn[0][1] * y + p->to[0]);
        points[2 * i + 1] = (float)(p->turn[1][0] * x + p->turn[1][1] * y + p->to[1]);
    }
}
