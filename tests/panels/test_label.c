// Layers as the list of layers names them.
#include "panels.h"
#include "test.h"

static void assert_label(const char *line, const char *expected) {
    char text[128];
    panel_layer_label(line, text, sizeof text);
    assert_string_equal(text, expected);
}

static void lines_of_a_model_file_are_shortened(void **state) {
    (void)state;
    assert_label("dense 64 relu", "dense 64 relu");
    assert_label("conv 16 3x3 stride 2 relu", "conv 16 3×3 /2 relu");
    assert_label("conv 16 5x5 pad 0", "conv 16 5×5 pad 0");
    assert_label("conv_transpose image 4x4 stride 2", "conv-T image 4×4 ×2");
    assert_label("max_pool 2", "max pool 2");
    assert_label("reshape 32x7x7", "reshape 32×7×7");
    assert_label("", "");
}

static void what_does_not_fit_is_cut_off(void **state) {
    (void)state;
    char text[8];
    panel_layer_label("conv_transpose image 4x4 stride 2", text, sizeof text);
    assert_string_equal(text, "conv-T ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_model_file_are_shortened),
        cmocka_unit_test(what_does_not_fit_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
