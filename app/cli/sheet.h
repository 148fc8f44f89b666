// Sheets: pictures of test images with what a model makes of them, saved as PNG.
#ifndef HOURGLASS_SHEET_H
#define HOURGLASS_SHEET_H

#include "dataset.h"
#include "quality.h"

/// Input, output and error of a few test images of every class, with the title and the quality above.
bool sheet_reconstructions(const char *path, const char *title, const Dataset *data, const Net *net, LossKind loss,
                           const Quality *quality, Error *error);

/// Images (count, C·H·W) in [0, 1] side by side; at most SHEET_MAX_IMAGES are drawn and the title says so.
bool sheet_images(const char *path, const char *title, const float *images, int count, Shape shape, Error *error);

enum { SHEET_MAX_IMAGES = 400 };

#endif
