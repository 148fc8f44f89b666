// The forces between points of a plane that t-SNE follows. Included by simd.c only.
#ifndef HOURGLASS_SIMD_FORCES_H
#define HOURGLASS_SIMD_FORCES_H

#include "simd_gemm.h"

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

// Neighbours are gathered by fours and more, whatever lies behind the last ones with an affinity of 0.
static void simd_attract(const Attraction *a) {
    for (int i = 0; i < a->points; i++) {
        Vector pull_x = {0}, pull_y = {0};
        int end = a->begin[i + 1];
        for (int first = a->begin[i]; first < end; first += LANES) {
            float x[LANES], y[LANES], affinity[LANES] = {0};
            int count = end - first < LANES ? end - first : LANES;
            const int *neighbour = a->neighbour + first;
            if (count == LANES) {
                for (int k = 0; k < LANES; k++) {
                    x[k] = a->x[neighbour[k]];
                    y[k] = a->y[neighbour[k]];
                    affinity[k] = a->affinity[first + k];
                }
            } else {
                for (int k = 0; k < LANES; k++) {
                    int j = k < count ? neighbour[k] : i;
                    x[k] = a->x[j];
                    y[k] = a->y[j];
                    affinity[k] = k < count ? a->affinity[first + k] : 0;
                }
            }
            Vector dx = a->x[i] - load(x), dy = a->y[i] - load(y);
            Vector part = load(affinity) / (dx * dx + (dy * dy + 1.0f));
            pull_x += part * dx;
            pull_y += part * dy;
        }
        float sum_x = 0, sum_y = 0;
        for (int k = 0; k < LANES; k++) {
            sum_x += pull_x[k];
            sum_y += pull_y[k];
        }
        a->pull_x[i] = sum_x;
        a->pull_y[i] = sum_y;
    }
}

#endif
