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

// The layer of the encoder nearest to the image that has weights, or of the decoder.
static int beside_image(const Net *net, bool decoder) {
    int layers[NET_MAX_LAYERS], count = filters_layers(net, layers);
    assert_true(count > 0);
    return layers[decoder ? count - 1 : 0];
}

static void assert_filters(const Net *net, bool decoder, FilterKind kind, int count, Shape shape) {
    Filters filters = filters_of(net, beside_image(net, decoder));
    assert_int_equal(filters.kind, kind);
    assert_int_equal(filters.rows, count);
    assert_int_equal(filters.columns, 1);
    assert_true(shape_equal(filters.shape, shape));
}

// Value p of filter f is base + f·filters + p·step, for all filters at once, one by one, and in another order.
static void assert_values(const Net *net, bool decoder, size_t base, size_t filters, size_t step) {
    int layer = beside_image(net, decoder), rows[64];
    Filters all = filters_of(net, layer);
    int size = shape_size(all.shape);
    float values[MOST], single[MOST];
    assert_true(all.rows * size <= MOST && all.rows <= 64);
    for (int f = 0; f < all.rows; f++)
        rows[f] = all.rows - 1 - f;
    filters_copy(net, layer, net->parameters, rows, all.rows, 0, 1, values);
    for (int f = 0; f < all.rows; f++) {
        filters_copy(net, layer, net->parameters, &f, 1, 0, 1, single);
        assert_memory_equal(single, values + (all.rows - 1 - f) * size, (size_t)size * sizeof *single);
        for (int p = 0; p < size; p++)
            assert_true(single[p] == (float)(base + (size_t)f * filters + (size_t)p * step));
    }
}

// Value k of column c of row r is base + r·row + c·column + k, in a window that leaves out the first row and column.
static void assert_matrix(const Net *net, int layer, FilterKind kind, int rows, int columns, Shape shape, size_t base,
                          size_t row, size_t column) {
    Filters filters = filters_of(net, layer);
    assert_int_equal(filters.kind, kind);
    assert_true(filters.rows == rows && filters.columns == columns && shape_equal(filters.shape, shape));
    float values[MOST], *value = values;
    int order[64];
    for (int r = 1; r < rows; r++)
        order[r - 1] = r;
    assert_true(rows * columns * shape_size(shape) <= MOST && rows <= 64);
    filters_copy(net, layer, net->parameters, order, rows - 1, 1, columns - 1, values);
    for (int r = 1; r < rows; r++)
        for (int c = 1; c < columns; c++)
            for (int k = 0; k < shape_size(shape); k++)
                assert_true(*value++ == (float)(base + (size_t)r * row + (size_t)c * column + (size_t)k));
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
    filters_copy(&small.net, 1, small.net.parameters, &(int){2}, 1, 0, 1, values);
    for (int c = 0; c < 3; c++)
        for (int k = 0; k < 9; k++)
            assert_true(values[c * 9 + k] == (float)(84 + (c * 3 + 2) * 9 + k)); // weight[c][2]
    small_net_finish(&small);
    counting_net(&small, (Shape){3, 6, 6}, (const char *const[]){"conv 3 3x3", NULL},
                 (const char *const[]){"conv_transpose image 3x3", NULL}, false);
    assert_values(&small.net, true, 84, 27, 1);
    small_net_finish(&small);
}

static void layers_without_weights_are_not_listed(void **state) {
    (void)state;
    SmallNet small;
    int layers[NET_MAX_LAYERS];
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"dropout 0.5", "max_pool 2", "conv 2 3x3", NULL},
                 (const char *const[]){"conv image 3x3", "upsample 2", NULL}, false);
    assert_int_equal(filters_layers(&small.net, layers), 2);
    assert_true(layers[0] == 2 && layers[1] == 3);
    assert_filters(&small.net, false, FILTERS_KERNELS, 2, (Shape){1, 3, 3});
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"max_pool 2", "dense 5", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_filters(&small.net, false, FILTERS_ROWS, 5, (Shape){1, 4, 4}); // of the image after pooling
    assert_values(&small.net, false, 0, 16, 1);
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"topk 5", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_int_equal(filters_layers(&small.net, layers), 1);
    assert_int_equal(filters_of(&small.net, 0).kind, FILTERS_NONE);
    assert_filters(&small.net, true, FILTERS_COLUMNS, 64, (Shape){1, 8, 8});
    small_net_finish(&small);
}

// Rows are out channels or units in PyTorch's (out, in, K, K), (in, out, K, K) where transposed, and (out, in).
static void inner_layers_are_matrices_of_out_and_in(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 8, 8},
                 (const char *const[]){"conv 3 3x3 stride 2", "conv 5 3x3 stride 2", "dense 4", NULL},
                 (const char *const[]){"dense back", "reshape back", "conv_transpose 2 4x4 stride 2",
                                       "conv_transpose image 4x4 stride 2", NULL},
                 false);
    const Layer *layer = small.net.layer;
    assert_matrix(&small.net, 1, FILTERS_SLICES, 5, 3, (Shape){1, 3, 3}, layer[1].parameter[0].offset, 27, 9);
    assert_matrix(&small.net, 2, FILTERS_TILES, 4, 5, (Shape){1, 2, 2}, layer[2].parameter[0].offset, 20, 4);
    assert_matrix(&small.net, 3, FILTERS_MATRIX, 20, 4, (Shape){1, 1, 1}, layer[3].parameter[0].offset, 4, 1);
    assert_matrix(&small.net, 5, FILTERS_SLICES, 2, 5, (Shape){1, 4, 4}, layer[5].parameter[0].offset, 16, 32);
    assert_filters(&small.net, true, FILTERS_KERNELS, 2, (Shape){1, 4, 4});
    small_net_finish(&small);
}

// The tied layer from 3 to 6 units multiplies with the transposed (3, 6) of the one that faces it.
static void a_tied_matrix_is_the_transposed_one(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 4, 4}, (const char *const[]){"dense 6", "dense 3", NULL},
                 (const char *const[]){"dense 6", "dense image", NULL}, true);
    size_t lent = small.net.layer[1].parameter[0].offset;
    assert_true(layer_borrows(&small.net.layer[2]));
    assert_matrix(&small.net, 1, FILTERS_MATRIX, 3, 6, (Shape){1, 1, 1}, lent, 6, 1);
    assert_matrix(&small.net, 2, FILTERS_MATRIX, 6, 3, (Shape){1, 1, 1}, lent, 1, 6);
    small_net_finish(&small);
}

static void an_inner_gaussian_has_means_then_log_variances(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 4, 4}, (const char *const[]){"dense 6 relu", "gaussian 3", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    assert_matrix(&small.net, 1, FILTERS_MATRIX, 6, 6, (Shape){1, 1, 1}, small.net.layer[1].parameter[0].offset, 6, 1);
    FilterUnits units = filters_units(&small.net, 1);
    assert_true(units.place == 2 && units.units == 3 && units.plane == 1);
    small_net_finish(&small);
}

// Whose activations belong to the rows: what the layer gives, or, for what the decoder paints with, what it gets.
static void rows_belong_to_units_or_channels(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"conv 3 3x3 stride 2", "dense 4", NULL},
                 (const char *const[]){"dense 48", "reshape 3x4x4", "conv_transpose image 4x4 stride 2", NULL}, false);
    FilterUnits first = filters_units(&small.net, 0), code = filters_units(&small.net, 1);
    FilterUnits last = filters_units(&small.net, 4);
    assert_true(first.place == 1 && first.units == 3 && first.plane == 16);
    assert_true(code.place == 2 && code.units == 4 && code.plane == 1);
    assert_true(last.place == 4 && last.units == 3 && last.plane == 16);
    small_net_finish(&small);
    counting_net(&small, (Shape){1, 8, 8}, (const char *const[]){"conv 3 3x3 stride 2", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    last = filters_units(&small.net, 1); // a column for each value of the picture
    assert_true(last.place == 1 && last.units == 48 && last.plane == 1);
    small_net_finish(&small);
}

static void norms_are_those_of_the_rows_or_of_their_change(void **state) {
    (void)state;
    static const char *const encoder[] = {"conv 3 3x3 stride 2", "conv 5 3x3 stride 2", "dense 4", NULL};
    static const char *const decoder[] = {"dense 21", "dense image", NULL};
    SmallNet small;
    counting_net(&small, (Shape){1, 8, 8}, encoder, decoder, false);
    real start[MOST];
    assert_true(small.net.parameter_count <= MOST);
    for (size_t i = 0; i < small.net.parameter_count; i++)
        start[i] = small.net.parameters[i] - (real)(i % 5);
    for (int layer = 0; layer < small.net.layers; layer++) {
        Filters filters = filters_of(&small.net, layer);
        int size = filters.columns * shape_size(filters.shape);
        for (int changes = 0; changes < 2; changes++) {
            float norms[64], values[MOST], before[MOST];
            filters_norms(&small.net, layer, small.net.parameters, changes ? start : NULL, norms);
            for (int r = 0; r < filters.rows; r++) {
                double sum = 0;
                filters_copy(&small.net, layer, small.net.parameters, &r, 1, 0, filters.columns, values);
                filters_copy(&small.net, layer, start, &r, 1, 0, filters.columns, before);
                for (int i = 0; i < size; i++)
                    sum += pow((double)(values[i] - (changes ? before[i] : 0)), 2);
                assert_near((double)norms[r], sqrt(sum), 1e-5);
            }
        }
    }
    small_net_finish(&small);
}

static void a_reduced_matrix_has_the_largest_of_each_block(void **state) {
    (void)state;
    SmallNet small;
    counting_net(&small, (Shape){1, 4, 4}, (const char *const[]){"dense 5", "dense 3", NULL},
                 (const char *const[]){"dense image", NULL}, false);
    real *weight = small.net.parameters + small.net.layer[1].parameter[0].offset, start[MOST] = {0};
    const real numbers[15] = {1, -2, 3, 0, NAN, 0.5f, 4, -5, 0, 0, -9, 0, 0, 0, 7};
    memcpy(weight, numbers, sizeof numbers);
    const int rows[] = {2, 0, 1};
    float values[6];
    filters_reduce(&small.net, 1, small.net.parameters, NULL, rows, 3, 2, 2, values);
    const float expected[6] = {-9, 3, 7, 4, -5, 0}; // of rows 2 and 0, then of row 1
    for (int i = 0; i < 6; i++)
        assert_true(values[i] == expected[i]);
    start[weight - small.net.parameters + 10] = -9;
    filters_reduce(&small.net, 1, small.net.parameters, start, rows, 3, 2, 2, values);
    assert_true(values[0] == -2); // what has not changed counts for nothing
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
    ImageSource source = {.images = &images};
    const real *maps = feature_maps_of(&small.net, &small.pass, &source, 1, 0);
    for (int i = 0; i < 16; i++) {
        assert_near((double)maps[i], i / 15.0, 1e-6);
        assert_near((double)maps[16 + i], i < 8 ? 0.5 - i / 15.0 : 0, 1e-6);
    }
    maps = feature_maps_of(&small.net, &small.pass, &source, 1, 1);
    assert_near((double)maps[0], 5 / 15.0, 1e-6); // largest of 0, 1, 4, 5
    assert_near((double)maps[4], 0.5, 1e-6);
    Interventions ablate = {.count = 1, .item = {{.unit = 0, .kind = INTERVENTION_CLAMP, .value = 3}}};
    source.interventions = &ablate; // the code is 2×2×2: its first value is painted 2×2 pixels large
    maps = feature_maps_of(&small.net, &small.pass, &source, 1, 2);
    assert_true(maps[0] == 3 && maps[5] == 3);
    assert_near((double)maps[2], 7 / 15.0, 1e-6);
    source = (ImageSource){.images = &images, .corruption = {.mask = 1}};
    assert_true(pass_part_target(&small.pass, &small.net, NULL));
    maps = feature_maps_of(&small.net, &small.pass, &source, 1, 0);
    assert_true(maps[15] == 0 && maps[16] == 0.5f); // what the net sees is black
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
        cmocka_unit_test(layers_without_weights_are_not_listed),
        cmocka_unit_test(inner_layers_are_matrices_of_out_and_in),
        cmocka_unit_test(a_tied_matrix_is_the_transposed_one),
        cmocka_unit_test(an_inner_gaussian_has_means_then_log_variances),
        cmocka_unit_test(rows_belong_to_units_or_channels),
        cmocka_unit_test(norms_are_those_of_the_rows_or_of_their_change),
        cmocka_unit_test(a_reduced_matrix_has_the_largest_of_each_block),
        cmocka_unit_test(the_limit_is_the_largest_value_or_change),
        cmocka_unit_test(feature_maps_are_the_layers_activations),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
