// libpng writes what it does not like about a file to the standard error, and so does nobody else here: damaged files
// are found before it sees them. Called by image_file.c.
#include "png_chunks.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum { SIGNATURE = 8, LENGTH = 4, TYPE = 4, CHECKSUM = 4 };

static uint32_t read_32(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_essential(const unsigned char *type) {
    static const char names[][TYPE + 1] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (memcmp(type, names[i], TYPE) == 0)
            return true;
    return false;
}

bool png_chunks_reduce(unsigned char *bytes, size_t *size) {
    size_t at = SIGNATURE, kept = SIGNATURE;
    while (at < *size && *size - at >= LENGTH + TYPE + CHECKSUM) {
        const unsigned char *type = bytes + at + LENGTH;
        size_t length = read_32(bytes + at), whole = LENGTH + TYPE + length + CHECKSUM;
        if (length > *size - at - (LENGTH + TYPE + CHECKSUM))
            return false;
        bool essential = is_essential(type), last = memcmp(type, "IEND", TYPE) == 0;
        uLong checksum = crc32(0, NULL, 0);
        if (essential && crc32(checksum, type, (uInt)(TYPE + length)) != read_32(type + TYPE + length))
            return false;
        if (essential) {
            memmove(bytes + kept, bytes + at, whole);
            kept += whole;
        }
        at += whole;
        if (last) {
            *size = kept;
            return true;
        }
    }
    return false;
}
