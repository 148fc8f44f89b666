// What explain mode says of the view Reconstructions.
#include "reconstructions_parts.h"

const UiExplain EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_ELEMENTS] = {
    [RECONSTRUCTIONS_ORDER] = {.title = "Order of the images",
                               .text =
                                   "All test images by their error, the worst or the best first; by class; or as they "
                                   "lie in the file. Looking at the worst tells more about a model than its mean does. "
                                   "The order is that of the last complete evaluation and is taken anew every two "
                                   "seconds at most, so that pictures can be looked at.",
                               .formula = "error = Σ (output − image)² over the pixels"},
    [RECONSTRUCTIONS_CLASS] = {.title = "Classes shown",
                               .text = "Only the test images of one class, or those of all. The network never sees "
                                       "classes; which of them it gives back badly is its own doing."},
    [RECONSTRUCTIONS_PCA] =
        {.title = "PCA beside it",
         .text =
             "Adds what principal component analysis makes of each image, the best linear code of the same size: as "
             "many components as the code has units, for a sparse code as many as are active for an image. It is "
             "fitted to the training images of the classes that the network learns from, and does not train, so that "
             "it stays as it is while the network catches up with it.",
         .formula = "y = mean + Σ ((x − mean)·v)·v,  v: components"},
    [RECONSTRUCTIONS_DRAW] = {.title = "Draw your own image",
                              .text = "Opens a canvas of the images' size. What is drawn is pinned at once: all views "
                                      "and the history bar show what the network makes of it. D does the same."},
    [RECONSTRUCTIONS_IMAGES] =
        {.title = "Reconstructions of test images",
         .text =
             "Each group is one image that was never trained on: the image, what the network sees where it is "
             "corrupted, what comes out after the narrow code, PCA's answer on request, and the error. What is lost is "
             "what the code has no room for; what is invented is what the decoder expects. A click pins an image for "
             "all views; the wheel goes on to others.",
         .formula = "output = decoder(encoder(image))   PSNR = −10·log10(MSE)"},
    [RECONSTRUCTIONS_PAGES] = {.title = "Other images",
                               .text = "The images before these in the order, and those after them. Page Up, Page Down "
                                       "and the wheel do the same."},
    [RECONSTRUCTIONS_WHICH] = {.title = "Images on screen",
                               .text = "Their places in the order, of all test images that are chosen from, and the "
                                       "step whose errors the order follows. The pictures themselves are of the step "
                                       "on screen."},
    [RECONSTRUCTIONS_SCALE] = {.title = "Range of the error's colours",
                               .text = "Errors beyond it have the end's colour. A narrow range shows small errors of a "
                                       "good network; automatic takes the largest error on screen."},
    [RECONSTRUCTIONS_BAR] = {.title = "Scale of the errors",
                             .text =
                                 "Blue: the output is too dark; orange: too bright; in the middle it is right. Both "
                                 "sides are equally strong in lightness.",
                             .formula = "error = output − image"},
    [RECONSTRUCTIONS_PINNED] =
        {.title = "Pinned image",
         .text = "The image that every view and the history bar look at, what the network makes of it, and the error. "
                 "It is a test image, chosen by a click or with the arrow keys, or one of your own.",
         .formula = "error = output − image"},
    [RECONSTRUCTIONS_SCORE] = {.title = "Error of the pinned image",
                               .text = "How far its pixels come out from what they were, and the same on the scale "
                                       "engineers use: 10 dB more is a tenth of the error.",
                               .formula = "MSE = mean of (y − x)²   PSNR = −10·log10(MSE)"},
    [RECONSTRUCTIONS_BACK] = {.title = "Back to the test image",
                              .text = "Pins the test image again that was pinned before your own. Your drawing is kept "
                                      "until you clear it."},
};
