// One picture at a time. Called for each of an image folder's, and for one that the user brings along.
#include "picture.h"

#include "image_fit.h"

#include <stdlib.h>

bool picture_read(const char *path, const ImageSize *size, ImageDecoder decode, const Images *like, uint8_t *out,
                  Error *reason) {
    uint8_t *pixels = NULL;
    int width = 0, height = 0, channels = 0;
    if (!decode(path, &pixels, &width, &height, &channels, reason))
        return false;
    bool ok = (width == size->width && height == size->height) ||
              error_set(reason, "%d×%d pixels instead of %d×%d", width, height, size->width, size->height);
    if (ok)
        image_fit(pixels, width, height, channels, like->width, like->height, like->channels, out);
    free(pixels);
    return ok;
}
