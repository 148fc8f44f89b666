// What pushes the points of a t-SNE map apart, exactly or by Barnes and Hut.
#ifndef HOURGLASS_TSNE_PUSH_H
#define HOURGLASS_TSNE_PUSH_H

#include "arena.h"
#include "error.h"

#include <stdint.h>

/// A cell of the plane with points in it. Cells lie depth first: what is in one follows it, up to `next`.
typedef struct TsneCell {
    float x, y, mass;               // centre and number of its points
    float left, right, top, bottom; // that they lie within
    float size;                     // square of the longer side of that
    int first, next;                // its first point; the first cell that is not within it
    bool leaf;
} TsneCell;

typedef struct TsnePush {
    int count;
    float theta;
    // Points in the order of Morton's curve, which passes through every cell of the plane once.
    uint32_t *key, *key_scratch;       // (count)
    int *order, *order_scratch;        // (count) of sorted points
    float *x, *y;                      // (count)
    float *weight, *push_x, *push_y;   // (count)
    TsneCell *cells;                   // (2 count)
    int cell_count;                    //
    float *source_x, *source_y, *mass; // (count) what pushes one group
    Arena arena;
} TsnePush;

enum { TSNE_EXACT = 512 }; // up to so many points cells do not pay

bool tsne_push_init(TsnePush *push, int count, float theta, Error *error);

/// Σ_j q_ij²·(p_i - p_j) for each point, q = 1 / (1 + |p_i - p_j|²), into x, y (count); returns Z = Σ_i Σ_j≠i q_ij. A
/// cell counts as one point with its mass where its size is below theta times its distance from the points pushed
/// (Barnes and Hut 1986), which are taken in groups that lie near each other (Barnes 1990); theta 0 or few points:
/// exactly.
double tsne_push_find(TsnePush *push, const float *map_x, const float *map_y, float *x, float *y);

void tsne_push_finish(TsnePush *push); // takes a zeroed one

#endif
