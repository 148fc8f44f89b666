// What explain mode says of the unit card and of changed units.
#include "explain.h"

const UiExplain EXPLAIN_UNIT[UNIT_ELEMENTS] = {
    [UNIT_TITLE] = {.title = "Unit card",
                    .text = "One unit of the network: what it stands for, when it speaks, and what happens when it is "
                            "changed."},
    [UNIT_OTHER] = {.title = "Other units", .text = "The unit before this one in the layer, or the one after it."},
    [UNIT_CLOSE] = {.title = "Close the card",
                    .text = "The view gets its room back. What was done to units stays until Esc takes it back."},
    [UNIT_LAYER] = {.title = "Layer of the unit", .text = "The layer whose output the unit is one value of."},
    [UNIT_VALUE] = {.title = "Activation on the pinned image",
                    .text = "What the unit says of the image that all views look at, and, where the unit is changed, "
                            "what it is made to say."},
    [UNIT_VALUE_OF_MAP] = {.title = "Activation on the pinned image",
                           .text = "A channel answers with a picture. Its largest value counts here and in all "
                                   "figures below.",
                           .formula = "activation = max over the map"},
    [UNIT_ATOM] = {.title = "What it draws",
                   .text = "The unit's column of the decoder's weights: what it adds to the image before the last "
                           "function, whatever the other units do. Orange makes lighter, blue darker, the middle "
                           "leaves as it is.",
                   .formula = "output = bias + Σ code · column"},
    [UNIT_CHANGE] = {.title = "What it draws",
                     .text = "The change of the decoded image when the unit goes from 0 to its mean active value while "
                             "the others stay at their mean over some test images. Orange: lighter, blue: darker. "
                             "This decoder is not linear: from another code the change may look different.",
                     .formula = "decoder(mean, unit at v) − decoder(mean, unit at 0)"},
    [UNIT_FILTER] = {.title = "What it sees",
                     .text = "The weights from the image to the unit. Light where they are orange raises the unit, "
                             "light where they are blue lowers it.",
                     .formula = "unit = activation(bias + Σ weight · pixel)"},
    [UNIT_ASCENT] = {.title = "What it sees",
                     .text = "Weights of a deep encoder are no picture. This image was made by gradient ascent: grey "
                             "noise, changed step by step so that the unit rises most. It is not one from the data, "
                             "and real images seldom look like it. The numbers are the unit before its activation "
                             "function, at the start and at the end.",
                     .formula = "image ← image + step · ∂unit/∂image"},
    [UNIT_BAR] = {.title = "Scale of the picture",
                  .text = "Each picture is on a scale of its own, up to its largest value. Where there are both signs "
                          "zero is in the middle."},
    [UNIT_PROGRESS] = {.title = "Counting",
                       .text = "The unit is looked at on all test images, a few at a time, beside training. Until "
                               "that is complete the last complete count stays, and steps are never mixed."},
    [UNIT_FREQUENCY] = {.title = "How often it is active",
                        .text = "The share of the test images for which the unit is not zero. Red: never.",
                        .formula = "#{images: |activation| > 1e-6} / images"},
    [UNIT_UNDEFINED] = {.title = "No number",
                        .text = "On some images the unit is infinite or no number: the weights have grown too large. "
                                "These images are left out below. A smaller learning rate avoids it."},
    [UNIT_DEAD] = {.title = "A dead unit",
                   .text = "It is zero for every test image, so that with relu it gets no gradient and seldom comes "
                           "back by itself. Its weights are those of when it died: clamp it to see what it would "
                           "draw.",
                   .formula = "|activation| ≤ 1e-6 on all test images"},
    [UNIT_STRONGEST] = {.title = "Strongest on",
                        .text = "The test images on which the unit is most active, the strongest first. What they "
                                "have in common is what the unit has found. A click pins one in all views."},
    [UNIT_SPREAD] = {.title = "From strongest to weakest",
                     .text = "Images at equally spaced ranks among those for which the unit is active. The strongest "
                             "alone flatter a unit: further down it is seen what else it answers to. A click pins "
                             "one.",
                     .formula = "ranks: quantiles 1, 14/15, … 0 of the active"},
    [UNIT_HISTOGRAM] = {.title = "Activations where active",
                        .text = "How many test images the unit answers with which activation. Images on which it is "
                                "silent are left out: for sparse codes they are nearly all."},
    [UNIT_CLASSES] = {.title = "Mean by class",
                      .text = "The unit's mean activation over the test images of each class. The network never sees "
                              "the classes: a unit that prefers one has found it by itself.",
                      .formula = "mean of the activation over the class's images"},
    [UNIT_RELATIVES] = {.title = "Units that rise and fall with it",
                        .text = "Those most correlated with this unit over the test images, with either sign. Close "
                                "to 1: they say the same. Close to −1: one speaks when the other is silent. A click "
                                "opens that unit.",
                        .formula = "r = cov(a, b) / (σ(a) · σ(b))"},
    [UNIT_CLAMP] = {.title = "Clamp",
                    .text = "Gives the unit this value for every image, between encoder and decoder, in all that is "
                            "shown. The run never sees it. The slider goes over what the unit does on test images; a "
                            "double-click takes it back.",
                    .formula = "code[unit] = value"},
    [UNIT_SCALE] = {.title = "Scale",
                    .text = "Multiplies the unit for every image in all that is shown: 0 silences it, 1 leaves it as "
                            "it is, 4 exaggerates it. The run never sees it.",
                    .formula = "code[unit] = factor · code[unit]"},
    [UNIT_ABLATE] = {.title = "Ablate",
                     .text = "Makes the unit 0 for every image in all that is shown. What gets worse without it is "
                             "what it is good for. The run never sees it.",
                     .formula = "code[unit] = 0"},
    [UNIT_TAKE_BACK] = {.title = "Take back",
                        .text = "This unit speaks for itself again. Others that are changed stay so; Esc takes back "
                                "all."},
    [UNIT_EFFECT] = {.title = "The pinned image", .text = "The image that all views look at."},
    [UNIT_EFFECT_PLAIN] = {.title = "What comes out",
                           .text = "What the network gives back, without any changed unit, and its error.",
                           .formula = "MSE = mean over pixels of (output − image)²"},
    [UNIT_EFFECT_CHANGED] = {.title = "What comes out when units are changed",
                             .text = "The same image decoded with all clamped, scaled and ablated units, and its "
                                     "error.",
                             .formula = "output = decoder(changed code)"},
    [UNIT_MSE] = {.title = "Test MSE, plain and changed",
                  .text = "The mean squared error over all test images: with the units as they are and, behind the "
                          "arrow, with those that are changed, both of the same step.",
                  .formula = "MSE = mean over pixels and images of (y − x)²"},
    [UNIT_BADGE] = {.title = "Units are changed",
                    .text = "Units of the code are clamped, scaled or ablated. Reconstructions in all views are with "
                            "that; training, curves and quality are not touched, and Analysis measures the code as it "
                            "is. Esc takes everything back."},
    [UNIT_TAKE_ALL_BACK] = {.title = "Take back all changes",
                            .text = "All units speak for themselves again; so does the key Esc."},
    [UNIT_RESAMPLE] = {.title = "Resample",
                       .text = "Gives the dead unit a new start: its encoder weights become a training image that the "
                               "network does badly on, its decoder weights the direction of that image, and its "
                               "optimizer moments 0. This changes the run, with a mark on the loss curve; it can be "
                               "undone."},
    [UNIT_RESAMPLE_ALL] = {.title = "Resample all dead units",
                           .text = "All units that are never active start again, each from a training image of its "
                                   "own, drawn more often the worse the network does on it. This changes the run, "
                                   "with a mark on the loss curve; it can be undone."},
};
