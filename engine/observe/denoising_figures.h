// What the denoising bench does to images and measures of them, as plain numbers, so that whatever shows them can
// include this alone.
#ifndef HOURGLASS_DENOISING_FIGURES_H
#define HOURGLASS_DENOISING_FIGURES_H

/// One kind of corruption.h alone.
typedef enum NoiseKind { NOISE_GAUSSIAN, NOISE_SALT_PEPPER, NOISE_MASK, NOISE_SQUARE, NOISE_KINDS } NoiseKind;

enum { NOISE_STRENGTHS = 9 };
#define NOISE_MOST 0.8 // the last of them; the first is 0

/// A corrupted image and what a net gives back for it, each against the clean image; or the means of many images.
typedef struct DenoisingFigures {
    double input_mse, input_ssim; // of the corrupted image
    double mse, ssim;             // of the output, held within 0–1
} DenoisingFigures;

#endif
