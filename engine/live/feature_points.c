// Points from images. On the jobs thread.
#include "feature_points.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 128 };

const Images *feature_points_images(const FeaturePoints *points, int half) {
    const Dataset *data = points->subject.snapshot->data;
    return half == FEATURE_TEST ? &data->test : &data->train;
}

int feature_points_image(const FeaturePoints *points, int half, int place) {
    return kernels_part(feature_points_images(points, half)->count, points->used[half], place);
}

static void gather_codes(FeaturePoints *points, int half, int values) {
    Subject *subject = &points->subject;
    int index[OBSERVER_ROWS];
    subject->source.images = feature_points_images(points, half);
    for (int done = 0, count; done < points->used[half] && !points->stops(points->context); done += count) {
        count = points->used[half] - done < OBSERVER_ROWS ? points->used[half] - done : OBSERVER_ROWS;
        for (int i = 0; i < count; i++)
            index[i] = feature_points_image(points, half, done + i);
        score_encode(&subject->net, &subject->pass, &subject->source, index, count);
        memcpy(points->at[half] + (size_t)done * (size_t)values, net_code(&subject->net, &subject->pass),
               (size_t)count * (size_t)values * sizeof(float));
    }
}

static void gather_pixels(FeaturePoints *points, int half, int values) {
    for (int i = 0; i < points->used[half]; i++)
        kernels()->from_bytes(images_pixels(feature_points_images(points, half), feature_points_image(points, half, i)),
                              points->at[half] + (size_t)i * (size_t)values, (size_t)values);
}

// Components of image after image: (x - mean)·v for each direction v.
static void project(const FeaturePoints *points, int half, float *pixels, float *scratch) {
    const Pca *pca = &points->pca;
    size_t size = (size_t)pca->size, components = (size_t)pca->components;
    Team solo = team_solo();
    for (int done = 0, count; done < points->used[half] && !points->stops(points->context); done += count) {
        count = points->used[half] - done < BLOCK ? points->used[half] - done : BLOCK;
        for (int i = 0; i < count; i++) {
            float *row = pixels + (size_t)i * size;
            kernels()->from_bytes(
                images_pixels(feature_points_images(points, half), feature_points_image(points, half, done + i)), row,
                size);
            for (size_t p = 0; p < size; p++)
                row[p] -= (float)pca->mean[p];
        }
        Gemm gemm = {.m = count,
                     .n = pca->components,
                     .k = pca->size,
                     .a = pixels,
                     .a_row = pca->size,
                     .a_column = 1,
                     .b = pca->direction,
                     .b_row = 1,
                     .b_column = pca->size,
                     .c = points->at[half] + (size_t)done * components,
                     .c_row = pca->components,
                     .scratch = scratch};
        kernels()->gemm(&solo, &gemm);
    }
}

// The training images that are used, as a set of their own for PCA.
static bool fit(FeaturePoints *points, int components, Error *error) {
    const Images *train = feature_points_images(points, FEATURE_TRAIN);
    size_t size = (size_t)images_size(train);
    uint8_t *pixels = malloc((size_t)points->used[FEATURE_TRAIN] * size);
    Images some = {.count = points->used[FEATURE_TRAIN],
                   .channels = train->channels,
                   .height = train->height,
                   .width = train->width};
    for (int i = 0; pixels && i < some.count; i++)
        memcpy(pixels + (size_t)i * size, images_pixels(train, feature_points_image(points, FEATURE_TRAIN, i)), size);
    some.pixels = pixels;
    pca_finish(&points->pca);
    points->pca = (Pca){0};
    bool ok = pixels ? pca_fit(&points->pca, &some, components, points->stops, points->context, error)
                     : error_memory(error, "PCA");
    free(pixels);
    return ok;
}

static bool gather_components(FeaturePoints *points) {
    size_t size = (size_t)points->pca.size;
    float *pixels = arena_take(&points->room, BLOCK * size, sizeof *pixels);
    float *scratch = arena_take(&points->room, kernels_scratch(points->pca.size), sizeof *scratch);
    if (points->room.failed)
        return false;
    for (int half = 0; half < 2; half++)
        project(points, half, pixels, scratch);
    return true;
}

// About the training images' mean, where products tell distances best; what is no number counts as 0.
static void centre(FeaturePoints *points, int values) {
    for (int half = 0; half < 2; half++)
        for (int n = 0; n < points->used[half]; n++)
            for (int v = 0; v < values; v++) {
                float *at = &points->at[half][(size_t)n * (size_t)values + (size_t)v];
                *at = isfinite(*at) ? *at : 0;
                if (half == 0)
                    points->mean[v] += (double)*at / points->used[FEATURE_TRAIN];
            }
    for (int half = 0; half < 2; half++)
        for (int n = 0; n < points->used[half]; n++)
            for (int v = 0; v < values; v++)
                points->at[half][(size_t)n * (size_t)values + (size_t)v] -= (float)points->mean[v];
}

bool feature_points_gather(FeaturePoints *points, FeatureSpace space, int *values, Error *error) {
    if (space == FEATURE_PCA && !fit(points, *values, error))
        return false;
    *values = space == FEATURE_PCA ? points->pca.components : *values; // fewer where there are few images
    for (int half = 0; half < 2; half++)
        points->at[half] = arena_take(&points->room, (size_t)points->used[half] * (size_t)*values, sizeof(float));
    points->mean = arena_take(&points->room, (size_t)*values, sizeof *points->mean);
    if (points->room.failed || (space == FEATURE_PCA && !gather_components(points)))
        return error_memory(error, "the images' descriptions");
    for (int half = 0; half < 2 && space != FEATURE_PCA; half++)
        if (space == FEATURE_CODE)
            gather_codes(points, half, *values);
        else
            gather_pixels(points, half, *values);
    centre(points, *values);
    return true;
}

void feature_points_finish(FeaturePoints *points) {
    subject_finish(&points->subject);
    pca_finish(&points->pca);
    arena_finish(&points->room);
}
