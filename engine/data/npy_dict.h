// The header of an .npy file: the text of a Python dict with three keys, which may come in any order.
#ifndef HOURGLASS_NPY_DICT_H
#define HOURGLASS_NPY_DICT_H

#include "npy.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct NpyDict {
    bool has_descr, has_order, has_shape;
    char descr[16];
    bool fortran;
    int dimensions; // as found, perhaps more than NPY_MAX_DIMENSIONS; the sizes past that are dropped
    int sizes[NPY_MAX_DIMENSIONS];
} NpyDict;

/// Parses {'descr': '...', 'fortran_order': True or False, 'shape': (...)} followed by spaces and one line feed, and
/// nothing else. Each key must come once. `stopped` is the offset of the byte where parsing ended.
bool npy_dict_parse(const unsigned char *text, size_t length, NpyDict *dict, size_t *stopped);

#endif
