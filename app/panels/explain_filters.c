// What explain mode says of the view Filters and of the history bar.
#include "explain.h"
#include "panels.h"

const UiExplain EXPLAIN_FILTERS[FILTERS_ELEMENTS] = {
    [FILTERS_SIDE] = {.title = "Encoder or decoder",
                      .text = "The encoder's first layer is the only one that sees the image: its weights are what it "
                              "looks for. The decoder's last layer paints the image: its weights are what it paints "
                              "with."},
    [FILTERS_CHANGE] = {.title = "Weights or change",
                        .text = "The weights as they are, or what training has added to the random ones of the start. "
                                "Structure in the change is what has been learned; noise in the weights may be left "
                                "from the start.",
                        .formula = "change = w(now) − w(start)"},
    [FILTERS_SCALE] = {.title = "Shared or own scale",
                       .text = "On a shared scale strong filters stand out and weak ones stay pale. On its own scale "
                               "each is as strong as it can be: that shows the shape of weak ones too.",
                       .formula = "colour = map(w / largest |w|)"},
    [FILTERS_BAR] = {.title = "Scale of the weights",
                     .text = "Zero is in the middle, in both directions it goes as far as the largest weight. A layer "
                             "that sees colours has them as colours, around a grey that is zero.",
                     .formula = "from −largest |w| to +largest |w|"},
    [FILTERS_PAGES] = {.title = "Other filters",
                       .text = "There are more filters than have room. These buttons, Page Up and Page Down, or the "
                               "wheel over the pictures go on to the others."},
    [FILTERS_LAYER] = {.title = "Layer that answers",
                       .text = "Which layer's channels are shown for the pinned image. Early ones keep to edges and "
                               "blobs at their places; deeper ones are coarser and speak for larger patterns."},
    [FILTERS_IMAGE] = {.title = "Pinned image",
                       .text = "The test image that the answers below and the history bar are about. A click in "
                               "Reconstructions pins another one."},
    [FILTERS_OTHER] = {.title = "Another image",
                       .text = "Pins the test image before or after this one. The arrow keys do the same."},
    [FILTERS_MAPS] = {.title = "Feature maps",
                      .text = "What each channel of the layer answers on the pinned image: bright where it has found "
                              "what its kernel looks for. A map that is dark for every image is a dead channel.",
                      .formula = "map[c] = f(b[c] + Σ (w[c,k] conv x[k]))"},
    [FILTERS_MAPS_BAR] = {.title = "Scale of the answers",
                          .text = "From the lowest to the highest activation of the layer on this image; all its "
                                  "channels share it.",
                          .formula = "colour = map((a − lowest) / (highest − lowest))"},
};

const UiExplain EXPLAIN_WEIGHTS[] = {
    [FILTERS_NONE] = {.title = "Filters", .text = "Weights as pictures."},
    [FILTERS_KERNELS] = {.title = "Kernels of a convolution",
                         .text = "Each small picture is what one channel looks for, or paints with, at every place of "
                                 "the image. Trained ones become edges, corners and blobs; kernels that stay noise "
                                 "are hardly used.",
                         .formula = "y[c] = f(b[c] + Σ (w[c,k] conv x[k]))"},
    [FILTERS_ROWS] = {.title = "Rows of the encoder",
                      .text = "A unit's weights, laid out as the image that it sees: it is most active for images "
                              "that are bright where its weights are positive and dark where they are negative.",
                      .formula = "code[u] = f(w[u]·x + b[u])"},
    [FILTERS_MEANS] = {.title = "Rows of the means",
                       .text = "The weights of the mean of each code unit, laid out as the image that it sees. The "
                               "variances have weights of their own, which are not shown.",
                       .formula = "μ[u] = w[u]·x + b[u]"},
    [FILTERS_COLUMNS] = {.title = "Columns of the decoder",
                         .text = "What a unit adds to the image while it is active, its atom: the image is put "
                                 "together of these. Sparse codes have strokes and parts, narrow ones whole shapes.",
                         .formula = "image = f(Σ code[u] · w[:,u] + b)"},
};

const UiExplain EXPLAIN_HISTORY[HISTORY_ELEMENTS] = {
    [HISTORY_MOMENT] = {.title = "Moment on screen",
                        .text = "Whether all views show the newest network or an earlier one. Looking back stops "
                                "nothing: training goes on, and L is back to now."},
    [HISTORY_FILM] = {.title = "History of the run",
                      .text = "The pinned image as the networks since the first step gave it back. Drag in it to look "
                              "back: every view shows that moment. The arrow keys, comma and full stop step.",
                      .formula = "frame[t] = decoder[t](encoder[t](image))"},
    [HISTORY_PLAY] = {.title = "Play",
                      .text = "Plays the run as a film in every view, from the beginning or from the moment on "
                              "screen. P does the same."},
    [HISTORY_BUDGET] = {.title = "Memory of the history",
                        .text = "What the past moments of all runs take, and may take. When it is full, every second "
                                "moment of the older half goes, never the first. Less room thins them at once; more "
                                "room keeps more from now on.",
                        .formula = "bytes = moments · weights · 4"},
    [HISTORY_LIVE] = {.title = "Live",
                      .text = "Back to the newest step, which the views then follow again. L does the "
                              "same."},
};
