// Atoms and filters: columns and rows of known weights, decoded differences, shared weights.
#include "reconstruction.h"
#include "small_net.h"
#include "unit_atom.h"

#include <math.h>

static const Shape IMAGE = {1, 2, 2};
// encoder (3, 4), biases (3), decoder (4, 3), biases (4)
static const real WEIGHTS[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 1,
                               0, 2, 0, 0, 3, 2, 0, 0, 2, 0,  6,  9,  9, 9, 9};

static void linear_decoders_have_exact_columns(void **state) {
    (void)state;
    SmallNet small;
    small_net_init(&small, IMAGE, "dense 3 relu", "dense image", WEIGHTS, 31, 1);
    float atom[4], norms[3], filter[4];
    double squares[3];
    const float column[] = {1, 0, 2, 2}, row[] = {5, 6, 7, 8};
    assert_int_equal(unit_atom(&small.net, NULL, LOSS_BCE, NULL, 0, 5, NULL, atom), UNIT_ATOM_COLUMN);
    assert_memory_equal(atom, column, sizeof atom);
    assert_true(unit_atom_norms(&small.net, squares, norms));
    assert_true(norms[0] == 3 && norms[1] == 0 && norms[2] == 7);
    assert_true(unit_atom_filter(&small.net, 1, filter));
    assert_memory_equal(filter, row, sizeof filter);
    small_net_finish(&small);
}

static void shared_weights_are_read_the_other_way_round(void **state) {
    (void)state;
    SmallNet small;
    LayerConfig configs[2];
    assert_true(layer_parse("dense 3 relu", &configs[0], NULL) && layer_parse("dense image", &configs[1], NULL));
    configs[1].tied = true;
    assert_true(net_init(&small.net, IMAGE, configs, 1, 2, NULL, NULL));
    memcpy(small.net.parameters, WEIGHTS, 12 * sizeof(real));
    float atom[4], norms[3];
    double squares[3];
    const float row[] = {9, 10, 11, 12};
    assert_int_equal(unit_atom(&small.net, NULL, LOSS_BCE, NULL, 2, 1, NULL, atom), UNIT_ATOM_COLUMN);
    assert_memory_equal(atom, row, sizeof atom);
    assert_true(unit_atom_norms(&small.net, squares, norms));
    assert_near((double)norms[0], sqrt(30), 1e-6);
    assert_near((double)norms[2], sqrt(446), 1e-6);
    net_finish(&small.net);
}

static void other_decoders_show_the_change_of_the_image(void **state) {
    (void)state;
    const char *const lines[] = {"dense 5 relu", "dense 3", "dense 5 relu", "dense image"};
    SmallNet small;
    small_net_build(&small, IMAGE, lines, 2, 4, 1, 4);
    const real base[] = {0.5f, -1, 2};
    real codes[] = {0.5f, 0, 2, 0.5f, 1.5f, 2}, images[8], scratch[32];
    float atom[4], norms[3];
    double squares[3];
    assert_true(unit_atom_scratch(&small.net) <= 32);
    assert_int_equal(unit_atom(&small.net, &small.pass, LOSS_BCE, base, 1, 1.5f, scratch, atom), UNIT_ATOM_CHANGE);
    decode(&small.net, &small.pass, LOSS_BCE, codes, 2, images);
    for (int i = 0; i < 4; i++)
        assert_true(atom[i] == images[4 + i] - images[i]);
    assert_true(unit_atom_norms(&small.net, squares, norms)); // of the first layer's columns
    assert_false(unit_atom_filter(&small.net, 0, atom));
    const real undefined[] = {NAN, NAN, NAN};
    unit_atom(&small.net, &small.pass, LOSS_MSE, undefined, 1, NAN, scratch, atom);
    for (int i = 0; i < 4; i++)
        assert_true(isfinite(atom[i]));
    small_net_finish(&small);
}

static void convolutions_have_neither_norms_nor_filters(void **state) {
    (void)state;
    const char *const lines[] = {"conv 2 3x3 relu", "conv image 3x3"}, *const sparse[] = {"dense 3", "topk 1",
                                                                                          "dense image"};
    SmallNet small;
    float out[8];
    double squares[8];
    small_net_build(&small, IMAGE, lines, 1, 2, 1, 4);
    assert_false(unit_atom_norms(&small.net, squares, out));
    assert_false(unit_atom_filter(&small.net, 0, out));
    small_net_finish(&small);
    small_net_build(&small, IMAGE, sparse, 2, 3, 1, 4);
    assert_true(unit_atom_filter(&small.net, 2, out));
    assert_memory_equal(out, small.net.parameters + 8, 4 * sizeof(float));
    small_net_finish(&small);
}

static void one_unit_has_a_norm(void **state) {
    (void)state;
    const real weights[] = {1, 1, 1, 1, 0, 2, 2, 2, 2, 0, 0, 0, 0};
    SmallNet small;
    float norm;
    double square;
    small_net_init(&small, IMAGE, "dense 1", "dense image", weights, 13, 1);
    assert_true(unit_atom_norms(&small.net, &square, &norm));
    assert_true(norm == 4);
    small_net_finish(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_decoders_have_exact_columns),
        cmocka_unit_test(shared_weights_are_read_the_other_way_round),
        cmocka_unit_test(other_decoders_show_the_change_of_the_image),
        cmocka_unit_test(convolutions_have_neither_norms_nor_filters),
        cmocka_unit_test(one_unit_has_a_norm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
