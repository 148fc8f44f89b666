// Quality of single images. Pure functions; called by the observer.
#include "image_quality.h"

#include <math.h>

// What a window averages.
enum { MAP_X, MAP_Y, MAP_XX, MAP_YY, MAP_XY, MAPS };

static const double C1 = 0.01 * 0.01, C2 = 0.03 * 0.03, SIGMA = 1.5;

double image_quality_mse(const float *image, const float *other, size_t size) {
    double sum = 0;
    for (size_t i = 0; i < size; i++) {
        double difference = (double)image[i] - (double)other[i];
        sum += difference * difference;
    }
    return size > 0 ? sum / (double)size : 0;
}

double image_quality_psnr(double mse) {
    return mse == 0 ? INFINITY : -10 * log10(mse);
}

// Weights along one side, summing to 1; returns their number.
static int make_window(int side, double window[SSIM_WINDOW]) {
    int size = side >= SSIM_WINDOW ? SSIM_WINDOW : side - 1 + side % 2;
    int middle = size / 2;
    double weight[SSIM_WINDOW], sum = 0;
    for (int i = 0; i < size; i++) {
        double from = i - middle;
        weight[i] = exp(-from * from / (2 * SIGMA * SIGMA));
        sum += weight[i];
    }
    for (int i = 0; i < size; i++)
        window[i] = weight[i] / sum;
    return size;
}

// Two rows of maps: products of one image row, and, after averaging along it, the averages of all rows.
size_t image_quality_scratch(int height, int width) {
    return MAPS * ((size_t)height + 1) * (size_t)width;
}

// The five maps of row y averaged along the row: averages (MAPS, across).
static void average_row(const float *x, const float *y, int width, const double *window, int size, double *products,
                        double *averages) {
    int across = width - size + 1;
    for (int i = 0; i < width; i++) {
        double a = (double)x[i], b = (double)y[i];
        products[MAP_X * width + i] = a;
        products[MAP_Y * width + i] = b;
        products[MAP_XX * width + i] = a * a;
        products[MAP_YY * width + i] = b * b;
        products[MAP_XY * width + i] = a * b;
    }
    for (int m = 0; m < MAPS; m++)
        for (int i = 0; i < across; i++) {
            double sum = 0;
            for (int k = 0; k < size; k++)
                sum += window[k] * products[m * width + i + k];
            averages[m * across + i] = sum;
        }
}

static double similarity(const double mean[MAPS]) {
    double x = mean[MAP_X], y = mean[MAP_Y];
    double variances = mean[MAP_XX] - x * x + mean[MAP_YY] - y * y, covariance = mean[MAP_XY] - x * y;
    return (2 * x * y + C1) * (2 * covariance + C2) / ((x * x + y * y + C1) * (variances + C2));
}

static double ssim_of_channel(const float *x, const float *y, int height, int width, double *scratch) {
    double along[SSIM_WINDOW], down[SSIM_WINDOW];
    int columns = make_window(width, along), rows = make_window(height, down);
    int across = width - columns + 1;
    size_t row_size = (size_t)MAPS * (size_t)across;
    double *averages = scratch + (size_t)MAPS * (size_t)width;
    for (int i = 0; i < height; i++)
        average_row(x + (size_t)i * (size_t)width, y + (size_t)i * (size_t)width, width, along, columns, scratch,
                    averages + (size_t)i * row_size);
    double sum = 0;
    for (int top = 0; top + rows <= height; top++)
        for (int i = 0; i < across; i++) {
            double mean[MAPS] = {0};
            for (int k = 0; k < rows; k++)
                for (int m = 0; m < MAPS; m++)
                    mean[m] += down[k] * averages[(size_t)(top + k) * row_size + (size_t)(m * across + i)];
            sum += similarity(mean);
        }
    return sum / ((double)(height - rows + 1) * across);
}

double image_quality_ssim(const float *image, const float *other, int channels, int height, int width,
                          double *scratch) {
    size_t size = (size_t)height * (size_t)width;
    double sum = 0;
    for (int c = 0; c < channels; c++)
        sum += ssim_of_channel(image + (size_t)c * size, other + (size_t)c * size, height, width, scratch);
    return sum / channels;
}
