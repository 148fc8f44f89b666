// Statistics of codes: by hand, against NumPy, in slices, and where something is missing, constant or no number.
#include "code_accumulator.h"
#include "observe_golden.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

typedef struct Sums {
    CodeAccumulator a;
    Arena arena;
} Sums;

static void sums_of(Sums *s, CodeDesc desc, const float *codes, const uint8_t *labels, int rows) {
    Error error = {""};
    *s = (Sums){0};
    if (!code_accumulator_init(&s->a, &desc, &s->arena, &error))
        fail_msg("%s", error.text);
    code_accumulator_add(&s->a, codes, NULL, labels, rows);
    code_accumulator_finish(&s->a);
}

static void assert_figures_finite(const CodeAccumulator *a) {
    for (int u = 0; u < a->desc.units; u++) {
        const UnitFigures *f = &a->figures[u];
        const float all[] = {f->frequency,    f->mean,       f->deviation,   f->least, f->most,   f->active_mean,
                             f->treves_rolls, f->sparseness, f->selectivity, f->kl,    f->coin_kl};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            assert_true(isfinite(all[i]));
        for (int c = 0; c < a->desc.classes; c++)
            assert_true(isfinite(a->class_mean[u * a->desc.classes + c]));
    }
    assert_true(isfinite(a->summary.l0) && isfinite(a->summary.hoyer));
}

static void figures_follow_their_formulas(void **state) {
    (void)state;
    // Units: 0 of class 0 alone; 1 equally strong in both; 2 dead; 3 signed.
    const float codes[] = {4, 1, 0, -2, 0, 1, 0, 0, 2, 1, 0, 2, 0, 1, 0, 0};
    const uint8_t labels[] = {0, 2, 0, 2}; // no image of class 1
    Sums s;
    sums_of(&s, (CodeDesc){.units = 4, .images = 4, .classes = 3, .rho = 0.25}, codes, labels, 4);
    const UnitFigures *f = s.a.figures;
    assert_near((double)f[0].frequency, 0.5, 1e-7);
    assert_near((double)f[0].mean, 1.5, 1e-7);
    assert_near((double)f[0].deviation, sqrt(2.75), 1e-7);
    assert_near((double)f[0].active_mean, 3, 1e-7);
    assert_near((double)f[0].treves_rolls, 2.25 / 5, 1e-7);
    assert_near((double)f[0].sparseness, 1 - 2.25 / 5, 1e-7);
    assert_true(f[0].least == 0 && f[0].most == 4 && f[0].selectivity == 1);
    assert_int_equal(f[0].favourite, 0);
    assert_true(f[1].deviation == 0 && f[1].treves_rolls == 1 && f[1].selectivity == 0);
    assert_true(f[2].frequency == 0 && f[2].active_mean == 0 && f[2].treves_rolls == 0 && f[2].sparseness == 1);
    assert_int_equal(f[2].favourite, -1);
    assert_true(f[3].mean == 0 && f[3].least == -2 && f[3].selectivity == 1 && f[3].treves_rolls == 0.5f);
    const float means[] = {3, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    assert_memory_equal(s.a.class_mean, means, sizeof means);
    assert_near((double)f[2].coin_kl, 0.25 * log(0.25 / 1e-6) + 0.75 * log(0.75 / (1 - 1e-6)), 1e-6);
    const int l0[] = {3, 1, 3, 1};
    assert_memory_equal(s.a.l0, l0, sizeof l0);
    assert_near((double)s.a.hoyer[0], 2 - 7 / sqrt(21), 1e-6);
    assert_true(s.a.hoyer[1] == 1);
    assert_int_equal(s.a.summary.dead, 1);
    assert_int_equal(s.a.summary.dense, 3);
    assert_int_equal(s.a.summary.informative, 2);
    assert_near(s.a.summary.l0, 2, 1e-12);
    arena_finish(&s.arena);
}

static void figures_are_those_of_numpy(void **state) {
    (void)state;
    enum { IMAGES = 200, UNITS = 8 };
    float codes[IMAGES * UNITS];
    uint8_t labels[IMAGES];
    sample_codes(41, IMAGES, UNITS - 2, 4, 2, codes, labels);
    for (int i = 0; i < IMAGES * UNITS; i++)
        codes[i] = codes[i] > 3 ? codes[i] - 3 : 0;
    Sums s;
    sums_of(&s, (CodeDesc){.units = UNITS, .images = IMAGES, .classes = 4}, codes, labels, IMAGES);
    for (int u = 0; u < UNITS; u++) {
        const UnitFigures *f = &s.a.figures[u];
        const float found[] = {f->frequency, f->mean,        f->deviation,    f->least,
                               f->most,      f->active_mean, f->treves_rolls, f->selectivity};
        for (int i = 0; i < 8; i++)
            assert_near((double)found[i], golden_unit_figures[8 * u + i], 1e-6);
        uint32_t counted = 0;
        for (int b = 0; b < HISTOGRAM_BINS; b++)
            counted += s.a.histogram[u].bin[b];
        assert_int_equal(counted, IMAGES);
    }
    assert_near(s.a.summary.hoyer, golden_hoyer[0], 1e-6);
    assert_int_equal(s.a.summary.hoyer_images, golden_hoyer[1]);
    assert_int_equal(s.a.summary.silent, IMAGES - golden_hoyer[1]);
    assert_int_equal(s.a.summary.dead, 2);
    // In slices of any size nothing changes.
    Sums sliced;
    CodeDesc desc = {.units = UNITS, .images = IMAGES, .classes = 4};
    sums_of(&sliced, desc, codes, labels, 0);
    for (int first = 0, rows = 1; first < IMAGES; first += rows, rows = rows * 2 < IMAGES - first ? rows * 2 : 1)
        code_accumulator_add(&sliced.a, codes + first * UNITS, NULL, labels + first, rows);
    code_accumulator_finish(&sliced.a);
    assert_memory_equal(sliced.a.figures, s.a.figures, UNITS * sizeof *s.a.figures);
    assert_memory_equal(&sliced.a.summary, &s.a.summary, sizeof s.a.summary);
    assert_memory_equal(sliced.a.class_mean, s.a.class_mean, UNITS * 4 * sizeof(float));
    arena_finish(&sliced.arena);
    arena_finish(&s.arena);
}

static void a_gaussian_code_has_a_kl_a_unit(void **state) {
    (void)state;
    float means[150], logvars[150], stash[300];
    uint8_t labels[50];
    sample_codes(42, 50, 3, 2, 0, means, labels);
    sample_codes(43, 50, 3, 2, 0, logvars, labels);
    for (int n = 0; n < 50; n++)
        for (int u = 0; u < 3; u++) {
            means[3 * n + u] -= 2;
            stash[6 * n + u] = means[3 * n + u];
            stash[6 * n + 3 + u] = logvars[3 * n + u] - 3;
        }
    Sums s;
    sums_of(&s, (CodeDesc){.units = 3, .images = 52}, means, NULL, 0);
    code_accumulator_add(&s.a, means, stash, NULL, 50);
    code_accumulator_finish(&s.a);
    for (int u = 0; u < 3; u++)
        assert_near((double)s.a.figures[u].kl, golden_unit_kl[u], 1e-6);
    assert_int_equal(s.a.summary.informative, 3);
    stash[5] = 1e3f; // a variance that is no float
    code_accumulator_add(&s.a, means, stash, NULL, 1);
    stash[5] = NAN;
    code_accumulator_add(&s.a, means, stash, NULL, 1);
    code_accumulator_finish(&s.a);
    assert_int_equal(s.a.summary.undefined, 2);
    assert_near((double)s.a.figures[0].kl, golden_unit_kl[0], 1e-6);
    arena_finish(&s.arena);
}

static void a_collapsed_unit_does_not_inform(void **state) {
    (void)state;
    float codes[200]; // variances 0.0039 and 0.0144
    for (int n = 0; n < 100; n++) {
        codes[2 * n] = n % 2 ? 0.0625f : -0.0625f;
        codes[2 * n + 1] = n % 2 ? 0.12f : -0.12f;
    }
    Sums s;
    sums_of(&s, (CodeDesc){.units = 2, .images = 100}, codes, NULL, 100);
    assert_int_equal(s.a.summary.informative, 1);
    arena_finish(&s.arena);
}

static void codes_that_are_no_numbers_are_left_out_and_counted(void **state) {
    (void)state;
    const float good[] = {1, 2, 0, 5}, bad[] = {1, 2, NAN, 9, 0, 5, 3, INFINITY};
    const uint8_t labels[] = {0, 1, 1, 0}, good_labels[] = {0, 1};
    CodeDesc desc = {.units = 2, .images = 4, .classes = 2};
    Sums clean, dirty;
    sums_of(&clean, desc, good, good_labels, 2);
    sums_of(&dirty, desc, bad, labels, 4);
    assert_memory_equal(clean.a.figures, dirty.a.figures, 2 * sizeof *clean.a.figures);
    assert_int_equal(dirty.a.summary.undefined, 2);
    assert_int_equal(dirty.a.summary.images, 2);
    assert_int_equal(dirty.a.l0[1], CODE_UNDEFINED);
    assert_true(dirty.a.hoyer[3] == CODE_UNDEFINED);
    arena_finish(&clean.arena);
    arena_finish(&dirty.arena);
    const float none[] = {NAN, NAN};
    sums_of(&dirty, desc, none, labels, 1);
    assert_int_equal(dirty.a.summary.images, 0);
    assert_int_equal(dirty.a.summary.dead, 0);
    assert_figures_finite(&dirty.a);
    arena_finish(&dirty.arena);
}

static void sizes_and_extremes_stay_defined(void **state) {
    (void)state;
    const int sizes[] = {1, 2, 4096};
    const float values[] = {0, 1, -1, 1e-30f, 3e38f};
    for (int z = 0; z < 3; z++)
        for (int v = 0; v < 5; v++) {
            static float codes[2 * 4096];
            const uint8_t labels[] = {3, 200}; // the second is of no class there is
            for (int i = 0; i < 2 * sizes[z]; i++)
                codes[i] = values[v];
            Sums s;
            sums_of(&s, (CodeDesc){.units = sizes[z], .images = 2, .classes = 5, .rho = 0.05}, codes, labels, 2);
            assert_figures_finite(&s.a);
            assert_int_equal(s.a.summary.dead, v == 0 || v == 3 ? sizes[z] : 0);
            assert_true(s.a.figures[0].deviation == 0 && s.a.figures[0].favourite == -1);
            assert_true(s.a.summary.silent == (v == 0 || v == 3 ? 2 : 0));
            if (v == 0 || sizes[z] == 1)
                assert_int_equal(s.a.summary.hoyer_images, 0);
            else
                assert_near(s.a.summary.hoyer, 0, 1e-6);
            arena_finish(&s.arena);
        }
}

static void rows_beyond_those_announced_are_left_out(void **state) {
    (void)state;
    const float codes[] = {1, 2, 3};
    Sums s;
    sums_of(&s, (CodeDesc){.units = 1, .images = 2}, codes, NULL, 3);
    assert_int_equal(s.a.summary.images, 2);
    assert_near((double)s.a.figures[0].mean, 1.5, 1e-7);
    arena_finish(&s.arena);
}

// Of 1000 images unit u is active for 1, 9, 10, 99, 100, 101 and 1000.
static void frequencies_fall_into_quarters_of_decades(void **state) {
    (void)state;
    enum { IMAGES = 1000, UNITS = 8 };
    const int fires[UNITS] = {0, 1, 9, 10, 99, 100, 101, 1000};
    static float codes[IMAGES * UNITS];
    for (int n = 0; n < IMAGES; n++)
        for (int u = 0; u < UNITS; u++)
            codes[n * UNITS + u] = n < fires[u] ? 1 : 0;
    Sums s;
    sums_of(&s, (CodeDesc){.units = UNITS, .images = IMAGES}, codes, NULL, IMAGES);
    const UnitSummary *summary = &s.a.summary;
    int expected[FREQUENCY_BINS] = {0};
    expected[4] = 1;  // 0.001, exactly on the edge
    expected[7] = 1;  // 0.009
    expected[8] = 1;  // 0.01
    expected[11] = 1; // 0.099
    expected[12] = 2; // 0.1 and 0.101
    expected[15] = 1; // 1
    assert_memory_equal(summary->rarities, expected, sizeof expected);
    assert_int_equal(summary->dead, 1);
    assert_int_equal(summary->ultra_rare, 0);
    assert_int_equal(summary->dense, 2);
    arena_finish(&s.arena);
}

static void hoyer_is_0_for_equal_and_1_for_a_single_value(void **state) {
    (void)state;
    const float equal[] = {2, -2, 2, 2}, single[] = {0, 0, -7, 0}, zero[] = {0, 0}, none[] = {NAN, 1};
    assert_near((double)code_hoyer(equal, 4), 0, 1e-7);
    assert_true(code_hoyer(single, 4) == 1);
    assert_true(code_hoyer(zero, 2) == CODE_UNDEFINED);
    assert_true(code_hoyer(none, 2) == CODE_UNDEFINED);
    assert_true(code_hoyer(equal, 1) == CODE_UNDEFINED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_follow_their_formulas),
        cmocka_unit_test(figures_are_those_of_numpy),
        cmocka_unit_test(a_gaussian_code_has_a_kl_a_unit),
        cmocka_unit_test(a_collapsed_unit_does_not_inform),
        cmocka_unit_test(codes_that_are_no_numbers_are_left_out_and_counted),
        cmocka_unit_test(sizes_and_extremes_stay_defined),
        cmocka_unit_test(rows_beyond_those_announced_are_left_out),
        cmocka_unit_test(frequencies_fall_into_quarters_of_decades),
        cmocka_unit_test(hoyer_is_0_for_equal_and_1_for_a_single_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
