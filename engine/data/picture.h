// A file of one picture as an image of a data set's shape.
#ifndef HOURGLASS_PICTURE_H
#define HOURGLASS_PICTURE_H

#include "dataset_options.h"
#include "image_size.h"
#include "images.h"

/// Decodes the file, whose header says `size`, and fits it (see image_fit.h) to out (C, H, W), the shape of `like`'s
/// images. False with the reason in a few words, without the file's name.
bool picture_read(const char *path, const ImageSize *size, ImageDecoder decode, const Images *like, uint8_t *out,
                  Error *reason);

#endif
