// The test loss over the steps of every run looked at lately, so that a run that comes back still has its curve. On the
// observer's thread only.
#ifndef HOURGLASS_TEST_CURVES_H
#define HOURGLASS_TEST_CURVES_H

#include "lineage.h"
#include "views.h"

enum { TEST_CURVES = 16 };

/// One run on one line of steps, with its past on others (see lineage.h).
typedef struct TestCurve {
    uint64_t run, line, used;
    TestPoint point[VIEW_CURVE];
    int points;
} TestCurve;

typedef struct TestCurves {
    TestCurve curve[TEST_CURVES];
    uint64_t uses;
} TestCurves;

/// The curve of this run and line; a new one, in place of the one not used for longest, if there is none. That of a
/// line that has left another begins with what the other had until then.
TestCurve *test_curves_find(TestCurves *curves, uint64_t run, Lineage lineage);

/// Adds a point. Points at or after its step go: the run has gone back. A full curve gives up every second point.
void test_curve_add(TestCurve *curve, const TestPoint *point);

#endif
