// NumPy's .npy format, version 1.0 (numpy.lib.format), little-endian float32 arrays in C order of one to four
// dimensions.
#ifndef HOURGLASS_NPY_H
#define HOURGLASS_NPY_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { NPY_MAX_DIMENSIONS = 4 };

typedef struct NpyArray {
    int dimensions;
    int sizes[NPY_MAX_DIMENSIONS];
    float *values; // the caller frees it with npy_finish
} NpyArray;

/// Writes header (dtype <f4) and values to a stream; errors stay in the stream's error flag.
void npy_write(FILE *stream, const NpyArray *array);

/// The header alone, padded so that header and magic fill a multiple of 64 bytes. Returns its length in bytes,
/// 0 if `capacity` is too small.
size_t npy_header(const NpyArray *array, char *buffer, size_t capacity);

/// Writes a file atomically.
bool npy_save(const char *path, const NpyArray *array, Error *error);

/// Parses a file in memory: '<f4' or '<f8' (converted), C order, at most 2 GiB, finite or not. `name` is used in
/// errors.
bool npy_parse(const unsigned char *bytes, size_t size, const char *name, NpyArray *array, Error *error);

bool npy_load(const char *path, NpyArray *array, Error *error);
void npy_finish(NpyArray *array);

#endif
