// The safetensors format (https://github.com/huggingface/safetensors, "Format"): 8 bytes header length, little-endian,
// a JSON header with dtype, shape and data_offsets of each tensor and strings under __metadata__, then the values.
#ifndef HOURGLASS_SAFETENSORS_H
#define HOURGLASS_SAFETENSORS_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum TensorType { TENSOR_F32, TENSOR_F64 } TensorType;

enum { TENSORS_MAX = 512, TENSORS_MAX_METADATA = 32, TENSOR_MAX_DIMENSIONS = 4 };

typedef struct Tensor {
    char name[64];
    TensorType type;
    int dimensions, sizes[TENSOR_MAX_DIMENSIONS];
    const void *values; // float or double, product of sizes of them, aligned for their type
} Tensor;

typedef struct Metadata {
    char key[32];
    char *value;
} Metadata;

/// The content of a file. After safetensors_load it owns `storage` and the metadata's values and ends in
/// tensors_finish; a writer points `values` and `value` at memory of its own and never calls tensors_finish.
typedef struct Tensors {
    int count, metadata_count;
    Tensor tensor[TENSORS_MAX];
    Metadata metadata[TENSORS_MAX_METADATA];
    void *storage;
} Tensors;

size_t tensor_count(const Tensor *tensor); // product of the sizes
size_t tensor_bytes(const Tensor *tensor); // that many floats or doubles

const Tensor *tensors_find(const Tensors *tensors, const char *name);  // NULL if there is none
const char *tensors_metadata(const Tensors *tensors, const char *key); // NULL if there is none

/// Parses a file in memory (from malloc), whose bytes it takes over on success only; a refused file's are unchanged.
/// Only F32 and F64 are read. Refused with the reason: a header beyond the file, bad JSON, duplicate names, unknown
/// dtypes, tensors without dimensions or values, offsets that overlap, leave gaps, lie outside or are no multiple of
/// the value's size, more than TENSORS_MAX tensors, metadata that is not text.
bool safetensors_parse(unsigned char *bytes, size_t size, const char *name, Tensors *tensors, Error *error);

bool safetensors_load(const char *path, Tensors *tensors, Error *error);

/// Writes a file atomically; wide values go first so that all are aligned. Names and metadata must be UTF-8.
bool safetensors_save(const char *path, const Tensors *tensors, Error *error);

/// NumPy's .npz: a stored zip archive with one .npy a tensor; metadata is left out. At most 4 GiB.
bool npz_save(const char *path, const Tensors *tensors, Error *error);

void tensors_finish(Tensors *tensors); // takes zeroed tensors

#endif
