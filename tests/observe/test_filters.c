// Weights as pictures: which layers have them, and every number at its place, on nets whose weights say where they are.
#include "feature_maps.h"
#include "filters.h"
#include "small_net.h"

#include <math.h>

enum { LAYERS = 4, MOST = 4096 };

// A net of encoder and decoder lines whose parameters are 0, 1, 2 … in their order.
static void counting_net(SmallNet *small, Shape image, const char *const *encoder, const char *const *decoder,
                         bool tied) {
    LayerConfig configs[2 * LAYERS] = {0};
    Error error = {""};
    int layers = 0, encoder_layers = 0;
    for (int half = 0; half < 2; half++) {
        for (const char *const *line = half ? decoder : encoder; *line; line++, layers++) {
            assert_true(layer_parse(*line, &configs[layers], &error));
            configs[layers].tied = tied && half == 1;
        }
        encoder_layers = half ? encoder_layers : layers;
    }
    if (!net_init(&small->net, image, configs, encoder_layers, layers, NULL, &error) ||
        !pass_init(&small->pass, &small->net, 2, 1, false, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < small->net.parameter_count; i++)
        small->net.parameters[i] = (real)i;
    Team solo = team_solo();
    net_prepare(&small->net, &solo);
}

static void assert_filters(const Net *net, bool decoder, FilterKind kind, int count, Shape shape) {
    int layer = filters_layer(net, decoder);
    assert_true(layer >= 0);
    Filters filters = filters_of(net, layer);
    assert_int_equal(filters.kind, kind);
    assert_int_equal(filters.count, count);
    assert_true(shape_equal(filters.shape, shape));
}

// Value p of filter f is base + f·filters + p·step, for all filters at once and one by one.
static void assert_values(const Net *net, bool decoder, size_t base, size_t filters, size_t step) {
    int layer = filters_layer(net, decoder);
    Filters all = filters_of(net, layer);
    int size = shape_size(all.shape);
    float values[MOST], single[MOST];
    assert_true(all.count * size <= MOST);
    filters_copy(net, layer, net->parameters, 0, all.count, values);
    for (int f = 0; f < all.count; f++) {
        filters_copy(net, layer, net->parameters, f, 1, single);
        assert_memory_equal(single, values + f * size, (size_t)size * sizeof *single);
        for (int p = 0; p < size; p++)
            assert_true(values[f * size + p] == (float)(base + (size_t)f * filters + (size_t)p * step));
    }
}

static void rows_of_the_encoder_and_columns_of_the_decoder(void **state) {
    (void)state;
    SmallNet small;
    Shape image = {1, 5, 7};
    counting_net(&small, image, (const char *const[]){"dense 3 relu", "dense 2", NULL},
                 (const char *const[]){"dense 4 relu", "dense image", NULL}, false);
    assert_filters(&small.net, false, FILTERS_ROWS, 3, image);
    assert_filters(&small.net, true, FILTERS_COLUMNS, 4, image);
    assert_values(&small.net, false, 0, 35, 1);
    size_t last = small.net.layer[3].parameter[0].offset;
    assert_int_equal(last, 3 * 35 + 3 + 2 * 3 + 2 + 4 * 2 + 4);
    assert_values(&small.net, true, last, 1, 4);
    small_net_finish(&small);
}

static void a_single_unit_has_a_row_and_a_column(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){3, 4, 4}, (const char *const[]){"dense 1", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_filters(&small.net, true, FILTERS_COLUMNS, 1, (Shape){3, 4, 4});
    assert_values(&small.net, false, 0, 48, 1);
    assert_values(&small.net, true, 49, 1, 1);
    small_net_finish(&small);
}

// The decoder multiplies with the transposed weight of the encoder: its columns are the encoder's rows.
static void a_tied_decoder_shows_the_rows_it_borrows(void **state) {
    (void)state;
    SmallNet small;
    Shape image = {1, 3, 5};
    counting_net(&small, image, (const char *const[]){"dense 4 relu", NULL}, (const char *const[]){"dense image", NULL},
                 true);
    assert_true(layer_borrows(&small.net.layer[1]));
    assert_filters(&small.net, true, FILTERS_COLUMNS, 4, image);
    assert_values(&small.net, true, 0, 15, 1);
    small_net_finish(&small);
}

static void a_gaussian_code_shows_the_rows_of_its_means(void **state) {
    (void)state;
    SmallNet small;
    Shape image = {1, 3, 3};
    counting_net(&small, image, (const char *const[]){"gaussian 2", NULL}, (const char *const[]){"dense image", NULL},
                 false);
    assert_filters(&small.net, false, FILTERS_MEANS, 2, image);
    assert_values(&small.net, false, 0, 9, 1);
    assert_true(filters_limit(&small.net, 0, small.net.parameters, NULL) == 17); // not the log-variances'
    small_net_finish(&small);
}

static void kernels_on_the_side_of_the_image(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"conv 4 3x3 stride 2 relu", NULL},
                 (const char *const[]){"conv_transpose image 4x4 stride 2", NULL}, false);
    assert_filters(&small.net, false, FILTERS_KERNELS, 4, (Shape){1, 3, 3});
    assert_filters(&small.net, true, FILTERS_KERNELS, 4, (Shape){1, 4, 4});
    assert_values(&small.net, false, 0, 9, 1);
    assert_values(&small.net, true, 4 * 9 + 4, 16, 1);
    small_net_finish(&small);
}

// conv keeps (out, in, K, K), conv_transpose (in, out, K, K); with 3 channels on both sides only the type tells.
static void kernels_of_colour_images(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){3, 6, 6}, (const char *const[]){"conv 3 3x3", NULL},
                 (const char *const[]){"conv image 3x3", NULL}, false);
    assert_filters(&small.net, true, FILTERS_KERNELS, 3, (Shape){3, 3, 3});
    assert_values(&small.net, false, 0, 27, 1);
    float values[27];
    filters_copy(&small.net, 1, small.net.parameters, 2, 1, values);
    for (int c = 0; c < 3; c++)
        for (int k = 0; k < 9; k++)
            assert_true(values[c * 9 + k] == (float)(84 + (c * 3 + 2) * 9 + k)); // weight[c][2]
    small_net_finish(&small);
    counting_net(&small, (Shape){3, 6, 6}, (const char *const[]){"conv 3 3x3", NULL},
                 (const char *const[]){"conv_transpose image 3x3", NULL}, false);
    assert_values(&small.net, true, 84, 27, 1);
    small_net_finish(&small);
}

static void layers_without_weights_are_passed_over(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"dropout 0.5", "max_pool 2", "conv 2 3x3", NULL},
                 (const char *const[]){"conv image 3x3", "upsample 2", NULL}, false);
    assert_int_equal(filters_layer(&small.net, false), 2);
    assert_int_equal(filters_layer(&small.net, true), 3);
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"max_pool 2", "dense 5", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_int_equal(filters_layer(&small.net, false), -1); // its rows have 4×4 values
    assert_int_equal(filters_layer(&small.net, true), 2);
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"topk 5", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_int_equal(filters_layer(&small.net, false), -1);
    small_net_finish(&small);
}

static void the_limit_is_the_largest_value_or_change(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 5, 7}, (const char *const[]){"dense 3", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    real start[MOST];
    real *now = small.net.parameters;
    for (size_t i = 0; i < small.net.parameter_count; i++)
        now[i] = 0;
    assert_true(filters_limit(&small.net, 0, now, NULL) == 0);
    for (int place = 0; place < 3 * 35; place++) {
        now[place] = -2.5f;
        assert_true(filters_limit(&small.net, 0, now, NULL) == 2.5f);
        memcpy(start, now, small.net.parameter_count * sizeof *now);
        assert_true(filters_limit(&small.net, 0, now, start) == 0);
        start[place] = 1;
        assert_true(filters_limit(&small.net, 0, now, start) == 3.5f);
        now[place] = 0;
    }
    now[3 * 35] = 9; // a bias
    now[7] = NAN;
    now[8] = 1;
    assert_true(filters_limit(&small.net, 0, now, NULL) == 1);
    small_net_finish(&small);
}

static void feature_maps_are_the_layers_activations(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 4, 4}, (const char *const[]){"conv 2 1x1 relu", "max_pool 2", NULL},
                 (const char *const[]){"upsample 2", "conv image 1x1", NULL}, false);
    const real weights[] = {1, -1, 0, 0.5f, 2, 0, 0}; // maps: x, and relu(0.5 − x)
    memcpy(small.net.parameters, weights, sizeof weights);
    Team solo = team_solo();
    net_prepare(&small.net, &solo);
    uint8_t pixels[32] = {0};
    for (int i = 0; i < 16; i++)
        pixels[16 + i] = (uint8_t)(17 * i);
    Images images = {.count = 2, .channels = 1, .height = 4, .width = 4, .pixels = pixels};
    const real *maps = feature_maps_of(&small.net, &small.pass, &images, 1, 0);
    for (int i = 0; i < 16; i++) {
        assert_near((double)maps[i], i / 15.0, 1e-6);
        assert_near((double)maps[16 + i], i < 8 ? 0.5 - i / 15.0 : 0, 1e-6);
    }
    maps = feature_maps_of(&small.net, &small.pass, &images, 1, 1);
    assert_near((double)maps[0], 5 / 15.0, 1e-6); // largest of 0, 1, 4, 5
    assert_near((double)maps[4], 0.5, 1e-6);
    for (int l = 0; l < 4; l++)
        assert_true(feature_maps_has(&small.net.layer[l]));
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 4, 4}, (const char *const[]){"dense 4", "reshape 1x2x2", NULL},
                 (const char *const[]){"dropout 0.1", "dense image", NULL}, false);
    for (int l = 0; l < 4; l++)
        assert_false(feature_maps_has(&small.net.layer[l]));
    small_net_finish(&small);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_the_encoder_and_columns_of_the_decoder),
        cmocka_unit_test(a_single_unit_has_a_row_and_a_column),
        cmocka_unit_test(a_tied_decoder_shows_the_rows_it_borrows),
        cmocka_unit_test(a_gaussian_code_shows_the_rows_of_its_means),
        cmocka_unit_test(kernels_on_the_side_of_the_image),
        cmocka_unit_test(kernels_of_colour_images),
        cmocka_unit_test(layers_without_weights_are_passed_over),
        cmocka_unit_test(the_limit_is_the_largest_value_or_change),
        cmocka_unit_test(feature_maps_are_the_layers_activations),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
