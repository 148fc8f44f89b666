// Any bytes as the start of a PNG or JPEG file. What is found makes sense, and more bytes do not change it.
#include "image_size.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static ImageSizeResult parse(const uint8_t *bytes, size_t size, ImageSize *found) {
    uint8_t *copy = malloc(size ? size : 1); // of its own length, so that a read beyond it is seen
    memcpy(copy, bytes, size);
    ImageSizeResult result = image_size_parse(copy, size, found);
    free(copy);
    if (result == IMAGE_SIZE_FOUND && (found->width < 1 || found->height < 1))
        abort();
    return result;
}

static bool same(const ImageSize *a, const ImageSize *b) {
    return a->width == b->width && a->height == b->height && a->grey == b->grey;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    ImageSize half, whole;
    ImageSizeResult first = parse(bytes, size / 2, &half), second = parse(bytes, size, &whole);
    if (size / 2 > 0 && first != IMAGE_SIZE_MORE && (first != second || !same(&half, &whole)))
        abort();
    return 0;
}
