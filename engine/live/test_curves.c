// A small table of curves by run and lineage. Called by the observer when an evaluation is complete.
#include "test_curves.h"

TestCurve *test_curves_find(TestCurves *curves, uint64_t run, uint64_t lineage) {
    TestCurve *oldest = &curves->curve[0];
    for (int i = 0; i < TEST_CURVES; i++) {
        TestCurve *curve = &curves->curve[i];
        if (curve->run == run && curve->lineage == lineage) {
            curve->used = ++curves->uses;
            return curve;
        }
        oldest = curve->used < oldest->used ? curve : oldest;
    }
    *oldest = (TestCurve){.run = run, .lineage = lineage, .used = ++curves->uses};
    return oldest;
}

void test_curve_add(TestCurve *curve, const TestPoint *point) {
    while (curve->points > 0 && curve->point[curve->points - 1].step >= point->step)
        curve->points--;
    if (curve->points == VIEW_CURVE) {
        for (int i = 0; i < VIEW_CURVE / 2; i++)
            curve->point[i] = curve->point[2 * i + 1];
        curve->points = VIEW_CURVE / 2;
    }
    curve->point[curve->points++] = *point;
}
