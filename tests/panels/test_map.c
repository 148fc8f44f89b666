// The latent map: what mouse and keyboard do with it, and what it shows where there is little to show.
#include "panel_stage.h"
#include "sample_latent.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PanelStage *open_at(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("map");
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    return stage;
}

static PanelStage *open(SampleModel model) {
    return open_at(model, 1440, 900);
}

static const DrawCommand *find(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return &list->commands[i];
    return NULL;
}

static bool shows(PanelStage *stage, const char *text) {
    return find(stage, text) != NULL;
}

static LatentRequest asked(const PanelStage *stage) {
    static ViewRequest request;
    memset(&request, 0, sizeof request);
    VIEWS[stage->look.view]->ask(&stage->look, &request);
    return request.latent;
}

static void frame(PanelStage *stage) {
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.released = 0;
    stage->input.key_count = 0;
    stage->input.wheel = 0;
    stage->input.double_click = false;
}

static void point(PanelStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    frame(stage);
}

static void press(PanelStage *stage, unsigned button, unsigned modifiers) {
    stage->input.pressed = stage->input.down = button;
    stage->input.modifiers = modifiers;
    frame(stage);
}

static void release(PanelStage *stage, unsigned button) {
    stage->input.released = button;
    stage->input.down = 0;
    frame(stage);
    stage->input.modifiers = 0;
}

static void click(PanelStage *stage, float x, float y, unsigned modifiers) {
    point(stage, x, y);
    press(stage, UI_MOUSE_LEFT, modifiers);
    release(stage, UI_MOUSE_LEFT);
    frame(stage);
}

static void key(PanelStage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    frame(stage);
}

// A point of the screen, by shares of the map.
static Point at(const PanelStage *stage, float across, float down) {
    Rect area = stage->look.map.camera.area;
    return (Point){area.x + across * area.w, area.y + down * area.h};
}

static LatentPoint plane(const PanelStage *stage, Point point) {
    const MapCamera *camera = &stage->look.map.camera;
    const LatentWindow *window = &camera->window;
    return (LatentPoint){window->left + (point.x - camera->area.x) / camera->area.w * window->width,
                         window->bottom + window->height * (1 - (point.y - camera->area.y) / camera->area.h)};
}

static void drag(PanelStage *stage, Point from, Point to, unsigned button, unsigned modifiers) {
    point(stage, from.x, from.y);
    press(stage, button, modifiers);
    point(stage, (from.x + to.x) / 2, (from.y + to.y) / 2);
    point(stage, to.x, to.y);
}

static void assert_near(LatentPoint a, LatentPoint b) {
    assert_true(fabsf(a.x - b.x) < 1e-4F && fabsf(a.y - b.y) < 1e-4F);
}

static void a_drag_decodes_what_is_under_the_pointer(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    Point from = at(stage, 0.05F, 0.05F), to = at(stage, 0.3F, 0.4F);
    assert_false(asked(stage).decodes);
    drag(stage, from, to, UI_MOUSE_LEFT, 0);
    LatentRequest wish = asked(stage);
    assert_true(wish.decodes && wish.asked >= 2);
    assert_near(wish.at, plane(stage, to));
    assert_false(shows(stage, "decoded here"));
    sample_latent_decode(&stage->sample, wish.at, wish.asked, 8);
    frame(stage);
    assert_true(shows(stage, "decoded here") && shows(stage, "blend of 8 codes") && shows(stage, "nearest: Frame"));
    release(stage, UI_MOUSE_LEFT);
    point(stage, 5, 5);
    assert_true(asked(stage).decodes && shows(stage, "decoded here")); // goes on while training does
    stage->sample.views.latent_decode.tag.run = 9;
    frame(stage);
    assert_false(shows(stage, "decoded here"));
    key(stage, UI_KEY_ESCAPE);
    assert_false(asked(stage).decodes);
    panel_stage_destroy(stage);
}

static void an_earlier_points_answer_is_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    for (int turn = 0; turn < 2; turn++) {
        drag(stage, at(stage, 0.05F, 0.05F), at(stage, 0.2F, 0.2F), UI_MOUSE_LEFT, 0);
        release(stage, UI_MOUSE_LEFT);
        if (turn == 0)
            sample_latent_decode(&stage->sample, asked(stage).at, asked(stage).asked, 0);
        frame(stage);
        assert_true(shows(stage, "decoded here") == (turn == 0));
        Point empty = at(stage, 0.02F, 0.98F);
        click(stage, empty.x, empty.y, 0);
        assert_false(asked(stage).decodes);
    }
    panel_stage_destroy(stage);
}

static void arrow_keys_move_the_decoded_point(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    drag(stage, at(stage, 0.4F, 0.4F), at(stage, 0.5F, 0.5F), UI_MOUSE_LEFT, 0);
    release(stage, UI_MOUSE_LEFT);
    LatentRequest before = asked(stage);
    key(stage, UI_KEY_RIGHT);
    key(stage, UI_KEY_UP);
    LatentRequest after = asked(stage);
    assert_true(after.at.x > before.at.x && after.at.y > before.at.y && after.asked == before.asked + 2);
    assert_int_equal(stage->look.pinned.image, 0);
    key(stage, UI_KEY_ESCAPE);
    key(stage, UI_KEY_RIGHT);
    assert_int_equal(stage->look.pinned.image, 1);
    panel_stage_destroy(stage);
}

static void a_shift_drag_interpolates(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL);
    Point from = at(stage, 0.2F, 0.3F), to = at(stage, 0.7F, 0.4F);
    LatentPoint a = plane(stage, from), b = plane(stage, to);
    drag(stage, from, to, UI_MOUSE_LEFT, UI_SHIFT);
    release(stage, UI_MOUSE_LEFT);
    LatentRequest wish = asked(stage);
    assert_in_range(wish.strip, 3, LATENT_STRIP);
    assert_near(wish.from, a);
    assert_near(wish.to, b);
    assert_false(wish.decodes);
    sample_latent_strip(&stage->sample, wish.from, wish.to, wish.strip);
    frame(stage);
    assert_true(shows(stage, "From A to B, decoded · spherical line"));
    assert_int_equal(stage->look.map.strip_grid.shown, wish.strip);
    assert_near(plane(stage, from), a); // the map has kept its place
    key(stage, UI_KEY_ESCAPE);
    assert_int_equal(asked(stage).strip, 0);
    panel_stage_destroy(stage);
}

static void the_wheel_keeps_the_point_under_the_pointer(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    Point where = at(stage, 0.3F, 0.2F);
    LatentPoint before = plane(stage, where);
    float width = stage->look.map.camera.window.width;
    point(stage, where.x, where.y);
    for (int i = 0; i < 5; i++) {
        stage->input.wheel = 1;
        frame(stage);
    }
    frame(stage);
    assert_true(stage->look.map.camera.window.width < width / 2.9F);
    assert_near(plane(stage, where), before);
    Point to = at(stage, 0.4F, 0.5F);
    drag(stage, where, to, UI_MOUSE_RIGHT, 0);
    release(stage, UI_MOUSE_RIGHT);
    frame(stage);
    assert_near(plane(stage, to), before); // it went along
    assert_false(asked(stage).decodes);
    key(stage, '0');
    frame(stage);
    assert_true(fabsf(stage->look.map.camera.window.width - width) < 1e-4F);
    panel_stage_destroy(stage);
}

static int visible(const PanelStage *stage) {
    int count = 0;
    for (int i = 0; i < SAMPLE_SHAPES; i++)
        count += !stage->look.map.hidden[i];
    return count;
}

static void the_legend_takes_classes_out(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    const DrawCommand *name = find(stage, "Triangle");
    float x = name->rect.x + 5, y = name->rect.y + 5;
    uint64_t version = stage->look.map.scatter.version;
    click(stage, x, y, 0);
    assert_true(stage->look.map.hidden[4] && visible(stage) == 9);
    assert_true(stage->look.map.scatter.version > version);
    click(stage, x, y, 0);
    assert_int_equal(visible(stage), 10);
    click(stage, x, y, UI_SHIFT);
    assert_true(visible(stage) == 1 && !stage->look.map.hidden[4]);
    click(stage, x, y, UI_SHIFT);
    assert_int_equal(visible(stage), 10);
    snprintf(stage->sample.status.data.id, 8, "other");
    stage->look.map.hidden[2] = true;
    frame(stage);
    assert_int_equal(visible(stage), 10);
    panel_stage_destroy(stage);
}

// A triangle: inside is where all three edges have the point on the same side.
static void the_lasso_selects_what_is_inside(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    MapLook *map = &stage->look.map;
    Point corner[3] = {at(stage, 0.1F, 0.1F), at(stage, 0.9F, 0.3F), at(stage, 0.4F, 0.9F)};
    point(stage, corner[0].x, corner[0].y);
    press(stage, UI_MOUSE_LEFT, UI_ALT);
    point(stage, corner[1].x, corner[1].y);
    point(stage, corner[2].x, corner[2].y);
    release(stage, UI_MOUSE_LEFT);
    int inside = 0, images[LATENT_IMAGES];
    for (int i = 0; i < map->motion.images; i++) {
        bool in = true;
        for (int k = 0; k < 3; k++) {
            Point a = corner[k], b = corner[(k + 1) % 3], p = map->motion.at[i];
            in &= (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0;
        }
        assert_int_equal(map->selected[i], in);
        inside += in;
    }
    assert_in_range(inside, 100, 1900);
    assert_int_equal(map_selected(map, images, LATENT_IMAGES), inside);
    frame(stage);
    frame(stage);
    LatentRequest wish = asked(stage);
    assert_in_range(wish.pictures, 10, MAP_TRAY);
    for (int i = 0; i < wish.pictures; i++)
        assert_true(map->selected[wish.picture[i]]);
    assert_true(shows(stage, "Selected: "));
    sample_latent_points(&stage->sample, 1000); // other points: those selected are no longer known
    frame(stage);
    assert_int_equal(map_selected(map, images, LATENT_IMAGES), 0);
    panel_stage_destroy(stage);
}

static void points_go_smoothly_to_their_new_place(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    MapMotion *motion = &stage->look.map.motion;
    LatentMapView *view = &stage->sample.views.latent;
    LatentPoint before = motion->now[5];
    view->position.floats[10] = before.x + 1;
    view->version++;
    frame(stage);
    assert_true(motion->now[5].x == before.x);
    stage->input.time += 0.125;
    frame(stage);
    assert_true(fabsf(motion->now[5].x - before.x - 0.5F) < 1e-3F);
    stage->input.time += 0.125;
    frame(stage);
    assert_true(fabsf(motion->now[5].x - before.x - 1) < 1e-5F && !motion->moving);
    view->position.floats[10] = before.x;
    view->index.ints[0] = 77; // another set
    view->version++;
    frame(stage);
    assert_true(motion->now[5].x == before.x);
    panel_stage_destroy(stage);
}

// The box grows by half: what is seen follows, a little with each frame.
static void the_camera_follows_without_a_jump(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    LatentMapView *view = &stage->sample.views.latent;
    float width = stage->look.map.camera.window.width, last = width;
    view->box.left -= view->box.width / 4;
    view->box.bottom -= view->box.height / 4;
    view->box.width *= 1.5F;
    view->box.height *= 1.5F;
    for (int i = 0; i < 120; i++) {
        stage->input.time += 1.0 / 60;
        frame(stage);
        float now = stage->look.map.camera.window.width;
        assert_true(now >= last && now < last * 1.05F);
        last = now;
    }
    assert_true(fabsf(last - 1.5F * width) < 0.01F * width && !stage->look.map.camera.moving);
    panel_stage_destroy(stage);
}

static void a_click_pins_and_pointing_shows_the_image(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL);
    Point where = stage->look.map.motion.at[1234];
    point(stage, where.x, where.y);
    LatentRequest wish = asked(stage);
    int place = stage->look.map.hovered;
    assert_true(wish.hovers && wish.hovered == stage->look.map.motion.index[place]);
    assert_false(shows(stage, "squared error"));
    sample_latent_hover(&stage->sample, place);
    frame(stage);
    assert_true(shows(stage, "reconstruction") && shows(stage, "squared error 9.25"));
    click(stage, where.x, where.y, 0);
    assert_int_equal(stage->look.pinned.image, wish.hovered);
    assert_false(asked(stage).decodes);
    panel_stage_destroy(stage);
}

static void no_thumbnail_hides_another(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    MapLook *map = &stage->look.map;
    map->thumbnails = true;
    frame(stage);
    LatentRequest wish = asked(stage);
    assert_in_range(wish.pictures, 40, LATENT_PICTURES);
    for (int i = 0; i < map->thumbs; i++) {
        Point a = map->motion.at[map->thumb[i]];
        assert_int_equal(wish.picture[i], map->motion.index[map->thumb[i]]);
        for (int k = 0; k < i; k++) {
            Point b = map->motion.at[map->thumb[k]];
            assert_true(fmaxf(fabsf(a.x - b.x), fabsf(a.y - b.y)) >= 28);
        }
    }
    int first = map->thumb[0], count = map->thumbs;
    uint64_t version = map->scatter.version;
    frame(stage);
    assert_true(map->thumb[0] == first && map->thumbs == count && map->scatter.version == version);
    sample_latent_pictures(&stage->sample, wish.picture, wish.pictures);
    frame(stage);
    assert_int_equal(map->scatter.version, version + 1);
    panel_stage_destroy(stage);
}

static void the_grid_is_asked_for_where_the_map_is(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    assert_int_equal(asked(stage).columns, 0);
    stage->look.map.grid = true;
    frame(stage);
    LatentRequest wish = asked(stage);
    assert_in_range(wish.columns, 6, LATENT_SIDE);
    assert_memory_equal(&wish.window, &stage->look.map.camera.window, sizeof wish.window);
    panel_stage_destroy(stage);
}

static void another_runs_map_is_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    assert_true(shows(stage, "2 000 of 10 000 test images") && shows(stage, "PC 1 · 38 % of variance"));
    stage->sample.status.run = 2;
    frame(stage);
    assert_false(shows(stage, "PC 1"));
    assert_true(shows(stage, "The map comes with the first codes of the test images."));
    assert_int_equal(stage->look.map.motion.images, 0);
    panel_stage_destroy(stage);
}

// What is neither the first nor the second component is not called so.
static void axes_of_a_turned_map_are_of_the_plane(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    stage->sample.views.latent.turned = 30;
    frame(stage);
    assert_true(shows(stage, "PCA x · 38 % of variance") && !shows(stage, "PC 1"));
    panel_stage_destroy(stage);
}

static void assert_sane(PanelStage *stage) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        assert_true(isfinite(command->rect.x) && isfinite(command->rect.y) && isfinite(command->rect.w));
        assert_true(command->kind != DRAW_TEXT || !strstr(draw_text_of(list, command), "nan"));
    }
    for (int i = 0; i < list->point_count; i++)
        assert_true(isfinite(list->points[i].x) && isfinite(list->points[i].y));
}

// All codes alike, no numbers at all, no labels, a class without images, one unit, 10 000 points.
static void odd_maps_are_drawn_without_harm(void **state) {
    (void)state;
    for (int odd = 0; odd < 6; odd++) {
        PanelStage *stage = open(odd % 2 ? SAMPLE_VARIATIONAL : SAMPLE_SPARSE);
        LatentMapView *view = &stage->sample.views.latent;
        if (odd == 5)
            sample_latent_points(&stage->sample, LATENT_IMAGES);
        for (int i = 0; i < view->images && odd < 4; i++) {
            if (odd < 2)
                view->position.floats[2 * i] = view->position.floats[2 * i + 1] = odd == 0 ? 0.5F : NAN;
            view->label.ints[i] = odd == 2 ? -1 : odd == 3 ? 0 : view->label.ints[i];
        }
        if (odd < 2)
            view->box = odd == 0 ? (LatentWindow){0.5F, 0.5F, 1e-6F, 1e-6F} : (LatentWindow){NAN, NAN, NAN, NAN};
        if (odd == 2)
            stage->sample.status.data.classes = 0;
        if (odd == 4)
            stage->sample.status.model.units = view->units = 1, view->axes = LATENT_UNITS;
        sample_latent_color(&stage->sample, LATENT_ERROR, 0);
        view->low = view->high = odd == 0 ? 3 : 0;
        for (int turn = 0; turn < 2; turn++) {
            frame(stage);
            Point middle = at(stage, 0.5F, 0.5F);
            point(stage, middle.x, middle.y);
            stage->input.wheel = 30;
            frame(stage);
            assert_sane(stage);
        }
        assert_true(odd != 4 || shows(stage, "squared error of the image"));
        panel_stage_destroy(stage);
    }
}

static void units_are_typed_or_stepped(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    MapLook *map = &stage->look.map;
    map->axes = LATENT_UNITS;
    frame(stage);
    assert_true(asked(stage).unit[0] == 0 && asked(stage).unit[1] == 1);
    map->unit[0] = 255;
    frame(stage);
    assert_string_equal(map->number[0], "255");
    stage->sample.status.model.units = 20; // another code
    frame(stage);
    assert_int_equal(asked(stage).unit[0], 0);
    panel_stage_destroy(stage);
}

static void tsne_is_computed_only_when_asked_for(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    LatentMapView *view = &stage->sample.views.latent;
    stage->look.map.axes = LATENT_TSNE;
    frame(stage);
    assert_int_equal(asked(stage).embed, 0);
    const DrawCommand *button = find(stage, "Compute");
    click(stage, button->rect.x + 4, button->rect.y + 4, 0);
    assert_int_equal(asked(stage).embed, 1);
    view->embed = 1;
    view->embedding = true;
    view->progress = 0.42F;
    frame(stage);
    assert_true(shows(stage, "42 %"));
    button = find(stage, "Cancel");
    click(stage, button->rect.x + 4, button->rect.y + 4, 0);
    assert_true(asked(stage).embed_cancel && shows(stage, "Compute"));
    view->embedding = false;
    view->axes = LATENT_TSNE;
    view->embed_tag = sample_tag();
    view->divergence = 1.25F;
    frame(stage);
    assert_true(shows(stage, "t-SNE of step 3 517 · KL 1.25 nats"));
    panel_stage_destroy(stage);
}

static bool is_number(const char *text) {
    char *end = NULL;
    strtod(text, &end);
    return end > text && *end == 0;
}

// Numbers of the view's two axes: those under its points, and those to the left of them.
static void count_numbers(PanelStage *stage, Rect points, int *below, int *left) {
    const DrawList *list = ui_list(&stage->ui);
    *below = *left = 0;
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind != DRAW_TEXT || !is_number(draw_text_of(list, command)))
            continue;
        Rect place = command->rect;
        bool between = place.y >= points.y && place.y < points.y + points.h;
        *left += between && place.x < points.x && place.x >= points.x - 80;
        *below += !between && place.x >= points.x && place.x < points.x + points.w && place.y >= points.y &&
                  place.y < points.y + points.h + 24;
    }
}

static void both_axes_have_two_numbers_in_windows_of_any_size(void **state) {
    (void)state;
    static const int SIZES[][2] = {{1440, 900}, {2560, 1440}, {3840, 2160}, {5120, 2880}};
    for (int i = 0; i < 4; i++) {
        PanelStage *stage = open_at(SAMPLE_VANILLA, SIZES[i][0], SIZES[i][1]);
        int below, left;
        count_numbers(stage, stage->look.map.camera.area, &below, &left);
        assert_in_range(below, 2, 24);
        assert_in_range(left, 2, 24);
        panel_stage_destroy(stage);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drag_decodes_what_is_under_the_pointer),
        cmocka_unit_test(an_earlier_points_answer_is_not_shown),
        cmocka_unit_test(arrow_keys_move_the_decoded_point),
        cmocka_unit_test(a_shift_drag_interpolates),
        cmocka_unit_test(the_wheel_keeps_the_point_under_the_pointer),
        cmocka_unit_test(the_legend_takes_classes_out),
        cmocka_unit_test(the_lasso_selects_what_is_inside),
        cmocka_unit_test(points_go_smoothly_to_their_new_place),
        cmocka_unit_test(the_camera_follows_without_a_jump),
        cmocka_unit_test(a_click_pins_and_pointing_shows_the_image),
        cmocka_unit_test(no_thumbnail_hides_another),
        cmocka_unit_test(the_grid_is_asked_for_where_the_map_is),
        cmocka_unit_test(another_runs_map_is_not_shown),
        cmocka_unit_test(axes_of_a_turned_map_are_of_the_plane),
        cmocka_unit_test(odd_maps_are_drawn_without_harm),
        cmocka_unit_test(units_are_typed_or_stepped),
        cmocka_unit_test(both_axes_have_two_numbers_in_windows_of_any_size),
        cmocka_unit_test(tsne_is_computed_only_when_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
