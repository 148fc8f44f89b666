// What explain mode says of the view Code.
#include "explain.h"

const UiExplain EXPLAIN_CODE[CODE_ELEMENTS] = {
    [CODE_ORDER] = {.title = "Order of the units",
                    .text =
                        "By what tells them apart (how often each is active, the dead on the right; its mean; its KL; "
                        "how much it varies); by the class each is strongest for, the most selective first; or as they "
                        "lie in the layer. The order follows training every two seconds, so that it can be looked at."},
    [CODE_SHOWN] = {.title = "Map or statistics",
                    .text = "There is no room here for both. In a larger window, or with the sides folded (keys [ and "
                            "]), the statistics stand beside the map."},
    [CODE_CELLS] = {.title = "Code of test images",
                    .text =
                        "Every column is a code unit, every row a test image, brightness the activation. Rows are "
                        "sorted by class: a unit that lights up in one band only has found something of that class. "
                        "Click: the unit's card. Wheel: closer; drag: along; double-click: all units again. Arrow keys "
                        "and Enter do it too.",
                    .formula = "code = encoder(image)"},
    [CODE_LIFETIME] = {.title = "Lifetime: how often each unit fires",
                       .text = "The share of all test images for which the unit is not zero. A unit that always fires "
                               "tells images apart badly, one that never fires is dead (red).",
                       .formula = "#{images: |code| > 1e-6} / images"},
    [CODE_TOP_RATE] = {.title = "Mean activation of each unit",
                       .text = "Over all test images. The KL penalty pulls it towards ρ: a unit near ρ is on for few "
                               "images.",
                       .formula = "ρ̂ = mean of the unit over the images"},
    [CODE_TOP_KL] = {.title = "Divergence of each unit",
                     .text =
                         "How many nats the unit tells about an image, on average over all test images. A unit near "
                         "0 has collapsed: it is N(0, 1) whatever the image.",
                     .formula = "½ · (μ² + σ² - ln σ² - 1)"},
    [CODE_TOP_SPREAD] = {.title = "How much each unit varies",
                         .text = "The standard deviation over all test images. All units of this code are on for every "
                                 "image, so how often they fire says nothing; one that hardly varies tells nothing.",
                         .formula = "√(Σ (code - mean)² / images)"},
    [CODE_POPULATION] = {.title = "Population: units per image",
                         .text = "How many units are active for each image of the rows beside. Long bars are images "
                                 "that take many words to describe.",
                         .formula = "L0 = #{units: |code| > 1e-6}"},
    [CODE_STRENGTH] = {.title = "Strength of each code",
                       .text = "How large the code of each image is, for the rows beside. All units are on for every "
                               "image here, so that their number says nothing.",
                       .formula = "Σ |code|"},
    [CODE_CLASSES] = {.title = "Classes of the rows",
                      .text = "One colour and one shape a class, in the order of the classes. The network never sees "
                              "them: it learns without labels, and bands that appear are its own discovery."},
    [CODE_SCALE] = {.title = "Scale of the colours",
                    .text = "From no activation to the strongest on screen. All maps grow steadily lighter, so that "
                            "they can be read without telling colours apart.",
                    .formula = "colour = map(activation / strongest)"},
    [CODE_SIGNED_SCALE] = {.title = "Scale of the colours",
                           .text = "Activations of this code have both signs: zero is in the middle, and both ends are "
                                   "as far from it as the strongest activation.",
                           .formula = "colour = map(activation / strongest)"},
    [CODE_MAP] = {.title = "Map of the colours",
                  .text = "Which colours activations have: magma, viridis or cividis. All three are even in lightness; "
                          "cividis looks nearly the same with any colour vision. The key C goes through them."},
    [CODE_RANGE] = {.title = "Part of the units that is seen",
                    .text = "The wheel over the map goes closer; drag here or in the map to move along. A double-click "
                            "in the map shows all units again."},
    [CODE_PROGRESS] = {.title = "What the statistics are of",
                       .text = "Units are counted over all test images, a few at a time, while the view is open. Until "
                               "all are through, the last complete statistics stay: steps are never mixed. The user's "
                               "changes of single units do not count."},
    [CODE_L0] = {.title = "Active units (L0)",
                 .text = "How many units speak for an image, on average over the test images.",
                 .formula = "L0 = mean #{units: |code| > 1e-6}"},
    [CODE_DEAD] = {.title = "Dead units",
                   .text =
                       "Units that fire for no test image. They take part in nothing; with ReLU no gradient reaches "
                       "them either, so that they hardly ever come back by themselves.",
                   .formula = "#{units: active for 0 images}"},
    [CODE_RARE] = {.title = "Ultra-rare units",
                   .text = "Units that fire, but for fewer than one test image in a thousand. They may have found "
                           "something special, or be dying.",
                   .formula = "#{units: 0 < frequency < 0.001}"},
    [CODE_DENSE] = {.title = "Dense units",
                    .text = "Units that fire for more than one test image in ten: they describe what most images have.",
                    .formula = "#{units: frequency > 0.1}"},
    [CODE_SILENT] = {.title = "Silent images",
                     .text = "Test images for which no unit is active at all: the decoder gives all of them the same "
                             "picture, that of its biases.",
                     .formula = "#{images: L0 = 0}"},
    [CODE_HOYER] = {.title = "Population sparsity",
                    .text = "How few units hold an image's code: 0 where all are equally strong, 1 where one alone is "
                            "on. Mean over the test images (Hoyer 2004).",
                    .formula = "(√n - |a|₁ / |a|₂) / (√n - 1)"},
    [CODE_TREVES_ROLLS] = {.title = "Lifetime sparsity",
                           .text = "How few images hold a unit's activity: 0 where it answers all alike, near 1 where "
                                   "it answers a few. Mean over the units that are alive (Treves and Rolls 1991).",
                           .formula = "1 - mean(|a|)² / mean(a²)"},
    [CODE_RATE] = {.title = "Mean activation",
                   .text = "Of all units over all test images: what the KL penalty holds near ρ.",
                   .formula = "ρ̂ = mean(code)"},
    [CODE_RHO] = {.title = "Mean activation asked for",
                  .text = "The target of the KL penalty, a slider on the left while it weighs anything.",
                  .formula = "ρ"},
    [CODE_COIN_KL] = {.title = "Divergence from ρ",
                      .text = "How far the units' means are from ρ, summed over the units. The penalty is this, of "
                              "each batch, times its weight.",
                      .formula = "Σ ρ ln(ρ/ρ̂) + (1-ρ) ln((1-ρ)/(1-ρ̂))"},
    [CODE_KL] = {.title = "Divergence of the code",
                 .text = "How many nats all units together tell about an image, mean over the test images: what β "
                         "weighs.",
                 .formula = "Σ ½ · (μ² + σ² - ln σ² - 1)"},
    [CODE_INFORMATIVE] = {.title = "Units that vary",
                          .text = "Units whose (mean) code varies over the test images by more than 0.01; the others "
                                  "tell nothing about an image (Burda, Grosse and Salakhutdinov 2016).",
                          .formula = "#{units: variance of code > 0.01}"},
    [CODE_HISTOGRAM] = {.title = "How often units fire",
                        .text =
                            "Units counted by the share of test images for which they are active, in powers of ten. "
                            "Left and red the dead; left of the first line the ultra-rare, right of the second the "
                            "dense.",
                        .formula = "dead: 0   rare: < 0.001   dense: > 0.1"},
    [CODE_CURVE] = {.title = "L0 over training",
                    .text =
                        "How many units speak for an image, and how many are dead, over the steps of this run. Each "
                        "point is an evaluation of all test images.",
                    .formula = "L0 = mean #{units: |code| > 1e-6}"},
    [CODE_BARS_RATE] = {.title = "Mean of each unit against ρ",
                        .text = "A bar a unit, in the order of the map: its mean activation over all test images. The "
                                "solid line is ρ, the dashed one the mean of all. A click opens the unit's card.",
                        .formula = "ρ̂ = mean of the unit over the images"},
    [CODE_BARS_KL] = {.title = "KL of each unit",
                      .text =
                          "A bar a unit, in the order of the map: how many nats it tells about an image. Units near "
                          "0 have collapsed to N(0, 1). A click opens the unit's card.",
                      .formula = "½ · (μ² + σ² - ln σ² - 1)"},
    [CODE_BARS_SPREAD] = {.title = "Spread of each unit",
                          .text = "A bar a unit, in the order of the map: its standard deviation over all test images. "
                                  "A click opens the unit's card.",
                          .formula = "√(Σ (code - mean)² / images)"},
};
