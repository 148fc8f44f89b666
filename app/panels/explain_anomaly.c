// What explain mode says of the bench Anomaly.
#include "anomaly_parts.h"

const UiExplain EXPLAIN_ANOMALY[ANOMALY_ELEMENTS] = {
    [ANOMALY_BADGE] = {.title = "Trained without",
                       .text = "No image of these classes is ever in a batch of this run. All figures on test images "
                               "still take in all classes. The bench Anomaly in Analysis chooses the classes."},
    [ANOMALY_CLASS] = {.title = "Class to leave out",
                       .text = "A click marks the class with a cross or takes the cross away. Training never sees the "
                               "classes with a cross; to the network their test images are anomalies. Nothing happens "
                               "before the button below is pressed."},
    [ANOMALY_TRAIN] = {.title = "Train without these classes",
                       .text = "Starts the run anew, with new weights and only the training images of the other "
                               "classes, after a question. The run so far can be brought back."},
    [ANOMALY_CHOICE] = {.title = "Anomaly score",
                        .text = "A variational model has two: how badly an image is given back, or the negative "
                                "evidence lower bound, which also counts how unusual the code is, in nats. (For a "
                                "model with squared error, that takes the place of BCE.)",
                        .formula = "−ELBO = BCE(x, decoder(μ)) + Σ ½·(μ² + σ² − 1 − log σ²)"},
    [ANOMALY_AREA] = {.title = "Area under the ROC curve",
                      .text =
                          "The probability that a random test image of a class left out has a higher score than a "
                          "random one of the others: 0.5 is chance, 1 tells all of them apart, less than 0.5 means "
                          "that what is left out is easier. PCA is fitted to the same training images, with as many "
                          "components as the code has units, for a sparse code as many as are active.",
                      .formula = "AUROC = P(score out > score in) + ½·P(equal)"},
    [ANOMALY_SPREAD_ERROR] = {.title = "Spread of the errors",
                              .text = "Test images of the classes in training and of those left out, each in percent "
                                      "of its own, over their squared error. The less the two overlap, the better the "
                                      "error tells them apart. One image in 200 lies beyond the right end and counts "
                                      "there.",
                              .formula = "error = Σ (output − image)²"},
    [ANOMALY_SPREAD_BOUND] = {.title = "Spread of −ELBO",
                              .text = "Test images of the classes in training and of those left out, each in percent "
                                      "of its own, over the negative evidence lower bound at the mean of the code. One "
                                      "image in 200 lies beyond the right end and counts there.",
                              .formula = "−ELBO = BCE(x, decoder(μ)) + Σ ½·(μ² + σ² − 1 − log σ²)"},
    [ANOMALY_ROC] = {.title = "ROC curve",
                     .text = "Call every image an anomaly whose score is above a threshold, and lower the threshold: "
                             "how many of those left out are found, over how many of the others raise a false alarm. "
                             "The further to the upper left, the better; the diagonal is chance.",
                     .formula = "found = TP / (TP + FN)   false alarms = FP / (FP + TN)"},
    [ANOMALY_IMAGES] = {.title = "Images with the highest scores",
                        .text = "Each is a test image beside what the network makes of it, with its score. Those of "
                                "classes left out have a frame and say so: the better the score, the more of them "
                                "stand here. The order is that of the last complete evaluation, the pictures are of "
                                "the step on screen. A click pins an image for all views.",
                        .formula = "place = rank by falling score"},
};
