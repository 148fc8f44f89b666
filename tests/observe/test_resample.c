// Resampling: which image is drawn, what is written where, what stays, and nets it is refused for.
#include "resample.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

enum { SIZE = 12, UNITS = 4, IMAGES = 6, ENCODER = UNITS * SIZE, DECODER = ENCODER + UNITS, END = DECODER + ENCODER };

static const char *const PLAIN[] = {"dense 4 relu", "dense image"};

typedef struct Fixture {
    SmallNet small;
    Images images;
    float losses[IMAGES];
    real before[END + SIZE], m[END + SIZE], v[END + SIZE];
} Fixture;

static void set_up(Fixture *f, const char *const lines[], int encoder_layers, int layers) {
    small_net_build(&f->small, (Shape){1, 3, 4}, lines, encoder_layers, layers, 2, 3);
    f->images = sample_images(3, IMAGES, 3, 4, 0);
    for (int i = 0; i < IMAGES; i++)
        f->losses[i] = 1;
    for (int i = 0; i < END + SIZE; i++)
        f->m[i] = f->v[i] = 1;
    if (f->small.net.parameter_count == END + SIZE)
        memcpy(f->before, f->small.net.parameters, sizeof f->before);
}

static void tear_down(Fixture *f) {
    free((void *)f->images.pixels);
    small_net_finish(&f->small);
}

static ResampleDesc desc_of(const Fixture *f, LossKind loss, const int *units, int count) {
    return (ResampleDesc){.source = {.images = &f->images},
                          .loss = loss,
                          .losses = f->losses,
                          .images = IMAGES,
                          .units = units,
                          .count = count,
                          .random = random_stream(7, RANDOM_RESAMPLE)};
}

static double row_norm(const real *row) {
    double squares = 0;
    for (int i = 0; i < SIZE; i++)
        squares += (double)row[i] * (double)row[i];
    return sqrt(squares);
}

// Unit 2 dead, image 4 the only one with a loss.
static void encoder_row_bias_and_decoder_column_are_set_by_hand(void **state) {
    (void)state;
    const LossKind losses[] = {LOSS_BCE, LOSS_MSE};
    for (int l = 0; l < 2; l++) {
        Fixture f;
        const int units[] = {2};
        int image[1];
        set_up(&f, PLAIN, 1, 2);
        memset(f.losses, 0, sizeof f.losses);
        f.losses[4] = 0.25f;
        ResampleDesc desc = desc_of(&f, losses[l], units, 1);
        score_forward(&f.small.net, &f.small.pass, &desc.source, NULL, 4, 0, 1, 0);
        double x[SIZE], residual[SIZE], in = 0, out = 0, living = 0;
        for (int i = 0; i < SIZE; i++) {
            double y = (double)net_output(&f.small.net, &f.small.pass)[i];
            x[i] = f.images.pixels[4 * SIZE + i] / 255.0;
            residual[i] = x[i] - (l == 0 ? 1 / (1 + exp(-y)) : y);
            in += x[i] * x[i];
            out += residual[i] * residual[i];
        }
        for (int u = 0; u < UNITS; u++)
            living += u == 2 ? 0 : row_norm(f.before + u * SIZE) / 3;
        Error error = {""};
        if (!resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, &error))
            fail_msg("%s", error.text);
        const real *now = f.small.net.parameters;
        assert_int_equal(image[0], 4);
        for (int i = 0; i < END + SIZE; i++) {
            bool row = i / SIZE == 2, bias = i == ENCODER + 2;
            bool column = i >= DECODER && i < END && (i - DECODER) % UNITS == 2;
            bool changed = row || bias || column;
            assert_true(f.m[i] == (changed ? 0 : 1) && f.v[i] == (changed ? 0 : 1));
            if (row)
                assert_near((double)now[i], 0.2 * living * x[i % SIZE] / sqrt(in), 1e-5);
            else if (column)
                assert_near((double)now[i], residual[(i - DECODER) / UNITS] / sqrt(out), 1e-4);
            else
                assert_true(now[i] == (bias ? 0 : f.before[i]));
        }
        tear_down(&f);
    }
}

static void images_are_drawn_in_proportion_to_the_square_of_their_loss(void **state) {
    (void)state;
    Fixture f;
    const int units[] = {0};
    int counts[IMAGES] = {0}, index[IMAGES] = {5, 4, 3, 2, 1, 0};
    set_up(&f, PLAIN, 1, 2);
    const float losses[IMAGES] = {0, 1, 2, NAN, 3, INFINITY};
    memcpy(f.losses, losses, sizeof losses);
    for (int i = 0; i < 1400; i++) {
        int image;
        ResampleDesc desc = desc_of(&f, LOSS_BCE, units, 1);
        desc.random = random_split(desc.random, (uint64_t)i);
        desc.index = index;
        assert_true(resample_units(&f.small.net, &f.small.pass, &desc, NULL, NULL, &image, NULL));
        counts[image]++;
    }
    assert_true(counts[5] == 0 && counts[2] == 0 && counts[0] == 0);
    assert_true(abs(counts[4] - 100) < 40 && abs(counts[3] - 400) < 70 && abs(counts[1] - 900) < 80);
    tear_down(&f);
}

static void results_depend_on_the_seed_and_not_on_the_order_of_units(void **state) {
    (void)state;
    real results[3][END + SIZE];
    const int orders[][2] = {{1, 3}, {3, 1}, {1, 3}};
    for (int r = 0; r < 3; r++) {
        Fixture f;
        int image[2];
        set_up(&f, PLAIN, 1, 2);
        ResampleDesc desc = desc_of(&f, LOSS_BCE, orders[r], 2);
        if (r == 2)
            desc.random = random_stream(8, RANDOM_RESAMPLE);
        assert_true(resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, NULL));
        memcpy(results[r], f.small.net.parameters, sizeof results[r]);
        tear_down(&f);
    }
    assert_memory_equal(results[0], results[1], sizeof results[0]);
    assert_memory_not_equal(results[0], results[2], sizeof results[0]);
}

// A step along the new atom lowers the error of the image it was made from; the unit is active there.
static void a_new_unit_helps_its_image_in_deep_and_sparse_nets(void **state) {
    (void)state;
    const char *const nets[][5] = {{"dense 8 relu", "dense 5 relu", "dense 8 relu", "dense image"},
                                   {"dense 6", "topk 6", "dense 8 tanh", "dense image"}};
    for (int n = 0; n < 2; n++) {
        Fixture f;
        const int units[] = {3};
        int image;
        set_up(&f, nets[n], 2, 4);
        Net *net = &f.small.net;
        const Layer *code = &net->layer[n == 0 ? 1 : 0], *decoder = &net->layer[2];
        for (int i = 0; i < shape_size(decoder->output); i++) // dead: it reaches nothing and never fires
            net->parameters[decoder->parameter[0].offset + (size_t)(i * shape_size(decoder->input) + 3)] = 0;
        for (int i = 0; i < shape_size(code->input); i++)
            net->parameters[code->parameter[0].offset + (size_t)(3 * shape_size(code->input) + i)] = 0;
        net->parameters[code->parameter[1].offset + 3] = n == 0 ? -1 : 0;
        Team solo = team_solo();
        net_prepare(net, &solo);
        ResampleDesc desc = desc_of(&f, LOSS_BCE, units, 1);
        assert_true(resample_units(net, &f.small.pass, &desc, NULL, NULL, &image, NULL));
        Score before, after;
        score_forward(net, &f.small.pass, &desc.source, &image, 0, 0, 1, 0);
        score_rows(net, &f.small.pass, LOSS_BCE, 0, 1, &before, NULL);
        net_prepare(net, &solo);
        score_forward(net, &f.small.pass, &desc.source, &image, 0, 0, 1, 0);
        real activation = net_code(net, &f.small.pass)[3];
        assert_true(activation > 0);
        const Interventions small = {1, {{3, INTERVENTION_CLAMP, 0.05f}}};
        desc.source.interventions = &small; // as much of it as is sure not to go too far
        score_forward(net, &f.small.pass, &desc.source, &image, 0, 0, 1, 0);
        score_rows(net, &f.small.pass, LOSS_BCE, 0, 1, &after, NULL);
        assert_true(after.bce < before.bce);
        tear_down(&f);
    }
}

static void nets_without_dense_layers_around_the_code_are_refused(void **state) {
    (void)state;
    const char *const conv[] = {"conv 2 3x3", "dense image"}, *const gaussian[] = {"gaussian 4", "dense image"},
                      *const back[] = {"dense image", "reshape back", "conv image 3x3"};
    const char *const *nets[] = {conv, gaussian, back};
    const int layers[] = {2, 2, 3};
    const char *words[] = {"a conv layer", "a gaussian layer", "begins with a reshape layer"};
    for (int n = 0; n < 3; n++) {
        Fixture f;
        Error error = {""};
        set_up(&f, nets[n], 1, layers[n]);
        assert_false(resample_possible(&f.small.net, &error));
        assert_contains(error.text, words[n]);
        tear_down(&f);
    }
    LayerConfig configs[2];
    Net net;
    Error error = {""};
    assert_true(layer_parse(PLAIN[0], &configs[0], NULL) && layer_parse(PLAIN[1], &configs[1], NULL));
    configs[1].tied = true;
    assert_true(net_init(&net, (Shape){1, 3, 4}, configs, 1, 2, NULL, NULL));
    assert_false(resample_possible(&net, &error));
    assert_contains(error.text, "share their weights");
    net_finish(&net);
}

static void without_a_loss_or_a_direction_nothing_is_changed(void **state) {
    (void)state;
    Fixture f;
    const int units[] = {0}, wrong[] = {UNITS}, all[] = {0, 1, 2, 3};
    int image[UNITS];
    Error error = {""};
    set_up(&f, PLAIN, 1, 2);
    ResampleDesc desc = desc_of(&f, LOSS_BCE, wrong, 1);
    assert_false(resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, &error));
    assert_contains(error.text, "no unit 4");
    memset((void *)f.images.pixels, 0, IMAGES * SIZE); // black images have no direction
    desc = desc_of(&f, LOSS_BCE, units, 1);
    assert_false(resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, &error));
    assert_contains(error.text, "direction");
    assert_int_equal(image[0], -1);
    memset(f.losses, 0, sizeof f.losses);
    assert_false(resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, &error));
    assert_contains(error.text, "nothing to resample");
    assert_memory_equal(f.small.net.parameters, f.before, sizeof f.before);
    assert_true(f.m[0] == 1 && f.m[ENCODER] == 1);
    tear_down(&f);
    set_up(&f, PLAIN, 1, 2); // where all are dead the rows there are give the norm
    double mean = 0;
    for (int u = 0; u < UNITS; u++)
        mean += row_norm(f.before + u * SIZE) / UNITS;
    desc = desc_of(&f, LOSS_BCE, all, UNITS);
    assert_true(resample_units(&f.small.net, &f.small.pass, &desc, f.m, f.v, image, &error));
    for (int u = 0; u < UNITS; u++)
        assert_near(row_norm(f.small.net.parameters + u * SIZE), 0.2 * mean, 1e-5);
    tear_down(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoder_row_bias_and_decoder_column_are_set_by_hand),
        cmocka_unit_test(images_are_drawn_in_proportion_to_the_square_of_their_loss),
        cmocka_unit_test(results_depend_on_the_seed_and_not_on_the_order_of_units),
        cmocka_unit_test(a_new_unit_helps_its_image_in_deep_and_sparse_nets),
        cmocka_unit_test(nets_without_dense_layers_around_the_code_are_refused),
        cmocka_unit_test(without_a_loss_or_a_direction_nothing_is_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
