// Whole sets of images through a net on a team: what headless training reports at the end of an epoch, and what the
// commands print. The window's observer does the same in small slices instead.
#ifndef HOURGLASS_EVALUATE_H
#define HOURGLASS_EVALUATE_H

#include "quality.h"
#include "spec.h"

typedef struct Evaluation {
    Quality quality;
    CodeStatistics code;
} Evaluation;

/// Scores all images of a source with up to `threads` threads. The numbers do not depend on how many there are.
bool evaluate(const Net *net, const Objective *objective, const ImageSource *source, int threads,
              Evaluation *evaluation, Error *error);

/// The scores of each image (N), into `scores`.
bool evaluate_images(const Net *net, LossKind loss, const ImageSource *source, int threads, Score *scores,
                     Error *error);

/// The images as a run of this model sees them when it is measured.
ImageSource evaluation_source(const ModelSpec *spec, const Images *images);

/// Codes of all images, (N, Z), into `codes`.
bool encode(const Net *net, const Images *images, int threads, float *codes, Error *error);

#endif
