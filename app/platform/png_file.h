// A surface as a PNG file.
#ifndef HOURGLASS_PNG_FILE_H
#define HOURGLASS_PNG_FILE_H

#include "error.h"

struct SDL_Surface;

/// Writes the file atomically: the old file or the whole new one.
bool png_file_save(struct SDL_Surface *surface, const char *path, Error *error);

#endif
