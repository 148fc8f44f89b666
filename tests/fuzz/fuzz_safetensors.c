// Any bytes as a safetensors file. Every value of a file that is taken must be readable, aligned and used once.
#include "safetensors.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

// Tensors fill the values without overlap, so that their sizes sum up to no more than the file.
static void check(const Tensors *tensors, size_t size) {
    size_t total = 0;
    for (int i = 0; i < tensors->count; i++) {
        const Tensor *tensor = &tensors->tensor[i];
        size_t width = tensor->type == TENSOR_F64 ? sizeof(double) : sizeof(float);
        const volatile unsigned char *values = tensor->values;
        for (size_t byte = 0; byte < tensor_bytes(tensor); byte++)
            (void)values[byte];
        total += tensor_bytes(tensor);
        if ((uintptr_t)tensor->values % width != 0 || tensors_find(tensors, tensor->name) != tensor)
            abort();
    }
    for (int i = 0; i < tensors->metadata_count; i++)
        if (tensors_metadata(tensors, tensors->metadata[i].key) != tensors->metadata[i].value)
            abort();
    if (total > size)
        abort();
}

static void parse(const uint8_t *bytes, size_t size) {
    unsigned char *copy = malloc(size + 1);
    memcpy(copy, bytes, size);
    Tensors tensors;
    Error error = {""};
    if (safetensors_parse(copy, size, "fuzz", &tensors, &error)) {
        check(&tensors, size);
        tensors_finish(&tensors);
    } else if (!error.text[0] || memcmp(copy, bytes, size) != 0) {
        abort();
    } else {
        free(copy);
    }
}

// Few mutations of a file keep its header's length right. So the bytes are also taken with one that is: up to the last
// brace, so that the values follow it.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    parse(bytes, size);
    const uint8_t *brace = memrchr(bytes, '}', size);
    if (!brace || brace < bytes + 8)
        return 0;
    uint8_t *right = malloc(size);
    memcpy(right, bytes, size);
    uint64_t length = (uint64_t)(brace + 1 - bytes - 8);
    for (int i = 0; i < 8; i++)
        right[i] = (uint8_t)(length >> 8 * i);
    parse(right, size);
    free(right);
    return 0;
}
