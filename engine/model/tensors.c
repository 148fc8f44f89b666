// What a safetensors file holds, once it is in memory. Called by the readers and writers of this folder.
#include "safetensors.h"

#include <stdlib.h>
#include <string.h>

size_t tensor_count(const Tensor *tensor) {
    size_t count = 1;
    for (int i = 0; i < tensor->dimensions; i++)
        count *= (size_t)tensor->sizes[i];
    return count;
}

size_t tensor_bytes(const Tensor *tensor) {
    return tensor_count(tensor) * (tensor->type == TENSOR_F64 ? sizeof(double) : sizeof(float));
}

const Tensor *tensors_find(const Tensors *tensors, const char *name) {
    for (int i = 0; i < tensors->count; i++)
        if (strcmp(tensors->tensor[i].name, name) == 0)
            return &tensors->tensor[i];
    return NULL;
}

const char *tensors_metadata(const Tensors *tensors, const char *key) {
    for (int i = 0; i < tensors->metadata_count; i++)
        if (strcmp(tensors->metadata[i].key, key) == 0)
            return tensors->metadata[i].value;
    return NULL;
}

void tensors_finish(Tensors *tensors) {
    for (int i = 0; i < tensors->metadata_count; i++)
        free(tensors->metadata[i].value);
    free(tensors->storage);
    *tensors = (Tensors){0};
}
