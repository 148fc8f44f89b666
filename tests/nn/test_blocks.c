// Pictures handed on in blocks while training: the same as row by row.
#include "net.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 12, BATCH = 37, THREADS = 2 };

typedef struct Example {
    const char *lines[LINES];
    int encoder, handed_on; // activations in blocks
    Shape image;
} Example;

static const Example EXAMPLES[] = {
    {.lines = {"conv 16 3x3 stride 2 relu", "conv 32 3x3 stride 2 relu", "dense 32", "dense back relu", "reshape back",
               "conv_transpose 16 4x4 stride 2 relu", "conv_transpose image 4x4 stride 2"},
     .encoder = 3,
     .handed_on = 2,
     .image = {1, 28, 28}},
    {.lines = {"conv 5 3x3 sigmoid", "conv 4 3x3 tanh", "max_pool 2", "conv 3 3x3", "conv 4 1x1 elu", "upsample 2",
               "conv 7 3x3 softplus", "conv 2 5x5", "conv image 3x3"},
     .encoder = 4,
     .handed_on = 4,
     .image = {2, 10, 14}},
    {.lines = {"conv 4 5x5 stride 3", "conv 3 2x2 pad 1", "conv 2 3x3 relu", "conv_transpose 3 5x5 stride 3 relu",
               "conv_transpose image 3x3", "dense image"},
     .encoder = 3,
     .handed_on = 3,
     .image = {1, 17, 13}}};

static real drawn(uint64_t seed, size_t i) {
    return (real)(2 * random_uniform(random_stream(seed, RANDOM_OBSERVE), i) - 1);
}

static void build(const Example *example, Net *net) {
    LayerConfig configs[LINES];
    Error error = {0};
    int layers = 0;
    for (; layers < LINES && example->lines[layers]; layers++)
        if (!layer_parse(example->lines[layers], &configs[layers], &error))
            fail_msg("%s", error.text);
    if (!net_init(net, example->image, configs, example->encoder, layers, NULL, &error))
        fail_msg("%s: %s", example->lines[0], error.text);
    net_initialise(net, INITIALISE_DEFAULT, 7);
}

static int chunk_at(int first) {
    int rows = net_chunk_rows(BATCH);
    return BATCH - first < rows ? BATCH - first : rows;
}

static void forward(const Net *net, Pass *pass, int first) {
    net_forward(net, pass, 0, net->layers, first, chunk_at(first), first / net_chunk_rows(BATCH) % THREADS);
}

// The gradient of the output is drawn here, since it may stand where the output did.
static void backward(const Net *net, Pass *pass, int first) {
    size_t size = (size_t)shape_size(net->image);
    for (size_t i = (size_t)first * size; i < (size_t)(first + chunk_at(first)) * size; i++)
        pass->gradient[net->layers][i] = drawn(5, i);
    net_backward(net, pass, net->layers, 0, first, chunk_at(first), first / net_chunk_rows(BATCH) % THREADS);
}

// Chunk by chunk, or all forward and then all back. Returns the outputs followed by the gradients.
static real *run(const Net *net, bool blocks, bool whole) {
    Pass pass;
    size_t size = (size_t)shape_size(net->image), outputs = BATCH * size;
    real *result = malloc((outputs + net->parameter_count) * sizeof *result);
    assert_true(pass_init(&pass, net, BATCH, THREADS, true, NULL));
    assert_true(!blocks || pass_hand_on_blocks(&pass, net, NULL));
    for (size_t i = 0; i < outputs; i++)
        pass.activation[0][i] = drawn(3, i);
    for (int t = 0; t < THREADS; t++)
        pass.member[t].whole = whole;
    for (int turn = 0; turn < 2; turn++)
        for (int first = 0; first < BATCH; first += net_chunk_rows(BATCH)) {
            if (turn == 0)
                forward(net, &pass, first);
            size_t at = (size_t)first * size;
            if (turn == 0)
                memcpy(result + at, net_output(net, &pass) + at, (size_t)chunk_at(first) * size * sizeof *result);
            if (turn == whole)
                backward(net, &pass, first);
        }
    for (int tile = 0; tile < net->tiles; tile++)
        net_gradient(net, &pass, BATCH, tile, 0, result + outputs);
    pass_finish(&pass);
    return result;
}

static void compare(const Net *net, const Example *example, bool whole) {
    size_t outputs = (size_t)BATCH * (size_t)shape_size(net->image), count = outputs + net->parameter_count;
    real *rows = run(net, false, whole), *blocks = run(net, true, whole);
    assert_memory_equal(blocks, rows, outputs * sizeof *rows);
    for (size_t i = outputs; i < count; i++)
        if (!(fabs((double)blocks[i] - (double)rows[i]) <= 1e-4 * (1 + fabs((double)rows[i]))))
            fail_msg("%s, %s: gradient %zu is %g, not %g", kernels()->name, example->lines[0], i - outputs,
                     (double)blocks[i], (double)rows[i]);
    free(rows);
    free(blocks);
}

static void nets_compute_the_same_in_blocks_and_in_rows(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
            Net net;
            assert_true(kernels_choose(names[t]));
            build(&EXAMPLES[i], &net);
            compare(&net, &EXAMPLES[i], false);
            compare(&net, &EXAMPLES[i], true);
            net_finish(&net);
        }
}

// The code stays in rows, and so does what other layers read or give.
static void layers_that_convolve_hand_on_blocks_to_each_other(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        Net net;
        Pass pass;
        int handed_on = 0;
        build(&EXAMPLES[i], &net);
        assert_true(pass_init(&pass, &net, BATCH, 1, true, NULL) && pass_hand_on_blocks(&pass, &net, NULL));
        for (int l = 0; l <= net.layers; l++)
            handed_on += pass.input_block[l].channels > 0;
        assert_int_equal(handed_on, EXAMPLES[i].handed_on);
        assert_int_equal(pass.input_block[net.encoder_layers].channels, 0);
        pass_finish(&pass);
        net_finish(&net);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nets_compute_the_same_in_blocks_and_in_rows),
        cmocka_unit_test(layers_that_convolve_hand_on_blocks_to_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
