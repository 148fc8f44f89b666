// Drawing on pixels: how soft strokes are, what they cover, erasing, colours, centring.
#include "drawing.h"
#include "test.h"

#include <math.h>
#include <string.h>

static Drawing drawing, other;

static const Brush PEN = {.radius = 1.5F, .color = {255, 255, 255}}, ERASER = {.radius = 3};

static int at(const Drawing *of, int x, int y) {
    return of->pixels[y * of->width + x];
}

static void a_dot_is_round_and_soft_at_its_edge(void **state) {
    (void)state;
    drawing_init(&drawing, 1, 9, 11);
    drawing_begin(&drawing);
    Point middle = {5.5F, 4.5F};
    drawing_line(&drawing, &PEN, middle, middle);
    for (int y = 0; y < 9; y++)
        for (int x = 0; x < 11; x++) {
            float distance = hypotf((float)(x - 5), (float)(y - 4));
            float expected = (1.5F + 0.75F - distance) / 1.5F; // an edge of one radius, half covered at the radius
            expected = expected < 0 ? 0 : expected > 1 ? 1 : expected;
            assert_int_equal(at(&drawing, x, y), (int)(255 * expected + 0.5F));
        }
    assert_int_equal(at(&drawing, 5, 4), 255);
    assert_true(at(&drawing, 7, 4) > 0 && at(&drawing, 7, 4) < 255 && at(&drawing, 8, 4) == 0);
}

static void a_brush_covers_half_at_its_radius(void **state) {
    (void)state;
    for (int i = 1; i < 9; i++) {
        Brush brush = {.radius = (float)i / 2};
        assert_true(fabsf(brush_coverage(&brush, brush.radius) - 0.5F) < 1e-6F);
        assert_true(brush_coverage(&brush, 0) == 1 && brush_coverage(&brush, 2 * brush.radius + 1) == 0);
    }
}

// However often the mouse is asked where it is.
static void a_line_in_pieces_is_the_whole_line(void **state) {
    (void)state;
    Point from = {2.25F, 3}, to = {17.75F, 11};
    drawing_init(&drawing, 1, 16, 20);
    drawing_begin(&drawing);
    drawing_line(&drawing, &PEN, from, to);
    drawing_init(&other, 1, 16, 20);
    drawing_begin(&other);
    for (int i = 0; i < 31; i++) {
        float a = (float)i / 31, b = (float)(i + 1) / 31;
        drawing_line(&other, &PEN, (Point){from.x + a * (to.x - from.x), from.y + a * (to.y - from.y)},
                     (Point){from.x + b * (to.x - from.x), from.y + b * (to.y - from.y)});
    }
    for (int i = 0; i < 16 * 20; i++)
        assert_in_range(drawing.pixels[i] + 1, other.pixels[i], other.pixels[i] + 2);
}

static void a_stroke_that_crosses_itself_is_not_stronger_there(void **state) {
    (void)state;
    Brush grey = {.radius = 2, .color = {100, 100, 100}};
    drawing_init(&drawing, 1, 12, 12);
    drawing_begin(&drawing);
    drawing_line(&drawing, &grey, (Point){1, 6}, (Point){11, 6});
    drawing_line(&drawing, &grey, (Point){11, 6}, (Point){6, 1});
    drawing_line(&drawing, &grey, (Point){6, 1}, (Point){6, 11});
    for (int i = 0; i < 144; i++)
        assert_true(drawing.pixels[i] <= 100);
    assert_int_equal(at(&drawing, 5, 5), 100);
}

static void the_eraser_leaves_black(void **state) {
    (void)state;
    drawing_init(&drawing, 1, 12, 12);
    memset(drawing.pixels, 200, 144);
    drawing_begin(&drawing);
    drawing_line(&drawing, &ERASER, (Point){0, 6}, (Point){12, 6});
    for (int x = 0; x < 12; x++)
        assert_true(at(&drawing, x, 5) == 0 && at(&drawing, x, 0) == 200);
}

static void colours_go_into_their_channels(void **state) {
    (void)state;
    Brush orange = {.radius = 3, .color = {255, 128, 0}};
    drawing_init(&drawing, 3, 31, 33);
    drawing_begin(&drawing);
    drawing_line(&drawing, &orange, (Point){16.5F, 15.5F}, (Point){16.5F, 15.5F});
    int middle = 15 * 33 + 16, plane = 31 * 33;
    assert_int_equal(drawing.pixels[middle], 255);
    assert_int_equal(drawing.pixels[plane + middle], 128);
    assert_int_equal(drawing.pixels[2 * plane + middle], 0);
}

static void what_lies_outside_is_left_out(void **state) {
    (void)state;
    drawing_init(&drawing, 1, 8, 8);
    drawing_begin(&drawing);
    drawing_line(&drawing, &PEN, (Point){-1e4F, 4}, (Point){1e4F, 4});
    drawing_line(&drawing, &PEN, (Point){-50, -50}, (Point){-40, 90});
    drawing_line(&drawing, &PEN, (Point){NAN, 2}, (Point){3, INFINITY});
    for (int x = 0; x < 8; x++)
        assert_true(at(&drawing, x, 4) > 200 && at(&drawing, x, 0) == 0 && at(&drawing, x, 7) == 0);
}

static void centring_moves_the_mass_to_the_middle(void **state) {
    (void)state;
    drawing_init(&drawing, 1, 28, 28);
    drawing.pixels[2 * 28 + 3] = 100; // two pixels, the lower one three times as heavy
    drawing.pixels[6 * 28 + 3] = 255;
    drawing.pixels[6 * 28 + 4] = 45;
    assert_true(drawing_centre(&drawing)); // centre of mass: x 3.5 + 45/400, y 2.5 + 4·300/400
    assert_int_equal(at(&drawing, 13, 11), 100);
    assert_int_equal(at(&drawing, 13, 15), 255);
    assert_int_equal(at(&drawing, 14, 15), 45);
    Drawing *before = &other;
    *before = drawing;
    assert_true(drawing_centre(&drawing)); // there it stays
    assert_memory_equal(before->pixels, drawing.pixels, 28 * 28);
}

static void centring_pushes_no_ink_out(void **state) {
    (void)state;
    drawing_init(&drawing, 3, 10, 10);
    drawing.pixels[0] = 1; // far away and light
    for (int i = 90; i < 100; i++)
        drawing.pixels[200 + i] = 255;
    assert_true(drawing_centre(&drawing));
    int sum = 0;
    for (int i = 0; i < 300; i++)
        sum += drawing.pixels[i];
    assert_int_equal(sum, 1 + 10 * 255);
}

static void an_empty_image_has_no_centre(void **state) {
    (void)state;
    drawing_init(&drawing, 1, 28, 28);
    assert_false(drawing_centre(&drawing));
    drawing.pixels[5] = 9;
    drawing_clear(&drawing);
    assert_false(drawing_centre(&drawing));
}

static void only_images_that_have_room_can_be_drawn(void **state) {
    (void)state;
    assert_true(drawing_can(1, 28, 28) && drawing_can(3, 31, 33) && drawing_can(3, 128, 128) &&
                drawing_can(1, 1, 16384));
    assert_false(drawing_can(1, 129, 128) || drawing_can(2, 8, 8) || drawing_can(1, 0, 8) || drawing_can(1, 8, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dot_is_round_and_soft_at_its_edge),
        cmocka_unit_test(a_brush_covers_half_at_its_radius),
        cmocka_unit_test(a_line_in_pieces_is_the_whole_line),
        cmocka_unit_test(a_stroke_that_crosses_itself_is_not_stronger_there),
        cmocka_unit_test(the_eraser_leaves_black),
        cmocka_unit_test(colours_go_into_their_channels),
        cmocka_unit_test(what_lies_outside_is_left_out),
        cmocka_unit_test(centring_moves_the_mass_to_the_middle),
        cmocka_unit_test(centring_pushes_no_ink_out),
        cmocka_unit_test(an_empty_image_has_no_centre),
        cmocka_unit_test(only_images_that_have_room_can_be_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
