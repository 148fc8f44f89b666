// What explain mode says of the right side.
#include "explain.h"

const UiExplain EXPLAIN_PROGRESS[PROGRESS_ELEMENTS] = {
    [PROGRESS_LOSS] =
        {.title = "Loss over steps",
         .text =
             "What training makes small. Train is the mean over the batches just seen, test the mean over images never "
             "trained on: when test rises while train falls, the network learns by heart. Penalties are drawn apart. "
             "Upright lines: units were resampled. Point into the plot for the values at a step.",
         .formula = "loss = reconstruction + penalties"},
    [PROGRESS_LOG] = {.title = "Log scale",
                      .text = "Makes equal ratios equally high, so that late, small progress can be seen.",
                      .formula = "height = log(loss)"},
    [PROGRESS_QUALITY] = {.title = "Quality on test images",
                          .text = "How well images are given back that the network has never trained on, all of them, "
                                  "by the weights of one step. A pass over them takes the more seconds the more the "
                                  "views ask for; the status bar tells how far the next one is."},
    [PROGRESS_MSE] = {.title = "Mean squared error",
                      .text = "How far output pixels y are from the image x, on images never trained on. Pixels lie "
                              "between 0 and 1; 0.01 is a typical error of a tenth.",
                      .formula = "MSE = mean over pixels and images of (y − x)²"},
    [PROGRESS_PCA] =
        {.title = "PCA beside it",
         .text =
             "The best that any linear code of this size can do: the first principal components of the training "
             "images, of the same classes that the model learns from, computed exactly. For a sparse code it has as "
             "many as are active. A young model can lose to it: one trained on BCE makes a different error small, "
             "while PCA has the least squared error of all linear "
             "codes from the start. To win, a network must use what is not linear in it.",
         .formula = "y = mean + Σ ((x − mean)·v)·v,  v: components"},
    [PROGRESS_PCA_EXACT] = {.title = "PCA beside it",
                            .text = "With as many components as the image has pixels PCA gives every image back "
                                    "exactly: the code is no compression, so there is nothing to compare.",
                            .formula = "components ≥ pixels → MSE = 0"},
    [PROGRESS_BCE] = {.title = "Binary cross-entropy",
                      .text = "Reads each pixel as the probability of white and asks how surprising the image is, in "
                              "nats per image. It punishes confident mistakes hard. It does not reach 0 for grey "
                              "pixels, not even for a perfect copy.",
                      .formula = "BCE = −Σ [x·log y + (1−x)·log(1−y)]"},
    [PROGRESS_PSNR] = {.title = "Peak signal-to-noise ratio",
                       .text = "The mean squared error on the scale engineers use: 10 dB more is a tenth of the error. "
                               "Around 20 dB shapes are right and details missing.",
                       .formula = "PSNR = −10 · log10(MSE)  dB"},
    [PROGRESS_INPUT_PSNR] = {.title = "PSNR of the corrupted input",
                             .text = "How close what the network sees already is to the clean image. What it gives "
                                     "back should have more.",
                             .formula = "−10 · log10(mean of (seen − x)²)  dB"},
    [PROGRESS_VARIANCE] = {.title = "Explained variance",
                           .text = "The part of what makes images differ that comes through. 0 % is answering with the "
                                   "mean image always, 100 % a perfect copy.",
                           .formula = "1 − MSE / variance of the pixels"},
    [PROGRESS_L0] = {.title = "Active units, L0",
                     .text = "How many code units are not zero for an image, on average: how many numbers it takes to "
                             "describe it.",
                     .formula = "L0 = mean over images of #{units: |code| > 1e-6}"},
    [PROGRESS_DEAD] = {.title = "Dead units",
                       .text = "Units that are zero for every test image. With relu they get no gradient and seldom "
                               "come back; a strong penalty or a high learning rate makes many. Red: more than half.",
                       .formula = "|code| ≤ 1e-6 on all test images"},
    [PROGRESS_SPARSITY] = {.title = "Sparsity of the code",
                           .text =
                               "The share of zeros in the codes of all test images. 0: all units are active for all "
                               "images; close to 1: each for very few.",
                           .formula = "1 − L0 / units"},
    [PROGRESS_EXAMPLES] = {.title = "Four test images",
                           .text = "The first four test images: the image, what the network sees where that is "
                                   "corrupted, what it gives back, and the error: blue is too dark, orange too bright.",
                           .formula = "error = output − image"},
};
