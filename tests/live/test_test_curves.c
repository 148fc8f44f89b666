// The test curves of several runs: kept apart, found again, thinned out when full, cut where a run goes back.
#include "test.h"
#include "test_curves.h"

static void add(TestCurve *curve, double step, double loss) {
    test_curve_add(curve, &(TestPoint){.step = step, .reconstruction = loss});
}

static void a_run_that_comes_back_has_its_curve(void **state) {
    (void)state;
    static TestCurves curves;
    add(test_curves_find(&curves, 1, 1), 10, 300);
    add(test_curves_find(&curves, 2, 1), 20, 400);
    add(test_curves_find(&curves, 1, 2), 5, 500); // after a reset
    TestCurve *first = test_curves_find(&curves, 1, 1);
    assert_int_equal(first->points, 1);
    assert_true(first->point[0].step == 10 && first->point[0].reconstruction == 300);
    assert_true(test_curves_find(&curves, 1, 2)->point[0].reconstruction == 500);
}

static void the_one_unused_longest_goes(void **state) {
    (void)state;
    static TestCurves curves;
    for (uint64_t run = 1; run <= TEST_CURVES; run++)
        add(test_curves_find(&curves, run, 1), 1, (double)run);
    test_curves_find(&curves, 1, 1);
    test_curves_find(&curves, 99, 1); // in place of run 2
    assert_int_equal(test_curves_find(&curves, 1, 1)->points, 1);
    assert_int_equal(test_curves_find(&curves, 3, 1)->points, 1);
    assert_int_equal(test_curves_find(&curves, 2, 1)->points, 0);
}

static void points_of_steps_undone_are_cut_off(void **state) {
    (void)state;
    static TestCurves curves;
    TestCurve *curve = test_curves_find(&curves, 1, 1);
    for (int i = 1; i <= 5; i++)
        add(curve, 100 * i, i);
    add(curve, 250, 7);
    assert_int_equal(curve->points, 3);
    assert_true(curve->point[2].step == 250 && curve->point[1].step == 200);
}

static void a_full_curve_keeps_every_second_point(void **state) {
    (void)state;
    static TestCurves curves;
    TestCurve *curve = test_curves_find(&curves, 1, 1);
    for (int i = 0; i <= VIEW_CURVE; i++)
        add(curve, i, i);
    assert_int_equal(curve->points, VIEW_CURVE / 2 + 1);
    assert_true(curve->point[0].step == 1 && curve->point[1].step == 3);
    assert_true(curve->point[VIEW_CURVE / 2].step == VIEW_CURVE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_comes_back_has_its_curve),
        cmocka_unit_test(the_one_unused_longest_goes),
        cmocka_unit_test(points_of_steps_undone_are_cut_off),
        cmocka_unit_test(a_full_curve_keeps_every_second_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
