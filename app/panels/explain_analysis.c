// What explain mode says of the benches of the view Analysis.
#include "explain.h"

const UiExplain EXPLAIN_ANALYSIS[ANALYSIS_ELEMENTS] = {
    [ANALYSIS_NOISE] = {.title = "Kind of corruption",
                        .text =
                            "Gaussian noise on every pixel, pixels turned black or white, pixels turned black, or a "
                            "black square somewhere. It is done to test images here only; an image is corrupted in "
                            "the same way whenever it is looked at."},
    [ANALYSIS_STRENGTH] = {.title = "Strength of the corruption",
                           .text =
                               "The standard deviation of the noise, the share of the pixels, or the square's side as "
                               "a share of the image's. The curve beside is measured at nine strengths from 0 to 0.8.",
                           .formula = "corrupted = clamp(clean + σ·noise)"},
    [ANALYSIS_DENOISED] = {.title = "Clean, corrupted, given back",
                           .text = "Below each, how near it is to the clean image. A network that has learned what "
                                   "images look like drops what does not belong to one. Arrow keys go on to the next "
                                   "images. Changed units do not count here.",
                           .formula = "output = decoder(encoder(corrupted))"},
    [ANALYSIS_MEASURE] = {.title = "Measure of the curve",
                          .text =
                              "PSNR counts every pixel's error alike; SSIM compares contrast and structure in small "
                              "windows, which is nearer to what people see. Higher is better in both."},
    [ANALYSIS_PSNR_CURVE] = {.title = "PSNR over strength",
                             .text = "Of the mean squared error over the test images. Where the output lies above the "
                                     "corrupted input itself, the network takes away more noise than it loses detail.",
                             .formula = "-10·log10(MSE), dB"},
    [ANALYSIS_SSIM_CURVE] = {.title = "SSIM over strength",
                             .text = "The mean over the test images, 1 for equal images. Where the output lies above "
                                     "the corrupted input itself, the network gives structure back.",
                             .formula = "(2μxμy+C1)(2σxy+C2) / ((μx²+μy²+C1)(σx²+σy²+C2))"},
    [ANALYSIS_DENOISING_PROGRESS] = {.title = "What the curve is of",
                                     .text =
                                         "Always one step of training, the same test images at each strength. While "
                                         "training goes on the curve is measured anew when it is complete."},
    [ANALYSIS_BITS] = {.title = "Bits a unit",
                       .text = "Each unit's range over the test images is cut into 2^bits equal cells, and a value "
                               "becomes the middle of its cell: a uniform mid-rise quantiser.",
                       .formula = "low + (⌊(code - low)/Δ⌋ + ½)·Δ, Δ = range/2^bits"},
    [ANALYSIS_COMPRESSED] = {.title = "Images from few bits",
                             .text =
                                 "The test image, what the decoder makes of its full code, and what it makes of the "
                                 "code in so many bits a unit. Changed units do not count here.",
                             .formula = "decoder(quantised code)"},
    [ANALYSIS_RATE_CURVE] = {.title = "Quality over bits",
                             .text =
                                 "PSNR of the reconstructions from 1 to 8 bits a unit: over the bits as stored, and "
                                 "over the entropy of what is stored, which an ideal coder could reach. The dotted "
                                 "line is the full code; the upright line the bits chosen.",
                             .formula = "PSNR = -10·log10(MSE), dB"},
    [ANALYSIS_ENTROPY] = {.title = "Entropy of the quantised code",
                          .text =
                              "The bits that the code of one image is worth if each unit is coded for itself by how "
                              "often its values occur. A sparse code is worth far less than it takes.",
                          .formula = "Σ over units of -Σ p·log2 p"},
    [ANALYSIS_STORED] = {.title = "Bits as stored",
                         .text = "Every unit takes the same number of bits.",
                         .formula = "units · bits"},
    [ANALYSIS_RAW] = {.title = "Size of the pixels",
                      .text = "The image as bytes, without any loss.",
                      .formula = "8 · channels · height · width"},
    [ANALYSIS_DEFLATED] = {.title = "Pixels, compressed without loss",
                           .text = "What zlib at its best makes of the image's bytes, on average: about what a PNG "
                                   "holds without its header. The code loses something and needs a decoder, so this is "
                                   "for scale only."},
    [ANALYSIS_LEFT] = {.title = "PSNR that is left",
                       .text =
                           "Of all test images used, at the bits chosen, and of the full code: what quantising costs.",
                       .formula = "-10·log10(MSE), dB"},
    [ANALYSIS_COMPRESSION_PROGRESS] = {.title = "What the figures are of",
                                       .text = "Test images spread over the set, at one step of training. Ranges and "
                                               "entropies are those of these images."},
    [ANALYSIS_COMPUTE] = {.title = "Compute",
                          .text =
                              "Fits a linear probe and looks for nearest neighbours with the codes of this step. It "
                              "runs beside training and takes some seconds; nothing is computed unasked."},
    [ANALYSIS_FEATURES_RUNNING] = {.title = "Under way",
                                   .text =
                                       "Codes, pixels and principal components one after the other, at low priority "
                                       "beside training. What the user asks for otherwise goes first."},
    [ANALYSIS_ACCURACY] = {.title = "Accuracy",
                           .text = "The share of test images whose class is told. The probe is a ridge regression from "
                                   "the code to the classes; k nearest neighbours vote, of equally many the lowest "
                                   "class wins. A click shows which classes are confused.",
                           .formula = "class = argmax(W·code), W = (X·X + λ)^-1 · X·Y"},
    [ANALYSIS_CONFUSION] = {.title = "Confusion matrix",
                            .text = "Each row is a class, each column what its images were taken for, as a share of "
                                    "the class. All on the diagonal would be perfect.",
                            .formula = "images taken for it / images of the class"},
    [ANALYSIS_RECALL] = {.title = "Recall of each class",
                         .text = "The share of the class's test images that are told as that class, by the method and "
                                 "the description chosen in the table. The marks are those of the matrix.",
                         .formula = "images told as it / images of the class"},
    [ANALYSIS_FEATURES_RESULT] = {.title = "What the accuracies are of",
                                  .text = "The step at which they were ordered, and how many images: spread over the "
                                          "sets, fewer than all where an image has many values. PCA is fitted on the "
                                          "same training images."},
};
