// Which codes are near which, as t-SNE weighs it: a sparse symmetric matrix of joint probabilities.
#ifndef HOURGLASS_TSNE_AFFINITY_H
#define HOURGLASS_TSNE_AFFINITY_H

#include "arena.h"
#include "error.h"
#include "random.h"

#include <stdint.h>

/// Codes and what is made of them, a block of rows at a time. p_j|i is proportional to exp(-β_i |c_i - c_j|²) over the
/// nearest neighbours of i, with β_i such that their perplexity is the one wanted; p_ij = (p_j|i + p_i|j) / 2N (van der
/// Maaten 2014, equations 1, 2 and 7). Units of length do not matter.
typedef struct TsneAffinity {
    int count, units, neighbours; // N; K nearest ones of each
    double perplexity;
    float *codes; // (N, units) without their mean, the largest value 1; values that are not finite count as 0
    int done;     // rows that are done, of N
    // The result, once all rows are: row i is begin[i] … begin[i + 1] - 1, by rising neighbour, without i.
    int *begin;     // (N + 1)
    int *neighbour; //
    float *joint;   // sums to 1
    // Until then:
    float *squares;                          // (N) |c|²
    float *packed;                           // the codes, packed for products
    float *near;                             // (TSNE_ROWS, N) 2 c_i·c_j - |c_j|²: the larger, the nearer
    uint32_t *scratch;                       // (N)
    float *distances;                        // (K) squares, of one row
    int *nearest;                            // (N, K) by rising index
    float *conditional;                      // (N, K) p_j|i
    int *transposed_begin, *transposed_from; // row j of the transpose: the i that have j among their nearest
    float *transposed;                       // p_j|i
    Random random;
    Arena arena, work;
} TsneAffinity;

enum { TSNE_ROWS = 64 };

/// Takes a copy of codes (count, units). The perplexity, at least 1, is cut to a third of the others; K is three times
/// it and 1 more, as scikit-learn takes it. Of equally near codes random ones are taken.
bool tsne_affinity_begin(TsneAffinity *affinity, const float *codes, int count, int units, double perplexity,
                         Random random, Error *error);

/// TSNE_ROWS more rows. False once all are done and there is a result.
bool tsne_affinity_some(TsneAffinity *affinity);

void tsne_affinity_finish(TsneAffinity *affinity); // takes a zeroed one

#endif
