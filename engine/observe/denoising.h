// How well a net takes noise away that it may never have met in training.
#ifndef HOURGLASS_DENOISING_H
#define HOURGLASS_DENOISING_H

#include "denoising_figures.h"
#include "score.h"

/// The corruption of one kind: a standard deviation, a share of the pixels, or a square's side as a part of the
/// image's.
Corruption denoising_corruption(NoiseKind kind, double strength);

/// Strength 0 … NOISE_STRENGTHS-1 of the curve, from 0 to NOISE_MOST in equal steps.
double denoising_strength(int place);

/// Doubles that denoising_measure needs for images of this net.
size_t denoising_scratch(const Net *net);

/// Runs images index[0 … count-1] forward as score_forward does, corrupted as the source says, and holds what goes in
/// and what comes out against the clean images: figures[0 … count-1]. Afterwards the rows of pass->activation[0] and of
/// net_output are images in [0, 1]. `count` is at most the pass's capacity; the pass has a target of its own.
void denoising_measure(const Net *net, const Pass *pass, LossKind loss, const ImageSource *source, const int *index,
                       int count, double *scratch, DenoisingFigures *figures);

/// Adds one image's figures times `weight`, 1 / images for a mean.
void denoising_add(DenoisingFigures *mean, const DenoisingFigures *image, double weight);

#endif
