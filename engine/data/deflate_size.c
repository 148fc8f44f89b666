// Deflated sizes. Called by the observer.
#include "deflate_size.h"

#include <zlib.h>

size_t deflate_room(size_t count) {
    return compressBound((uLong)count);
}

size_t deflate_size(const uint8_t *bytes, size_t count, uint8_t *room) {
    uLongf size = compressBound((uLong)count);
    return compress2(room, &size, bytes, (uLong)count, Z_BEST_COMPRESSION) == Z_OK ? size : 0;
}
