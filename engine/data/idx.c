// IDX files, plain or gzip, read into one block. Called by the data sets on the jobs thread and by the command line.
// A header is not believed until the bytes behind it can be there: sizes are checked before anything is allocated.
#include "idx.h"

#include "file.h"
#include "pages.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { TYPE_UNSIGNED_BYTE = 8, SIDE_MAX = 4096 };

// Deflate cannot do better: 258 bytes from two bits (RFC 1951).
enum { DEFLATE_RATIO_MAX = 1032 };

static const size_t VALUES_MAX = (size_t)1 << 31;
static const size_t FILE_MAX = ((size_t)1 << 31) + 65536; // below 4 GiB, so that zlib's 32-bit counts hold it

// The content of the file in reading order, inflated on the way where it is packed.
typedef struct Source {
    const char *name;
    const unsigned char *bytes;
    size_t size, used; // of `bytes`; `used` is for plain files
    bool packed, ended;
    const char *fault; // what zlib found wrong, or NULL
    z_stream inflater;
} Source;

static bool source_init(Source *source, const unsigned char *bytes, size_t size, const char *name, Error *error) {
    *source = (Source){.name = name, .bytes = bytes, .size = size};
    source->packed = size >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
    if (!source->packed)
        return true;
    source->inflater.next_in = (z_const Bytef *)bytes;
    source->inflater.avail_in = (uInt)size;
    if (inflateInit2(&source->inflater, 15 + 16) != Z_OK)
        return error_memory(error, name);
    return true;
}

static void source_finish(Source *source) {
    if (source->packed)
        inflateEnd(&source->inflater);
}

// One step of inflating. A file may consist of several gzip members; what follows the last must be nothing.
static void source_inflate(Source *source) {
    z_stream *inflater = &source->inflater;
    int result = inflate(inflater, Z_NO_FLUSH);
    if (result == Z_STREAM_END && inflater->avail_in == 0)
        source->ended = true;
    else if (result == Z_STREAM_END)
        inflateReset(inflater);
    else if (result == Z_BUF_ERROR)
        source->fault = "it ends early";
    else if (result != Z_OK)
        source->fault = inflater->msg ? inflater->msg : "zlib is out of memory";
}

// Takes the next `size` bytes; fewer if the file ends or breaks before.
static size_t source_take(Source *source, unsigned char *out, size_t size) {
    if (!source->packed) {
        size_t left = source->size - source->used;
        size_t taken = size < left ? size : left;
        memcpy(out, source->bytes + source->used, taken);
        source->used += taken;
        return taken;
    }
    source->inflater.next_out = out;
    source->inflater.avail_out = (uInt)size;
    while (source->inflater.avail_out && !source->ended && !source->fault)
        source_inflate(source);
    source->inflater.next_out = NULL; // the memory is the caller's again
    return size - source->inflater.avail_out;
}

static bool fail_gzip(const Source *source, Error *error) {
    return error_set(error, "%s: expected an intact gzip file, found it damaged (%s); fetch it again", source->name,
                     source->fault);
}

static const char *content_name(int dimensions) {
    return dimensions == IDX_LABELS ? "labels" : dimensions == IDX_IMAGES ? "images" : "neither images nor labels";
}

static bool check_magic(const Source *source, const unsigned char *magic, int dimensions, Error *error) {
    if (magic[0] || magic[1])
        return error_set(error, "%s: expected an IDX file beginning with 00 00 08 %02x, found %02x %02x %02x %02x",
                         source->name, (unsigned)dimensions, magic[0], magic[1], magic[2], magic[3]);
    if (magic[2] != TYPE_UNSIGNED_BYTE)
        return error_set(error, "%s: expected unsigned bytes (IDX type 08), found type %02x", source->name, magic[2]);
    if (magic[3] != dimensions)
        return error_set(error, "%s: expected %s (%d dimension%s), found %s (%d)", source->name,
                         content_name(dimensions), dimensions, dimensions == 1 ? "" : "s", content_name(magic[3]),
                         magic[3]);
    return true;
}

static bool check_sizes(const Source *source, const unsigned char *fields, IdxArray *array, Error *error) {
    size_t product = 1;
    for (int i = 0; i < array->dimensions; i++) {
        const unsigned char *field = fields + 4 * i;
        uint32_t size = (uint32_t)field[0] << 24 | (uint32_t)field[1] << 16 | (uint32_t)field[2] << 8 | field[3];
        uint32_t limit = i == 0 ? INT_MAX : SIDE_MAX;
        if (size < 1 || size > limit)
            return error_set(error, "%s: expected %s of 1 to %lu, found %lu", source->name,
                             i == 0 ? "a count" : "an image side", (unsigned long)limit, (unsigned long)size);
        if (size > VALUES_MAX / product)
            return error_set(error, "%s: expected at most 2 GiB of %s, found a header that promises more", source->name,
                             content_name(array->dimensions));
        product *= size;
        array->sizes[i] = (int)size;
    }
    return true;
}

static bool read_header(Source *source, IdxArray *array, Error *error) {
    unsigned char header[4 + 4 * IDX_IMAGES] = {0};
    if (source->size == 0)
        return error_set(error, "%s: expected an IDX file of %s, found an empty file", source->name,
                         content_name(array->dimensions));
    size_t taken = source_take(source, header, 4);
    if (source->fault)
        return fail_gzip(source, error);
    if (taken == 4 && !check_magic(source, header, array->dimensions, error))
        return false;
    size_t expected = 4 + 4 * (size_t)array->dimensions;
    if (taken == 4)
        taken += source_take(source, header + 4, expected - 4);
    if (source->fault)
        return fail_gzip(source, error);
    if (taken < expected)
        return error_set(error, "%s: expected an IDX header of %zu bytes, found a file of %zu", source->name, expected,
                         taken);
    return check_sizes(source, header + 4, array, error);
}

static size_t array_bytes(const IdxArray *array) {
    size_t bytes = 1;
    for (int i = 0; i < array->dimensions; i++)
        bytes *= (size_t)array->sizes[i];
    return bytes;
}

static bool fail_length(const Source *source, const IdxArray *array, size_t found, Error *error) {
    size_t expected = array_bytes(array);
    const char *bound = source->packed && found > expected ? "at least " : "";
    if (array->dimensions == IDX_LABELS)
        return error_set(error, "%s: expected %zu bytes after the header (%d labels), found %s%zu", source->name,
                         expected, array->sizes[0], bound, found);
    return error_set(error, "%s: expected %zu bytes after the header (%d images of %d×%d), found %s%zu", source->name,
                     expected, array->sizes[0], array->sizes[1], array->sizes[2], bound, found);
}

// Refuses, before any memory is taken for them, values that the file is too small to hold.
static bool check_room(const Source *source, const IdxArray *array, Error *error) {
    size_t expected = array_bytes(array);
    if (!source->packed)
        return source->size - source->used == expected ||
               fail_length(source, array, source->size - source->used, error);
    if (expected / DEFLATE_RATIO_MAX > source->size)
        return error_set(error, "%s: expected %zu bytes after the header, found a gzip file of %zu, too small for them",
                         source->name, expected, source->size);
    return true;
}

static bool read_values(Source *source, IdxArray *array, Error *error) {
    if (!check_room(source, array, error))
        return false;
    size_t expected = array_bytes(array);
    array->values = malloc(expected);
    pages_use_large(array->values, expected);
    if (!array->values)
        return error_memory(error, source->name);
    size_t found = source_take(source, array->values, expected);
    // One byte more, which must not be there, makes zlib read to the end and compare its checksum.
    unsigned char excess;
    if (found == expected)
        found += source_take(source, &excess, 1);
    if (source->fault)
        return fail_gzip(source, error);
    return found == expected || fail_length(source, array, found, error);
}

bool idx_parse(const unsigned char *bytes, size_t size, const char *name, int dimensions, IdxArray *array,
               Error *error) {
    *array = (IdxArray){.dimensions = dimensions};
    if (size > FILE_MAX)
        return error_set(error, "%s: expected at most %zu bytes, found %zu", name, FILE_MAX, size);
    Source source;
    if (!source_init(&source, bytes, size, name, error))
        return false;
    bool ok = read_header(&source, array, error) && read_values(&source, array, error);
    source_finish(&source);
    if (!ok)
        idx_finish(array);
    return ok;
}

bool idx_read(const char *path, int dimensions, IdxArray *array, Error *error) {
    *array = (IdxArray){0};
    unsigned char *bytes = NULL;
    size_t size = 0;
    if (!file_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    bool ok = idx_parse(bytes, size, path, dimensions, array, error);
    free(bytes);
    return ok;
}

void idx_finish(IdxArray *array) {
    free(array->values);
    *array = (IdxArray){0};
}
