// Grids and heat maps: where things are, what a click hits, when pixels are sent again, what shared pixels show.
#include "heat_map.h"
#include "image_grid.h"
#include "test.h"

#include <math.h>
#include <string.h>

typedef struct Desk {
    Theme theme;
    TextMeasure measure;
    DrawList list;
    Viz viz;
} Desk;

static float even_width(void *context, DrawFont font, float size, const char *text) {
    (void)context;
    (void)font;
    return size * 0.6F * (float)strlen(text);
}

static void desk_init(Desk *desk) {
    memset(desk, 0, sizeof *desk);
    theme_dark(&desk->theme);
    desk->measure.width = even_width;
    desk->viz = (Viz){&desk->list, &desk->theme, &desk->measure, NULL, 1};
}

static const DrawImage *drawn_image(const DrawList *list, uint64_t key) {
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_IMAGE && list->commands[i].image.key == key)
            return &list->commands[i].image;
    return NULL;
}

static void a_grid_uses_whole_zooms_and_stays_inside(void **state) {
    (void)state;
    const float sizes[][2] = {{800, 600}, {100, 600}, {30, 30}, {5000, 40}, {333, 333}, {28, 28}, {9, 300}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int count = 1; count < 70; count += 17) {
            ImageGrid grid = {.key = 1};
            ImageGridDesc desc = {.count = count, .width = 28, .height = 20, .gap = 3, .row_gap = 18};
            if (count % 2 == 0) {
                desc.group = 3;
                desc.group_gap = 8;
                desc.spread = true;
            }
            Rect area = {10, 20, sizes[i][0], sizes[i][1]};
            image_grid_layout(&grid, &desc, area, 1);
            assert_true(grid.shown <= count);
            for (int k = 0; k < grid.shown; k++) {
                Rect place = image_grid_place(&grid, k);
                assert_true(place.x >= area.x && place.y >= area.y);
                assert_true(place.x + place.w <= area.x + area.w && place.y + place.h <= area.y + area.h);
                if (grid.shrink == 1)
                    assert_true(place.w == (float)(28 * grid.zoom));
            }
            image_grid_finish(&grid);
        }
}

static void groups_spread_over_the_width(void **state) {
    (void)state;
    ImageGridDesc desc = {.count = 12, .width = 10, .height = 10, .columns = 6, .group = 3, .gap = 1, .group_gap = 2};
    Rect area = {0, 0, 74, 40};
    for (int spread = 0; spread < 2; spread++) {
        ImageGrid grid = {.key = 1};
        desc.spread = spread;
        assert_true(image_grid_layout(&grid, &desc, area, 1));
        Rect third = image_grid_place(&grid, 2), fourth = image_grid_place(&grid, 3);
        assert_true(fourth.x - third.x - third.w == (spread ? 10 : 2)); // of 8 pixels left over all
        assert_true(grid.rect.w == (spread ? 74 : 66));
        image_grid_finish(&grid);
    }
}

static void a_grid_hit_names_image_and_pixel(void **state) {
    (void)state;
    ImageGrid grid = {.key = 1};
    ImageGridDesc desc = {.count = 6, .width = 4, .height = 4, .columns = 3, .gap = 2};
    assert_true(image_grid_layout(&grid, &desc, (Rect){0, 0, 200, 200}, 1));
    ImageGridHit hit;
    for (int i = 0; i < 6; i++) {
        Rect place = image_grid_place(&grid, i);
        assert_true(image_grid_hit(&grid, place.x, place.y, &hit));
        assert_true(hit.image == i && hit.row == 0 && hit.column == 0);
        assert_true(image_grid_hit(&grid, place.x + place.w - 1, place.y + place.h - 1, &hit));
        assert_true(hit.image == i && hit.row == 3 && hit.column == 3);
        assert_false(image_grid_hit(&grid, place.x + place.w, place.y, &hit) && hit.image == i);
    }
    assert_false(image_grid_hit(&grid, -1, 5, &hit));
    image_grid_finish(&grid);
}

static void a_grid_is_sent_again_only_when_a_pixel_changed(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    ImageGrid grid = {.key = 9};
    ImageGridDesc desc = {.count = 2, .width = 4, .height = 4};
    uint8_t pixels[16] = {0};
    Rect area = {0, 0, 100, 100};
    assert_true(image_grid_layout(&grid, &desc, area, 1));
    image_grid_bytes(&grid, 0, pixels, 1);
    image_grid_bytes(&grid, 1, pixels, 1);
    image_grid_draw(&grid, &desk.viz);
    uint64_t version = grid.version;
    assert_false(image_grid_layout(&grid, &desc, area, 1));
    assert_true(image_grid_layout(&grid, &desc, area, 2)); // new content that looks the same
    image_grid_bytes(&grid, 0, pixels, 1);
    image_grid_draw(&grid, &desk.viz);
    assert_true(grid.version == version);
    pixels[5] = 7;
    image_grid_bytes(&grid, 1, pixels, 1);
    image_grid_draw(&grid, &desk.viz);
    assert_true(grid.version == version + 1);
    assert_true(image_grid_layout(&grid, &desc, (Rect){0, 0, 50, 50}, 2));
    assert_non_null(drawn_image(&desk.list, 9));
    image_grid_finish(&grid);
    draw_finish(&desk.list);
}

// Pixels that are enlarged in the buffer leave gaps as narrow as they were asked for, and are hit as before.
static void enlarged_images_have_narrow_gaps(void **state) {
    (void)state;
    ImageGrid grid = {.key = 1};
    ImageGridDesc desc = {.count = 2, .width = 2, .height = 2, .columns = 2, .gap = 3, .enlarge = 10, .max_zoom = 1};
    const uint8_t pixels[4] = {10, 20, 30, 40};
    assert_true(image_grid_layout(&grid, &desc, (Rect){5, 6, 50, 50}, 1));
    image_grid_bytes(&grid, 0, pixels, 1);
    image_grid_bytes(&grid, 1, pixels, 1);
    Rect first = image_grid_place(&grid, 0), second = image_grid_place(&grid, 1);
    assert_true(first.w == 20 && first.h == 20 && second.x == first.x + 23);
    for (int y = 0; y < 20; y++)
        for (int x = 0; x < 20; x++) {
            ImageGridHit hit;
            assert_int_equal(grid.pixels[y * grid.buffer_width + 23 + x].r, pixels[y / 10 * 2 + x / 10]);
            assert_true(image_grid_hit(&grid, second.x + (float)x, second.y + (float)y, &hit));
            assert_true(hit.image == 1 && hit.row == y / 10 && hit.column == x / 10);
        }
    image_grid_finish(&grid);
}

static void large_images_are_averaged(void **state) {
    (void)state;
    enum { SIDE = 64 };
    static uint8_t pixels[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++)
        pixels[i] = (i + i / SIDE) % 2 ? 200 : 100;
    ImageGrid grid = {.key = 1};
    ImageGridDesc desc = {.count = 1, .width = SIDE, .height = SIDE};
    assert_true(image_grid_layout(&grid, &desc, (Rect){0, 0, 40, 40}, 1));
    assert_int_equal(grid.shrink, 2);
    image_grid_bytes(&grid, 0, pixels, 1);
    assert_int_equal(grid.pixels[0].r, 150);
    image_grid_finish(&grid);
}

static void colour_images_are_read_by_planes(void **state) {
    (void)state;
    const uint8_t planes[] = {1, 2, 3, 4, 5, 6}; // (3, 1, 2)
    ImageGrid grid = {.key = 1};
    ImageGridDesc desc = {.count = 1, .width = 2, .height = 1};
    assert_true(image_grid_layout(&grid, &desc, (Rect){0, 0, 40, 40}, 1));
    image_grid_bytes(&grid, 0, planes, 3);
    assert_true(grid.pixels[1].r == 2 && grid.pixels[1].g == 4 && grid.pixels[1].b == 6);
    image_grid_finish(&grid);
}

static void a_heat_map_hit_names_the_cell(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    Colormap map;
    colormap_init(&map, COLORMAP_MAGMA);
    float values[6] = {0, 1, 2, 3, 4, NAN};
    HeatMap heat = {.key = 3};
    HeatMapDesc desc = {
        .rows = 2, .columns = 3, .values = values, .map = &map, .selected_row = -1, .selected_column = -1};
    Point mouse = {299, 10};
    desk.viz.mouse = &mouse;
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 300, 200}, &desc);
    assert_true(heat.hover_row == 0 && heat.hover_column == 2 && heat.hover_value == 2);
    assert_true(heat.low == 0 && heat.high == 4);
    int row, column;
    assert_true(heat_map_hit(&heat, heat.rect.x, heat.rect.y + heat.rect.h - 1, &row, &column));
    assert_true(row == 1 && column == 0);
    assert_false(heat_map_hit(&heat, heat.rect.x + heat.rect.w, heat.rect.y, &row, &column));
    uint64_t version = heat.version;
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 300, 200}, &desc);
    assert_true(heat.version == version);
    desc.stamp = 1;
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 300, 200}, &desc);
    assert_true(heat.version == version + 1);
    heat_map_finish(&heat);
    draw_finish(&desk.list);
}

// A part of the columns of a wider matrix.
static void a_heat_map_shows_a_part_of_longer_rows(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    Colormap map;
    colormap_init(&map, COLORMAP_MAGMA);
    const float values[] = {9, 1, 2, 9, 9, 3, 4, 9};
    HeatMap heat = {.key = 3};
    HeatMapDesc desc = {.rows = 2,
                        .columns = 2,
                        .stride = 4,
                        .values = values + 1,
                        .map = &map,
                        .selected_row = -1,
                        .selected_column = -1};
    Point mouse = {10, 190};
    desk.viz.mouse = &mouse;
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 300, 200}, &desc);
    assert_true(heat.high == 4 && heat.columns == 2);
    mouse.y = heat.rect.y + heat.rect.h - 2;
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 300, 200}, &desc);
    assert_true(heat.hover_value == 3);
    for (int i = 0; i < 4; i++) {
        Rgba expected = colormap_color(&map, (float)(i + 1), 0, 4);
        assert_memory_equal(&heat.pixels[i], &expected, sizeof expected);
    }
    Rect second = heat_map_column(&heat, 1);
    assert_true(second.x == heat.rect.x + heat.rect.w / 2 && second.h == heat.rect.h);
    heat_map_finish(&heat);
    draw_finish(&desk.list);
}

static void cells_that_share_a_pixel_keep_the_largest_or_the_mean(void **state) {
    (void)state;
    const float values[] = {0, -5, 3, NAN};
    HeatMapDesc desc = {.rows = 2, .columns = 2, .values = values};
    assert_true(heat_map_share(&desc, 0, 2, 0, 2) == -5);
    desc.share = HEAT_MAP_MEAN;
    assert_float_equal(heat_map_share(&desc, 0, 2, 0, 2), -2.0 / 3, 1e-6);
    assert_true(heat_map_share(&desc, 1, 2, 1, 2) == 0);
}

static void more_cells_than_pixels_are_all_seen_and_it_is_said(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    enum { ROWS = 40, COLUMNS = 5000 };
    static float values[ROWS * COLUMNS];
    values[17 * COLUMNS + 4321] = 9;
    Colormap map;
    colormap_init(&map, COLORMAP_GREY);
    HeatMap heat = {.key = 3};
    HeatMapDesc desc = {
        .rows = ROWS, .columns = COLUMNS, .values = values, .map = &map, .selected_row = -1, .selected_column = -1};
    heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 700, 300}, &desc);
    assert_true(heat.column_share > 1 && heat.buffer_width <= 700);
    int white = 0, said = 0;
    for (int i = 0; i < heat.buffer_width * heat.buffer_height; i++)
        white += heat.pixels[i].r == 255;
    for (int i = 0; i < desk.list.count; i++)
        said += desk.list.commands[i].kind == DRAW_TEXT &&
                strstr(draw_text_of(&desk.list, &desk.list.commands[i]), "largest of up to") != NULL;
    assert_int_equal(white, 1);
    assert_int_equal(said, 1);
    heat_map_finish(&heat);
    draw_finish(&desk.list);
}

static bool said(const Desk *desk, const char *text) {
    for (int i = 0; i < desk->list.count; i++)
        if (desk->list.commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(&desk->list, &desk->list.commands[i]), text))
            return true;
    return false;
}

static void a_heat_map_in_little_room_keeps_its_cells_and_names_what_is_hovered(void **state) {
    (void)state;
    Desk desk;
    desk_init(&desk);
    const float values[] = {1, 2, 3, 4}, often[] = {1, 0.5F};
    const int images[] = {70, 80}, units[] = {33, 44};
    Colormap map;
    colormap_init(&map, COLORMAP_GREY);
    HeatMapDesc desc = {.rows = 2,
                        .columns = 2,
                        .values = values,
                        .map = &map,
                        .row_name = "image",
                        .column_name = "unit",
                        .row_number = images,
                        .column_number = units,
                        .top = often,
                        .top_title = "how often",
                        .selected_row = -1,
                        .selected_column = -1};
    for (int height = 90; height < 400; height += 10) {
        HeatMap heat = {.key = 3};
        Point mouse = {399, 8};
        desk.viz.mouse = &mouse;
        draw_clear(&desk.list);
        heat_map_draw(&heat, &desk.viz, (Rect){0, 0, 400, (float)height}, &desc);
        assert_true(heat.rect.h >= 24);
        bool trimmed = heat.rect.y == 0;
        assert_true(trimmed == !said(&desk, "how often"));
        assert_true(!trimmed || said(&desk, "image 70 · unit 44: 2"));
        assert_true(trimmed || heat.rect.h >= 64);
        heat_map_finish(&heat);
    }
    draw_finish(&desk.list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grid_uses_whole_zooms_and_stays_inside),
        cmocka_unit_test(groups_spread_over_the_width),
        cmocka_unit_test(a_grid_hit_names_image_and_pixel),
        cmocka_unit_test(a_grid_is_sent_again_only_when_a_pixel_changed),
        cmocka_unit_test(enlarged_images_have_narrow_gaps),
        cmocka_unit_test(large_images_are_averaged),
        cmocka_unit_test(colour_images_are_read_by_planes),
        cmocka_unit_test(a_heat_map_hit_names_the_cell),
        cmocka_unit_test(a_heat_map_shows_a_part_of_longer_rows),
        cmocka_unit_test(cells_that_share_a_pixel_keep_the_largest_or_the_mean),
        cmocka_unit_test(more_cells_than_pixels_are_all_seen_and_it_is_said),
        cmocka_unit_test(a_heat_map_in_little_room_keeps_its_cells_and_names_what_is_hovered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
