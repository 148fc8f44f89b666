// Upsampling and convolving in one: the same as the one after the other.
#include "convolve_fold.h"
#include "net.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static real drawn(uint64_t seed, size_t i) {
    return (real)(2 * random_uniform(random_stream(seed, RANDOM_OBSERVE), i) - 1);
}

// Σ fold(w)·v = Σ w·unfold(v): what gradients need of each other.
static void unfolding_is_the_transpose_of_folding(void **state) {
    (void)state;
    for (int side = 1; side <= 5; side++)
        for (int scale = 2; scale <= 4; scale++) {
            real kernel[25], folded[64], other[64], back[25];
            int wide = side + scale - 1;
            for (int i = 0; i < side * side; i++)
                kernel[i] = drawn(1, (size_t)i);
            for (int i = 0; i < wide * wide; i++)
                other[i] = drawn(2, (size_t)i);
            convolve_fold(kernel, side, scale, folded);
            convolve_unfold(other, side, scale, back);
            double one = 0, two = 0;
            for (int i = 0; i < wide * wide; i++)
                one += (double)folded[i] * (double)other[i];
            for (int i = 0; i < side * side; i++)
                two += (double)kernel[i] * (double)back[i];
            assert_true(fabs(one - two) < 1e-5 && one != 0);
        }
}

typedef struct Pair {
    const char *upsample, *conv;
    Shape image;
} Pair;

static void build(const Pair *pair, int encoder, Net *net) {
    const char *lines[] = {"conv 3 3x3", pair->upsample, pair->conv, "dense image"};
    LayerConfig configs[4];
    Error error = {0};
    for (int i = 0; i < 4; i++)
        assert_true(layer_parse(lines[i], &configs[i], &error));
    if (!net_init(net, pair->image, configs, encoder, 4, NULL, &error))
        fail_msg("%s", error.text);
    net_initialise(net, INITIALISE_DEFAULT, 7);
}

// Where the upsampling gives the code, the layer behind it reads the code: the same net in the other way.
static void compare_ways(const Pair *pair) {
    enum { ROWS = 19 };
    Net folded, plain;
    Pass a, b;
    build(pair, 1, &folded);
    build(pair, 2, &plain);
    assert_true(folded.layer[2].fold > 0 && plain.layer[2].fold == 0);
    assert_true(pass_init(&a, &folded, ROWS, 1, false, NULL) && pass_init(&b, &plain, ROWS, 1, false, NULL));
    for (size_t i = 0; i < ROWS * (size_t)shape_size(pair->image); i++)
        a.activation[0][i] = drawn(3, i);
    memcpy(b.activation[0], a.activation[0], ROWS * (size_t)shape_size(pair->image) * sizeof(real));
    net_forward(&folded, &a, 0, 3, 0, ROWS, 0);
    net_forward(&plain, &b, 0, 3, 0, ROWS, 0);
    for (size_t i = 0; i < ROWS * (size_t)shape_size(folded.layer[2].output); i++)
        if (!(fabs((double)a.activation[3][i] - (double)b.activation[3][i]) < 1e-5))
            fail_msg("%s: %s, %s: value %zu is %g, not %g", kernels()->name, pair->upsample, pair->conv, i,
                     (double)a.activation[3][i], (double)b.activation[3][i]);
    pass_finish(&a);
    pass_finish(&b);
    net_finish(&folded);
    net_finish(&plain);
}

static void folded_layers_give_what_they_give_one_after_the_other(void **state) {
    (void)state;
    const Pair pairs[] = {
        {"upsample 2", "conv 5 3x3 relu", {1, 7, 7}},  {"upsample 2", "conv 2 3x3 pad 0", {2, 9, 4}},
        {"upsample 2", "conv 4 4x4 tanh", {1, 5, 8}},  {"upsample 3", "conv 3 5x5 pad 4", {1, 3, 7}},
        {"upsample 4", "conv 1 1x1 relu", {3, 1, 17}}, {"upsample 3", "conv 2 2x2 stride 1", {1, 2, 3}},
        {"upsample 4", "conv 7 7x7 pad 0", {1, 3, 2}}};
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            assert_true(kernels_choose(names[t]));
            compare_ways(&pairs[i]);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unfolding_is_the_transpose_of_folding),
        cmocka_unit_test(folded_layers_give_what_they_give_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
