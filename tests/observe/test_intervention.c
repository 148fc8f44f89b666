// Interventions: what they do to codes, and that decoding after one is decoding the changed code, bit for bit.
#include "intervention.h"
#include "reconstruction.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

static void each_kind_changes_its_unit_in_every_row(void **state) {
    (void)state;
    Interventions all = {0};
    assert_true(intervention_set(&all, (Intervention){0, INTERVENTION_CLAMP, 7}));
    assert_true(intervention_set(&all, (Intervention){1, INTERVENTION_SCALE, -2}));
    assert_true(intervention_set(&all, (Intervention){2, INTERVENTION_ABLATE, 0}));
    assert_true(intervention_set(&all, (Intervention){9, INTERVENTION_CLAMP, 1})); // of a larger model
    real codes[] = {1, 2, 3, 4, 5, 6, NAN, 8};
    const real expected[] = {7, -4, 0, 4, 7, -12, 0, 8};
    intervention_apply(&all, codes, 2, 4);
    assert_memory_equal(codes, expected, sizeof codes);
    real lone[] = {NAN};
    intervention_apply(&all, lone, 1, 1);
    assert_true(lone[0] == 7);
}

static void a_unit_has_one_intervention_and_the_list_an_end(void **state) {
    (void)state;
    Interventions all = {0};
    for (int u = 0; u < INTERVENTIONS_MAX; u++)
        assert_true(intervention_set(&all, (Intervention){u, INTERVENTION_ABLATE, 0}));
    assert_false(intervention_set(&all, (Intervention){INTERVENTIONS_MAX, INTERVENTION_ABLATE, 0}));
    assert_true(intervention_set(&all, (Intervention){3, INTERVENTION_CLAMP, 1}));
    assert_int_equal(all.count, INTERVENTIONS_MAX);
    intervention_clear(&all, 3);
    intervention_clear(&all, 3);
    assert_int_equal(all.count, INTERVENTIONS_MAX - 1);
    assert_int_equal(all.item[3].unit, 4);
    assert_false(intervention_set(&all, (Intervention){3, INTERVENTION_CLAMP, NAN}));
    assert_false(intervention_set(&all, (Intervention){-1, INTERVENTION_CLAMP, 1}));
    assert_int_equal(all.count, INTERVENTIONS_MAX - 1);
}

enum { IMAGES = 7, SIZE = 48, UNITS = 6 };

static void build(SmallNet *small, int rows) {
    const char *const lines[] = {"dense 6 relu", "dense 9 tanh", "dense image"};
    small_net_build(small, (Shape){1, 6, 8}, lines, 1, 3, rows, 5);
}

static void decoding_after_an_intervention_is_decoding_the_changed_code(void **state) {
    (void)state;
    Images images = sample_images(3, IMAGES, 6, 8, 3);
    Interventions all = {0};
    intervention_set(&all, (Intervention){2, INTERVENTION_CLAMP, 1.5f});
    intervention_set(&all, (Intervention){4, INTERVENTION_SCALE, 3});
    intervention_set(&all, (Intervention){0, INTERVENTION_ABLATE, 0});
    ImageSource plain = {.images = &images}, changed = {.images = &images, .interventions = &all};
    SmallNet a, b;
    build(&a, IMAGES);
    build(&b, 3);
    real codes[IMAGES * UNITS], expected[IMAGES * SIZE], unchanged[IMAGES * SIZE];
    score_forward(&a.net, &a.pass, &plain, NULL, 0, 0, IMAGES, 0);
    memcpy(codes, net_code(&a.net, &a.pass), sizeof codes);
    memcpy(unchanged, net_output(&a.net, &a.pass), sizeof unchanged);
    intervention_apply(&all, codes, IMAGES, UNITS);
    decode(&b.net, &b.pass, LOSS_BCE, codes, IMAGES, expected);
    Score scores[IMAGES];
    score_forward(&a.net, &a.pass, &changed, NULL, 0, 0, IMAGES, 0);
    assert_memory_equal(net_code(&a.net, &a.pass), codes, sizeof codes);
    score_rows(&a.net, &a.pass, LOSS_BCE, 0, IMAGES, scores, NULL);
    assert_memory_equal(net_output(&a.net, &a.pass), expected, sizeof expected);
    // The test error by slices is that of all at once, and an empty list changes nothing.
    Score sliced[IMAGES];
    for (int first = 0; first < IMAGES; first += 3) {
        int rows = IMAGES - first < 3 ? IMAGES - first : 3;
        score_forward(&b.net, &b.pass, &changed, NULL, first, 0, rows, 0);
        score_rows(&b.net, &b.pass, LOSS_BCE, 0, rows, sliced + first, NULL);
    }
    for (int i = 0; i < IMAGES; i++)
        assert_true(sliced[i].squared_error == scores[i].squared_error && scores[i].squared_error > 0);
    Interventions none = {0};
    ImageSource empty = {.images = &images, .interventions = &none};
    score_forward(&a.net, &a.pass, &empty, NULL, 0, 0, IMAGES, 0);
    assert_memory_equal(net_output(&a.net, &a.pass), unchanged, sizeof unchanged);
    small_net_finish(&a);
    small_net_finish(&b);
    free((void *)images.pixels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_changes_its_unit_in_every_row),
        cmocka_unit_test(a_unit_has_one_intervention_and_the_list_an_end),
        cmocka_unit_test(decoding_after_an_intervention_is_decoding_the_changed_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
