// Layers for pictures in lines and in nets: what is parsed and written back, what shapes come out, what is refused and
// with which words.
#include "net.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void lines_are_parsed_and_written_back(void **state) {
    (void)state;
    const char *lines[] = {"conv 16 3x3 stride 2 relu",
                           "conv image 15x15",
                           "conv 4096 1x1 stride 8 pad 0 tanh",
                           "conv 3 5x5 pad 4",
                           "conv_transpose image 4x4 stride 2",
                           "conv_transpose 2 3x3 softplus",
                           "max_pool 2",
                           "max_pool 4 ceil",
                           "upsample 3",
                           "reshape back",
                           "reshape 32x7x8"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        LayerConfig config;
        Error error = {0};
        char text[LAYER_LINE];
        if (!layer_parse(lines[i], &config, &error))
            fail_msg("%s", error.text);
        layer_write(&config, text, sizeof text);
        assert_string_equal(text, lines[i]);
    }
}

static void options_may_stand_in_any_order(void **state) {
    (void)state;
    LayerConfig config;
    assert_true(layer_parse("conv 2 5x5 pad 1 stride 3 elu", &config, NULL));
    assert_true(config.pad == 1 && config.stride == 3 && config.kernel == 5 && config.activation == ACTIVATION_ELU);
}

static void mistakes_in_lines_say_what_was_expected(void **state) {
    (void)state;
    const char *lines[][2] = {{"conv", "expected 'conv C KxK"},
                              {"conv 16", "expected 'conv C KxK"},
                              {"conv 0 3x3", "found '0'"},
                              {"conv back 3x3", "found 'back'"},
                              {"conv 4097 3x3", "found '4097'"},
                              {"conv 16 3", "found '3'"},
                              {"conv 16 3x4", "found '3x4'"},
                              {"conv 16 x", "found 'x'"},
                              {"conv 16 0x0", "found '0x0'"},
                              {"conv 16 16x16", "found '16x16'"},
                              {"conv 16 3x3x3", "found '3x3x3'"},
                              {"conv 16 3x3 stride", "found 'stride'"},
                              {"conv 16 3x3 stride 9", "found 'stride 9'"},
                              {"conv 16 3x3 stride 2 stride 2", "found 'stride 2'"},
                              {"conv 16 3x3 pad 3", "found 'pad 3'"},
                              {"conv 16 3x3 relu stride 2", "found 'relu stride'"},
                              {"conv 16 3x3 swish", "found 'swish'"},
                              {"conv_transpose 16 4x4 pad 1", "found 'pad 1'"},
                              {"max_pool", "expected 'max_pool K"},
                              {"max_pool 1", "found '1'"},
                              {"max_pool 5", "found '5'"},
                              {"max_pool 2 floor", "found 'floor'"},
                              {"upsample", "expected 'upsample K"},
                              {"upsample 2 relu", "expected 'upsample K"},
                              {"reshape", "expected 'reshape CxHxW'"},
                              {"reshape 3x3", "found '3x3'"},
                              {"reshape 3x3x0", "found '3x3x0'"},
                              {"reshape 3x3x3x3", "found '3x3x3x3'"},
                              {"reshape -3x3x3", "found '-3x3x3'"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        LayerConfig config;
        Error error = {0};
        assert_false(layer_parse(lines[i][0], &config, &error));
        assert_contains(error.text, lines[i][1]);
    }
}

static bool build(Net *net, Shape image, int encoder, const char *const *lines, Error *error) {
    LayerConfig configs[12];
    int layers = 0;
    for (; lines[layers]; layers++)
        assert_true(layer_parse(lines[layers], &configs[layers], NULL));
    return net_init(net, image, configs, encoder, layers, NULL, error);
}

static const char *const CONVOLUTIONAL[] = {"conv 16 3x3 stride 2 relu",
                                            "conv 32 3x3 stride 2 relu",
                                            "dense 32",
                                            "dense back relu",
                                            "reshape back",
                                            "conv_transpose 16 4x4 stride 2 relu",
                                            "conv_transpose image 4x4 stride 2",
                                            NULL};

static void convolutional_has_the_shapes_and_counts_of_pytorch(void **state) {
    (void)state;
    Net net;
    Error error = {0};
    assert_true(build(&net, (Shape){1, 28, 28}, 3, CONVOLUTIONAL, &error));
    const Shape shapes[] = {{16, 14, 14}, {32, 7, 7}, {32, 1, 1}, {1568, 1, 1}, {32, 7, 7}, {16, 14, 14}, {1, 28, 28}};
    for (int l = 0; l < 7; l++)
        assert_true(shape_equal(net.layer[l].output, shapes[l]));
    assert_int_equal(net.parameter_count, 160 + 4640 + 50208 + 51744 + 8208 + 257);
    NetParameter tensors[NET_MAX_TENSORS];
    assert_int_equal(net_parameters(&net, tensors), 12);
    const int conv[] = {32, 16, 3, 3}, transposed[] = {32, 16, 4, 4};
    assert_memory_equal(tensors[2].sizes, conv, sizeof conv);
    assert_memory_equal(tensors[8].sizes, transposed, sizeof transposed);
    assert_string_equal(tensors[8].name, "decoder.1.weight");
    double products = 2 * 28224 + 3 * (225792 + 50176 + 50176 + 401408 + 50176.0);
    assert_true(net_flops(&net) == 2 * products);
    net_finish(&net);
}

static void the_last_picture_is_cropped_to_the_image(void **state) {
    (void)state;
    Net net;
    Error error = {0};
    assert_true(build(&net, (Shape){3, 31, 33}, 3, CONVOLUTIONAL, &error));
    assert_true(shape_equal(net.layer[5].output, (Shape){16, 16, 18}));
    assert_true(shape_equal(net.layer[6].output, (Shape){3, 31, 33}));
    net_finish(&net);
}

static void refuse(Shape image, const char *const *lines, const char *reason) {
    Net net;
    Error error = {0};
    assert_false(build(&net, image, 1, lines, &error));
    assert_contains(error.text, reason);
}

static void shapes_that_do_not_meet_are_refused_with_numbers(void **state) {
    (void)state;
    Shape image = {1, 9, 9};
    refuse(image, (const char *[]){"dense 4", "conv image 5x5 pad 1", NULL},
           "kernel of 5x5 is larger than its input, 1×1");
    refuse(image, (const char *[]){"dense 4", "max_pool 2", NULL}, "windows of 2×2 are larger than their input, 1×1");
    refuse(image, (const char *[]){"conv 4 3x3", "conv_transpose 4 2x2 stride 4", NULL}, "too small for a stride of 4");
    refuse(image, (const char *[]){"conv 4 3x3", "conv_transpose 4 4x4", NULL}, "needs an output padding of 1");
    refuse(image, (const char *[]){"dense 8", "reshape 2x2x3", NULL}, "2×2×3 has 12 values");
    refuse(image, (const char *[]){"conv 8 3x3", "reshape back", NULL}, "nothing to go back to");
    refuse(image, (const char *[]){"conv 2 3x3", "conv 2 3x3", NULL}, "gives 2×9×9; expected the image back");
    refuse(image, (const char *[]){"conv 2 3x3", "conv image 3x3 pad 0", NULL}, "gives 1×7×7; expected the image back");
    refuse(image, (const char *[]){"dense 81", "reshape 1x3x27", NULL}, "gives 1×3×27; expected the image back");
    refuse(image, (const char *[]){"conv 4096 3x3", "upsample 4", NULL}, "larger than the");
    refuse((Shape){1, 800, 800}, (const char *[]){"conv 1 3x3", "upsample 4", "upsample 4", NULL}, "larger than the");
}

static void initial_weights_are_pytorchs(void **state) {
    (void)state;
    Net net;
    assert_true(build(&net, (Shape){1, 28, 28}, 3, CONVOLUTIONAL, NULL));
    net_initialise(&net, INITIALISE_DEFAULT, 1);
    const double fan_in[] = {9, 144, 1568, 32, 0, 256, 16};
    for (int l = 0; l < net.layers; l++) {
        double most = 0, limit = 1 / sqrt(fan_in[l]);
        const Layer *layer = &net.layer[l];
        for (size_t i = 0; layer->parameters && i < layer_parameter_count(layer); i++)
            most = fmax(most, fabs((double)net.parameters[layer->parameter[0].offset + i]));
        assert_true(!layer->parameters || (most <= limit * (1 + 1e-6) && most > 0.97 * limit));
    }
    net_finish(&net);
}

static const char *const FOLDED[] = {
    "conv 4 5x5 stride 3 relu",      "conv 3 2x2 pad 1", "upsample 3",  "conv 5 4x4 tanh",
    "conv_transpose 3 5x5 stride 3", "conv 2 7x7 pad 1", "dense image", NULL};

static void compare_with_rows_alone(const char *const *lines, int encoder) {
    enum { ROWS = 11 };
    Net net;
    Pass all, few;
    Shape image = {3, 15, 13};
    size_t size = (size_t)shape_size(image);
    assert_true(build(&net, image, encoder, lines, NULL));
    net_initialise(&net, INITIALISE_DEFAULT, 1);
    assert_true(pass_init(&all, &net, ROWS, 1, false, NULL) && pass_init(&few, &net, 3, 1, false, NULL));
    for (size_t i = 0; i < ROWS * size; i++)
        all.activation[0][i] = (real)random_uniform(random_stream(3, RANDOM_OBSERVE), i);
    net_forward(&net, &all, 0, net.layers, 0, ROWS, 0);
    for (int n = 0; n < ROWS; n++)
        for (int rows = 1; rows <= 3 && n + rows <= ROWS; rows++) {
            size_t values = (size_t)rows * size;
            memcpy(few.activation[0], all.activation[0] + (size_t)n * size, values * sizeof(real));
            net_forward(&net, &few, 0, net.layers, 0, rows, 0);
            assert_memory_equal(net_output(&net, &few), net_output(&net, &all) + (size_t)n * size,
                                values * sizeof(real));
        }
    pass_finish(&few);
    pass_finish(&all);
    net_finish(&net);
}

// The forward result of a row does not depend on the rows beside it, nor on their number: bit for bit.
static void a_row_does_not_depend_on_its_batch(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int tables = kernels_available(names);
    for (int t = 0; t < tables; t++) {
        assert_true(kernels_choose(names[t]));
        compare_with_rows_alone(CONVOLUTIONAL, 3);
        compare_with_rows_alone(FOLDED, 2);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_parsed_and_written_back),
        cmocka_unit_test(options_may_stand_in_any_order),
        cmocka_unit_test(mistakes_in_lines_say_what_was_expected),
        cmocka_unit_test(convolutional_has_the_shapes_and_counts_of_pytorch),
        cmocka_unit_test(the_last_picture_is_cropped_to_the_image),
        cmocka_unit_test(shapes_that_do_not_meet_are_refused_with_numbers),
        cmocka_unit_test(initial_weights_are_pytorchs),
        cmocka_unit_test(a_row_does_not_depend_on_its_batch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
