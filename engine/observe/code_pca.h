// The plane in which codes spread most. A fit goes on from the one before it, since codes move little between two
// snapshots, and is made in small steps, so that somebody who waits does not wait long.
#ifndef HOURGLASS_CODE_PCA_H
#define HOURGLASS_CODE_PCA_H

#include "arena.h"
#include "error.h"

/// More directions than the two that are wanted make these settle in fewer rounds.
enum { CODE_PCA_DIRECTIONS = 8, CODE_PCA_ROWS = 256 };

typedef struct CodePca {
    int units, directions;                // the latter at most CODE_PCA_DIRECTIONS, and units
    double *mean;                         // (units)
    float *middle;                        // (units) the same, for rows that are centred
    float *direction;                     // (directions, units) orthonormal, by falling variance; a row is 0 where the
                                          // codes spread along fewer
    double variance[CODE_PCA_DIRECTIONS]; // of the codes along each
    double total;                         // along all units
    int rounds;                           // that the last fit took
    // of the fit under way:
    const float *codes;                     // (images, units), the caller's
    int stride, images, next;               // every so many of them count; how many that are; the next
    bool centred;                           // the mean is known
    float *applied;                         // (directions, units) covariance times each direction
    float *rows, *along, *packed, *scratch; // some codes less the mean; their places along the directions
    Arena arena;
} CodePca;

/// For codes of so many units. Takes no memory that grows with the number of images.
bool code_pca_init(CodePca *pca, int units, Error *error);
void code_pca_finish(CodePca *pca); // takes a zeroed one

/// Begins a fit to every `stride`th of `codes` (images, units), finite, which must stay until it is complete; it starts
/// from the directions of the last one, if there was one.
void code_pca_begin(CodePca *pca, const float *codes, int images, int stride);

/// Some of it, a few hundred codes; true when it is complete: no direction of the first two is turned by more than some
/// thousandths against the true plane, nor is the variance in it less by more than some millionths (subspace iteration
/// with Rayleigh–Ritz steps, Halko, Martinsson and Tropp, SIAM Review 2011, algorithm 4.4; until the residual of both
/// is small, or for at most 60 rounds). False from symmetric_eigen, if memory is short, also ends it.
bool code_pca_some(CodePca *pca);

/// After a fit: places of codes first … first+count-1 of it along the first two directions, (count, 2) at `point`; 0
/// along a direction that there is not. `count` is at most CODE_PCA_ROWS.
void code_pca_project(CodePca *pca, int first, int count, float *point);

#endif
