// Any bytes as a PNG file. What is left of it is no longer than it was, and whole: reducing it again changes nothing.
#include "png_chunks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    unsigned char *copy = malloc(size ? size : 1), *again = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    size_t reduced = size;
    if (png_chunks_reduce(copy, &reduced)) {
        size_t twice = reduced;
        memcpy(again, copy, reduced);
        if (reduced > size || !png_chunks_reduce(again, &twice) || twice != reduced ||
            memcmp(copy, again, reduced) != 0)
            abort();
    }
    free(copy);
    free(again);
    return 0;
}
