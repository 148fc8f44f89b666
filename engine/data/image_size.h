// What the header of a PNG or JPEG file says about its size, read without decoding anything, so that a picture that
// claims to be huge is refused before memory is spent on it.
#ifndef HOURGLASS_IMAGE_SIZE_H
#define HOURGLASS_IMAGE_SIZE_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct ImageSize {
    int width, height;
    bool grey; // one channel, with or without alpha
} ImageSize;

typedef enum ImageSizeResult {
    IMAGE_SIZE_FOUND,
    IMAGE_SIZE_NONE, // not a PNG or JPEG file, or a broken one
    IMAGE_SIZE_MORE  // the header goes on beyond these bytes
} ImageSizeResult;

enum { IMAGE_SIZE_SIDE = 16384, IMAGE_SIZE_PIXELS = 1 << 26 }; // the largest pictures that are taken

/// Reads the IHDR chunk of a PNG file (W3C PNG, section 11.2.2) or the frame header of a JPEG file (ITU T.81, B.2.2)
/// from the file's first bytes. Sizes are whatever the header says, at least 1. JPEG files with other than one or three
/// components are not taken.
ImageSizeResult image_size_parse(const unsigned char *bytes, size_t size, ImageSize *found);

/// The same from a file, of which no more is read than is needed. False with the reason in a few words, without the
/// file's name, if it cannot be read, is no picture, or exceeds IMAGE_SIZE_SIDE or IMAGE_SIZE_PIXELS.
bool image_size_read(const char *path, ImageSize *found, Error *reason);

#endif
