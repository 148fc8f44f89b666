// What explain mode says of the view Code.
#include "explain.h"

const UiExplain EXPLAIN_CODE[CODE_ELEMENTS] = {
    [CODE_ORDER] = {.title = "Order of the units",
                    .text =
                        "By how often each unit is active, the busiest on the left and the dead on the right; or as "
                        "they lie in the layer. The order follows training every two seconds, so that it can be "
                        "looked at."},
    [CODE_CELLS] = {.title = "Code of test images",
                    .text =
                        "Every column is a code unit, every row a test image, brightness the activation. Rows are "
                        "sorted by class: a unit that lights up in one band only has found something of that class. "
                        "A sparse code is mostly dark.",
                    .formula = "code = encoder(image)"},
    [CODE_LIFETIME] = {.title = "Lifetime: how often each unit fires",
                       .text = "The share of all test images for which the unit is not zero. A unit that always fires "
                               "tells images apart badly, one that never fires is dead (red).",
                       .formula = "#{images: |code| > 1e-6} / images"},
    [CODE_POPULATION] = {.title = "Population: units per image",
                         .text = "How many units are active for each image of the rows beside. Long bars are images "
                                 "that take many words to describe.",
                         .formula = "L0 = #{units: |code| > 1e-6}"},
    [CODE_CLASSES] = {.title = "Classes of the rows",
                      .text = "One colour and one shape a class, in the order of the classes. The network never sees "
                              "them: it learns without labels, and bands that appear are its own discovery."},
    [CODE_SCALE] = {.title = "Scale of the colours",
                    .text = "From no activation to the strongest on screen. All maps grow steadily lighter, so that "
                            "they can be read without telling colours apart.",
                    .formula = "colour = map(activation / strongest)"},
    [CODE_MAP] = {.title = "Map of the colours",
                  .text = "Which colours activations have: magma, viridis or cividis. All three are even in lightness; "
                          "cividis looks nearly the same with any colour vision. The key C goes through them."},
    [CODE_COUNTS] = {.title = "Dead, rare and dense units",
                     .text =
                         "Dead units fire for no test image. Rare ones, for fewer than one in a thousand, may have "
                         "found something special, or be dying. Dense ones, for more than one in ten, describe what "
                         "most images have.",
                     .formula = "dead: 0   rare: < 0.1 %   dense: > 10 %"},
};
