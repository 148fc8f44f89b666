// What explain mode says of the latent map.
#include "explain.h"

const UiExplain EXPLAIN_MAP[MAP_ELEMENTS] = {
    [MAP_AXES] = {.title = "What spans the plane",
                  .text =
                      "PCA: the two directions along which the codes vary most, turned from map to map so that points "
                      "move as little as can be. Units: two of the code's own. t-SNE: neighbours in the code stay "
                      "neighbours in the plane; it is computed only when asked for, and stays while training goes on."},
    [MAP_UNIT] = {.title = "Unit of the code",
                  .text =
                      "Type its number, or go on to the next. The view Code says which units are worth looking at."},
    [MAP_COMPUTE] = {.title = "Compute t-SNE",
                     .text = "Starts from the map on screen and the codes of this step, in the background; a press on "
                             "Cancel gives it up. Distances between groups mean little, neighbourhoods much "
                             "(van der Maaten and Hinton 2008).",
                     .formula = "minimise KL(P || Q) = Σ p ln(p / q)"},
    [MAP_COLOR] = {.title = "What the colours mean",
                   .text = "The class of each image, which the network never sees; its reconstruction error; the "
                           "activation of one unit; or, for data made by the program, a true factor such as slant."},
    [MAP_MARKS] = {.title = "Points or thumbnails",
                   .text =
                       "Thumbnails are the test images themselves, in the colour of their class, as many as have room "
                       "without one hiding another; the others stay points."},
    [MAP_IMAGES] = {.title = "How many test images",
                    .text = "They are spread evenly over the test set. More of them show more, but a new map of them "
                            "comes less often."},
    [MAP_GRID] = {.title = "Grid of decodes",
                  .text =
                      "What the decoder makes of points all over the plane, behind the test images. Between groups it "
                      "shows what the network believes lies there: holes of an autoencoder, smooth changes of a "
                      "variational one.",
                  .formula = "image = decoder(code of the point)"},
    [MAP_LASSO] = {.title = "Lasso",
                   .text =
                       "While it is on, a drag draws a line around points and selects them; Alt with a drag does so at "
                       "any time. The selected images are shown below, Esc gives the selection up."},
    [MAP_MORE] = {.title = "What is shown",
                  .text =
                      "Points or thumbnails, how many test images, a grid of decodes behind them, and the lasso, which "
                      "selects points."},
    [MAP_PLANE] =
        {.title = "Latent map",
         .text = "Each mark is a test image, where the encoder puts it. Drag: what any point decodes to, beside "
                 "the nearest test image. Shift-drag: all between two points. Alt-drag: select. Wheel: closer; "
                 "right, Ctrl- or Space-drag: along; double-click: all. Click: pin the image. Enter, arrow keys, +, - "
                 "and 0 do it too.",
         .formula = "point = projection(encoder(image))"},
    [MAP_CLASS] = {.title = "Class",
                   .text = "Its mark in the map and how many images of it are there. A click takes it out or in, with "
                           "Shift it is the only one; pointed at, it stands out."},
    [MAP_BAR] = {.title = "Scale of the colours",
                 .text =
                     "From the least to the largest value of the images in the map. The key C changes the map of the "
                     "colours. Marks still have the shape of their class.",
                 .formula = "colour = map((value - least) / (largest - least))"},
    [MAP_PCA_AXIS] = {.title = "Principal component",
                      .text =
                          "A direction in the space of the codes, and how much of their variance lies along it. What "
                          "the two do not explain is not seen here. Of a map that has been turned, x and y lie "
                          "anywhere in the plane of both.",
                      .formula = "x = (code - mean) · component"},
    [MAP_UNIT_AXIS] = {.title = "Unit of the code",
                       .text = "The activation of one unit, for a Gaussian code its mean. A code of one unit has the "
                               "squared error of each image as its other axis.",
                       .formula = "x = code[unit]"},
    [MAP_TSNE_AXIS] = {.title = "t-SNE",
                       .text =
                           "Its coordinates have no unit and no meaning of their own: only who is near whom counts.",
                       .formula = "q = 1 / (1 + |a - b|²), normalised"},
    [MAP_STATE] = {.title = "What the map is of",
                   .text =
                       "All points are of one step: a map that is being computed is not shown before it is complete. "
                       "t-SNE stays at the step that it was computed from."},
    [MAP_DECODED] = {.title = "Decoded here",
                     .text =
                         "What the decoder makes of this point, with the newest weights. In PCA what the two axes do "
                         "not say comes from the nearest image, for two units from the pinned one; in t-SNE it is the "
                         "inverse-distance mean of the 8 nearest codes. Arrow keys move it, Esc ends it.",
                     .formula = "image = decoder(mean + x·c₁ + y·c₂ + rest)"},
    [MAP_STRIP] = {.title = "From A to B",
                   .text =
                       "Decodes at equal steps between both ends, with the newest weights. Gaussian codes go along a "
                       "sphere, so that all of them are as likely as the ends (White 2016).",
                   .formula = "code(t) = (1 - t)·A + t·B"},
    [MAP_SELECTION] = {.title = "Selected images",
                       .text = "The test images whose points lie inside the lasso; of many some, evenly over all. The "
                               "other points stand back."},
    [MAP_EXPORT] = {.title = "Export the selected",
                    .text = "Writes the codes of the selected test images, for NumPy or for TensorBoard's Embedding "
                            "Projector. It asks for a path first."},
    [MAP_CLOSE] = {.title = "Close", .text = "Gives the strip or the selection up, as Esc does."},
};
