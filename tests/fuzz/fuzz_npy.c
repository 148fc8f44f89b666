// Any bytes as an .npy file. What is read, written and read again must be the same.
#include "npy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t count_values(const NpyArray *array) {
    size_t count = 1;
    for (int i = 0; i < array->dimensions; i++)
        count *= (size_t)array->sizes[i];
    return count;
}

static void write_and_compare(const NpyArray *array) {
    char *written = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&written, &size);
    npy_write(stream, array);
    fclose(stream);
    NpyArray again;
    if (!npy_parse((unsigned char *)written, size, "fuzz", &again, NULL) || again.dimensions != array->dimensions ||
        memcmp(again.sizes, array->sizes, sizeof again.sizes) != 0 ||
        memcmp(again.values, array->values, count_values(array) * sizeof *array->values) != 0)
        abort();
    npy_finish(&again);
    free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    NpyArray array;
    Error error = {""};
    if (npy_parse(bytes, size, "fuzz", &array, &error))
        write_and_compare(&array);
    else if (array.values || !error.text[0])
        abort();
    npy_finish(&array);
    return 0;
}
