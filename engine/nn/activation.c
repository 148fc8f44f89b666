// The names of the activations in model files. The functions themselves are kernels.
#include "layer.h"

#include <string.h>

static const char *const NAMES[ACTIVATION_COUNT] = {
    [ACTIVATION_LINEAR] = "",          [ACTIVATION_RELU] = "relu", [ACTIVATION_LEAKY_RELU] = "leaky_relu",
    [ACTIVATION_SIGMOID] = "sigmoid",  [ACTIVATION_TANH] = "tanh", [ACTIVATION_ELU] = "elu",
    [ACTIVATION_SOFTPLUS] = "softplus"};

const char *activation_name(Activation activation) {
    return NAMES[activation];
}

bool activation_parse(const char *name, Activation *activation) {
    for (int i = ACTIVATION_LINEAR + 1; i < ACTIVATION_COUNT; i++)
        if (strcmp(name, NAMES[i]) == 0) {
            *activation = (Activation)i;
            return true;
        }
    return false;
}
