// What explain mode says of the editor.
#include "explain.h"

const UiExplain EXPLAIN_EDITOR[EDITOR_ELEMENTS] = {
    [EDITOR_TITLE] = {.title = "Title", .text = "The network's name: on its tab, and in its file."},
    [EDITOR_LOSS] = {.title = "Loss",
                     .text = "What training makes small. BCE, the binary cross-entropy, takes the sigmoid of the last "
                             "layer's output for pixels between 0 and 1; MSE, the squared error, takes the output as "
                             "it is. Both are sums over the pixels.",
                     .formula = "BCE = −Σ [x·log y + (1−x)·log(1−y)]\nMSE = Σ (x − y)²"},
    [EDITOR_ADD_LAYER] = {.title = "Add a layer",
                          .text = "Puts a layer in front: of the encoder, where it sees the image, or of the decoder, "
                                  "where it sees the code. Enter in a layer's text adds one below it."},
    [EDITOR_ACTIVATION] = {.title = "Activation",
                           .text = "The function f that each value of the layer goes through. Without one, linear "
                                   "layers in a row are no more than a single one.",
                           .formula = "relu(a) = max(0, a)   sigmoid(a) = 1/(1 + exp(−a))"},
    [EDITOR_SHAPE] = {.title = "What the layer gives",
                      .text = "The shape of the layer's output, units or channels × height × width, and how many "
                              "numbers of it training changes. A question mark: it depends on a mistake before.",
                      .formula = "dense: inputs·units + units\nconv: C·channels·K·K + C"},
    [EDITOR_LINE] = {.title = "A layer",
                     .text = "One layer as in a model file: its type, its size, then what else it takes. What is wrong "
                             "with this one stands below it.",
                     .formula = "dense 64 relu\nconv 16 3x3 stride 2 relu"},
    [EDITOR_UP] = {.title = "Move up",
                   .text = "Swaps the layer with the one before it; from the decoder's first place it moves into the "
                           "encoder. Alt+Up does the same."},
    [EDITOR_DOWN] = {.title = "Move down",
                     .text = "Swaps the layer with the one after it; from the encoder's last place it moves into the "
                             "decoder. Alt+Down does the same."},
    [EDITOR_REMOVE] = {.title = "Remove the layer", .text = "Each half of the network needs at least one layer."},
    [EDITOR_SUMMARY] = {.title = "What it comes to",
                        .text = "Parameters are the numbers that training changes. The code is what the last encoder "
                                "layer gives: the smaller it is against the image, the more must be left out.",
                        .formula = "pixels / code units = how much smaller the code is"},
    [EDITOR_APPLY] = {.title = "Apply",
                      .text = "Trains this network from new weights, in a tab of its own. The model that it began as "
                              "keeps its trained state. Ctrl+Enter does the same."},
    [EDITOR_SAVE_AS] = {.title = "Save as a model file",
                        .text = "Writes the network, without weights, as a text that --model opens and that can be "
                                "dropped on the window."},
    [EDITOR_CANCEL] = {.title = "Cancel", .text = "Forgets the changes, after a question. Esc does the same."},
};
