// The denoising bench. Pure functions; called by the observer.
#include "denoising.h"

#include "image_quality.h"

Corruption denoising_corruption(NoiseKind kind, double strength) {
    Corruption corruption = {0};
    double *const strengths[NOISE_KINDS] = {&corruption.gaussian, &corruption.salt_pepper, &corruption.mask,
                                            &corruption.square};
    *strengths[kind] = strength;
    return corruption;
}

double denoising_strength(int place) {
    return NOISE_MOST * place / (NOISE_STRENGTHS - 1);
}

size_t denoising_scratch(const Net *net) {
    return image_quality_scratch(net->image.height, net->image.width);
}

static void measure(Shape image, const real *clean, const real *other, double *scratch, double *mse, double *ssim) {
    *mse = image_quality_mse(clean, other, (size_t)shape_size(image));
    *ssim = image_quality_ssim(clean, other, image.channels, image.height, image.width, scratch);
}

void denoising_measure(const Net *net, const Pass *pass, LossKind loss, const ImageSource *source, const int *index,
                       int count, double *scratch, DenoisingFigures *figures) {
    size_t size = (size_t)shape_size(net->image);
    Score score;
    score_forward(net, pass, source, index, 0, 0, count, 0);
    for (int i = 0; i < count; i++) {
        score_rows(net, pass, loss, i, 1, &score, NULL);
        const real *clean = pass->target + (size_t)i * size;
        measure(net->image, clean, pass->activation[0] + (size_t)i * size, scratch, &figures[i].input_mse,
                &figures[i].input_ssim);
        measure(net->image, clean, net_output(net, pass) + (size_t)i * size, scratch, &figures[i].mse,
                &figures[i].ssim);
    }
}

void denoising_add(DenoisingFigures *mean, const DenoisingFigures *image, double weight) {
    mean->input_mse += weight * image->input_mse;
    mean->input_ssim += weight * image->input_ssim;
    mean->mse += weight * image->mse;
    mean->ssim += weight * image->ssim;
}
