// A small table of curves by run and line of steps. Called by the observer when an evaluation is complete.
#include "test_curves.h"

static TestCurve *find(TestCurves *curves, uint64_t run, uint64_t line) {
    for (int i = 0; i < TEST_CURVES; i++)
        if (curves->curve[i].run == run && curves->curve[i].line == line)
            return &curves->curve[i];
    return NULL;
}

static TestCurve *least_used(TestCurves *curves) {
    TestCurve *oldest = &curves->curve[0];
    for (int i = 1; i < TEST_CURVES; i++)
        oldest = curves->curve[i].used < oldest->used ? &curves->curve[i] : oldest;
    return oldest;
}

// A curve's points up to a step, as another's beginning.
static void begin_with(TestCurve *curve, const TestCurve *past, double step) {
    while (curve->points < past->points && past->point[curve->points].step <= step) {
        curve->point[curve->points] = past->point[curve->points];
        curve->points++;
    }
}

TestCurve *test_curves_find(TestCurves *curves, uint64_t run, Lineage lineage) {
    TestCurve *curve = find(curves, run, lineage.line);
    if (!curve) {
        const TestCurve *past = NULL;
        int fork = lineage.forks;
        while (fork > 0 && !past)
            past = find(curves, run, lineage.fork[--fork].line);
        TestCurve begun = {.run = run, .line = lineage.line};
        if (past)
            begin_with(&begun, past, (double)lineage.fork[fork].step);
        curve = least_used(curves);
        *curve = begun;
    }
    curve->used = ++curves->uses;
    return curve;
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
