// Activations of one image: where they lie, their ranges, and values that are no numbers.
#include "activations.h"
#include "small_net.h"

#include <math.h>

static void all_layers_of_a_row_are_copied_with_their_ranges(void **state) {
    (void)state;
    const char *const lines[] = {"conv 3 3x3 stride 2 relu", "dense 5", "dense back relu", "reshape back",
                                 "conv_transpose image 4x4 stride 2"};
    SmallNet small;
    small_net_build(&small, (Shape){1, 6, 6}, lines, 2, 5, 2, 1);
    for (int i = 0; i < 72; i++)
        small.pass.activation[0][i] = (real)(i % 11) / 10;
    net_forward(&small.net, &small.pass, 0, small.net.layers, 0, 2, 0);
    assert_int_equal(activations_size(&small.net), 36 + 27 + 5 + 27 + 27 + 36);
    float values[158];
    LayerFigures figures[6];
    assert_int_equal(activations_copy(&small.net, &small.pass, 1, values, figures), 6);
    size_t offset = 0;
    for (int l = 0; l < 6; l++) {
        const LayerFigures *f = &figures[l];
        int size = f->channels * f->height * f->width;
        assert_int_equal(f->offset, offset);
        const real *row = small.pass.activation[l] + size;
        assert_memory_equal(values + offset, row, (size_t)size * sizeof(float));
        float least = INFINITY, most = -INFINITY;
        for (int i = 0; i < size; i++) {
            least = fminf(least, row[i]);
            most = fmaxf(most, row[i]);
        }
        assert_true(f->least == least && f->most == most && f->undefined == 0);
        offset += (size_t)size;
    }
    assert_true(figures[1].channels == 3 && figures[1].height == 3 && figures[2].channels == 5);
    small_net_finish(&small);
}

static void what_is_no_number_is_copied_as_0_and_counted(void **state) {
    (void)state;
    const char *const lines[] = {"dense 2", "dense image"};
    SmallNet small;
    small_net_build(&small, (Shape){1, 1, 3}, lines, 1, 2, 1, 1);
    const real input[] = {NAN, 2, 5};
    memcpy(small.pass.activation[0], input, sizeof input);
    net_forward(&small.net, &small.pass, 0, 2, 0, 1, 0);
    small.pass.activation[1][0] = INFINITY;
    small.pass.activation[1][1] = -3;
    float values[8];
    LayerFigures figures[3];
    activations_copy(&small.net, &small.pass, 0, values, figures);
    assert_true(values[0] == 0 && values[1] == 2 && values[3] == 0 && values[4] == -3);
    assert_true(figures[0].undefined == 1 && figures[0].least == 2 && figures[0].most == 5);
    assert_true(figures[1].undefined == 1 && figures[1].least == -3 && figures[1].most == -3);
    assert_true(figures[2].undefined == 3 && figures[2].least == 0 && figures[2].most == 0);
    small_net_finish(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_layers_of_a_row_are_copied_with_their_ranges),
        cmocka_unit_test(what_is_no_number_is_copied_as_0_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
