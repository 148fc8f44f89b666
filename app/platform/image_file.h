// Pictures in files, decoded by SDL_image.
#ifndef HOURGLASS_IMAGE_FILE_H
#define HOURGLASS_IMAGE_FILE_H

#include "error.h"

#include <stdbool.h>
#include <stdint.h>

/// Decodes a PNG or JPEG file to pixels (height, width, 4): red, green, blue and alpha as they are in the file, sixteen
/// bits cut to eight. The caller frees them. False with the reason in a few words, without the file's name. Needs no
/// display; any thread, one at a time.
bool image_file_decode(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason);

/// Writes pixels (height, width, 3), red, green and blue, as a PNG file, atomically. Any thread.
bool image_file_save(const char *path, const uint8_t *pixels, int width, int height, Error *error);

#endif
