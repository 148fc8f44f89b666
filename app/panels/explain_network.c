// What explain mode says of the view Network.
#include "explain.h"

const UiExplain EXPLAIN_NETWORK[NETWORK_ELEMENTS] = {
    [NETWORK_SCALE] = {.title = "Scale of the colours",
                       .text = "By layer: all tiles of a layer share a scale, so that strong channels stand out from "
                               "weak ones. Each tile: every tile is as bright as it can be, which shows the pattern "
                               "of weak ones too. Units that are single cells always share their layer's.",
                       .formula = "colour = map(activation / largest)"},
    [NETWORK_INPUT] = {.title = "Input",
                       .text = "The pinned image as the network sees it, with the noise that is laid on it. Turn the "
                               "wheel over it or press the arrow keys for another test image; a click in "
                               "Reconstructions pins any.",
                       .formula = "x = corrupt(image)"},
    [NETWORK_CHANNELS] = {.title = "Channels of a layer",
                          .text = "What each channel answers on this image: bright where it has found what it looks "
                                  "for. The height of a column grows with the values that the layer has. A click "
                                  "opens the card of the channel, or of the unit where units are laid out as a "
                                  "picture.",
                          .formula = "height = room · (values / most values of a layer)^(1/4)"},
    [NETWORK_UNITS] = {.title = "Units of a layer",
                       .text = "Every cell is a unit, row after row; bright is active. The height of a column grows "
                               "with the units that the layer has. A click opens the card of the unit.",
                       .formula = "height = room · (values / most values of a layer)^(1/4)"},
    [NETWORK_CODE] = {.title = "Code",
                      .text = "The waist of the hourglass: all that the decoder is told of the image. Units that are "
                              "clamped, scaled or ablated are shown so, and so is everything after them. A click "
                              "opens the card of the unit.",
                      .formula = "code = encoder(x)"},
    [NETWORK_OUTPUT] = {.title = "Reconstruction",
                        .text = "What the decoder makes of the code, after the last layer's sigmoid where the model "
                                "has one, and how far it is from the clean image: the mean squared error a pixel and "
                                "the loss of this image.",
                        .formula = "MSE = Σ (y − image)² / pixels\nBCE = −Σ t·log y + (1−t)·log(1−y)"},
    [NETWORK_BAR] = {.title = "Scale of layers without negative values",
                     .text = "From zero to the largest activation of the layer, or of the tile where each has its "
                             "own. Point at a layer to see its numbers here. A layer that is dark all over is dead "
                             "for this image.",
                     .formula = "from 0 to largest"},
    [NETWORK_SIGNED_BAR] = {.title = "Scale of layers with negative values",
                            .text = "Zero is in the middle: blue below, orange above, in both directions as far as "
                                    "the largest |activation| of the layer, or of the tile where each has its own. "
                                    "Point at a layer to see its numbers here.",
                            .formula = "from −largest |a| to +largest |a|"},
    [NETWORK_OTHER] = {.title = "Another image",
                       .text = "Pins the test image before or after this one, for all views. The arrow keys and the "
                               "wheel over the input do the same."},
    [NETWORK_ROWS] = {.title = "More tiles",
                      .text = "The layer has more tiles than have room. Turn the wheel over them, drag this bar, or "
                              "press the arrow keys, Page Up and Page Down while it has the keyboard."},
    [NETWORK_SIDEWAYS] = {.title = "More layers",
                          .text = "The network has more layers than have room between the input and the "
                                  "reconstruction. Drag this bar, turn the wheel over it, or press Page Up and Page "
                                  "Down."},
};
