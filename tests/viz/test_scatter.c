// Points and pictures in one picture, on exact pixels.
#include "scatter_marks.h"
#include "test.h"

#include <math.h>

enum { SIDE = 20 };

static const Rgba GROUND = {0, 0, 0, 255}, COLOR = {200, 100, 255, 255};

static Scatter begin(float size, bool rim) {
    Scatter scatter = {.key = 7};
    assert_true(scatter_begin(&scatter, SIDE, SIDE, GROUND, 1));
    assert_true(scatter_set_marks(&scatter, size, rim));
    return scatter;
}

static int red(const Scatter *scatter, int x, int y) {
    return scatter->pixels[y * SIDE + x].r;
}

// 9 pixels high, a square reaches 0.88 · 4.5 = 3.96 pixels from its middle: of the pixels at 3.5 to 4.5 two samples of
// four, which is half.
static void a_square_covers_its_pixels(void **state) {
    (void)state;
    Scatter scatter = begin(9, false);
    scatter_point(&scatter, CLASS_SQUARE, COLOR, 10.5F, 10.5F);
    for (int i = 7; i <= 13; i++)
        assert_memory_equal(&scatter.pixels[i * SIDE + 20 - i], &COLOR, sizeof COLOR);
    assert_int_equal(red(&scatter, 6, 10), (200 * 128 + 127) / 255);
    assert_int_equal(red(&scatter, 10, 14), (200 * 128 + 127) / 255);
    assert_int_equal(red(&scatter, 14, 14), (200 * 64 + 127) / 255);
    assert_int_equal(red(&scatter, 5, 10), 0);
    assert_int_equal(red(&scatter, 15, 10), 0);
    scatter_finish(&scatter);
}

static void a_quarter_of_a_pixel_is_seen(void **state) {
    (void)state;
    Scatter scatter = begin(9, false);
    scatter_point(&scatter, CLASS_SQUARE, COLOR, 10.75F, 10.5F);
    assert_int_equal(red(&scatter, 6, 10), (200 * 64 + 127) / 255);
    assert_int_equal(red(&scatter, 14, 10), (200 * 191 + 127) / 255);
    scatter_finish(&scatter);
}

// The rim is ground, a pixel wide, over whatever lies below.
static void a_rim_parts_points(void **state) {
    (void)state;
    Scatter scatter = begin(9, true);
    scatter_fill(&scatter, 0, 0, SIDE, SIDE, (Rgba){50, 50, 50, 255});
    scatter_point(&scatter, CLASS_SQUARE, COLOR, 10.5F, 10.5F);
    assert_int_equal(red(&scatter, 10, 10), 200);
    assert_int_equal(red(&scatter, 6, 10), (200 * 128 + 127) / 255);
    assert_int_equal(red(&scatter, 5, 10), (50 * 127 + 127) / 255);
    assert_int_equal(red(&scatter, 4, 10), 50);
    scatter_finish(&scatter);
}

static void what_lies_outside_is_left_out(void **state) {
    (void)state;
    Scatter scatter = begin(9, true);
    const float far[][2] = {{-50, 3}, {3, 1e9F}, {NAN, 3}, {3, -INFINITY}};
    for (int i = 0; i < 4; i++)
        scatter_point(&scatter, CLASS_DISC, COLOR, far[i][0], far[i][1]);
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_memory_equal(&scatter.pixels[i], &GROUND, sizeof GROUND);
    scatter_point(&scatter, CLASS_DISC, COLOR, 0, 19.5F); // half of it
    assert_int_equal(red(&scatter, 0, 19), 200);
    assert_int_equal(red(&scatter, 19, 19), 0);
    scatter_finish(&scatter);
}

static void every_shape_is_another_and_stays_inside_its_mask(void **state) {
    (void)state;
    ScatterMarks marks = {0};
    assert_true(scatter_marks_fill(&marks, 8, false));
    int side = marks.side, stride = marks.stride;
    for (int a = 0; a < CLASS_SHAPES; a++) {
        const uint8_t *mask = scatter_marks_get(&marks, (ClassShape)a, 3, 3).cover;
        int ink = 0;
        for (int i = 0; i < side * stride; i++)
            ink += mask[i];
        assert_in_range(ink, 15 * 255, 60 * 255);
        for (int i = 0; i < side; i++)
            assert_true(mask[i] == 0 && mask[i * stride] == 0);
        for (int b = 0; b < a; b++)
            assert_memory_not_equal(mask, scatter_marks_get(&marks, (ClassShape)b, 3, 3).cover,
                                    (size_t)(side * stride));
    }
    Scatter scatter = {.marks = marks};
    scatter_finish(&scatter);
}

static void pictures_are_tinted_averaged_and_cut(void **state) {
    (void)state;
    Scatter scatter = begin(9, false);
    const uint8_t grey[16] = {255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 100, 200, 0, 0, 100, 200};
    ScatterPicture picture = {.pixels = grey, .channels = 1, .height = 4, .width = 4, .tinted = true};
    picture.tint = COLOR;
    picture.opacity = 255;
    scatter_picture(&scatter, &picture, 2, 3, 2, 2);
    assert_memory_equal(&scatter.pixels[3 * SIDE + 2], &COLOR, sizeof COLOR);
    assert_memory_equal(&scatter.pixels[3 * SIDE + 3], &GROUND, sizeof GROUND);
    assert_int_equal(red(&scatter, 3, 4), (200 * 150 + 127) / 255);
    scatter_picture(&scatter, &picture, -4, 16, 8, 8); // its right half, and the upper half of that
    assert_int_equal(red(&scatter, 0, 16), 0);
    picture.tinted = false;
    scatter_picture(&scatter, &picture, 10, 10, 8, 8);
    assert_int_equal(red(&scatter, 13, 13), 255);
    assert_int_equal(red(&scatter, 14, 14), 100);
    assert_int_equal(red(&scatter, 17, 17), 200);
    scatter_finish(&scatter);
}

static void red_green_and_blue_stay_what_they_are(void **state) {
    (void)state;
    Scatter scatter = begin(9, false);
    const uint8_t colors[3] = {10, 20, 30};
    ScatterPicture picture = {
        .pixels = colors, .channels = 3, .height = 1, .width = 1, .tinted = true, .tint = COLOR, .opacity = 255};
    scatter_picture(&scatter, &picture, 4, 4, 2, 2);
    assert_memory_equal(&scatter.pixels[5 * SIDE + 5], &((Rgba){10, 20, 30, 255}), sizeof(Rgba));
    scatter_finish(&scatter);
}

static void it_is_drawn_again_only_where_something_changed(void **state) {
    (void)state;
    Scatter scatter = begin(9, false);
    DrawList list = {0};
    Viz viz = {.list = &list, .scale = 1};
    scatter_draw(&scatter, &viz, 5, 6);
    assert_int_equal(list.commands[0].image.version, 1);
    assert_false(scatter_begin(&scatter, SIDE, SIDE, GROUND, 1));
    assert_true(scatter_begin(&scatter, SIDE, SIDE, GROUND, 2));
    assert_true(scatter_begin(&scatter, SIDE, SIDE, COLOR, 2));
    assert_true(scatter_begin(&scatter, SIDE - 1, SIDE, COLOR, 2));
    scatter_draw(&scatter, &viz, 5, 6);
    assert_true(list.commands[1].image.version == 4 && list.commands[1].rect.w == SIDE - 1);
    assert_false(scatter_begin(&scatter, 0, SIDE, COLOR, 3));
    scatter_draw(&scatter, &viz, 5, 6);
    assert_int_equal(list.count, 2);
    scatter_finish(&scatter);
    draw_finish(&list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_covers_its_pixels),
        cmocka_unit_test(a_quarter_of_a_pixel_is_seen),
        cmocka_unit_test(a_rim_parts_points),
        cmocka_unit_test(what_lies_outside_is_left_out),
        cmocka_unit_test(every_shape_is_another_and_stays_inside_its_mask),
        cmocka_unit_test(pictures_are_tinted_averaged_and_cut),
        cmocka_unit_test(red_green_and_blue_stay_what_they_are),
        cmocka_unit_test(it_is_drawn_again_only_where_something_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
