// The order of test images: by error, by class, by index, of one class or of all.
#include "image_order.h"
#include "test.h"

#include <math.h>
#include <stdbool.h>

enum { COUNT = 8 };

static const uint8_t LABELS[COUNT] = {2, 0, 1, 0, 2, 2, 0, 5};
static const float ERRORS[COUNT] = {3, 1, 4, 1, 5, NAN, 2, 6};

static void assert_order(ImageOrder order, bool labels, const float *errors, int label, int count,
                         const int *expected) {
    Images images = {.count = COUNT, .labels = labels ? LABELS : NULL};
    RankedImage ranked[COUNT];
    assert_int_equal(image_order(order, &images, errors, label, ranked), count);
    for (int i = 0; i < count; i++)
        if (ranked[i].index != expected[i])
            fail_msg("order %d, class %d: image %d at place %d, expected %d", order, label, ranked[i].index, i,
                     expected[i]);
}

static void errors_order_both_ways_and_equal_ones_by_index(void **state) {
    (void)state;
    assert_order(ORDER_WORST, true, ERRORS, -1, COUNT, (int[]){5, 7, 4, 2, 0, 6, 1, 3});
    assert_order(ORDER_BEST, true, ERRORS, -1, COUNT, (int[]){1, 3, 6, 0, 2, 4, 7, 5});
}

static void classes_follow_each_other_and_keep_the_order_of_the_file(void **state) {
    (void)state;
    assert_order(ORDER_CLASS, true, ERRORS, -1, COUNT, (int[]){1, 3, 6, 2, 0, 4, 5, 7});
    assert_order(ORDER_INDEX, true, ERRORS, -1, COUNT, (int[]){0, 1, 2, 3, 4, 5, 6, 7});
}

static void one_class_has_its_own_images_only(void **state) {
    (void)state;
    assert_order(ORDER_WORST, true, ERRORS, 0, 3, (int[]){6, 1, 3});
    assert_order(ORDER_INDEX, true, ERRORS, 2, 3, (int[]){0, 4, 5});
    assert_order(ORDER_WORST, true, ERRORS, 4, 0, NULL);
}

static void without_labels_there_are_no_classes(void **state) {
    (void)state;
    assert_order(ORDER_CLASS, false, ERRORS, 2, COUNT, (int[]){0, 1, 2, 3, 4, 5, 6, 7});
    assert_order(ORDER_BEST, false, ERRORS, 2, COUNT, (int[]){1, 3, 6, 0, 2, 4, 7, 5});
}

static void without_errors_images_lie_as_in_the_file(void **state) {
    (void)state;
    assert_order(ORDER_WORST, true, NULL, -1, COUNT, (int[]){0, 1, 2, 3, 4, 5, 6, 7});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_order_both_ways_and_equal_ones_by_index),
        cmocka_unit_test(classes_follow_each_other_and_keep_the_order_of_the_file),
        cmocka_unit_test(one_class_has_its_own_images_only),
        cmocka_unit_test(without_labels_there_are_no_classes),
        cmocka_unit_test(without_errors_images_lie_as_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
