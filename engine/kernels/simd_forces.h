// The forces between points of a plane that t-SNE follows. Included by simd.c only.
#ifndef HOURGLASS_SIMD_FORCES_H
#define HOURGLASS_SIMD_FORCES_H

#include "simd_vector.h"

enum { CROWD = 2 * LANES }; // points that are pushed at once: two registers of each of their sums

typedef struct Crowd {
    Vector x[2], y[2], weight[2], push_x[2], push_y[2];
} Crowd;

static void crowd_push(Crowd *crowd, const Repulsion *r) {
    Crowd c = *crowd;
    for (int j = 0; j < r->sources; j++) {
        float x = r->source_x[j], y = r->source_y[j], mass = r->mass[j];
        UNROLL
        for (int i = 0; i < 2; i++) {
            Vector dx = c.x[i] - x, dy = c.y[i] - y;
            Vector q = 1.0f / (dx * dx + (dy * dy + 1.0f)), part = mass * q;
            c.weight[i] += part;
            part *= q;
            c.push_x[i] += part * dx;
            c.push_y[i] += part * dy;
        }
    }
    *crowd = c;
}

// Points beyond the last are pushed too, and forgotten.
static void simd_repel(const Repulsion *r) {
    for (int first = 0; first < r->points; first += CROWD) {
        size_t bytes = (size_t)(r->points - first < CROWD ? r->points - first : CROWD) * sizeof(float);
        Crowd crowd = {0};
        memcpy(crowd.x, r->x + first, bytes);
        memcpy(crowd.y, r->y + first, bytes);
        crowd_push(&crowd, r);
        memcpy(r->weight + first, crowd.weight, bytes);
        memcpy(r->push_x + first, crowd.push_x, bytes);
        memcpy(r->push_y + first, crowd.push_y, bytes);
    }
}

typedef struct Near {
    float x[LANES], y[LANES], affinity[LANES];
} Near;

// Neighbours k … k + count - 1; to a full register, the point itself with an affinity of 0.
static inline void gather_near(const Attraction *a, int point, int k, int count, Near *near) {
    for (int l = 0; l < LANES && count == LANES; l++) {
        near->x[l] = a->x[a->neighbour[k + l]];
        near->y[l] = a->y[a->neighbour[k + l]];
        near->affinity[l] = a->affinity[k + l];
    }
    for (int l = 0; l < LANES && count < LANES; l++) {
        int neighbour = l < count ? a->neighbour[k + l] : point;
        near->x[l] = a->x[neighbour];
        near->y[l] = a->y[neighbour];
        near->affinity[l] = l < count ? a->affinity[k + l] : 0;
    }
}

static void simd_attract(const Attraction *a) {
    for (int i = 0; i < a->points; i++) {
        Vector pull_x = {0}, pull_y = {0};
        int end = a->begin[i + 1];
        for (int k = a->begin[i]; k < end; k += LANES) {
            Near near;
            gather_near(a, i, k, end - k < LANES ? end - k : LANES, &near);
            Vector dx = a->x[i] - load(near.x), dy = a->y[i] - load(near.y);
            Vector part = load(near.affinity) / (dx * dx + (dy * dy + 1.0f));
            pull_x += part * dx;
            pull_y += part * dy;
        }
        float sum_x = 0, sum_y = 0;
        for (int l = 0; l < LANES; l++) {
            sum_x += pull_x[l];
            sum_y += pull_y[l];
        }
        a->pull_x[i] = sum_x;
        a->pull_y[i] = sum_y;
    }
}

#endif
