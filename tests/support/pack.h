// IDX headers and gzip files for tests.
#ifndef HOURGLASS_TESTS_PACK_H
#define HOURGLASS_TESTS_PACK_H

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

/// Writes an IDX header and returns its length.
static inline size_t pack_header(unsigned char *out, int type, int dimensions, const uint32_t *sizes) {
    out[0] = out[1] = 0;
    out[2] = (unsigned char)type;
    out[3] = (unsigned char)dimensions;
    for (int i = 0; i < dimensions; i++)
        for (int byte = 0; byte < 4; byte++)
            out[4 + 4 * i + byte] = (unsigned char)(sizes[i] >> (24 - 8 * byte));
    return 4 + 4 * (size_t)dimensions;
}

/// Packs bytes as gzip; returns the length, 0 if `capacity` is too small.
static inline size_t pack_gzip(const unsigned char *bytes, size_t size, unsigned char *out, size_t capacity) {
    z_stream deflater = {0};
    if (deflateInit2(&deflater, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    deflater.next_in = (z_const Bytef *)bytes;
    deflater.avail_in = (uInt)size;
    deflater.next_out = out;
    deflater.avail_out = (uInt)capacity;
    int result = deflate(&deflater, Z_FINISH);
    size_t length = capacity - deflater.avail_out;
    deflateEnd(&deflater);
    return result == Z_STREAM_END ? length : 0;
}

#endif
