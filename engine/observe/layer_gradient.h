// What views call "the gradient": that of the loss on a fixed batch of training images, at given weights. Worked out in
// small steps, so that a request from the pointer never waits for it. Used by the observer.
#ifndef HOURGLASS_LAYER_GRADIENT_H
#define HOURGLASS_LAYER_GRADIENT_H

#include "score.h"

enum { GRADIENT_IMAGES = 128 };

/// What is differentiated. The net and the images must outlive the run.
typedef struct GradientDesc {
    const Net *net;
    ImageSource source; // training images; with their corruption, if any; interventions do not count
    Objective objective;
    LayerNoise noise; // zero: no dropout, a Gaussian code is its mean; else each image draws a part of its own
    int rows;         // images a step; 0: 16
} GradientDesc;

typedef struct LayerGradientRun {
    GradientDesc desc;
    Pass pass; // (rows), with gradients
    int images, index[GRADIENT_IMAGES];
    int encoded, carried, tile;     // images whose code is in code_mean; images gone back; the next item of work, or -1
    int count;                      // rows of the chunk being worked on
    int place;                      // layers these have gone through, forward and then back; 0: none yet
    double *code_sum;               // (Z) over the batch, for a penalty on its mean
    real *chunk;                    // (parameter_count) gradient over one chunk's rows
    real *gradients;                // (parameter_count) the result, laid out as net->parameters
    double reconstruction, penalty; // of the batch, nats (or squared error) an image
    double row_reconstruction[GRADIENT_IMAGES], row_penalty[GRADIENT_IMAGES];
    Arena arena;
} LayerGradientRun;

/// Makes room: twice the parameters, and a pass of desc->rows rows with gradients.
bool layer_gradient_init(LayerGradientRun *run, const GradientDesc *desc, Error *error);
void layer_gradient_finish(LayerGradientRun *run); // takes a zeroed one

/// Starts over, for weights that have changed: GRADIENT_IMAGES images evenly spread over the source (all of them, if
/// they are fewer).
void layer_gradient_begin(LayerGradientRun *run);

/// One step: some rows through one layer, forward or back (for a penalty on the mean of the code, through the encoder
/// before), or the gradient of one item of weights (net_gradient) over those rows. True when run->gradients and the
/// losses are those of the whole batch; further steps then do nothing. Chunks are added up in fixed order, so that the
/// result does not depend on how the steps are spread over time. The gradient is that of the mean loss with all
/// penalties on the code, without weight decay. Not finite where the loss is not.
bool layer_gradient_step(LayerGradientRun *run);

#endif
