// Classes are told apart without their colours, and marks stay in their place.
#include "class_mark.h"
#include "test.h"

#include <math.h>

static void a_hundred_classes_have_marks_of_their_own(void **state) {
    (void)state;
    for (int a = 0; a < THEME_CLASSES * CLASS_SHAPES; a++)
        for (int b = 0; b < a; b++)
            assert_true(a % THEME_CLASSES != b % THEME_CLASSES || class_mark_shape(a) != class_mark_shape(b));
    for (int a = 0; a < CLASS_SHAPES; a++)
        assert_int_equal(class_mark_shape(a), a);
    assert_int_equal(class_mark_shape(-1), 0);
    assert_int_equal(class_mark_shape(100), class_mark_shape(200 - 100));
}

// Every shape draws something of its own, no further from the middle than a little more than its size.
static void marks_stay_in_their_place(void **state) {
    (void)state;
    Theme theme;
    DrawList list = {0};
    theme_dark(&theme);
    Viz viz = {.list = &list, .theme = &theme, .scale = 1};
    for (int shape = 0; shape < CLASS_SHAPES; shape++) {
        draw_clear(&list);
        class_mark_draw(&viz, shape, 50, 40, 12);
        assert_true(list.count >= 1);
        for (int i = 0; i < list.count; i++) {
            const DrawCommand *command = &list.commands[i];
            assert_memory_equal(&command->color, &theme.colors.classes[shape], sizeof(Rgba));
            if (command->kind == DRAW_FILL || command->kind == DRAW_FRAME) {
                assert_true(command->rect.x >= 44 && command->rect.x + command->rect.w <= 56);
                assert_true(command->rect.y >= 34 && command->rect.y + command->rect.h <= 46);
            }
        }
        for (int i = 0; i < list.point_count; i++)
            assert_true(fabsf(list.points[i].x - 50) < 7.5F && fabsf(list.points[i].y - 40) < 7.5F);
    }
    draw_finish(&list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_classes_have_marks_of_their_own),
        cmocka_unit_test(marks_stay_in_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
