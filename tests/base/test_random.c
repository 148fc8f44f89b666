// The random streams: the values that every saved run depends on, their distribution and their independence.
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

// From an implementation of the same formulas in Python's exact integers.
static void values_are_those_of_the_formula(void **state) {
    (void)state;
    assert_true(random_bits(random_stream(1, RANDOM_INITIALISATION), 0) == UINT64_C(0xea3ae8af59e81538));
    assert_true(random_bits(random_stream(42, RANDOM_STROKES), 7) == UINT64_C(0x5f6f71efb45abf99));
    Random part = random_split(random_stream(1, RANDOM_ORDER), 3);
    assert_true(random_bits(part, UINT64_C(1) << 40) == UINT64_C(0xfbd746edf6f2e431));
    Random stream = random_stream(1, RANDOM_ORDER);
    assert_true(random_uniform(stream, 5) == 0.6896466891490806);
    assert_true(fabs(random_normal(stream, 5) - 0.41677119907311994) < 1e-14);
    const uint32_t order[10] = {1, 6, 8, 7, 5, 2, 4, 0, 3, 9};
    for (uint32_t i = 0; i < 10; i++)
        assert_int_equal(random_permute(stream, 10, i), order[i]);
    assert_int_equal(random_permute(stream, 60000, 12345), 30866);
}

static void check_bijection(Random stream, uint32_t count) {
    unsigned char *hit = calloc(count, 1);
    assert_non_null(hit);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = random_permute(stream, count, i);
        assert_true(place < count);
        assert_int_equal(hit[place]++, 0);
    }
    free(hit);
}

static void permute_is_a_bijection_for_every_count(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= 300; count++)
        for (uint64_t seed = 0; seed < 3; seed++)
            check_bijection(random_stream(seed, RANDOM_ORDER), count);
    check_bijection(random_stream(1, RANDOM_ORDER), 60000);
    check_bijection(random_stream(1, RANDOM_ORDER), 65537);
}

static void permutations_place_each_element_anywhere(void **state) {
    (void)state;
    enum { COUNT = 10, ROUNDS = 20000 };
    int hits[COUNT][COUNT] = {{0}};
    for (uint64_t round = 0; round < ROUNDS; round++)
        for (uint32_t i = 0; i < COUNT; i++)
            hits[i][random_permute(random_split(random_stream(9, RANDOM_ORDER), round), COUNT, i)]++;
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++)
            assert_true(abs(hits[i][j] - ROUNDS / COUNT) < 250); // 6 standard deviations
}

static void uniforms_have_the_moments_of_the_unit_interval(void **state) {
    (void)state;
    enum { COUNT = 1000000 };
    Random stream = random_stream(3, RANDOM_SAMPLING);
    double sum = 0, squares = 0, products = 0, low = 1, high = 0, last = .5;
    for (uint64_t i = 0; i < COUNT; i++) {
        double value = random_uniform(stream, i);
        assert_true(value >= 0 && value < 1);
        sum += value;
        squares += value * value;
        products += (value - .5) * (last - .5);
        low = fmin(low, value);
        high = fmax(high, value);
        last = value;
    }
    assert_true(fabs(sum / COUNT - .5) < .0015);
    assert_true(fabs(squares / COUNT - 1. / 3) < .0015);
    assert_true(fabs(products / COUNT) < .0005);
    assert_true(low < 1e-4 && high > 1 - 1e-4);
}

static void a_pair_of_normals_is_two_of_them(void **state) {
    (void)state;
    Random stream = random_stream(3, RANDOM_SAMPLING);
    double pair[2], product = 0, squares = 0;
    for (uint64_t i = 0; i < 20000; i++) {
        random_normal_pair(stream, i, pair);
        assert_true(pair[0] == random_normal(stream, i));
        product += pair[0] * pair[1];
        squares += pair[1] * pair[1];
    }
    assert_true(fabs(product / 20000) < 5 / sqrt(20000));
    assert_true(fabs(squares / 20000 - 1) < 5 * sqrt(2 / 20000.0));
}

static void normals_have_the_moments_of_the_bell_curve(void **state) {
    (void)state;
    enum { COUNT = 1000000 };
    Random stream = random_stream(4, RANDOM_SAMPLING);
    double moments[5] = {0};
    for (uint64_t i = 0; i < COUNT; i++) {
        double value = random_normal(stream, i), power = 1;
        assert_true(isfinite(value));
        for (int k = 0; k < 5; k++, power *= value)
            moments[k] += power / COUNT;
    }
    assert_true(fabs(moments[1]) < .005);
    assert_true(fabs(moments[2] - 1) < .01);
    assert_true(fabs(moments[3]) < .02);
    assert_true(fabs(moments[4] - 3) < .06);
}

static void check_unrelated(Random one, Random other) {
    int agreeing = 0;
    for (uint64_t i = 0; i < 1000; i++)
        agreeing += __builtin_popcountll(~(random_bits(one, i) ^ random_bits(other, i)));
    assert_true(abs(agreeing - 32000) < 800); // 6 standard deviations
}

static void streams_differ_by_seed_purpose_and_part(void **state) {
    (void)state;
    Random stream = random_stream(1, RANDOM_ORDER);
    for (int purpose = RANDOM_INITIALISATION; purpose <= RANDOM_OBSERVE; purpose++)
        if (purpose != RANDOM_ORDER)
            check_unrelated(stream, random_stream(1, (RandomPurpose)purpose));
    for (uint64_t seed = 2; seed < 70; seed++)
        check_unrelated(stream, random_stream(seed, RANDOM_ORDER));
    check_unrelated(stream, random_stream(0, RANDOM_ORDER));
    for (uint64_t part = 0; part < 70; part++) {
        check_unrelated(stream, random_split(stream, part));
        check_unrelated(random_split(stream, part), random_split(stream, part + 1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_those_of_the_formula),
        cmocka_unit_test(permute_is_a_bijection_for_every_count),
        cmocka_unit_test(permutations_place_each_element_anywhere),
        cmocka_unit_test(uniforms_have_the_moments_of_the_unit_interval),
        cmocka_unit_test(a_pair_of_normals_is_two_of_them),
        cmocka_unit_test(normals_have_the_moments_of_the_bell_curve),
        cmocka_unit_test(streams_differ_by_seed_purpose_and_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
