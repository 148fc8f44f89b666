// What explain mode says of the left side.
#include "explain.h"
#include "panels.h"

#include <string.h>

const UiExplain EXPLAIN_CONTROLS[HELD_COUNT] = {
    [HELD_RATE] = {.title = "Learning rate η",
                   .text = "How far each step goes along the gradient. Too low, and training crawls; too high, and it "
                           "jumps over the minimum and the loss explodes: then training goes back a little and pauses. "
                           "Adam does well around 1e-3, SGD needs more.",
                   .formula = "w ← w − η · step(∂loss/∂w)"},
    [HELD_BATCH] = {.title = "Batch size N",
                    .text =
                        "The images that one step learns from. The gradient is their mean: a small batch gives many "
                        "noisy steps, a large one few exact ones.",
                    .formula = "g = 1/N · Σ ∂loss(image)/∂w"},
    [HELD_MOMENTUM] = {.title = "Momentum m",
                       .text = "How much of the last step each step keeps. Like a heavy ball it rolls through small "
                               "bumps and gathers speed downhill; 0 is plain SGD.",
                       .formula = "v ← m·v + g\nw ← w − η·v"},
    [HELD_GAUSSIAN] = {.title = "Gaussian noise σ",
                       .text = "Adds noise to every pixel that the network sees. It is to give back the clean image, "
                               "so copying no longer helps: it must learn what images look like. This is a denoising "
                               "autoencoder.",
                       .formula = "seen = clamp(x + σ·n, 0, 1),  n from N(0, 1)"},
    [HELD_SALT_PEPPER] = {.title = "Salt and pepper",
                          .text = "This share of the pixels is seen black or white, with equal chances. The clean "
                                  "image is asked for.",
                          .formula = "seen = 0 or 1 with probability p, else x"},
    [HELD_MASK] = {.title = "Masked pixels",
                   .text = "This share of the pixels is seen black. The network has to work out from the others what "
                           "was there.",
                   .formula = "seen = 0 with probability p, else x"},
    [HELD_SQUARE] = {.title = "Hidden square",
                     .text = "A black square somewhere on the image, with this part of the image's side. Filling it in "
                             "is called inpainting.",
                     .formula = "side of the square = p · side of the image"},
    [HELD_L1] = {.title = "L1 penalty λ",
                 .text = "A price on every unit's activation. It is paid by the whole code, so that an image is "
                         "described by few units and the others stay at zero. The higher λ, the fewer speak, and the "
                         "worse the reconstruction.",
                 .formula = "loss = reconstruction + λ · Σ|code|   (nats per image)"},
    [HELD_KL] = {.title = "KL sparsity penalty",
                 .text = "A price on each unit whose mean activation m over the batch is not ρ. It holds units sparse "
                         "over the images, while L1 holds the code of each image sparse.",
                 .formula = "weight · Σ [ρ·log(ρ/m) + (1−ρ)·log((1−ρ)/(1−m))]"},
    [HELD_RHO] = {.title = "Target activation ρ",
                  .text = "The mean activation that the KL penalty asks of each code unit: 0.05 means active for about "
                          "one image in twenty.",
                  .formula = "m = mean of the unit over the batch → ρ"},
    [HELD_BETA] = {.title = "KL weight β",
                   .text = "How strongly the code of each image is drawn towards N(0, 1). Then any point of the plane "
                           "decodes to something; but with a high β units give up telling images apart, which is "
                           "called collapse. 1 is the variational autoencoder proper.",
                   .formula = "loss = BCE + β · ½ Σ (μ² + σ² − 1 − log σ²)"},
    [HELD_DECAY] = {.title = "Weight decay",
                    .text =
                        "Pulls every weight a little towards zero at each step. Weights that do not help go, and the "
                        "network stays smoother.",
                    .formula = "g ← g + decay · w"},
};

const UiExplain EXPLAIN_OPTIMIZERS[2] = {
    {.title = "Optimizer: Adam",
     .text =
         "How a gradient becomes a step. Adam keeps a running mean of the gradient and of its square for every "
         "weight, and divides one by the root of the other: each weight has a rate of its own. β₁ is 0.9, β₂ 0.999. "
         "SGD takes the gradient as it is, with momentum.",
     .formula = "m ← β₁·m + (1−β₁)·g\nv ← β₂·v + (1−β₂)·g²\nw ← w − η · m/(1−β₁^t) / (√(v/(1−β₂^t)) + 1e-8)"},
    {.title = "Optimizer: SGD",
     .text = "How a gradient becomes a step. Stochastic gradient descent goes against the gradient, with momentum if "
             "you give it some. It needs a larger learning rate than Adam, which gives each weight a rate of its own.",
     .formula = "v ← m·v + g\nw ← w − η·v"},
};

const UiExplain EXPLAIN_ACTIVATION = {
    .title = "Activation of the code",
    .text = "The function between the sums of the last encoder layer and the code. relu cuts off what is negative, so "
            "that units can be silent; sigmoid lies between 0 and 1, tanh between −1 and 1; linear leaves the sums as "
            "they are. Another one is another network: training starts anew, after a question.",
    .formula = "relu(a) = max(0, a)   sigmoid(a) = 1/(1 + exp(−a))"};

const UiExplain EXPLAIN_SIZE = {
    .title = "Size of the network",
    .text =
        "Parameters are the numbers that training changes: weights and biases of all layers. The code is the narrow "
        "place that all of the image must pass; where it is not smaller than the image, something else, such as a "
        "penalty, must keep the network from merely copying.",
    .formula = "pixels / code units = how much smaller the code is"};

const UiExplain EXPLAIN_EDIT = {
    .title = "Edit the network",
    .text = "Opens the network as lines that can be changed: layers, activations, title and loss. It goes on training "
            "meanwhile; what is applied becomes a network of its own. E does the same."};

typedef struct LayerText {
    const char *type;
    UiExplain explain;
} LayerText;

static const LayerText LAYERS[] = {
    {"dense",
     {.title = "Dense layer",
      .text = "Every unit sees all values of the layer before: a weighted sum, a bias, then the activation f. The "
              "weights of one unit, drawn as a picture, show what it looks for.",
      .formula = "y = f(W·x + b),  parameters = inputs · units + units"}},
    {"conv",
     {.title = "Convolution",
      .text = "Each of C filters slides over the picture and looks for the same small pattern everywhere, so the code "
              "keeps where things are and needs few weights. A stride of 2 (/2) halves width and height.",
      .formula = "y[c,i,j] = f(b[c] + Σ w[c,k,u,v] · x[k, s·i+u−p, s·j+v−p])"}},
    {"conv_transpose",
     {.title = "Transposed convolution",
      .text = "A convolution run backwards: each value of the small picture stamps its kernel into a larger one, and "
              "stamps add up. A stride of 2 (×2) doubles width and height.",
      .formula = "y[c, s·i+u−p, s·j+v−p] += w[k,c,u,v] · x[k,i,j]"}},
    {"max_pool",
     {.title = "Max pooling",
      .text = "Keeps the largest value of each square and forgets where in it that was. It has no parameters.",
      .formula = "y[c,i,j] = max of x[c, K·i…, K·j…]"}},
    {"upsample",
     {.title = "Upsampling",
      .text = "Each pixel becomes a square of equal pixels; the convolution after it smooths them.",
      .formula = "y[c,i,j] = x[c, i/K, j/K]"}},
    {"reshape",
     {.title = "Reshape",
      .text = "The same values, laid out as a picture of C channels again. Nothing is computed.",
      .formula = "(Z) → (C, H, W)"}},
    {"dropout",
     {.title = "Dropout",
      .text =
          "In training each value is silenced with probability p, so that no unit can rely on another; elsewhere it "
          "does nothing.",
      .formula = "y = 0 with probability p, else x/(1−p)"}},
    {"topk",
     {.title = "Top k",
      .text = "Keeps the k largest values of an image's code and sets the others to zero: sparse by construction, "
              "without a penalty.",
      .formula = "y = x if x is among the k largest, else 0"}},
    {"gaussian",
     {.title = "Gaussian code",
      .text = "Gives a mean and a variance for each code unit instead of a value. In training the code is drawn from "
              "them, so that nearby codes must decode to similar images; elsewhere it is the mean.",
      .formula = "code = μ + σ·n,  n from N(0, 1)"}},
};

const UiExplain *explain_layer(const char *line) {
    size_t length = strcspn(line, " ");
    for (size_t i = 0; i < sizeof LAYERS / sizeof *LAYERS; i++)
        if (strlen(LAYERS[i].type) == length && strncmp(line, LAYERS[i].type, length) == 0)
            return &LAYERS[i].explain;
    return &LAYERS[0].explain;
}
