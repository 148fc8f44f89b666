// Corruption: each kind does what its strength says, the same every time, and leaves the other kinds alone.
#include "clock.h"
#include "corruption.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 28, PLANE = SIDE * SIDE, IMAGES = 2000 };

static Random stream(uint64_t image) {
    return random_split(random_stream(7, RANDOM_CORRUPTION), image);
}

static void fill(real *values, int count, real value) {
    for (int i = 0; i < count; i++)
        values[i] = value;
}

static void none_is_none_and_changes_nothing(void **state) {
    (void)state;
    const Corruption none = {0};
    assert_true(corruption_is_none(&none));
    assert_false(corruption_is_none(&(Corruption){.gaussian = 1e-6}));
    assert_false(corruption_is_none(&(Corruption){.salt_pepper = 0.1}));
    assert_false(corruption_is_none(&(Corruption){.mask = 0.1}));
    assert_false(corruption_is_none(&(Corruption){.square = 0.1}));
    real clean[12], corrupted[12];
    for (int i = 0; i < 12; i++)
        clean[i] = (real)(i / 11.0);
    corrupt(&none, stream(0), 3, 2, 2, clean, corrupted);
    assert_memory_equal(clean, corrupted, sizeof clean);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// σ 0.05 around 0.5 reaches the clamps at ten standard deviations only, so that the noise itself can be seen.
static double *gaussian_sample(int count) {
    double *sample = malloc((size_t)count * sizeof *sample);
    real values[PLANE];
    for (int n = 0; n < count / PLANE; n++) {
        fill(values, PLANE, (real)0.5);
        corrupt(&(Corruption){.gaussian = 0.05}, stream((uint64_t)n), 1, SIDE, SIDE, values, values);
        for (int i = 0; i < PLANE; i++)
            sample[n * PLANE + i] = ((double)values[i] - 0.5) / 0.05;
    }
    return sample;
}

static void gaussian_noise_is_normal(void **state) {
    (void)state;
    enum { COUNT = IMAGES * PLANE };
    double *sample = gaussian_sample(COUNT), moments[7] = {0}, neighbours[3] = {0}, worst = 0;
    for (int i = 0; i < COUNT; i++) {
        double power = 1;
        for (int k = 0; k < 7; k++, power *= sample[i])
            moments[k] += power / COUNT;
        neighbours[0] += i > 0 ? sample[i] * sample[i - 1] / COUNT : 0;
        neighbours[1] += i >= 128 ? sample[i] * sample[i - 128] / COUNT : 0; // the other of a pair
        neighbours[2] += i >= PLANE ? sample[i] * sample[i - PLANE] / COUNT : 0;
    }
    double deviation = 1 / sqrt(COUNT); // of the mean; five of each estimate's own are allowed
    assert_true(fabs(moments[1]) < 5 * deviation);
    assert_true(fabs(moments[2] - 1) < 5 * sqrt(2) * deviation);
    assert_true(fabs(moments[3]) < 5 * sqrt(15) * deviation);
    assert_true(fabs(moments[4] - 3) < 5 * sqrt(96) * deviation);
    assert_true(fabs(moments[6] - 15) < 5 * sqrt(10170) * deviation);
    for (int k = 0; k < 3; k++)
        assert_true(fabs(neighbours[k]) < 5 * deviation);
    qsort(sample, COUNT, sizeof *sample, by_value);
    for (int i = 0; i < COUNT; i++) {
        double below = 0.5 * erfc(-sample[i] / sqrt(2));
        worst = fmax(worst, fmax(fabs((i + 1.0) / COUNT - below), fabs((double)i / COUNT - below)));
    }
    assert_true(worst < 1.95 * deviation); // Kolmogorov and Smirnov, 0.1 %
    assert_true(sample[0] < -4.5 && sample[0] > -6.7 && sample[COUNT - 1] > 4.5 && sample[COUNT - 1] < 6.7);
    free(sample);
}

static void gaussian_noise_is_clamped_and_grows_with_sigma(void **state) {
    (void)state;
    real clean[PLANE], weak[PLANE], strong[PLANE];
    fill(clean, PLANE, (real)0.5);
    corrupt(&(Corruption){.gaussian = 0.05}, stream(0), 1, SIDE, SIDE, clean, weak);
    corrupt(&(Corruption){.gaussian = 1}, stream(0), 1, SIDE, SIDE, clean, strong);
    int ends = 0;
    for (int i = 0; i < PLANE; i++) {
        double wish = 0.5 + 20 * ((double)weak[i] - 0.5);
        assert_true(strong[i] >= 0 && strong[i] <= 1);
        assert_true(fabs(fmin(1, fmax(0, wish)) - (double)strong[i]) < 1e-5);
        ends += strong[i] == 0 || strong[i] == 1;
    }
    assert_true(ends > PLANE / 2); // 0.617 of them on average
}

// Every channel of a pixel goes the same way, and as many pixels as the chance says.
static void check_share(const Corruption *corruption, double zeros, double ones) {
    enum { CHANNELS = 3 };
    real values[CHANNELS * PLANE];
    double black = 0, white = 0, total = (double)IMAGES * PLANE;
    for (uint64_t n = 0; n < IMAGES; n++) {
        fill(values, CHANNELS * PLANE, (real)0.25);
        corrupt(corruption, stream(n), CHANNELS, SIDE, SIDE, values, values);
        for (int i = 0; i < PLANE; i++) {
            assert_true(values[i] == values[i + PLANE] && values[i] == values[i + 2 * PLANE]);
            assert_true(values[i] == 0 || values[i] == 1 || values[i] == (real)0.25);
            black += values[i] == 0;
            white += values[i] == 1;
        }
    }
    assert_true(fabs(black / total - zeros) <= 5 * sqrt(zeros * (1 - zeros) / total));
    assert_true(fabs(white / total - ones) <= 5 * sqrt(ones * (1 - ones) / total));
}

static void salt_and_pepper_hits_its_share_half_each(void **state) {
    (void)state;
    check_share(&(Corruption){.salt_pepper = 0.1}, 0.05, 0.05);
    check_share(&(Corruption){.salt_pepper = 0.75}, 0.375, 0.375);
    check_share(&(Corruption){.salt_pepper = 1}, 0.5, 0.5);
}

static void masking_hits_its_share(void **state) {
    (void)state;
    check_share(&(Corruption){.mask = 0.02}, 0.02, 0);
    check_share(&(Corruption){.mask = 0.5}, 0.5, 0);
    check_share(&(Corruption){.mask = 1}, 1, 0);
}

static void more_masking_hides_what_less_hid_and_more(void **state) {
    (void)state;
    real clean[PLANE], less[PLANE], more[PLANE];
    fill(clean, PLANE, 1);
    corrupt(&(Corruption){.mask = 0.2}, stream(1), 1, SIDE, SIDE, clean, less);
    corrupt(&(Corruption){.mask = 0.4}, stream(1), 1, SIDE, SIDE, clean, more);
    for (int i = 0; i < PLANE; i++)
        assert_true(more[i] <= less[i]);
}

// Where the zeros are: a full square of that side. Counts how often each row and column begins one.
static void check_square(double part, int height, int width, int side, int tops[], int lefts[]) {
    real *values = malloc((size_t)(2 * height * width) * sizeof *values);
    for (uint64_t n = 0; n < IMAGES; n++) {
        fill(values, 2 * height * width, 1);
        corrupt(&(Corruption){.square = part}, stream(n), 2, height, width, values, values);
        int zeros = 0, top = height, left = width;
        for (int i = 0; i < height * width; i++)
            if (values[i] == 0) {
                zeros++;
                top = i / width < top ? i / width : top;
                left = i % width < left ? i % width : left;
            }
        assert_int_equal(zeros, side * side);
        for (int i = 0; i < side * side; i++) {
            int at = (top + i / side) * width + left + i % side;
            assert_true(values[at] == 0 && values[height * width + at] == 0);
        }
        tops[side ? top : 0]++;
        lefts[side ? left : 0]++;
    }
    free(values);
}

static void the_square_has_its_side_and_lies_anywhere_inside(void **state) {
    (void)state;
    int tops[64] = {0}, lefts[64] = {0};
    check_square(0.25, SIDE, SIDE, 7, tops, lefts);
    for (int i = 0; i < 22; i++) { // 91 ± 9.3 times each
        assert_true(abs(tops[i] - IMAGES / 22) < 47);
        assert_true(abs(lefts[i] - IMAGES / 22) < 47);
    }
    assert_int_equal(tops[22] + lefts[22], 0);
    int unused[64] = {0};
    check_square(0.5, 31, 33, 16, unused, unused);
    check_square(1, 7, 7, 7, unused, unused);
    check_square(1, 7, 9, 7, unused, unused);
    check_square(0.01, 7, 7, 0, unused, unused);
}

static void the_same_stream_gives_the_same_and_another_another(void **state) {
    (void)state;
    const Corruption all = {0.3, 0.1, 0.1, 0.3};
    real clean[2 * PLANE], one[2 * PLANE], again[2 * PLANE];
    for (int i = 0; i < 2 * PLANE; i++)
        clean[i] = (real)((i % 100) / 99.0);
    corrupt(&all, stream(3), 2, SIDE, SIDE, clean, one);
    memcpy(again, clean, sizeof again);
    corrupt(&all, stream(3), 2, SIDE, SIDE, again, again); // in place
    assert_memory_equal(one, again, sizeof one);
    corrupt(&all, stream(4), 2, SIDE, SIDE, clean, again);
    assert_memory_not_equal(one, again, sizeof one);
}

// One kind after the other, each with its strength alone, is all of them at once.
static void kinds_neither_disturb_nor_reshuffle_one_another(void **state) {
    (void)state;
    const Corruption all = {0.3, 0.1, 0.2, 0.3};
    const Corruption parts[] = {{.gaussian = 0.3}, {.salt_pepper = 0.1}, {.mask = 0.2}, {.square = 0.3}};
    real clean[PLANE], whole[PLANE], steps[PLANE];
    for (int i = 0; i < PLANE; i++)
        steps[i] = clean[i] = (real)((i % 100) / 99.0);
    corrupt(&all, stream(5), 1, SIDE, SIDE, clean, whole);
    for (int k = 0; k < 4; k++)
        corrupt(&parts[k], stream(5), 1, SIDE, SIDE, steps, steps);
    assert_memory_equal(whole, steps, sizeof whole);
    // what was hit is unrelated: of the pixels of one kind the other has its own share
    int both = 0, salted = 0;
    for (uint64_t n = 0; n < IMAGES; n++) {
        real masked[PLANE], salt[PLANE];
        fill(clean, PLANE, (real)0.5);
        corrupt(&parts[2], stream(n), 1, SIDE, SIDE, clean, masked);
        corrupt(&parts[1], stream(n), 1, SIDE, SIDE, clean, salt);
        for (int i = 0; i < PLANE; i++) {
            salted += salt[i] != (real)0.5;
            both += salt[i] != (real)0.5 && masked[i] == 0;
        }
    }
    assert_true(fabs((double)both / salted - 0.2) < 5 * sqrt(0.16 / salted));
}

// Images of one pixel and of a size that is no multiple of anything are written to their end and not beyond.
static void odd_sizes_are_corrupted_to_their_end(void **state) {
    (void)state;
    static const int sizes[][3] = {{1, 1, 1}, {3, 1, 1}, {1, 17, 1}, {1, 1, 257}, {3, 31, 33}};
    for (int k = 0; k < 5; k++) {
        int count = sizes[k][0] * sizes[k][1] * sizes[k][2], changed = 0;
        real *values = malloc((size_t)count * sizeof *values);
        fill(values, count, (real)0.5);
        corrupt(&(Corruption){.gaussian = 0.1}, stream(9), sizes[k][0], sizes[k][1], sizes[k][2], values, values);
        for (int i = 0; i < count; i++)
            changed += values[i] != (real)0.5;
        assert_int_equal(changed, count);
        corrupt(&(Corruption){.mask = 1}, stream(9), sizes[k][0], sizes[k][1], sizes[k][2], values, values);
        for (int i = 0; i < count; i++)
            assert_true(values[i] == 0);
        free(values);
    }
}

// Not a bound, since machines and sanitizers differ; the figure is for whoever changes this.
static void the_cost_of_noise_is_told(void **state) {
    (void)state;
    enum { ROUNDS = 5000 };
    real values[PLANE];
    fill(values, PLANE, (real)0.5);
    const Corruption kinds[] = {{.gaussian = 0.01}, {.salt_pepper = 0.01}, {.mask = 0.01}, {.square = 0.3}};
    double seconds[4];
    for (int k = 0; k < 4; k++) {
        double start = clock_seconds();
        for (uint64_t n = 0; n < ROUNDS; n++)
            corrupt(&kinds[k], stream(n), 1, SIDE, SIDE, values, values);
        seconds[k] = clock_seconds() - start;
    }
    print_message("784 pixels: gaussian %.2f, salt and pepper %.2f, mask %.2f, square %.2f µs\n",
                  1e6 * seconds[0] / ROUNDS, 1e6 * seconds[1] / ROUNDS, 1e6 * seconds[2] / ROUNDS,
                  1e6 * seconds[3] / ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_none_and_changes_nothing),
        cmocka_unit_test(gaussian_noise_is_normal),
        cmocka_unit_test(gaussian_noise_is_clamped_and_grows_with_sigma),
        cmocka_unit_test(salt_and_pepper_hits_its_share_half_each),
        cmocka_unit_test(masking_hits_its_share),
        cmocka_unit_test(more_masking_hides_what_less_hid_and_more),
        cmocka_unit_test(the_square_has_its_side_and_lies_anywhere_inside),
        cmocka_unit_test(the_same_stream_gives_the_same_and_another_another),
        cmocka_unit_test(kinds_neither_disturb_nor_reshuffle_one_another),
        cmocka_unit_test(odd_sizes_are_corrupted_to_their_end),
        cmocka_unit_test(the_cost_of_noise_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
