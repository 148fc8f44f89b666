// Reads safetensors files, which may come from anywhere: every length is checked before it is used, and a file is taken
// whole or not at all. Called for checkpoints and --init, on the command line's and the jobs thread.
#include "file.h"
#include "safetensors.h"

#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "values are used as they lie in the file, which is little-endian"
#endif

enum { PREFIX_BYTES = 8, HEADER_MAX = 1 << 20 };

static const size_t FILE_MAX = UINT32_MAX;

typedef struct Extent {
    size_t begin, end; // bytes after the header
    int tensor;
} Extent;

typedef struct Reader {
    const char *name; // of the file, for errors
    size_t values;    // bytes after the header
    Tensors *tensors;
    Extent extent[TENSORS_MAX];
    Error *error;
} Reader;

static uint64_t read_u64(const unsigned char *bytes) {
    uint64_t number = 0;
    for (int i = PREFIX_BYTES; i-- > 0;)
        number = number << 8 | bytes[i];
    return number;
}

static bool header_size(const unsigned char *bytes, size_t size, const char *name, size_t *header, Error *error) {
    if (size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return error_set(error, "%s is a zip archive (.npz or .pt); expected a safetensors file", name);
    if (size < PREFIX_BYTES)
        return error_set(error, "%s: expected a safetensors file, found only %zu bytes", name, size);
    uint64_t length = read_u64(bytes);
    if (length > size - PREFIX_BYTES)
        return error_set(error,
                         "%s: not a safetensors file, or cut off: its header should have %" PRIu64
                         " bytes, but only %zu follow",
                         name, length, size - PREFIX_BYTES);
    if (length > HEADER_MAX)
        return error_set(error, "%s: the header has %" PRIu64 " bytes; at most %d are read", name, length, HEADER_MAX);
    *header = (size_t)length;
    return true;
}

static json_t *parse_header(const unsigned char *text, size_t length, const char *name, Error *error) {
    json_error_t reason;
    json_t *root = json_loadb((const char *)text, length, JSON_REJECT_DUPLICATES, &reason);
    if (!root && json_error_code(&reason) == json_error_duplicate_key)
        error_set(error, "%s: the header names something twice (%s)", name, reason.text);
    else if (!root && !reason.text[0]) // jansson's way of saying that memory is short
        error_memory(error, name);
    else if (!root)
        error_set(error, "%s: the header is not valid JSON (%s, at byte %d)", name, reason.text, reason.position);
    return root;
}

static bool read_metadata(Reader *reader, json_t *object) {
    Tensors *tensors = reader->tensors;
    if (json_typeof(object) != JSON_OBJECT)
        return error_set(reader->error, "%s: __metadata__ is not an object of texts", reader->name);
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        Metadata *entry = &tensors->metadata[tensors->metadata_count];
        if (tensors->metadata_count == TENSORS_MAX_METADATA)
            return error_set(reader->error, "%s: more than %d entries in __metadata__", reader->name,
                             TENSORS_MAX_METADATA);
        if (strlen(key) >= sizeof entry->key)
            return error_set(reader->error, "%s: the name '%.64s…' in __metadata__ is longer than %zu bytes",
                             reader->name, key, sizeof entry->key - 1);
        if (json_typeof(value) != JSON_STRING)
            return error_set(reader->error, "%s: '%s' in __metadata__ is not a text", reader->name, key);
        entry->value = strdup(json_string_value(value));
        if (!entry->value)
            return error_memory(reader->error, reader->name);
        strcpy(entry->key, key);
        tensors->metadata_count++;
    }
    return true;
}

static bool read_type(Reader *reader, Tensor *tensor, json_t *dtype) {
    const char *text = json_is_string(dtype) ? json_string_value(dtype) : "";
    if (strcmp(text, "F32") == 0)
        tensor->type = TENSOR_F32;
    else if (strcmp(text, "F64") == 0)
        tensor->type = TENSOR_F64;
    else
        return error_set(reader->error, "%s: tensor '%s' has the dtype '%.16s'; expected F32 or F64", reader->name,
                         tensor->name, text);
    return true;
}

static bool read_shape(Reader *reader, Tensor *tensor, json_t *shape) {
    size_t dimensions = json_array_size(shape); // 0 for what is not an array
    if (dimensions < 1 || dimensions > TENSOR_MAX_DIMENSIONS)
        return error_set(reader->error, "%s: tensor '%s' has %zu dimensions; expected 1 to %d", reader->name,
                         tensor->name, dimensions, TENSOR_MAX_DIMENSIONS);
    size_t count = 1;
    for (size_t i = 0; i < dimensions; i++) {
        json_t *item = json_array_get(shape, i);
        json_int_t size = json_integer_value(item); // 0 for what is not an integer
        if (size < 1 || size > INT_MAX || count > reader->values / (size_t)size)
            return error_set(reader->error,
                             "%s: tensor '%s' has a size in its shape that is not a number from 1, or "
                             "needs more values than the file has",
                             reader->name, tensor->name);
        count *= (size_t)size;
        tensor->sizes[i] = (int)size;
    }
    tensor->dimensions = (int)dimensions;
    return true;
}

static bool read_extent(Reader *reader, const Tensor *tensor, json_t *offsets, Extent *extent) {
    json_t *begin = json_array_get(offsets, 0), *end = json_array_get(offsets, 1);
    if (json_array_size(offsets) != 2 || json_typeof(begin) != JSON_INTEGER || json_typeof(end) != JSON_INTEGER)
        return error_set(reader->error, "%s: tensor '%s' has no two numbers as data_offsets", reader->name,
                         tensor->name);
    json_int_t from = json_integer_value(begin), to = json_integer_value(end);
    if (from < 0 || to < from || (uint64_t)to > reader->values)
        return error_set(reader->error,
                         "%s: tensor '%s' lies at bytes %lld to %lld, outside the %zu that follow the "
                         "header; the file may be cut off",
                         reader->name, tensor->name, (long long)from, (long long)to, reader->values);
    size_t needed = tensor_bytes(tensor), width = needed / tensor_count(tensor);
    if ((size_t)(to - from) != needed)
        return error_set(reader->error, "%s: tensor '%s' has %lld bytes; its shape needs %zu", reader->name,
                         tensor->name, (long long)(to - from), needed);
    if ((size_t)from % width)
        return error_set(reader->error, "%s: tensor '%s' starts at byte %lld, which is no multiple of %zu",
                         reader->name, tensor->name, (long long)from, width);
    *extent = (Extent){.begin = (size_t)from, .end = (size_t)to};
    return true;
}

static bool read_tensor(Reader *reader, const char *name, json_t *entry) {
    Tensors *tensors = reader->tensors;
    if (tensors->count == TENSORS_MAX)
        return error_set(reader->error, "%s: more than %d tensors", reader->name, TENSORS_MAX);
    Tensor *tensor = &tensors->tensor[tensors->count];
    Extent *extent = &reader->extent[tensors->count];
    if (strlen(name) >= sizeof tensor->name)
        return error_set(reader->error, "%s: the tensor name '%.64s…' is longer than %zu bytes", reader->name, name,
                         sizeof tensor->name - 1);
    strcpy(tensor->name, name);
    if (json_object_size(entry) != 3)
        return error_set(reader->error, "%s: tensor '%s' needs dtype, shape and data_offsets and nothing else",
                         reader->name, name);
    if (!read_type(reader, tensor, json_object_get(entry, "dtype")) ||
        !read_shape(reader, tensor, json_object_get(entry, "shape")) ||
        !read_extent(reader, tensor, json_object_get(entry, "data_offsets"), extent))
        return false;
    extent->tensor = tensors->count++;
    return true;
}

static bool read_entries(Reader *reader, json_t *root) {
    if (json_typeof(root) != JSON_OBJECT)
        return error_set(reader->error, "%s: the header is not a JSON object", reader->name);
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value) {
        bool ok = strcmp(key, "__metadata__") == 0 ? read_metadata(reader, value) : read_tensor(reader, key, value);
        if (!ok)
            return false;
    }
    return true;
}

static int compare_extents(const void *a, const void *b) {
    size_t left = ((const Extent *)a)->begin, right = ((const Extent *)b)->begin;
    return (left > right) - (left < right);
}

// The values must fill the file without overlap or gap: then nothing hides in it, and it is as long as it says.
static bool check_extents(Reader *reader) {
    int count = reader->tensors->count;
    qsort(reader->extent, (size_t)count, sizeof *reader->extent, compare_extents);
    size_t end = 0;
    for (int i = 0; i < count; i++) {
        const Extent *extent = &reader->extent[i];
        const char *name = reader->tensors->tensor[extent->tensor].name;
        if (extent->begin < end)
            return error_set(reader->error, "%s: tensor '%s' overlaps another", reader->name, name);
        if (extent->begin > end)
            return error_set(reader->error, "%s: there are %zu unused bytes before tensor '%s'", reader->name,
                             extent->begin - end, name);
        end = extent->end;
    }
    if (end != reader->values)
        return error_set(reader->error, "%s: there are %zu unused bytes after the last tensor", reader->name,
                         reader->values - end);
    return true;
}

bool safetensors_parse(unsigned char *bytes, size_t size, const char *name, Tensors *tensors, Error *error) {
    *tensors = (Tensors){0};
    size_t header = 0;
    if (!header_size(bytes, size, name, &header, error))
        return false;
    json_t *root = parse_header(bytes + PREFIX_BYTES, header, name, error);
    if (!root)
        return false;
    size_t start = PREFIX_BYTES + header;
    Reader reader = {.name = name, .values = size - start, .tensors = tensors, .error = error};
    bool ok = read_entries(&reader, root) && check_extents(&reader);
    json_decref(root);
    if (!ok) {
        tensors_finish(tensors);
        return false;
    }
    // A header may have any length. At the start of the memory, where malloc aligned it, every value is aligned.
    memmove(bytes, bytes + start, reader.values);
    for (int i = 0; i < tensors->count; i++)
        tensors->tensor[reader.extent[i].tensor].values = bytes + reader.extent[i].begin;
    tensors->storage = bytes;
    return true;
}

bool safetensors_load(const char *path, Tensors *tensors, Error *error) {
    *tensors = (Tensors){0};
    unsigned char *bytes;
    size_t size;
    if (!file_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    bool ok = safetensors_parse(bytes, size, path, tensors, error);
    if (!ok)
        free(bytes);
    return ok;
}
