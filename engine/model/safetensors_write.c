// Writes safetensors files. Called for checkpoints, on the command line's and the jobs thread.
#include "file.h"
#include "safetensors.h"
#include "utf8.h"

#include <assert.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PREFIX_BYTES = 8 };

// A failed allocation inside jansson gives NULL, which the functions that take the value pass on as a failure.
static json_t *metadata_json(const Tensors *tensors) {
    json_t *object = json_object();
    for (int i = 0; object && i < tensors->metadata_count; i++) {
        const Metadata *entry = &tensors->metadata[i];
        if (json_object_set_new(object, entry->key, json_string(entry->value)) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

static json_t *numbers_json(const size_t *numbers, int count) {
    json_t *array = json_array();
    for (int i = 0; array && i < count; i++)
        if (json_array_append_new(array, json_integer((json_int_t)numbers[i])) != 0) {
            json_decref(array);
            array = NULL;
        }
    return array;
}

static json_t *tensor_json(const Tensor *tensor, size_t begin) {
    size_t shape[TENSOR_MAX_DIMENSIONS], offsets[2] = {begin, begin + tensor_bytes(tensor)};
    for (int i = 0; i < tensor->dimensions; i++)
        shape[i] = (size_t)tensor->sizes[i];
    json_t *object = json_object();
    int failed = json_object_set_new(object, "dtype", json_string(tensor->type == TENSOR_F64 ? "F64" : "F32"));
    failed |= json_object_set_new(object, "shape", numbers_json(shape, tensor->dimensions));
    failed |= json_object_set_new(object, "data_offsets", numbers_json(offsets, 2));
    if (!failed)
        return object;
    json_decref(object);
    return NULL;
}

// Positions of the tensors in the order of their values in the file: doubles first, so that all values are aligned.
static void order_tensors(const Tensors *tensors, int order[TENSORS_MAX]) {
    int count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < tensors->count; i++)
            if ((tensors->tensor[i].type == TENSOR_F64) == (pass == 0))
                order[count++] = i;
}

// The header's text, padded so that the values start at a multiple of 8 bytes; NULL if memory is short.
static char *header_text(const Tensors *tensors, const int *order, size_t *length) {
    json_t *root = json_object();
    int failed = tensors->metadata_count && json_object_set_new(root, "__metadata__", metadata_json(tensors)) != 0;
    size_t begin = 0;
    for (int i = 0; i < tensors->count; i++) {
        const Tensor *tensor = &tensors->tensor[order[i]];
        failed |= json_object_set_new(root, tensor->name, tensor_json(tensor, begin));
        begin += tensor_bytes(tensor);
    }
    size_t used = failed ? 0 : json_dumpb(root, NULL, 0, JSON_COMPACT);
    *length = (used + 7) / 8 * 8;
    char *text = used ? malloc(*length) : NULL;
    if (text && json_dumpb(root, text, used, JSON_COMPACT) != used) {
        free(text);
        text = NULL;
    }
    if (text)
        memset(text + used, ' ', *length - used);
    json_decref(root);
    return text;
}

static bool check_text(const char *path, const char *text, Error *error) {
    return !text[utf8_valid_length(text)] || error_set(error, "cannot write %s: '%.64s' is not UTF-8 text", path, text);
}

static bool check_texts(const char *path, const Tensors *tensors, Error *error) {
    for (int i = 0; i < tensors->count; i++)
        if (!check_text(path, tensors->tensor[i].name, error))
            return false;
    for (int i = 0; i < tensors->metadata_count; i++)
        if (!check_text(path, tensors->metadata[i].value, error))
            return false;
    return true;
}

bool safetensors_save(const char *path, const Tensors *tensors, Error *error) {
    assert(tensors->count <= TENSORS_MAX && tensors->metadata_count <= TENSORS_MAX_METADATA);
    int order[TENSORS_MAX] = {0};
    order_tensors(tensors, order);
    if (!check_texts(path, tensors, error))
        return false;
    size_t length;
    char *header = header_text(tensors, order, &length);
    if (!header)
        return error_memory(error, path);
    FileWriter writer;
    bool ok = file_begin(&writer, path, error);
    if (ok) {
        for (int i = 0; i < PREFIX_BYTES; i++)
            fputc((int)((uint64_t)length >> 8 * i & 0xFF), writer.stream);
        fwrite(header, 1, length, writer.stream);
        for (int i = 0; i < tensors->count; i++) {
            const Tensor *tensor = &tensors->tensor[order[i]];
            fwrite(tensor->values, 1, tensor_bytes(tensor), writer.stream);
        }
        ok = file_commit(&writer, error);
    }
    free(header);
    return ok;
}
