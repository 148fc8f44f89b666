// t-SNE: a map of codes in the plane in which neighbours stay neighbours. Barnes–Hut, in small steps, so that it can be
// shown while it settles and given up at any time.
#ifndef HOURGLASS_TSNE_H
#define HOURGLASS_TSNE_H

#include "tsne_affinity.h"
#include "tsne_push.h"

typedef struct TsneOptions {
    double perplexity;  // 0: 30; about how many neighbours of a code count
    int iterations;     // 0: 1000; at most
    float theta;        // 0: 0.5; negative: forces are exact
    uint64_t seed;      // of what is random
    const float *start; // (count, 2) a map to begin from, or NULL: the first two principal components, small
} TsneOptions;

/// Begun anew, attraction is exaggerated twelve times for the first quarter of the iterations, at most 250, with
/// momentum 0.5, then it has momentum 0.8; from a given start it goes on as after that. Gains of single coordinates as
/// in Jacobs 1988. All as in van der Maaten 2014 and scikit-learn, whose learning rate "auto" this is, but for few
/// points.
typedef struct Tsne {
    int count, iterations, iteration, exaggerated; // codes; to make at most, made, of them with exaggeration
    double rate;
    bool begun, settled;
    uint64_t seed;
    TsneAffinity affinity;
    TsnePush push;
    float *x, *y;                             // (count) the map
    float *step_x, *step_y, *gain_x, *gain_y; // (count)
    float *push_x, *push_y, *pull_x, *pull_y; // (count)
    double z;                                 // Σ of q over all pairs, of the last forces found
    double gradient;                          // norm of the gradient at that time
    Arena arena;
} Tsne;

/// Takes a copy of codes (count, units), 1 or more. `options` may be NULL.
bool tsne_begin(Tsne *tsne, const float *codes, int count, int units, const TsneOptions *options, Error *error);

/// Makes some steps: first blocks of rows of the affinities, then iterations. False once it has settled: all iterations
/// are made or the gradient has vanished (norm below 1e-7). Same codes, options and kernels give the same map.
bool tsne_some(Tsne *tsne, int steps);

/// Whether an iteration has been made, before which there is no map to show; how far it is, 0 to 1.
bool tsne_has_map(const Tsne *tsne);
double tsne_progress(const Tsne *tsne);

/// The map as it is, into positions (count, 2), its centre at 0. Finite whatever the codes are.
void tsne_map(const Tsne *tsne, float *positions);

/// Σ p log(p / q), nats: what is minimised, of the map as it is. There must be one.
double tsne_divergence(Tsne *tsne);

void tsne_finish(Tsne *tsne); // takes a zeroed one

#endif
