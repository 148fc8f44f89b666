// Every order is one by a key and then by index. Called by the observer.
#include "image_order.h"

#include <math.h>
#include <stdlib.h>

static float key_of(ImageOrder order, const Images *images, const float *errors, int index) {
    if (order == ORDER_CLASS)
        return images->labels ? (float)images->labels[index] : 0;
    if (order == ORDER_INDEX || !errors)
        return 0;
    float error = isnan(errors[index]) ? INFINITY : errors[index];
    return order == ORDER_WORST ? -error : error;
}

static int compare(const void *a, const void *b) {
    const RankedImage *one = a, *other = b;
    if (one->key != other->key)
        return one->key < other->key ? -1 : 1;
    return (one->index > other->index) - (one->index < other->index);
}

int image_order(ImageOrder order, const Images *images, const float *errors, int label, RankedImage *ranked) {
    int count = 0;
    for (int i = 0; i < images->count; i++)
        if (label < 0 || !images->labels || images->labels[i] == label)
            ranked[count++] = (RankedImage){key_of(order, images, errors, i), i};
    qsort(ranked, (size_t)count, sizeof *ranked, compare);
    return count;
}
