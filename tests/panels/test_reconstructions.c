// The view Reconstructions: what it asks for, what it says of it, and where there is little or nothing to show.
#include "panel_stage.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool shows(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return true;
    return false;
}

static PanelStage *open_model(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("reconstructions");
    stage->look.right_folded = stage->look.left_folded = true;
    panel_stage_frame(stage, NULL);
    return stage;
}

static PanelStage *open(void) {
    return open_model(SAMPLE_SPARSE, 1440, 900);
}

static void press(PanelStage *stage, Point at) {
    UiInput *input = &stage->input;
    input->mouse_x = at.x;
    input->mouse_y = at.y;
    panel_stage_frame(stage, NULL);
    input->pressed = input->down = UI_MOUSE_LEFT;
    panel_stage_frame(stage, NULL);
    input->pressed = input->down = 0;
    input->released = UI_MOUSE_LEFT;
    panel_stage_frame(stage, NULL);
    input->released = 0;
    panel_stage_frame(stage, NULL);
}

static void click(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0) {
            press(stage, (Point){list->commands[i].rect.x + 4, list->commands[i].rect.y + 4});
            return;
        }
    fail_msg("'%s' is not on screen", text);
}

static void key(PanelStage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    panel_stage_frame(stage, NULL);
    stage->input.key_count = 0;
    panel_stage_frame(stage, NULL);
}

static ViewRequest asked(const PanelStage *stage) {
    ViewRequest request = {0};
    VIEWS[stage->look.view]->ask(&stage->look, &request);
    return request;
}

static void it_says_which_images_and_in_which_order(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->sample.views.choice.shown.images = stage->look.recon.wanted;
    panel_stage_frame(stage, NULL);
    char text[80];
    snprintf(text, sizeof text, "1–%d of 10", stage->look.recon.wanted);
    assert_true(shows(stage, text) && shows(stage, "test images, worst first as of step 3"));
    assert_true(shows(stage, "input") && shows(stage, "output") && shows(stage, "error"));
    stage->sample.views.choice.scored = (ViewTag){0};
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "by index until all errors are known"));
    panel_stage_destroy(stage);
}

static void choices_are_asked_for_from_the_first_place_on(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->look.recon.first = 36;
    click(stage, "best first");
    ViewRequest request = asked(stage);
    assert_true(request.choice.wanted && request.choice.order == ORDER_BEST && request.choice.first == 0);
    assert_int_equal(request.choice.label, -1);
    assert_int_equal(request.choice.components, 0);
    assert_in_range(request.choice.count, 9, VIEW_MAX_IMAGES);
    stage->look.recon.first = 36;
    click(stage, "all classes");
    click(stage, "Ring");
    request = asked(stage);
    assert_true(request.choice.label == 1 && request.choice.first == 0);
    stage->sample.views.choice.label = 1;
    stage->sample.views.choice.total = 1000;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "images of class Ring, "));
    click(stage, "PCA");
    assert_int_equal(asked(stage).choice.components, 39); // of a sparse code: L0 38.72
    panel_stage_destroy(stage);
}

static void another_data_set_has_other_classes(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->look.recon.class_shown = 3;
    panel_stage_frame(stage, NULL);
    assert_int_equal(asked(stage).choice.label, 2);
    snprintf(stage->sample.status.data.id, sizeof stage->sample.status.data.id, "other");
    panel_stage_frame(stage, NULL);
    assert_int_equal(asked(stage).choice.label, -1);
    panel_stage_destroy(stage);
}

static void without_labels_there_is_no_class_to_choose(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->look.recon.order = ORDER_CLASS;
    stage->sample.status.data.classes = 0;
    snprintf(stage->sample.status.data.id, sizeof stage->sample.status.data.id, "unlabelled");
    for (int i = 0; i < VIEW_MAX_IMAGES; i++)
        stage->sample.views.choice.shown.label[i] = -1;
    stage->sample.views.pinned.label = -1;
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "all classes") || shows(stage, "by class") || shows(stage, "Ring"));
    assert_true(shows(stage, "worst first") && shows(stage, "MSE 0."));
    assert_int_equal(asked(stage).choice.order, ORDER_INDEX);
    panel_stage_destroy(stage);
}

static void a_class_without_images_says_so(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->look.recon.class_shown = 7;
    stage->sample.views.choice.label = 6;
    stage->sample.views.choice.total = stage->sample.views.choice.shown.images = 0;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "There is no test image of class Cross. Choose another class above."));
    panel_stage_destroy(stage);
}

// In a low window one line of class and PSNR leaves room for a second row of images, and the MSE to the pointer.
static void a_low_window_has_two_rows_of_images(void **state) {
    (void)state;
    static const struct {
        int width, height;
        float scale;
        const char *theme;
    } windows[] = {{800, 500, 1, "dark"}, {1600, 1000, 2, "light"}};
    for (int i = 0; i < 2; i++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, windows[i].width, windows[i].height,
                                               windows[i].scale, windows[i].theme);
        stage->look.view = view_find("reconstructions");
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        const ReconstructionLook *recon = &stage->look.recon;
        assert_true(recon->wanted >= 2 * recon->columns && recon->wanted >= 4);
        assert_true(shows(stage, " dB") && shows(stage, "input"));
        Rect first = image_grid_place(&recon->images, 0);
        stage->input.mouse_x = first.x + 2;
        stage->input.mouse_y = first.y + 2;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        assert_true(shows(stage, "), MSE 0."));
        panel_stage_destroy(stage);
    }
}

static void another_runs_images_are_not_shown(void **state) {
    (void)state;
    for (int i = 0; i < 2; i++) {
        PanelStage *stage = open();
        assert_true(shows(stage, "Test image 0") && shows(stage, " dB"));
        stage->sample.status.run += i == 0;
        stage->sample.status.generation += i == 1;
        panel_stage_frame(stage, NULL);
        assert_true(shows(stage, "The first pictures come with the data."));
        assert_false(shows(stage, " dB") || shows(stage, "MSE 0."));
        panel_stage_destroy(stage);
    }
}

static void pca_says_where_it_stands(void **state) {
    (void)state;
    PanelStage *stage = open_model(SAMPLE_VANILLA, 1440, 900);
    LiveStatus *status = &stage->sample.status;
    stage->look.recon.pca = true;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "PCA-64"));
    assert_false(shows(stage, "being computed"));
    status->data.pca = 0;
    stage->sample.views.choice.fitted = false;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "PCA-64 is being computed"));
    status->model.units = 4096;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "PCA-4096: exact, no compression"));
    status->model.units = 600;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "PCA of more than 512 components is not computed"));
    status->model.units = 1;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "PCA-1 is being computed"));
    panel_stage_destroy(stage);
}

// Nothing of what stood in a tile before may stay there.
static void pca_that_is_not_there_yet_leaves_its_tile_empty(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->look.recon.pca = true;
    panel_stage_frame(stage, NULL);
    const ImageGrid *grid = &stage->look.recon.images;
    Rgba ground = stage->theme.colors.panel, *pixels = grid->pixels;
    size_t tile = 2 * (size_t)(grid->tile_width + grid->gap_x) + 14 * (size_t)grid->buffer_width + 14;
    assert_memory_not_equal(&pixels[tile], &ground, sizeof ground);
    stage->sample.views.choice.ready[0] = false;
    stage->sample.views.choice.shown.version++;
    panel_stage_frame(stage, NULL);
    assert_memory_equal(&stage->look.recon.images.pixels[tile], &ground, sizeof ground);
    panel_stage_destroy(stage);
}

static void pages_and_the_wheel_reach_every_image_and_stop(void **state) {
    (void)state;
    PanelStage *stage = open();
    ReconstructionLook *recon = &stage->look.recon;
    int wanted = recon->wanted, columns = recon->columns;
    key(stage, UI_KEY_PAGE_UP);
    assert_int_equal(recon->first, 0);
    key(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(recon->first, wanted);
    stage->input.mouse_x = recon->images.rect.x + 4;
    stage->input.mouse_y = recon->images.rect.y + 4;
    stage->input.wheel = -1;
    panel_stage_frame(stage, NULL);
    stage->input.wheel = 0;
    assert_int_equal(recon->first, wanted + columns);
    for (int i = 0; i < 10000 / wanted + 3; i++)
        key(stage, UI_KEY_PAGE_DOWN);
    assert_true(recon->first + wanted >= 10000 && recon->first < 10000);
    stage->sample.views.choice.total = wanted; // all on one page
    recon->first = 0;
    key(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(recon->first, 0);
    panel_stage_destroy(stage);
}

static void the_scale_of_errors_can_be_chosen(void **state) {
    (void)state;
    PanelStage *stage = open();
    assert_true(stage->look.recon.limit == 0.5F);
    click(stage, "±0.5");
    click(stage, "±0.25");
    panel_stage_frame(stage, NULL);
    assert_true(stage->look.recon.limit == 0.25F && shows(stage, "−0.250") && shows(stage, "0.250"));
    float largest = 0;
    const ReconstructionView *shown = &stage->sample.views.choice.shown;
    for (int i = 0; i < stage->look.recon.wanted * SAMPLE_PIXELS; i++)
        largest = fmaxf(largest, fabsf((float)(shown->output.bytes[i] - shown->input.bytes[i]) / 255));
    stage->look.recon.scale = ERROR_AUTOMATIC;
    panel_stage_frame(stage, NULL);
    float limit = stage->look.recon.limit;
    assert_true(limit >= largest - 1e-3F && limit < largest + 0.05F);
    panel_stage_destroy(stage);
}

static void images_of_any_shape_and_colour_are_shown(void **state) {
    (void)state;
    PanelStage *stage = open();
    ReconstructionView *shown = &stage->sample.views.choice.shown;
    LiveModel *model = &stage->sample.status.model;
    shown->channels = model->channels = 3;
    shown->height = model->height = 31;
    shown->width = model->width = 33;
    shown->images = 12;
    stage->sample.views.pinned.tag.run = 0;
    stage->look.recon.pca = true;
    panel_stage_frame(stage, NULL);
    assert_int_equal(stage->look.recon.images.shown, 4 * 12);
    stage->input.mouse_x = stage->look.recon.images.rect.x + 3;
    stage->input.mouse_y = stage->look.recon.images.rect.y + 3;
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "row 0, column 0:") || shows(stage, "row 1, column 1:"));
    panel_stage_destroy(stage);
}

static void a_perfect_copy_and_no_number_have_words(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->sample.views.choice.shown.score[0].squared_error = 0;
    stage->sample.views.choice.shown.score[1].squared_error = NAN;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "∞ dB") && shows(stage, "MSE 0.0000") && shows(stage, "MSE –"));
    assert_false(shows(stage, "nan") || shows(stage, "inf"));
    panel_stage_destroy(stage);
}

static void the_pinned_image_has_its_own_place(void **state) {
    (void)state;
    PanelStage *stage = open();
    assert_true(shows(stage, "Test image 0") && shows(stage, "Disc"));
    const ImageGrid *pinned = &stage->look.recon.pinned;
    assert_int_equal(pinned->shown, 3);
    assert_true(image_grid_place(pinned, 0).h >= image_grid_place(&stage->look.recon.images, 0).h);
    stage->look.pinned = (PinnedRequest){.own = 5, .channels = 3, .height = 9, .width = 9};
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "Test image 0") && shows(stage, "9×9"));
    click(stage, "Back");
    assert_int_equal(stage->look.pinned.own, 0);
    panel_stage_destroy(stage);
}

// A stroke in the dialog is pinned while it is made.
static void what_is_drawn_is_pinned(void **state) {
    (void)state;
    PanelStage *stage = open();
    click(stage, "Draw your own");
    assert_int_equal(stage->look.dialog, DIALOG_DRAW);
    assert_true(shows(stage, "Draw with the mouse"));
    assert_int_equal(stage->look.pinned.own, 0);
    Rect canvas = stage->look.draw.canvas.rect;
    press(stage, (Point){canvas.x + canvas.w / 2, canvas.y + canvas.h / 2});
    assert_int_equal(stage->look.pinned.own, 1);
    assert_true(stage->look.pinned.pixels[14 * 28 + 14] > 200);
    assert_int_equal(stage->look.pinned.pixels[0], 0);
    press(stage, (Point){canvas.x + 20, canvas.y + 20});
    assert_true(stage->look.pinned.own > 1 && stage->look.pinned.pixels[14 * 28 + 14] > 200);
    stage->sample.views.pinned.own = stage->look.pinned.own;
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "Draw with the mouse"));
    click(stage, "eraser");
    press(stage, (Point){canvas.x + canvas.w / 2, canvas.y + canvas.h / 2});
    assert_int_equal(stage->look.pinned.pixels[14 * 28 + 14], 0);
    click(stage, "Clear");
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        assert_int_equal(stage->look.pinned.pixels[p], 0);
    click(stage, "Done");
    assert_int_equal(stage->look.dialog, DIALOG_NONE);
    panel_stage_destroy(stage);
}

static void images_too_large_cannot_be_drawn(void **state) {
    (void)state;
    PanelStage *stage = open();
    stage->sample.status.model.height = stage->sample.status.model.width = 200;
    stage->sample.views.choice.shown.tag.run = 0;
    panel_stage_frame(stage, NULL);
    click(stage, "Draw your own");
    assert_int_equal(stage->look.dialog, DIALOG_NONE);
    panel_stage_destroy(stage);
}

static void a_picture_from_a_file_is_pinned_once(void **state) {
    (void)state;
    static LivePicture picture = {.serial = 1, .name = "cat.png", .channels = 1, .height = 28, .width = 28};
    PanelStage *stage = open();
    look_pin_picture(&stage->look, &picture);
    assert_int_equal(stage->look.pinned.own, 1);
    stage->sample.views.pinned.own = 1;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "Your image") && shows(stage, "cat.png"));
    look_pin(&stage->look, 4, 100);
    look_pin_picture(&stage->look, &picture);
    assert_int_equal(stage->look.pinned.own, 0);
    picture.serial = 2;
    look_pin_picture(&stage->look, &picture);
    assert_int_equal(stage->look.pinned.own, 2);
    panel_stage_destroy(stage);
}

static void the_historys_memory_can_be_chosen(void **state) {
    (void)state;
    PanelStage *stage = open();
    assert_true(shows(stage, " 18 of") && shows(stage, "96 MB"));
    click(stage, "96 MB");
    click(stage, "256 MB");
    assert_int_equal(stage->look.history_bytes, 256 << 20);
    stage->sample.views.history.budget = 256 << 20;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "256 MB"));
    panel_stage_destroy(stage);
}

// The film of another image must not show frames of the last one.
static void the_film_of_another_image_begins_empty(void **state) {
    (void)state;
    PanelStage *stage = open();
    HistoryView *view = &stage->sample.views.history;
    const ImageGrid *film = &stage->look.film;
    size_t middle = 14 * (size_t)film->buffer_width + 14;
    Rgba ground = stage->theme.colors.background;
    assert_memory_not_equal(&film->pixels[middle], &ground, sizeof ground);
    view->own = 3;
    memset(view->ready, 0, sizeof view->ready);
    panel_stage_frame(stage, NULL);
    assert_memory_equal(&film->pixels[middle], &ground, sizeof ground);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_which_images_and_in_which_order),
        cmocka_unit_test(choices_are_asked_for_from_the_first_place_on),
        cmocka_unit_test(another_data_set_has_other_classes),
        cmocka_unit_test(without_labels_there_is_no_class_to_choose),
        cmocka_unit_test(a_class_without_images_says_so),
        cmocka_unit_test(a_low_window_has_two_rows_of_images),
        cmocka_unit_test(another_runs_images_are_not_shown),
        cmocka_unit_test(pca_says_where_it_stands),
        cmocka_unit_test(pca_that_is_not_there_yet_leaves_its_tile_empty),
        cmocka_unit_test(pages_and_the_wheel_reach_every_image_and_stop),
        cmocka_unit_test(the_scale_of_errors_can_be_chosen),
        cmocka_unit_test(images_of_any_shape_and_colour_are_shown),
        cmocka_unit_test(a_perfect_copy_and_no_number_have_words),
        cmocka_unit_test(the_pinned_image_has_its_own_place),
        cmocka_unit_test(what_is_drawn_is_pinned),
        cmocka_unit_test(images_too_large_cannot_be_drawn),
        cmocka_unit_test(a_picture_from_a_file_is_pinned_once),
        cmocka_unit_test(the_historys_memory_can_be_chosen),
        cmocka_unit_test(the_film_of_another_image_begins_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
