// Any bytes as an IDX file, plain or gzip, of labels and of images. What is read must be as long as its sizes say.
#include "idx.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void parse(const uint8_t *bytes, size_t size, int dimensions) {
    IdxArray array;
    Error error = {""};
    if (!idx_parse(bytes, size, "fuzz", dimensions, &array, &error)) {
        if (array.values || !error.text[0])
            abort();
        return;
    }
    size_t count = 1;
    for (int i = 0; i < array.dimensions; i++)
        count *= (size_t)array.sizes[i];
    volatile uint8_t last = array.values[count - 1];
    (void)last;
    idx_finish(&array);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    parse(bytes, size, IDX_LABELS);
    parse(bytes, size, IDX_IMAGES);
    return 0;
}
