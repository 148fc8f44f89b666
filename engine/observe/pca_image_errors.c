// How well PCA gives back each single image. Called on the jobs thread and by commands.
#include "arena.h"
#include "pca.h"

enum { CHUNK = 512 };

typedef struct Projection {
    const Pca *pca;
    float *centred, *along, *packed; // (CHUNK, size), (CHUNK, components)
    Arena arena;
} Projection;

static bool projection_init(Projection *p, const Pca *pca, Error *error) {
    size_t size = (size_t)pca->size, kept = (size_t)pca->components;
    p->pca = pca;
    p->centred = arena_take(&p->arena, CHUNK * size, sizeof(float));
    p->along = arena_take(&p->arena, CHUNK * kept, sizeof(float));
    p->packed = arena_take(&p->arena, kernels_packed_size(pca->size, pca->components), sizeof(float));
    if (p->arena.failed)
        return error_memory(error, "PCA");
    kernels()->pack(pca->direction, 1, pca->size, 0, pca->size, 0, pca->components, pca->size, p->packed);
    return true;
}

static void centre(const Projection *p, const uint8_t *pixels, float *row) {
    for (int i = 0; i < p->pca->size; i++)
        row[i] = (float)(pixels[i] / 255.0 - p->pca->mean[i]);
}

// Directions are orthonormal: each squared component is taken off what is left of |x − mean|².
static void take_off(const float *centred, int size, const float *along, int components, float *errors) {
    double left = 0;
    for (int i = 0; i < size; i++)
        left += (double)centred[i] * (double)centred[i];
    for (int k = 0; k <= components; k++) {
        left -= k > 0 ? (double)along[k - 1] * (double)along[k - 1] : 0;
        errors[k] = left > 0 ? (float)left : 0;
    }
}

static void project(const Projection *p, const Images *images, int first, int count, float *errors) {
    int size = p->pca->size, components = p->pca->components;
    for (int n = 0; n < count; n++)
        centre(p, images_pixels(images, first + n), p->centred + (size_t)n * (size_t)size);
    Team solo = team_solo();
    Gemm gemm = {.m = count,
                 .n = components,
                 .k = size,
                 .a = p->centred,
                 .a_row = size,
                 .a_column = 1,
                 .packed = p->packed,
                 .c = p->along,
                 .c_row = components};
    kernels()->gemm(&solo, &gemm);
    for (int n = 0; n < count; n++)
        take_off(p->centred + (size_t)n * (size_t)size, size, p->along + (size_t)n * (size_t)components, components,
                 errors + (size_t)(first + n) * (size_t)(components + 1));
}

bool pca_image_errors(const Pca *pca, const Images *images, float *errors, bool (*cancelled)(void *), void *context,
                      Error *error) {
    Projection p = {0};
    bool ok = projection_init(&p, pca, error);
    for (int first = 0; ok && first < images->count; first += CHUNK) {
        ok = !cancelled || !cancelled(context) || error_set(error, "PCA was cancelled");
        if (ok)
            project(&p, images, first, images->count - first < CHUNK ? images->count - first : CHUNK, errors);
    }
    arena_finish(&p.arena);
    return ok;
}

bool pca_errors(const Pca *pca, const Images *images, double *mse, Error *error) {
    size_t columns = (size_t)pca->components + 1, count = (size_t)images->count;
    Arena arena = {0};
    float *errors = arena_take(&arena, count * columns, sizeof *errors);
    if (!errors)
        return error_memory(error, "PCA");
    bool ok = pca_image_errors(pca, images, errors, NULL, NULL, error);
    for (size_t k = 0; ok && k < columns; k++) {
        double sum = 0;
        for (size_t n = 0; n < count; n++)
            sum += (double)errors[n * columns + k];
        mse[k] = sum / ((double)count * pca->size);
    }
    arena_finish(&arena);
    return ok;
}
