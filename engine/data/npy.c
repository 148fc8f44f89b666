// NumPy's .npy files. Codes and images are written and read by the command line (encode, decode) and by exports on the
// jobs thread. A file is refused before memory is taken for values that are not there.
#include "npy.h"

#include "file.h"
#include "npy_dict.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAGIC_BYTES = 6, PREFIX_BYTES = 10, ALIGNMENT = 64, HEADER_CAPACITY = 256 };

static const char MAGIC[MAGIC_BYTES + 1] = "\x93NUMPY";
static const size_t VALUES_MAX = (size_t)1 << 31;
static const size_t FILE_MAX = ((size_t)1 << 31) + 65536 + PREFIX_BYTES;

static size_t value_count(const NpyArray *array) {
    size_t count = 1;
    for (int i = 0; i < array->dimensions; i++)
        count *= (size_t)array->sizes[i];
    return count;
}

size_t npy_header(const NpyArray *array, char *buffer, size_t capacity) {
    char shape[16 * NPY_MAX_DIMENSIONS] = "";
    size_t used = 0;
    for (int i = 0; i < array->dimensions; i++)
        used += (size_t)snprintf(shape + used, sizeof shape - used, i ? ", %d" : "%d", array->sizes[i]);
    char text[HEADER_CAPACITY];
    size_t length = (size_t)snprintf(text, sizeof text, "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }",
                                     shape, array->dimensions == 1 ? "," : "");
    size_t total = (PREFIX_BYTES + length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (total > capacity)
        return 0;
    memset(buffer, ' ', total);
    memcpy(buffer, MAGIC, MAGIC_BYTES);
    buffer[6] = 1;
    buffer[7] = 0;
    buffer[8] = (char)((total - PREFIX_BYTES) & 0xff);
    buffer[9] = (char)((total - PREFIX_BYTES) >> 8);
    memcpy(buffer + PREFIX_BYTES, text, length);
    buffer[total - 1] = '\n';
    return total;
}

void npy_write(FILE *stream, const NpyArray *array) {
    char header[HEADER_CAPACITY] = {0};
    fwrite(header, 1, npy_header(array, header, sizeof header), stream);
    size_t count = value_count(array);
    unsigned char block[4096];
    for (size_t done = 0; done < count;) {
        size_t used = 0;
        for (; used < sizeof block && done < count; used += 4, done++) {
            uint32_t bits;
            memcpy(&bits, &array->values[done], 4);
            for (int i = 0; i < 4; i++)
                block[used + (size_t)i] = (unsigned char)(bits >> 8 * i);
        }
        fwrite(block, 1, used, stream);
    }
}

bool npy_save(const char *path, const NpyArray *array, Error *error) {
    FileWriter writer;
    if (!file_begin(&writer, path, error))
        return false;
    npy_write(writer.stream, array);
    return file_commit(&writer, error);
}

static bool check_dict(const NpyDict *dict, const char *name, Error *error) {
    if (strcmp(dict->descr, "<f4") != 0 && strcmp(dict->descr, "<f8") != 0)
        return error_set(error, "%s: expected values of type '<f4' or '<f8', found '%s'; convert with .astype('<f4')",
                         name, dict->descr);
    if (dict->fortran)
        return error_set(error, "%s: expected C order, found Fortran order; save numpy.ascontiguousarray of it", name);
    if (dict->dimensions < 1 || dict->dimensions > NPY_MAX_DIMENSIONS)
        return error_set(error, "%s: expected 1 to %d dimensions, found %d", name, NPY_MAX_DIMENSIONS,
                         dict->dimensions);
    return true;
}

// The number of values, checked against the bytes that are there before any memory is taken for them.
static bool check_values(const NpyDict *dict, size_t bytes, const char *name, size_t *count, Error *error) {
    size_t width = dict->descr[2] == '8' ? 8 : 4;
    *count = 1;
    for (int i = 0; i < dict->dimensions; i++) {
        size_t size = (size_t)dict->sizes[i];
        if (size == 0)
            return error_set(error, "%s: expected sizes of at least 1, found a 0 in the shape", name);
        if (size > VALUES_MAX / width / *count)
            return error_set(error, "%s: expected at most 2 GiB of values, found a shape that needs more", name);
        *count *= size;
    }
    if (*count * width != bytes)
        return error_set(error, "%s: expected %zu bytes of values from its shape, found %zu", name, *count * width,
                         bytes);
    return true;
}

static uint64_t read_bits(const unsigned char *bytes, int width) {
    uint64_t bits = 0;
    for (int i = 0; i < width; i++)
        bits |= (uint64_t)bytes[i] << 8 * i;
    return bits;
}

static void convert_values(const unsigned char *bytes, bool wide, float *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (wide) {
            uint64_t bits = read_bits(bytes + 8 * i, 8);
            double value;
            memcpy(&value, &bits, 8);
            values[i] = (float)value;
        } else {
            uint32_t bits = (uint32_t)read_bits(bytes + 4 * i, 4);
            memcpy(&values[i], &bits, 4);
        }
    }
}

static bool check_prefix(const unsigned char *bytes, size_t size, const char *name, size_t *length, Error *error) {
    if (size < PREFIX_BYTES || memcmp(bytes, MAGIC, MAGIC_BYTES) != 0)
        return error_set(error, "%s: expected a NumPy .npy file, found something else", name);
    if (bytes[6] != 1 || bytes[7] != 0)
        return error_set(error, "%s: expected .npy version 1.0, found %d.%d", name, bytes[6], bytes[7]);
    *length = bytes[8] | (size_t)bytes[9] << 8;
    if (*length > size - PREFIX_BYTES)
        return error_set(error, "%s: expected a header of %zu bytes, found a file that ends after %zu of them", name,
                         *length, size - PREFIX_BYTES);
    return true;
}

bool npy_parse(const unsigned char *bytes, size_t size, const char *name, NpyArray *array, Error *error) {
    *array = (NpyArray){0};
    size_t length = 0, stopped = 0, count = 0;
    if (!check_prefix(bytes, size, name, &length, error))
        return false;
    NpyDict dict;
    if (!npy_dict_parse(bytes + PREFIX_BYTES, length, &dict, &stopped))
        return error_set(error,
                         "%s: expected a header with descr, fortran_order and shape, found another text at byte %zu",
                         name, PREFIX_BYTES + stopped);
    size_t before = PREFIX_BYTES + length;
    if (!check_dict(&dict, name, error) || !check_values(&dict, size - before, name, &count, error))
        return false;
    array->values = malloc(count * sizeof *array->values);
    if (!array->values)
        return error_memory(error, name);
    array->dimensions = dict.dimensions;
    memcpy(array->sizes, dict.sizes, sizeof array->sizes);
    convert_values(bytes + before, dict.descr[2] == '8', array->values, count);
    return true;
}

bool npy_load(const char *path, NpyArray *array, Error *error) {
    *array = (NpyArray){0};
    unsigned char *bytes = NULL;
    size_t size = 0;
    if (!file_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    bool ok = npy_parse(bytes, size, path, array, error);
    free(bytes);
    return ok;
}

void npy_finish(NpyArray *array) {
    free(array->values);
    *array = (NpyArray){0};
}
