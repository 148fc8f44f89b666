// Sheets: pictures of test images with what a model makes of them, saved as PNG.
#ifndef HOURGLASS_SHEET_H
#define HOURGLASS_SHEET_H

#include "dataset.h"
#include "quality.h"

/// A few test images of every class as the net sees them, its output and the error against the image, with the title
/// and the quality above. `source` is of the data set's test images.
bool sheet_reconstructions(const char *path, const char *title, const Dataset *data, const ImageSource *source,
                           const Net *net, LossKind loss, const Quality *quality, Error *error);

/// Images (count, C·H·W) in [0, 1] side by side; at most SHEET_MAX_IMAGES are drawn and the title says so.
bool sheet_images(const char *path, const char *title, const float *images, int count, Shape shape, Error *error);

enum { SHEET_MAX_IMAGES = 400 };

#endif
