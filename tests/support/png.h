// PNG files for tests, made by hand: a signature, IHDR, one IDAT of unfiltered rows, IEND.
#ifndef HOURGLASS_TESTS_PNG_H
#define HOURGLASS_TESTS_PNG_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static inline size_t png_put_32(unsigned char *out, uint32_t value) {
    for (int byte = 0; byte < 4; byte++)
        out[byte] = (unsigned char)(value >> (24 - 8 * byte));
    return 4;
}

static inline size_t png_put_chunk(unsigned char *out, const char *type, const unsigned char *bytes, size_t size) {
    png_put_32(out, (uint32_t)size);
    memcpy(out + 4, type, 4);
    if (size > 0)
        memcpy(out + 8, bytes, size);
    png_put_32(out + 8 + size, (uint32_t)crc32(crc32(0, NULL, 0), out + 4, (uInt)(4 + size)));
    return size + 12;
}

/// The signature and IHDR: 33 bytes. Color types: 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA.
static inline size_t png_put_header(unsigned char *out, uint32_t width, uint32_t height, int color) {
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    unsigned char header[13] = {[8] = 8, [9] = (unsigned char)color};
    png_put_32(header, width);
    png_put_32(header + 4, height);
    memcpy(out, signature, sizeof signature);
    return sizeof signature + png_put_chunk(out + sizeof signature, "IHDR", header, sizeof header);
}

/// A whole file from pixels (height, width, channels) in memory that the caller frees.
static inline unsigned char *png_pack(const uint8_t *pixels, int width, int height, int channels, size_t *size) {
    static const int colors[5] = {0, 0, 4, 2, 6};
    size_t row = (size_t)width * (size_t)channels, raw_size = (row + 1) * (size_t)height;
    uLongf packed_size = compressBound(raw_size);
    unsigned char *raw = calloc(1, raw_size), *packed = malloc(packed_size), *file = malloc(packed_size + 128);
    if (!raw || !packed || !file)
        abort();
    for (int y = 0; y < height; y++)
        memcpy(raw + (size_t)y * (row + 1) + 1, pixels + (size_t)y * row, row);
    if (compress(packed, &packed_size, raw, raw_size) != Z_OK)
        abort();
    *size = png_put_header(file, (uint32_t)width, (uint32_t)height, colors[channels]);
    *size += png_put_chunk(file + *size, "IDAT", packed, packed_size);
    *size += png_put_chunk(file + *size, "IEND", NULL, 0);
    free(raw);
    free(packed);
    return file;
}

#endif
