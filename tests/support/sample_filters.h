// Made-up weights, feature maps and a sliding kernel for the view Filters.
#ifndef HOURGLASS_TESTS_SAMPLE_FILTERS_H
#define HOURGLASS_TESTS_SAMPLE_FILTERS_H

#include "sample_views.h"

/// Kernels and maps of a convolutional model, rows of the others'. Called by sample_views_init.
void sample_filters_init(SampleViews *sample, SampleModel model);

/// Shows a deeper layer of the convolutional model: slices (32 × 16 kernels of 3×3), tiles (32 × 32 of 7×7) or a matrix
/// (1568 × 32).
void sample_filters_matrix(SampleViews *sample, FilterKind kind);

/// Shows the weights' change or gradient in their place.
void sample_filters_show(SampleViews *sample, FilterShow show);

/// Kernel 0 of the first convolution, −4/8 … 4/8, on its way over the first image.
void sample_filters_slide(SampleViews *sample);

#endif
