// How near one image is to another: mean squared error, peak signal-to-noise ratio, structural similarity.
#ifndef HOURGLASS_IMAGE_QUALITY_H
#define HOURGLASS_IMAGE_QUALITY_H

#include <stddef.h>

enum { SSIM_WINDOW = 11 };

/// Mean squared error a value of two images of `size` values; NaN if one of them is NaN.
double image_quality_mse(const float *image, const float *other, size_t size);

/// -10·log10(MSE) in dB for images in 0–1; infinite for an MSE of 0, NaN for NaN.
double image_quality_psnr(double mse);

/// Doubles that image_quality_ssim needs.
size_t image_quality_scratch(int height, int width);

/// Structural similarity of two images (C, H, W) in 0–1 (Wang, Bovik, Sheikh and Simoncelli 2004, equation 13): over
/// all windows that lie within the image, and over the channels, the mean of
/// (2·μx·μy + C1)·(2·σxy + C2) / ((μx² + μy² + C1)·(σx² + σy² + C2)), C1 = 0.01², C2 = 0.03², where means, variances
/// and covariance are weighed by a Gaussian of σ 1.5 on 11×11 pixels with sum 1 (no n-1 correction). Along a side
/// shorter than that the window is cut to the largest odd size that fits. 1 for equal images; NaN if a value is NaN.
/// `scratch` holds image_quality_scratch(height, width) doubles.
double image_quality_ssim(const float *image, const float *other, int channels, int height, int width, double *scratch);

#endif
