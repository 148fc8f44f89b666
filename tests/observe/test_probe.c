// The linear probe held against a ridge regression in NumPy, and on codes whose answer is known.
#include "kernels.h"
#include "observe_golden.h"
#include "probe.h"
#include "sample.h"
#include "small_net.h"

#include <math.h>

enum { TRAIN = 700, TEST = 300, CLASSES = 4 };

// `units` drawn ones and `dead` ones.
static double sampled_accuracy(int units, int dead) {
    size_t width = (size_t)(units + dead);
    float *train = calloc(TRAIN * width, sizeof *train), *test = calloc(TEST * width, sizeof *test);
    uint8_t labels[TRAIN], answers[TEST];
    sample_codes(11, TRAIN, units, CLASSES, dead, train, labels);
    sample_codes(12, TEST, units, CLASSES, dead, test, answers);
    double accuracy = NAN;
    Error error = {""};
    if (!probe_accuracy(train, labels, TRAIN, test, answers, TEST, (int)width, CLASSES, &accuracy, &error))
        fail_msg("%s", error.text);
    free(train);
    free(test);
    return accuracy;
}

// One answer in 300 may fall the other way by rounding.
static void the_accuracy_is_that_of_numpy(void **state) {
    (void)state;
    assert_true(fabs(sampled_accuracy(3, 0) - golden_probe_3[0]) < 1.1 / TEST);
    assert_true(fabs(sampled_accuracy(20, 0) - golden_probe_20[0]) < 1.1 / TEST);
}

static void dead_units_do_no_harm(void **state) {
    (void)state;
    assert_true(fabs(sampled_accuracy(3, 2) - golden_probe_dead[0]) < 1.1 / TEST);
}

static double accuracy_of(const float *train, const uint8_t *labels, int count, const float *test,
                          const uint8_t *answers, int tests, int units, int classes) {
    double accuracy = NAN;
    assert_true(probe_accuracy(train, labels, count, test, answers, tests, units, classes, &accuracy, NULL));
    return accuracy;
}

static void a_code_that_names_the_class_is_read_off_without_error(void **state) {
    (void)state;
    float codes[6 * 3] = {0};
    uint8_t labels[6];
    for (int n = 0; n < 6; n++) {
        labels[n] = (uint8_t)(n % 3);
        codes[n * 3 + n % 3] = 2;
    }
    assert_true(accuracy_of(codes, labels, 6, codes, labels, 6, 3, 3) == 1);
}

// With nothing to go by, the answer is the most frequent class of the training codes.
static void codes_that_say_nothing_give_the_share_of_the_most_frequent_class(void **state) {
    (void)state;
    const float codes[5 * 2] = {0};
    const uint8_t labels[5] = {1, 1, 1, 0, 2}, answers[4] = {1, 0, 1, 2};
    assert_true(accuracy_of(codes, labels, 5, codes, answers, 4, 2, 3) == 0.5);
}

static void equal_units_and_a_class_that_is_never_seen_are_taken(void **state) {
    (void)state;
    const float codes[] = {1, 1, 2, 2, 3, 3, 4, 4};
    const uint8_t labels[] = {0, 0, 3, 3};
    assert_true(accuracy_of(codes, labels, 4, codes, labels, 4, 2, 5) == 1);
}

static void large_codes_do_not_overflow(void **state) {
    (void)state;
    const float codes[] = {1e12f, 0, 2e12f, 0, -1e12f, 0, -2e12f, 0};
    const uint8_t labels[] = {0, 0, 1, 1};
    assert_true(accuracy_of(codes, labels, 4, codes, labels, 4, 2, 2) == 1);
}

static void no_test_codes_give_zero(void **state) {
    (void)state;
    const float codes[] = {1, 2};
    const uint8_t labels[] = {0, 1};
    assert_true(accuracy_of(codes, labels, 2, NULL, NULL, 0, 1, 2) == 0);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_accuracy_is_that_of_numpy),
        cmocka_unit_test(dead_units_do_no_harm),
        cmocka_unit_test(a_code_that_names_the_class_is_read_off_without_error),
        cmocka_unit_test(codes_that_say_nothing_give_the_share_of_the_most_frequent_class),
        cmocka_unit_test(equal_units_and_a_class_that_is_never_seen_are_taken),
        cmocka_unit_test(large_codes_do_not_overflow),
        cmocka_unit_test(no_test_codes_give_zero),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
