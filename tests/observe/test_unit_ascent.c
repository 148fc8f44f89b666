// Gradient ascent on images: it raises the unit, for every kind of encoder, and stops where there is no way up.
#include "small_net.h"
#include "unit_ascent.h"

#include <math.h>

static const Shape IMAGE = {1, 4, 4};

static void ascend(UnitAscent *ascent, const Net *net, int unit, const float *start, int at_a_time) {
    Error error = {""};
    if (!unit_ascent_init(ascent, net, &error))
        fail_msg("%s", error.text);
    while (!unit_ascent_load(ascent, net, at_a_time))
        ;
    unit_ascent_begin(ascent, unit, start, random_stream(1, RANDOM_OBSERVE));
    while (!unit_ascent_step(ascent, at_a_time))
        ;
}

// Of a linear unit the best image has white where the weight is positive and black where it is negative.
static void a_linear_unit_reaches_its_best_image(void **state) {
    (void)state;
    real weights[16 + 1 + 16 + 16] = {0};
    for (int i = 0; i < 16; i++)
        weights[i] = i % 3 ? (real)1 : (real)-1;
    SmallNet small;
    UnitAscent ascent;
    small_net_init(&small, IMAGE, "dense 1", "dense image", weights, 49, 1);
    ascend(&ascent, &small.net, 0, NULL, 1000);
    for (int i = 0; i < 16; i++)
        assert_true(ascent.image[i] == (i % 3 ? 1 : 0));
    assert_true(ascent.activation == 10);
    assert_int_equal(ascent.steps, UNIT_ASCENT_STEPS);
    unit_ascent_finish(&ascent);
    small_net_finish(&small);
}

static void units_of_deep_encoders_rise(void **state) {
    (void)state;
    const char *const nets[][5] = {
        {"dense 12 relu", "dense 6 relu", "dense 12 relu", "dense image"},
        {"conv 4 3x3 stride 2 relu", "dense 6 relu", "dense 12 relu", "dense image"},
        {"dense 12 tanh", "gaussian 6", "dense 12 relu", "dense image"},
        {"conv 4 3x3 relu", "max_pool 2", "upsample 2", "conv image 3x3"},
        {"dense 12", "topk 2", "dense 5 relu", "dense image"},
    };
    for (int n = 0; n < 5; n++) {
        SmallNet small;
        UnitAscent ascent, sliced;
        small_net_build(&small, IMAGE, nets[n], 2, 4, 1, 7);
        for (int unit = 0; unit < 6; unit++) {
            ascend(&ascent, &small.net, unit, NULL, 1000);
            ascend(&sliced, &small.net, unit, NULL, 3);
            assert_true(ascent.activation > ascent.before || ascent.flat);
            assert_memory_equal(ascent.image, sliced.image, 16 * sizeof(float));
            for (int i = 0; i < 16; i++)
                assert_true(ascent.image[i] >= 0 && ascent.image[i] <= 1);
            unit_ascent_finish(&ascent);
            unit_ascent_finish(&sliced);
        }
        small_net_finish(&small);
    }
}

// A rectified unit at rest has a gradient all the same; one without weights has none.
static void a_unit_at_rest_can_be_raised_and_a_flat_one_says_so(void **state) {
    (void)state;
    real weights[32 + 2 + 32 + 16] = {0};
    for (int i = 0; i < 16; i++)
        weights[i] = 1;
    weights[32] = -12;
    SmallNet small;
    UnitAscent ascent;
    small_net_init(&small, IMAGE, "dense 2 relu", "dense image", weights, 82, 1);
    ascend(&ascent, &small.net, 0, NULL, 5);
    assert_true(ascent.before < 0 && ascent.activation == 4 && !ascent.flat);
    unit_ascent_finish(&ascent);
    ascend(&ascent, &small.net, 1, NULL, 5);
    assert_true(ascent.flat && ascent.steps == 0);
    unit_ascent_finish(&ascent);
    small.net.parameters[3] = NAN;
    const float start[16] = {0.5f, NAN, 2, -1};
    ascend(&ascent, &small.net, 0, start, 5);
    assert_true(ascent.flat && isfinite(ascent.activation));
    for (int i = 0; i < 16; i++)
        assert_true(ascent.image[i] >= 0 && ascent.image[i] <= 1);
    unit_ascent_finish(&ascent);
    small_net_finish(&small);
}

static void a_net_without_room_for_a_layer_is_refused(void **state) {
    (void)state;
    const char *lines[NET_MAX_LAYERS];
    for (int l = 0; l < NET_MAX_LAYERS; l++)
        lines[l] = "dense image";
    SmallNet small;
    UnitAscent ascent;
    Error error = {""};
    small_net_build(&small, (Shape){1, 1, 2}, lines, 1, NET_MAX_LAYERS, 1, 1);
    assert_false(unit_ascent_init(&ascent, &small.net, &error));
    assert_contains(error.text, "64 layers");
    unit_ascent_finish(&ascent);
    small_net_finish(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_linear_unit_reaches_its_best_image),
        cmocka_unit_test(units_of_deep_encoders_rise),
        cmocka_unit_test(a_unit_at_rest_can_be_raised_and_a_flat_one_says_so),
        cmocka_unit_test(a_net_without_room_for_a_layer_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
