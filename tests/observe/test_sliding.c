// A sliding kernel's sum, bias and activation are what the layer answers, at every place.
#include "feature_maps.h"
#include "sample.h"
#include "sliding_layer.h"
#include "small_net.h"

#include <math.h>

typedef struct Case {
    Shape image;
    const char *first, *second; // convolutions; the second's kernels slide over pictures that are no images
} Case;

static const Case CASES[] = {
    {{1, 9, 7}, "conv 3 3x3 relu", "conv 2 3x3"},
    {{3, 31, 33}, "conv 4 3x3 stride 2 tanh", "conv 3 5x5 stride 2 pad 1 relu"},
    {{3, 8, 8}, "conv 2 4x4 stride 3 pad 0", "conv 2 1x1 sigmoid"},
    {{1, 12, 5}, "conv 2 5x5 pad 4 relu", "conv 5 2x2 stride 2 pad 1 relu"},
};

static double activate(Activation activation, double sum) {
    return activation == ACTIVATION_RELU      ? fmax(0, sum)
           : activation == ACTIVATION_TANH    ? tanh(sum)
           : activation == ACTIVATION_SIGMOID ? 1 / (1 + exp(-sum))
                                              : sum;
}

static Images colour_images(Shape shape) {
    Images images = sample_images(5, 2, shape.channels * shape.height, shape.width, 0);
    images.channels = shape.channels;
    images.height = shape.height;
    return images;
}

static void check_channel(const SmallNet *small, int layer, int channel) {
    const Layer *own = &small->net.layer[layer];
    float weights[4096];
    Sliding s = sliding_of(&small->net, layer, channel);
    assert_true(s.channels * s.kernel * s.kernel <= 4096);
    sliding_weights(&small->net, layer, channel, weights);
    s.input = small->pass.activation[layer];
    s.weights = weights;
    assert_true(s.out_height == own->output.height && s.out_width == own->output.width);
    const real *output = small->pass.activation[layer + 1] + channel * s.out_height * s.out_width;
    for (int row = 0; row < s.out_height; row++)
        for (int column = 0; column < s.out_width; column++) {
            double sum = sliding_sum(&s, row, column), parts = 0;
            for (int c = 0; c < s.channels; c++)
                parts += sliding_channel_sum(&s, c, row, column);
            assert_near(parts, sum, 1e-12);
            double answer = (double)output[row * s.out_width + column];
            double expected = activate(own->config.activation, sum + (double)s.bias);
            assert_true(fabs(answer - expected) < 2e-6 * (1 + fabs(expected))); // floats added up in another order
        }
}

static void the_numbers_are_the_layers_answer_at_every_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *c = &CASES[i];
        const char *const lines[] = {c->first, c->second, "dense image"};
        SmallNet small;
        Images images = colour_images(c->image);
        ImageSource source = {.images = &images};
        small_net_build(&small, c->image, lines, 2, 3, 1, 7 + i);
        feature_maps_of(&small.net, &small.pass, &source, 1, 0);
        for (int layer = 0; layer < 2; layer++) {
            assert_true(sliding_has(&small.net.layer[layer]));
            for (int channel = 0; channel < small.net.layer[layer].output.channels; channel++)
                check_channel(&small, layer, channel);
        }
        small_net_finish(&small);
        free((void *)images.pixels);
    }
}

// A 3×3 kernel with stride 2 and padding 1: the first place has its upper row and left column in the padding.
static void what_lies_in_the_padding_is_zero(void **state) {
    (void)state;
    float input[16], weights[9];
    for (int i = 0; i < 16; i++)
        input[i] = (float)(i + 1);
    for (int i = 0; i < 9; i++)
        weights[i] = (float)(i + 1);
    Sliding s = {.channels = 1,
                 .height = 4,
                 .width = 4,
                 .kernel = 3,
                 .stride = 2,
                 .pad = 1,
                 .out_height = 2,
                 .out_width = 2,
                 .input = input,
                 .weights = weights};
    float value = -1;
    assert_false(sliding_under(&s, 0, 0, 0, 0, 1, &value));
    assert_true(value == 0);
    assert_true(sliding_under(&s, 0, 0, 0, 1, 1, &value) && value == 1);
    assert_true(sliding_under(&s, 0, 1, 1, 2, 2, &value) && value == 16);
    assert_int_equal(sliding_start(&s, 0), -1);
    assert_int_equal(sliding_start(&s, 1), 1);
    assert_true(sliding_sum(&s, 0, 0) == 5 * 1 + 6 * 2 + 8 * 5 + 9 * 6);
    assert_true(sliding_sum(&s, 1, 1) == 6 + 2 * 7 + 3 * 8 + 4 * 10 + 5 * 11 + 6 * 12 + 7 * 14 + 8 * 15 + 9 * 16);
}

static void only_convolutions_slide(void **state) {
    (void)state;
    SmallNet small;
    small_net_build(&small, (Shape){1, 8, 8},
                    (const char *const[]){"max_pool 2", "conv 2 3x3", "dense 3", "dense back", "reshape back",
                                          "conv_transpose image 4x4 stride 2"},
                    3, 6, 1, 1);
    for (int l = 0; l < 6; l++)
        assert_int_equal(sliding_has(&small.net.layer[l]), l == 1);
    small_net_finish(&small);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_numbers_are_the_layers_answer_at_every_place),
        cmocka_unit_test(what_lies_in_the_padding_is_zero),
        cmocka_unit_test(only_convolutions_slide),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
