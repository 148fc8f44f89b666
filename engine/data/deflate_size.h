// How small an image's bytes become without loss: a scale for what a code takes.
#ifndef HOURGLASS_DEFLATE_SIZE_H
#define HOURGLASS_DEFLATE_SIZE_H

#include <stddef.h>
#include <stdint.h>

/// Bytes that deflate_size needs as room.
size_t deflate_room(size_t count);

/// Bytes that zlib makes of `count` bytes at its best level (RFC 1950), which is what a PNG without row filters holds
/// of an image; 0 if memory is short.
size_t deflate_size(const uint8_t *bytes, size_t count, uint8_t *room);

#endif
