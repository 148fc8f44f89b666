// A net with known weights for tests of what is observed in nets.
#ifndef HOURGLASS_TESTS_SMALL_NET_H
#define HOURGLASS_TESTS_SMALL_NET_H

#include "net.h"
#include "test.h"

#include <string.h>

typedef struct SmallNet {
    Net net;
    Pass pass;
} SmallNet;

/// One line for the encoder, one for the decoder, `weights` in the order of the flat array, and room for `rows` images.
static inline void small_net_init(SmallNet *small, Shape image, const char *encoder, const char *decoder,
                                  const real *weights, size_t count, int rows) {
    LayerConfig configs[2];
    Error error = {""};
    if (!layer_parse(encoder, &configs[0], &error) || !layer_parse(decoder, &configs[1], &error) ||
        !net_init(&small->net, image, configs, 1, 2, NULL, &error) ||
        !pass_init(&small->pass, &small->net, rows, 1, false, &error))
        fail_msg("%s", error.text);
    assert_int_equal(small->net.parameter_count, count);
    memcpy(small->net.parameters, weights, count * sizeof *weights);
    Team solo = team_solo();
    net_prepare(&small->net, &solo);
}

/// Any lines, the first `encoder_layers` of them the encoder's; weights drawn from `seed`; a pass with gradients for
/// `rows` images.
static inline void small_net_build(SmallNet *small, Shape image, const char *const lines[], int encoder_layers,
                                   int layers, int rows, uint64_t seed) {
    LayerConfig configs[NET_MAX_LAYERS];
    Error error = {""};
    for (int l = 0; l < layers; l++)
        if (!layer_parse(lines[l], &configs[l], &error))
            fail_msg("%s", error.text);
    if (!net_init(&small->net, image, configs, encoder_layers, layers, NULL, &error) ||
        !pass_init(&small->pass, &small->net, rows, 1, true, &error))
        fail_msg("%s", error.text);
    net_initialise(&small->net, INITIALISE_DEFAULT, seed);
}

static inline void small_net_finish(SmallNet *small) {
    pass_finish(&small->pass);
    net_finish(&small->net);
}

/// Fails unless the numbers differ by at most `tolerance` of the second (or, near zero, by `tolerance`).
#define assert_near(found, expected, tolerance)                                                                        \
    do {                                                                                                               \
        double near_found = (found), near_expected = (expected);                                                       \
        double near_size = near_expected < 0 ? -near_expected : near_expected;                                         \
        double near_limit = (tolerance) * (near_size > 1e-3 ? near_size : 1);                                          \
        if (!(near_found - near_expected <= near_limit && near_expected - near_found <= near_limit))                   \
            fail_msg("%s = %.12g, expected %.12g", #found, near_found, near_expected);                                 \
    } while (0)

#endif
