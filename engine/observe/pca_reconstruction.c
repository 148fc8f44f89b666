// What principal components make of one image. Called by the observer.
#include "pca.h"

static double value_of(const uint8_t *pixels, int i) {
    return pixels[i] / 255.0;
}

double pca_reconstruct(const Pca *pca, int components, const uint8_t *pixels, float *output) {
    for (int i = 0; i < pca->size; i++)
        output[i] = (float)pca->mean[i];
    for (int k = 0; k < components; k++) {
        const float *direction = pca->direction + (size_t)k * (size_t)pca->size;
        double along = 0;
        for (int i = 0; i < pca->size; i++)
            along += (value_of(pixels, i) - pca->mean[i]) * (double)direction[i];
        for (int i = 0; i < pca->size; i++)
            output[i] += (float)along * direction[i];
    }
    double error = 0;
    for (int i = 0; i < pca->size; i++)
        error += ((double)output[i] - value_of(pixels, i)) * ((double)output[i] - value_of(pixels, i));
    return error;
}
