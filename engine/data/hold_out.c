// The split is by position, so that a set opened again is split the same. Called while data sets are opened.
#include "hold_out.h"

#include <stdlib.h>
#include <string.h>

// Moves every sixth item to `held` and closes the gaps.
static void part_items(uint8_t *items, uint8_t *held, int count, size_t size) {
    for (int i = 0; i < count; i++) {
        bool out = i % HOLD_OUT_EVERY == HOLD_OUT_EVERY - 1;
        int place = out ? i / HOLD_OUT_EVERY : i - i / HOLD_OUT_EVERY;
        memmove((out ? held : items) + (size_t)place * size, items + (size_t)i * size, size);
    }
}

bool hold_out(const char *path, Images *train, Images *test, Error *error) {
    int held = train->count / HOLD_OUT_EVERY;
    if (held < 1)
        return error_set(error, "%s: expected at least %d images, one to be held out for testing, found %d", path,
                         HOLD_OUT_EVERY, train->count);
    size_t size = (size_t)images_size(train);
    uint8_t *pixels = malloc((size_t)held * size), *labels = train->labels ? malloc((size_t)held) : NULL;
    *test = *train;
    test->count = held;
    test->pixels = pixels;
    test->labels = labels;
    if (!pixels || (train->labels && !labels))
        return error_memory(error, path);
    part_items((uint8_t *)train->pixels, pixels, train->count, size);
    if (labels)
        part_items((uint8_t *)train->labels, labels, train->count, 1);
    train->count -= held;
    return true;
}
