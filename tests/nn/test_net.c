// Building nets: shapes, names, counts, limits, and what goes through them.
#include "loss.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

static const Shape IMAGE = {1, 28, 28};

static bool build(Net *net, Shape image, int encoder, int layers, const char *const *lines, int *bad, Error *error) {
    LayerConfig configs[8];
    for (int i = 0; i < layers; i++)
        assert_true(layer_parse(lines[i], &configs[i], NULL));
    return net_init(net, image, configs, encoder, layers, bad, error);
}

static void vanilla_has_the_shapes_names_and_counts_of_pytorch(void **state) {
    (void)state;
    Net net;
    assert_true(build(&net, IMAGE, 1, 2, (const char *[]){"dense 64 relu", "dense image"}, NULL, NULL));
    assert_int_equal(net.parameter_count, 784 * 64 + 64 + 64 * 784 + 784);
    NetParameter tensors[NET_MAX_TENSORS];
    assert_int_equal(net_parameters(&net, tensors), 4);
    const char *names[] = {"encoder.0.weight", "encoder.0.bias", "decoder.0.weight", "decoder.0.bias"};
    for (int i = 0; i < 4; i++)
        assert_string_equal(tensors[i].name, names[i]);
    assert_int_equal(tensors[2].sizes[0], 784);
    assert_int_equal(tensors[2].sizes[1], 64);
    assert_true(net_flops(&net) == 2.0 * 784 * 64 * 5);
    net_finish(&net);
}

static void sizes_follow_the_image(void **state) {
    (void)state;
    Net net;
    assert_true(build(&net, (Shape){3, 5, 4}, 2, 4,
                      (const char *[]){"dense back", "dense 2", "dense back", "dense image"}, NULL, NULL));
    assert_int_equal(shape_size(net.layer[0].output), 60);
    assert_int_equal(shape_size(net.layer[3].output), 60);
    net_finish(&net);
}

static void a_net_that_does_not_give_the_image_back_is_refused(void **state) {
    (void)state;
    Net net;
    Error error = {0};
    int bad = 0;
    assert_false(build(&net, IMAGE, 1, 2, (const char *[]){"dense 64 relu", "dense 783"}, &bad, &error));
    assert_int_equal(bad, 1);
    assert_non_null(strstr(error.text, "783"));
    assert_non_null(strstr(error.text, "784"));
}

static void a_net_without_decoder_or_too_large_is_refused(void **state) {
    (void)state;
    Net net;
    Error error = {0};
    int bad = 0;
    assert_false(build(&net, IMAGE, 1, 1, (const char *[]){"dense image"}, &bad, &error));
    assert_int_equal(bad, -1);
    const char *huge[] = {"dense 65536", "dense 65536", "dense image"};
    assert_false(build(&net, IMAGE, 2, 3, huge, &bad, &error));
    assert_int_equal(bad, 1);
    LayerConfig configs[1];
    assert_false(net_init(&net, IMAGE, configs, 1, NET_MAX_LAYERS + 1, &bad, &error));
}

static void initial_weights_follow_their_rule_and_the_seed(void **state) {
    (void)state;
    Net nets[3];
    for (int i = 0; i < 3; i++) {
        assert_true(build(&nets[i], IMAGE, 1, 2, (const char *[]){"dense 64 relu", "dense image"}, NULL, NULL));
        net_initialise(&nets[i], INITIALISE_DEFAULT, i == 2 ? 2 : 1);
    }
    size_t bytes = nets[0].parameter_count * sizeof(real);
    assert_memory_equal(nets[0].parameters, nets[1].parameters, bytes);
    assert_memory_not_equal(nets[0].parameters, nets[2].parameters, bytes);
    double sum = 0, squares = 0, most = 0;
    for (int i = 0; i < 784 * 64; i++) {
        double w = (double)nets[0].parameters[i];
        sum += w;
        squares += w * w;
        most = fabs(w) > most ? fabs(w) : most;
    }
    double limit = 1 / sqrt(784), count = 784 * 64; // uniform in ±limit: variance limit²/3
    assert_true(most <= limit && most > 0.999 * limit);
    assert_true(fabs(sum / count) < 0.02 * limit);
    assert_true(fabs(squares / count / (limit * limit / 3) - 1) < 0.02);
    for (int i = 0; i < 3; i++)
        net_finish(&nets[i]);
}

// y = W·x + b by hand, through code and decoder, with every kernel table.
static void a_small_net_computes_what_is_expected(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int i = 0; i < count; i++) {
        kernels_choose(names[i]);
        Net net;
        Pass pass;
        assert_true(build(&net, (Shape){2, 1, 1}, 1, 2, (const char *[]){"dense 3 relu", "dense image"}, NULL, NULL));
        assert_true(pass_init(&pass, &net, 2, 1, false, NULL));
        const real weights[] = {1, 2, -1, 0, 0.5f, 1, /* bias */ 0,     0.5f,  -1,
                                1, 0, 2,  3, -1,   1, /* bias */ 0.25f, -0.25f};
        memcpy(net.parameters, weights, sizeof weights);
        Team solo = team_solo();
        net_prepare(&net, &solo);
        const real input[] = {1, 2, -1, 4};
        memcpy(pass.activation[0], input, sizeof input);
        net_forward(&net, &pass, 0, 2, 0, 2, 0);
        const real code[] = {5, 0, 1.5f, 7, 1.5f, 2.5f}, output[] = {8.25f, 16.25f, 12.25f, 21.75f};
        for (int j = 0; j < 6; j++)
            assert_true(fabsf(net_code(&net, &pass)[j] - code[j]) < 1e-6f);
        for (int j = 0; j < 4; j++)
            assert_true(fabsf(net_output(&net, &pass)[j] - output[j]) < 1e-6f);
        pass_finish(&pass);
        net_finish(&net);
    }
}

typedef struct Example {
    const char *lines[8];
    int encoder, layers;
    bool tied;
} Example;

// The output of three images, with weights prepared in full or only for the way forward.
static void output_of(const Example *example, bool forward, real *output) {
    const Shape image = {1, 8, 8};
    LayerConfig configs[8];
    Net net;
    Pass pass;
    for (int l = 0; l < example->layers; l++) {
        assert_true(layer_parse(example->lines[l], &configs[l], NULL));
        configs[l].tied = example->tied;
    }
    assert_true(net_init(&net, image, configs, example->encoder, example->layers, NULL, NULL));
    assert_true(pass_init(&pass, &net, 3, 1, false, NULL));
    Random random = random_stream(5, RANDOM_INITIALISATION);
    for (size_t i = 0; i < net.parameter_count; i++)
        net.parameters[i] = (real)(0.3 * random_normal(random, i));
    Team solo = team_solo();
    if (forward)
        net_prepare_forward(&net, 0, net.layers, &solo);
    else
        net_prepare(&net, &solo);
    for (int i = 0; i < 3 * 64; i++)
        pass.activation[0][i] = (real)(i * 37 % 101) / 101;
    net_forward(&net, &pass, 0, net.layers, 0, 3, 0);
    memcpy(output, net_output(&net, &pass), 3 * 64 * sizeof *output);
    pass_finish(&pass);
    net_finish(&net);
}

static void weights_prepared_for_the_way_forward_give_the_same_output(void **state) {
    (void)state;
    static const Example examples[] = {
        {{"dense 20 relu", "dense 5", "dense 20 relu", "dense image sigmoid"}, 2, 4, false},
        {{"dense 20 relu", "dense 5", "dense 20 relu", "dense image sigmoid"}, 2, 4, true},
        {{"dense 20 relu", "gaussian 3", "dense 20 relu", "dense image sigmoid"}, 2, 4, false},
        {{"conv 4 3x3 stride 2 relu", "dense 5", "dense back relu", "reshape back",
          "conv_transpose image 4x4 stride 2"},
         2,
         5,
         false},
        {{"conv 3 3x3 relu", "max_pool 2", "upsample 2", "conv image 3x3 sigmoid"}, 2, 4, false},
    };
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int i = 0; i < count; i++) {
        kernels_choose(names[i]);
        for (size_t e = 0; e < sizeof examples / sizeof *examples; e++) {
            real all[3 * 64], forward[3 * 64];
            output_of(&examples[e], false, all);
            output_of(&examples[e], true, forward);
            assert_true(all[0] != all[1]);
            assert_memory_equal(all, forward, sizeof all);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vanilla_has_the_shapes_names_and_counts_of_pytorch),
        cmocka_unit_test(sizes_follow_the_image),
        cmocka_unit_test(a_net_that_does_not_give_the_image_back_is_refused),
        cmocka_unit_test(a_net_without_decoder_or_too_large_is_refused),
        cmocka_unit_test(initial_weights_follow_their_rule_and_the_seed),
        cmocka_unit_test(a_small_net_computes_what_is_expected),
        cmocka_unit_test(weights_prepared_for_the_way_forward_give_the_same_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
