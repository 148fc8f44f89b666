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
    const void *values; // float or double, product of sizes of them
} Tensor;

typedef struct Metadata {
    char key[32];
    char *value;
} Metadata;

/// The content of a file. After safetensors_load it owns `storage` and the metadata's values; a writer points `values`
/// at memory of its own.
typedef struct Tensors {
    int count, metadata_count;
    Tensor tensor[TENSORS_MAX];
    Metadata metadata[TENSORS_MAX_METADATA];
    void *storage;
} Tensors;

size_t tensor_count(const Tensor *tensor); // product of the sizes

const Tensor *tensors_find(const Tensors *tensors, const char *name);  // NULL if there is none
const char *tensors_metadata(const Tensors *tensors, const char *key); // NULL if there is none

/// Parses a file in memory, whose bytes it takes over on success only. Refused with the reason: a header beyond the
/// file, bad JSON, duplicate names, unknown dtypes, offsets that overlap, leave gaps or lie outside, more than
/// TENSORS_MAX tensors.
bool safetensors_parse(unsigned char *bytes, size_t size, const char *name, Tensors *tensors, Error *error);

bool safetensors_load(const char *path, Tensors *tensors, Error *error);
bool safetensors_save(const char *path, const Tensors *tensors, Error *error);

/// NumPy's .npz: a stored zip archive with one .npy a tensor; metadata is left out.
bool npz_save(const char *path, const Tensors *tensors, Error *error);

void tensors_finish(Tensors *tensors); // takes zeroed tensors

#endif
