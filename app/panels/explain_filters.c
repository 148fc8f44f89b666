// What explain mode says of the view Filters and of the history bar.
#include "explain.h"
#include "panels.h"

const UiExplain EXPLAIN_FILTERS[FILTERS_ELEMENTS] = {
    [FILTERS_WHICH] = {.title = "Layer",
                       .text = "Whose weights are shown, with the channels or units it goes from and to. Beside the "
                               "image weights are pictures: what the encoder looks for, what the decoder paints with. "
                               "Between them they are a matrix. Layers without weights, such as pooling, are not "
                               "listed."},
    [FILTERS_SHOW] = {.title = "Weights, change or gradient",
                      .text = "The weights as they are; what training has added to the random ones of the start; or "
                              "the gradient of the loss, on 128 training images that stay the same: the loss falls "
                              "where a weight moves against it. It takes a moment to compute, and says of which step "
                              "it is.",
                      .formula = "change = w(now) − w(start)   gradient = ∂loss/∂w"},
    [FILTERS_SCALE] = {.title = "Shared or own scale",
                       .text = "On a shared scale strong filters stand out and weak ones stay pale. On its own scale "
                               "each is as strong as it can be: that shows the shape of weak ones too.",
                       .formula = "colour = map(w / largest |w|)"},
    [FILTERS_SORT] = {.title = "Order",
                      .text = "By index, as the network has them; by the norm of what is shown, the strongest first; "
                              "or by the unit's mean activation on up to 256 test images, the busiest first. While "
                              "training runs the order changes every two seconds at most.",
                      .formula = "norm = √Σ w²   activity = mean of a over images and places"},
    [FILTERS_BAR] = {.title = "Scale of the weights",
                     .text = "Zero is in the middle, in both directions it goes as far as the largest weight. A layer "
                             "that sees colours has them as colours, around a grey that is zero.",
                     .formula = "from −largest |w| to +largest |w|"},
    [FILTERS_PAGES] = {.title = "Other filters",
                       .text = "There are more filters than have room. These buttons, Page Up and Page Down, or the "
                               "wheel over the pictures go on to the others."},
    [FILTERS_ROWS_OF] = {.title = "Other rows",
                         .text = "A row is an out channel or a unit. There are more than have room: these buttons, "
                                 "Page Up and Page Down, or the wheel go on."},
    [FILTERS_COLUMNS_OF] = {.title = "Other columns",
                            .text = "A column is an in channel. There are more than have room: these buttons, or the "
                                    "wheel with Shift, go on."},
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
                              "what its kernel looks for. A map that is dark for every image is a dead channel. The "
                              "image is seen as the network sees it, corrupted if it is; what is done to units of the "
                              "code shows in the decoder's maps. A click opens the channel's card.",
                      .formula = "map[c] = f(b[c] + Σ (w[c,k] conv x[k]))"},
    [FILTERS_MAPS_BAR] = {.title = "Scale of the answers",
                          .text = "From the lowest to the highest activation of the layer on this image; all its "
                                  "channels share it.",
                          .formula = "colour = map((a − lowest) / (highest − lowest))"},
    [FILTERS_PLAY] = {.title = "Play or pause",
                      .text = "The kernel moves over the image place by place, as fast as the whole takes about a "
                              "quarter of a minute."},
    [FILTERS_STEP] = {.title = "Step",
                      .text = "One place back or ahead. The arrow keys do the same, up and down by a row."},
    [FILTERS_CARD] = {.title = "Card of the channel", .text = "All there is to know of this channel."},
    [FILTERS_CLOSE] = {.title = "Back", .text = "Back to the feature maps. Esc or a second click do the same."},
    [FILTERS_CHANNEL] = {.title = "In channel",
                         .text = "The kernel has a square of weights for each channel of its input; the numbers are "
                                 "of one of them. The sum is over all."},
    [FILTERS_INPUT] = {.title = "What the kernel sees",
                       .text = "The layer's input for the pinned image, in a frame of padding, which counts as zero. "
                               "The frame in it is where the kernel is now; it moves on by the stride.",
                       .formula = "top left = place · stride − padding"},
    [FILTERS_OUTPUT] = {.title = "What it answers",
                        .text = "The channel's feature map, filled in up to where the kernel is now: each pixel is one "
                                "place of the kernel."},
    [FILTERS_NUMBERS] = {.title = "Input × weight",
                         .text = "What lies under the kernel, the kernel's weights, and their products, of one in "
                                 "channel.",
                         .formula = "p[y,x] = input[y,x] · w[y,x]"},
    [FILTERS_SUM] = {.title = "Sum, bias, activation",
                     .text = "All products of all in channels added up, plus the channel's bias, through the layer's "
                             "activation: that is the pixel of the feature map.",
                     .formula = "y = f(Σ input · w + b)"},
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
    [FILTERS_SLICES] = {.title = "Kernels between channels",
                        .text = "A row is an out channel, a column an in channel, each small picture the kernel that "
                                "the one looks with at the other's map. A column that stays pale is a channel that "
                                "nobody reads.",
                        .formula = "y[o] = f(b[o] + Σ (w[o,i] conv x[i]))"},
    [FILTERS_TILES] = {.title = "Units over channels",
                       .text = "A row is a unit, a column a channel of the layer before, each small picture where in "
                               "that channel's map the unit looks.",
                       .formula = "y[u] = f(b[u] + Σ w[u,c]·x[c])"},
    [FILTERS_MATRIX] = {.title = "Matrix of weights",
                        .text = "A row is a unit, a column a unit of the layer before. Pale columns are units that "
                                "nobody reads, pale rows units that read nothing.",
                        .formula = "y[u] = f(b[u] + Σ w[u,i]·x[i])"},
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
