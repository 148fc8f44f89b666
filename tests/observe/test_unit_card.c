// What one column of activations says: strongest images, a spread, classes, and units that are hardly ever active.
#include "small_net.h"
#include "unit_card.h"

#include <math.h>

enum { IMAGES = 100 };

static int order[IMAGES], scratch[IMAGES];

static void the_strongest_images_and_a_spread_are_found(void **state) {
    (void)state;
    float column[IMAGES] = {0};
    for (int i = 0; i < 61; i++)
        column[(i * 37) % IMAGES] = (float)(i + 1); // activations 1 … 61, the others 0
    UnitImages strongest, spread;
    assert_int_equal(unit_card_images(column, IMAGES, order, scratch, &strongest, &spread), 61);
    assert_int_equal(strongest.count, UNIT_CARD_IMAGES);
    assert_int_equal(spread.count, UNIT_CARD_IMAGES);
    for (int i = 0; i < UNIT_CARD_IMAGES; i++) {
        assert_true(strongest.value[i] == (float)(61 - i));
        assert_true(spread.value[i] == (float)(61 - 4 * i)); // quantiles 0, 1/15, … of 60 steps
        assert_true(column[strongest.image[i]] == strongest.value[i] && column[spread.image[i]] == spread.value[i]);
    }
}

static void a_spread_takes_the_image_nearest_to_each_quantile(void **state) {
    (void)state;
    float column[18];
    const int expected[] = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17}; // 17·i/15, rounded
    UnitImages strongest, spread;
    for (int i = 0; i < 18; i++)
        column[i] = (float)(18 - i);
    assert_int_equal(unit_card_images(column, 18, order, scratch, &strongest, &spread), 18);
    assert_memory_equal(spread.image, expected, sizeof expected);
}

static void few_active_images_are_shown_once_each(void **state) {
    (void)state;
    float column[IMAGES] = {0};
    UnitImages strongest, spread;
    assert_int_equal(unit_card_images(column, IMAGES, order, scratch, &strongest, &spread), 0);
    assert_true(strongest.count == 0 && spread.count == 0);
    column[40] = 2;
    column[7] = -1;
    column[41] = 2;
    column[50] = NAN;
    column[51] = INFINITY;
    const int expected[] = {40, 41, 7};
    assert_int_equal(unit_card_images(column, IMAGES, order, scratch, &strongest, &spread), 3);
    assert_memory_equal(strongest.image, expected, sizeof expected);
    assert_memory_equal(spread.image, expected, sizeof expected);
    assert_int_equal(unit_card_images(column + 40, 1, order, scratch, &strongest, &spread), 1);
    assert_true(strongest.image[0] == 0 && spread.image[0] == 0);
    assert_int_equal(unit_card_images(column, 0, order, scratch, &strongest, &spread), 0);
}

static void a_histogram_holds_all_that_are_numbers(void **state) {
    (void)state;
    const float column[] = {0, 0, NAN, 3, -INFINITY, 1};
    Histogram histogram = {.count = 99};
    assert_int_equal(unit_card_histogram(column, 6, &histogram), 2);
    assert_int_equal(histogram.count, 4);
    assert_true(histogram.least == 0 && histogram.most == 3);
}

static void classes_have_their_means_and_may_be_empty(void **state) {
    (void)state;
    const float column[] = {1, 3, 5, NAN, -2};
    const uint8_t labels[] = {0, 0, 2, 2, 255};
    float mean[4];
    int count[4];
    unit_card_class_means(column, labels, 5, 4, mean, count);
    assert_true(mean[0] == 2 && mean[1] == 0 && mean[2] == 5 && mean[3] == 0);
    assert_true(count[0] == 2 && count[1] == 0 && count[2] == 1);
    unit_card_class_means(column, labels, 5, 3, mean, NULL);
    assert_true(mean[2] == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_strongest_images_and_a_spread_are_found),
        cmocka_unit_test(a_spread_takes_the_image_nearest_to_each_quantile),
        cmocka_unit_test(few_active_images_are_shown_once_each),
        cmocka_unit_test(a_histogram_holds_all_that_are_numbers),
        cmocka_unit_test(classes_have_their_means_and_may_be_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
