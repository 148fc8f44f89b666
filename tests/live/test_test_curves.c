// The test curves of several runs: kept apart, found again, thinned out when full, cut where a run goes back.
#include "test.h"
#include "test_curves.h"

static void add(TestCurve *curve, double step, double loss) {
    test_curve_add(curve, &(TestPoint){.step = step, .reconstruction = loss});
}

static TestCurve *of_line(TestCurves *curves, uint64_t run, uint64_t line) {
    return test_curves_find(curves, run, lineage_begin(line));
}

static void a_run_that_comes_back_has_its_curve(void **state) {
    (void)state;
    static TestCurves curves;
    add(of_line(&curves, 1, 1), 10, 300);
    add(of_line(&curves, 2, 1), 20, 400);
    add(of_line(&curves, 1, 2), 5, 500); // after a reset
    TestCurve *first = of_line(&curves, 1, 1);
    assert_int_equal(first->points, 1);
    assert_true(first->point[0].step == 10 && first->point[0].reconstruction == 300);
    assert_true(of_line(&curves, 1, 2)->point[0].reconstruction == 500);
}

static void the_one_unused_longest_goes(void **state) {
    (void)state;
    static TestCurves curves;
    for (uint64_t run = 1; run <= TEST_CURVES; run++)
        add(of_line(&curves, run, 1), 1, (double)run);
    of_line(&curves, 1, 1);
    of_line(&curves, 99, 1); // in place of run 2
    assert_int_equal(of_line(&curves, 1, 1)->points, 1);
    assert_int_equal(of_line(&curves, 3, 1)->points, 1);
    assert_int_equal(of_line(&curves, 2, 1)->points, 0);
}

static void points_of_steps_undone_are_cut_off(void **state) {
    (void)state;
    static TestCurves curves;
    TestCurve *curve = of_line(&curves, 1, 1);
    for (int i = 1; i <= 5; i++)
        add(curve, 100 * i, i);
    add(curve, 250, 7);
    assert_int_equal(curve->points, 3);
    assert_true(curve->point[2].step == 250 && curve->point[1].step == 200);
}

static void a_full_curve_keeps_every_second_point(void **state) {
    (void)state;
    static TestCurves curves;
    TestCurve *curve = of_line(&curves, 1, 1);
    for (int i = 0; i <= VIEW_CURVE; i++)
        add(curve, i, i);
    assert_int_equal(curve->points, VIEW_CURVE / 2 + 1);
    assert_true(curve->point[0].step == 1 && curve->point[1].step == 3);
    assert_true(curve->point[VIEW_CURVE / 2].step == VIEW_CURVE);
}

static void a_line_that_forks_begins_with_its_past(void **state) {
    (void)state;
    static TestCurves curves;
    for (int i = 1; i <= 4; i++)
        add(of_line(&curves, 1, 1), 10 * i, i);
    Lineage second = lineage_begin(1), third;
    lineage_fork(&second, 30, 2);
    third = second;
    lineage_fork(&third, 50, 3);
    TestCurve *curve = test_curves_find(&curves, 1, third); // nothing was measured on the second
    assert_int_equal(curve->points, 3);
    assert_true(curve->point[2].step == 30 && curve->point[2].reconstruction == 3);
    add(curve, 60, 7);
    assert_int_equal(of_line(&curves, 1, 1)->points, 4);
    assert_int_equal(test_curves_find(&curves, 1, second)->points, 3);
    assert_int_equal(test_curves_find(&curves, 2, third)->points, 0); // another run's lines are others
}

static void a_lineage_remembers_its_last_forks(void **state) {
    (void)state;
    Lineage lineage = lineage_begin(1);
    for (uint64_t i = 0; i < LINEAGE_FORKS + 2; i++)
        lineage_fork(&lineage, 10 * i, 2 + i);
    assert_int_equal(lineage.line, LINEAGE_FORKS + 3);
    assert_int_equal(lineage.forks, LINEAGE_FORKS);
    assert_true(lineage.fork[0].line == 3 && lineage.fork[0].step == 20);
    assert_int_equal(lineage.fork[LINEAGE_FORKS - 1].line, LINEAGE_FORKS + 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_comes_back_has_its_curve),
        cmocka_unit_test(the_one_unused_longest_goes),
        cmocka_unit_test(points_of_steps_undone_are_cut_off),
        cmocka_unit_test(a_full_curve_keeps_every_second_point),
        cmocka_unit_test(a_line_that_forks_begins_with_its_past),
        cmocka_unit_test(a_lineage_remembers_its_last_forks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
