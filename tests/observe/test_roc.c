// ROC curves and the areas under them: by hand, as scikit-learn finds them, and where they are not defined.
#include "roc.h"
#include "test.h"

#include "anomaly_golden.h"

#include <math.h>

enum { MOST = 4096 };

static RocItem items[MOST];

static void put(int i, float score, bool anomaly, int label) {
    items[i] = (RocItem){.score = score, .image = i, .anomaly = anomaly, .label = (uint8_t)label};
}

// Letters from the least score to the highest, equal ones in brackets: 'a' an anomaly, 'n' a normal image.
static Roc roc_of(const char *order) {
    int count = 0, level = 0;
    bool tied = false;
    for (; *order; order++) {
        tied = *order == '(' || (tied && *order != ')');
        if (*order == 'a' || *order == 'n')
            put(count++, (float)level, *order == 'a', *order == 'a');
        level += !tied;
    }
    Roc roc;
    roc_sort(items, count);
    roc_make(items, count, &roc);
    return roc;
}

static void areas_are_as_counted_by_hand(void **state) {
    (void)state;
    assert_true(roc_of("nnaa").area == 1);
    assert_true(roc_of("aann").area == 0);
    assert_true(roc_of("nana").area == 0.75); // of four pairs three are right
    assert_true(roc_of("anan").area == 0.25);
    assert_true(roc_of("(nnaa)").area == 0.5);
    assert_true(roc_of("n(na)a").area == 0.875); // one pair of four is tied
    assert_true(roc_of("(naa)n").area == 0.25);  // the tied two win half each, the other two lose
}

static void all_scores_tied_is_chance_and_a_straight_line(void **state) {
    (void)state;
    Roc roc = roc_of("(nnnnaaa)");
    assert_true(roc.defined && roc.area == 0.5 && roc.points == 2);
    assert_true(roc.found[0] == 0 && roc.taken[0] == 0 && roc.found[1] == 1 && roc.taken[1] == 1);
}

static void without_anomalies_or_without_others_there_is_none(void **state) {
    (void)state;
    const char *const orders[] = {"", "nnn", "aaa", "(aa)", "n"};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        Roc roc = roc_of(orders[i]);
        assert_false(roc.defined);
        assert_true(roc.points == 0 && roc.area == 0);
    }
    assert_int_equal(roc_of("nnn").normals, 3);
    assert_int_equal(roc_of("aaa").anomalies, 3);
}

static void a_score_that_is_no_number_leaves_it_undefined_but_sorted(void **state) {
    (void)state;
    Roc roc;
    put(0, 1, false, 0);
    put(1, NAN, true, 1);
    put(2, INFINITY, true, 1);
    put(3, NAN, false, 0);
    roc_sort(items, 4);
    assert_true(items[0].image == 1 && items[1].image == 3 && items[2].image == 2 && items[3].image == 0);
    roc_make(items, 4, &roc);
    assert_false(roc.defined);
    roc_make(items + 2, 2, &roc); // infinite is more than anything
    assert_true(roc.defined && roc.area == 1);
}

static void equal_scores_are_sorted_by_image(void **state) {
    (void)state;
    for (int i = 0; i < 50; i++)
        put((i * 7) % 50, (float)(i % 2), i % 3 == 0, 0);
    for (int i = 0; i < 50; i++)
        items[i].score = 4;
    roc_sort(items, 50);
    for (int i = 0; i < 50; i++)
        assert_int_equal(items[i].image, i);
}

static void curves_and_areas_are_scikit_learns(void **state) {
    (void)state;
    for (int c = 0; c < GOLDEN_ROC_CASES; c++) {
        const GoldenRoc *golden = &GOLDEN_ROC[c];
        Roc roc;
        for (int i = 0; i < GOLDEN_ROC_IMAGES; i++)
            put(i, (float)golden->score[i], golden->label[i] > 0, golden->label[i]);
        roc_sort(items, GOLDEN_ROC_IMAGES);
        roc_make(items, GOLDEN_ROC_IMAGES, &roc);
        assert_true(roc.defined && fabs(roc.area - golden->areas[0]) < 1e-10);
        for (int k = 1; k < 3; k++)
            assert_true(fabs(roc.class_area[k] - golden->areas[k]) < 1e-10);
        assert_true(roc.class_images[0] == 0 && roc.class_images[1] + roc.class_images[2] == roc.anomalies);
        assert_int_equal(roc.points, golden->points);
        for (int p = 0; p < roc.points; p++)
            if (fabs((double)roc.found[p] - golden->found[p]) > 1e-6 ||
                fabs((double)roc.taken[p] - golden->taken[p]) > 1e-6)
                fail_msg("case %d, point %d: (%g, %g)", c, p, (double)roc.taken[p], (double)roc.found[p]);
    }
}

// The area under the points drawn is that of all images within the width of a point.
static void long_curves_are_thinned_but_keep_their_shape(void **state) {
    (void)state;
    for (int i = 0; i < MOST; i++)
        put(i, (float)((i * 2654435761U) % 5003) + (i % 5 == 0 ? 1500 : 0), i % 5 == 0, 7);
    Roc roc;
    roc_sort(items, MOST);
    roc_make(items, MOST, &roc);
    assert_in_range(roc.points, ROC_POINTS / 2, ROC_POINTS);
    double area = 0;
    for (int p = 1; p < roc.points; p++) {
        assert_true(roc.taken[p] >= roc.taken[p - 1] && roc.found[p] >= roc.found[p - 1]);
        area += (double)(roc.taken[p] - roc.taken[p - 1]) * (double)(roc.found[p] + roc.found[p - 1]) / 2;
    }
    assert_true(roc.taken[roc.points - 1] == 1 && roc.found[roc.points - 1] == 1);
    assert_true(fabs(area - roc.area) < 1e-3 && roc.area > 0.6 && roc.area < 0.9);
}

static int sum(const int *parts) {
    int images = 0;
    for (int i = 0; i < SPREAD_BINS; i++)
        images += parts[i];
    return images;
}

static void scores_are_counted_in_equal_parts_of_their_range(void **state) {
    (void)state;
    Spread spread;
    for (int i = 0; i <= 96; i++) // two for each of 48 parts, and the end
        put(i, (float)i, i >= 90, 0);
    roc_sort(items, 97);
    spread_make(items, 97, &spread);
    assert_true(spread.low == 0 && spread.high == 96);
    for (int b = 0; b < SPREAD_BINS; b++)
        assert_int_equal(spread.normal[b] + spread.anomaly[b], b == SPREAD_BINS - 1 ? 3 : 2);
    assert_true(sum(spread.normal) == 90 && sum(spread.anomaly) == 7 && spread.images[0] == 90 &&
                spread.images[1] == 7);
    assert_true(spread.normal_mean == 44.5 && spread.anomaly_mean == 93);
}

static void a_few_far_out_leave_the_others_their_room(void **state) {
    (void)state;
    Spread spread;
    for (int i = 0; i < 1000; i++)
        put(i, i < 4 ? 1e9F : (float)(i % 100), false, 0);
    roc_sort(items, 1000);
    spread_make(items, 1000, &spread);
    assert_true(spread.low == 0 && spread.high < 100 && sum(spread.normal) == 1000);
    assert_true(isnan(spread.anomaly_mean));
}

static void scores_that_are_all_equal_or_no_numbers_have_no_range(void **state) {
    (void)state;
    Spread spread;
    for (int i = 0; i < 8; i++)
        put(i, 3, i % 2, 0);
    roc_sort(items, 8);
    spread_make(items, 8, &spread);
    assert_true(spread.low == 3 && spread.high == 3 && spread.normal[0] == 4 && spread.anomaly[0] == 4);
    put(0, NAN, false, 0);
    put(1, INFINITY, true, 0);
    put(2, -INFINITY, true, 0);
    roc_sort(items, 3);
    spread_make(items, 3, &spread);
    assert_true(spread.low == 0 && spread.high == 0 && sum(spread.normal) + sum(spread.anomaly) == 3);
    spread_make(items, 0, &spread);
    assert_true(spread.low == 0 && spread.high == 0 && isnan(spread.normal_mean));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_are_as_counted_by_hand),
        cmocka_unit_test(all_scores_tied_is_chance_and_a_straight_line),
        cmocka_unit_test(without_anomalies_or_without_others_there_is_none),
        cmocka_unit_test(a_score_that_is_no_number_leaves_it_undefined_but_sorted),
        cmocka_unit_test(equal_scores_are_sorted_by_image),
        cmocka_unit_test(curves_and_areas_are_scikit_learns),
        cmocka_unit_test(long_curves_are_thinned_but_keep_their_shape),
        cmocka_unit_test(scores_are_counted_in_equal_parts_of_their_range),
        cmocka_unit_test(a_few_far_out_leave_the_others_their_room),
        cmocka_unit_test(scores_that_are_all_equal_or_no_numbers_have_no_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
