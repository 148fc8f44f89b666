// IDX files, plain or gzip, as MNIST and its relatives come (http://yann.lecun.com/exdb/mnist/): big-endian magic
// 0x0803 with count, rows, columns for images, 0x0801 with count for labels, then bytes.
#ifndef HOURGLASS_IDX_H
#define HOURGLASS_IDX_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct IdxArray {
    int dimensions;  // 1 for labels, 3 for images
    int sizes[3];    // [count] or [count, rows, columns]
    uint8_t *values; // product of sizes; the caller frees it
} IdxArray;

enum { IDX_LABELS = 1, IDX_IMAGES = 3 };

/// Reads an IDX file of unsigned bytes with exactly `dimensions` dimensions. The error names the file, what was
/// expected and what was found. At most 2 GiB of values, sides of at most 4096, at least one image.
bool idx_read(const char *path, int dimensions, IdxArray *array, Error *error);

/// The same from a file already in memory (gzip or plain); `name` is used in errors.
bool idx_parse(const unsigned char *bytes, size_t size, const char *name, int dimensions, IdxArray *array,
               Error *error);

void idx_finish(IdxArray *array);

#endif
