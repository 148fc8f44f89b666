// The bench Anomaly: what it offers, says and asks for, and where there is little or nothing to show.
#include "analysis.h"
#include "panel_stage.h"
#include "sample_anomaly.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *find(const PanelStage *stage, const char *part, const DrawCommand **found) {
    const DrawList *list = ui_list((Ui *)&stage->ui);
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind == DRAW_TEXT && strstr(draw_text_of(list, command), part)) {
            *found = command;
            return draw_text_of(list, command);
        }
    }
    return NULL;
}

static bool shows(const PanelStage *stage, const char *part) {
    const DrawCommand *command;
    return find(stage, part, &command) != NULL;
}

static int count_texts(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    int count = 0;
    for (int i = 0; i < list->count; i++)
        count += list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0;
    return count;
}

// Nothing that is no number has become a coordinate or a word.
static void assert_sane(PanelStage *stage) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *c = &list->commands[i];
        assert_true(isfinite(c->rect.x) && isfinite(c->rect.y) && isfinite(c->rect.w) && isfinite(c->rect.h));
        if (c->kind == DRAW_TEXT && (strstr(draw_text_of(list, c), "nan") || strstr(draw_text_of(list, c), "inf")))
            fail_msg("'%s' is on screen", draw_text_of(list, c));
    }
    for (int i = 0; i < list->point_count; i++)
        assert_true(isfinite(list->points[i].x) && isfinite(list->points[i].y));
}

static void frame(PanelStage *stage) {
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    assert_sane(stage);
}

static PanelStage *open(SampleModel model, const char *left_out) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, 1440, 900, 1, "dark");
    stage->look.view = view_find("analysis");
    stage->look.analysis.bench = analysis_find("anomaly");
    sample_anomaly_leave_out(&stage->sample, left_out);
    frame(stage);
    return stage;
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
    frame(stage);
}

static void click(PanelStage *stage, const char *text) {
    const DrawCommand *command = NULL;
    if (!find(stage, text, &command))
        fail_msg("'%s' is not on screen", text);
    press(stage, (Point){command->rect.x + 4, command->rect.y + 4});
}

static AnomalyRequest asked(const PanelStage *stage) {
    ViewRequest request = {0};
    VIEWS[stage->look.view]->ask(&stage->look, &request);
    assert_true(request.quality && request.anomaly.wanted);
    return request.anomaly;
}

// A class chosen by a click is crossed; the button names it and asks before anything happens.
static void classes_are_chosen_and_the_button_asks_first(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "");
    assert_true(shows(stage, "What has it never seen?") && shows(stage, "Train anew") && !shows(stage, "AUROC"));
    click(stage, "Train anew"); // nothing is chosen yet
    assert_int_equal(stage->look.dialog, DIALOG_NONE);
    const char *first = stage->sample.status.data.class_name[2], *second = stage->sample.status.data.class_name[5];
    char label[100];
    click(stage, first);
    assert_true(class_set_has(&stage->look.analysis.anomaly.chosen, 2));
    snprintf(label, sizeof label, "Train without %s", first);
    assert_true(shows(stage, label));
    click(stage, second);
    snprintf(label, sizeof label, "Train without %s and %s", first, second);
    click(stage, label);
    assert_int_equal(stage->look.dialog, DIALOG_LEAVE_OUT);
    assert_true(shows(stage, "new weights") && shows(stage, "Start anew"));
    click(stage, "Cancel");
    assert_int_equal(stage->look.dialog, DIALOG_NONE);
    click(stage, second);
    assert_false(class_set_has(&stage->look.analysis.anomaly.chosen, 5));
    panel_stage_destroy(stage);
}

static void not_all_classes_can_be_chosen(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "");
    for (int c = 0; c < SAMPLE_SHAPES; c++)
        class_set_put(&stage->look.analysis.anomaly.chosen, c, true);
    frame(stage);
    click(stage, "One class must stay");
    assert_int_equal(stage->look.dialog, DIALOG_NONE);
    panel_stage_destroy(stage);
}

static void a_run_without_classes_can_have_all_again(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "4");
    assert_true(class_set_has(&stage->look.analysis.anomaly.chosen, 4)); // begins with what the run leaves out
    click(stage, stage->sample.status.data.class_name[4]);
    click(stage, "Train with all classes");
    assert_true(stage->look.dialog == DIALOG_LEAVE_OUT && shows(stage, "Train with all classes?"));
    click(stage, "Cancel");
    stage->sample.status.run++; // another run: its own choice
    frame(stage);
    assert_true(class_set_has(&stage->look.analysis.anomaly.chosen, 4));
    panel_stage_destroy(stage);
}

static void areas_stand_beside_pcas_in_all_and_by_class(void **state) {
    (void)state;
    char number[32], text[100];
    PanelStage *stage = open(SAMPLE_VANILLA, "1,7");
    const AnomalyView *view = &stage->sample.views.anomaly;
    assert_true(view->roc[0].area > 0.6 && view->pca.area > 0.5 && view->pca.area < view->roc[0].area);
    const double areas[] = {view->roc[0].area, view->roc[0].class_area[1], view->roc[0].class_area[7],
                            view->pca.area,    view->pca.class_area[1],    view->pca.class_area[7]};
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
        snprintf(number, sizeof number, "%.3f", areas[i]);
        assert_true(shows(stage, number));
    }
    assert_true(shows(stage, "PCA-64") && !shows(stage, "ELBO"));
    snprintf(text, sizeof text, "trained without %s and %s", stage->sample.status.data.class_name[1],
             stage->sample.status.data.class_name[7]);
    assert_true(shows(stage, text));
    panel_stage_destroy(stage);
    stage = open(SAMPLE_VANILLA, "1,7,8");
    assert_true(shows(stage, "trained without 3 classes") && shows(stage, "All left out"));
    panel_stage_destroy(stage);
}

static void pca_says_why_it_has_no_area(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "3");
    stage->sample.views.anomaly.fitted = 0;
    frame(stage);
    assert_int_equal(count_texts(stage, "…"), 1);
    stage->sample.views.anomaly.failed = true;
    frame(stage);
    assert_int_equal(count_texts(stage, "…"), 0);
    stage->sample.status.model.units = SAMPLE_PIXELS;
    stage->sample.status.model.sparse = false;
    frame(stage);
    assert_true(count_texts(stage, "exact") >= 1 && asked(stage).components == 0);
    panel_stage_destroy(stage);
}

static void images_with_the_highest_scores_say_which_are_left_out(void **state) {
    (void)state;
    char title[64];
    PanelStage *stage = open(SAMPLE_SPARSE, "3");
    const ReconstructionView *shown = &stage->sample.views.anomaly.highest;
    int wanted = asked(stage).images, out = 0;
    assert_in_range(wanted, 6, VIEW_MAX_IMAGES);
    int count = wanted < shown->images ? wanted : shown->images;
    for (int i = 0; i < count; i++)
        out += shown->label[i] == 3;
    assert_true(out > 0 && out < count);
    snprintf(title, sizeof title, "Highest scores: %d of %d are left out", out, count);
    assert_true(shows(stage, title));
    assert_int_equal(count_texts(stage, "left out"), out + 1); // and the curve of that name
    assert_true(shows(stage, "90.0") && shows(stage, "89.3"));
    Rect second = image_grid_place(&stage->look.analysis.anomaly.images, 2); // each has two tiles
    press(stage, (Point){second.x + 3, second.y + 3});
    assert_int_equal(stage->look.pinned.image, shown->index[1]);
    assert_true(shows(stage, "score 89.3, place 2"));
    panel_stage_destroy(stage);
}

static void a_gaussian_code_has_two_scores_to_choose_from(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL, "2");
    assert_true(shows(stage, "squared error") && asked(stage).order == ANOMALY_ERROR);
    const DrawList *list = ui_list(&stage->ui);
    Point last = {0, 0}; // the choice is drawn after the table's head
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), "−ELBO") == 0)
            last = (Point){list->commands[i].rect.x + 2, list->commands[i].rect.y + 2};
    press(stage, last);
    assert_true(shows(stage, "−ELBO, nats") && !shows(stage, "squared error"));
    assert_int_equal(asked(stage).order, ANOMALY_BOUND);
    panel_stage_destroy(stage);
}

static void scores_of_another_run_are_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "6");
    stage->sample.views.anomaly.tag.generation++;
    frame(stage);
    assert_true(shows(stage, "are being measured") && !shows(stage, "AUROC") && !shows(stage, "Highest scores"));
    stage->sample.views.anomaly.tag.generation--;
    stage->sample.views.anomaly.highest.tag.run++; // only the pictures are
    frame(stage);
    assert_true(shows(stage, "AUROC") && !shows(stage, "Highest scores"));
    panel_stage_destroy(stage);
}

static void data_without_labels_says_so(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "");
    stage->sample.status.data.classes = 0;
    frame(stage);
    assert_true(shows(stage, "no labels") && !shows(stage, "Train anew"));
    panel_stage_destroy(stage);
}

// A class without test images; a dead network, for which all scores are equal; infinite ones.
static void scores_that_tell_nothing_are_shown_as_that(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL, "2,9");
    AnomalyView *view = &stage->sample.views.anomaly;
    view->roc[0] = view->roc[1] = view->pca = (Roc){.normals = 100};
    view->spread[0] = (Spread){.images = {100, 0}, .normal_mean = 5, .anomaly_mean = NAN, .low = 5, .high = 5};
    view->spread[0].normal[0] = 100;
    frame(stage);
    assert_true(shows(stage, "There is no curve") && count_texts(stage, "–") >= 9);
    view->roc[0] = (Roc){.defined = true, .anomalies = 3, .normals = 4, .area = 0.5, .points = 2};
    view->roc[0].found[1] = view->roc[0].taken[1] = 1;
    view->spread[0] = (Spread){.images = {4, 3}, .normal_mean = INFINITY, .anomaly_mean = INFINITY};
    view->score[0] = INFINITY;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "0.500"));
    panel_stage_destroy(stage);
}

static void hundreds_of_classes_and_odd_images_have_room(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VANILLA, "1");
    stage->sample.status.data.classes = LIVE_CLASSES;
    for (int c = 0; c < LIVE_CLASSES; c++)
        snprintf(stage->sample.status.data.class_name[c], 32, "class with a long name %d", c);
    frame(stage);
    assert_true(shows(stage, "class with a long name 1"));
    ReconstructionView *shown = &stage->sample.views.anomaly.highest;
    LiveModel *model = &stage->sample.status.model;
    model->channels = shown->channels = 3;
    model->height = shown->height = 31;
    model->width = shown->width = 33;
    shown->images = 12; // 12·3·31·33 bytes of the sample's 64·28·28
    frame(stage);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_chosen_and_the_button_asks_first),
        cmocka_unit_test(not_all_classes_can_be_chosen),
        cmocka_unit_test(a_run_without_classes_can_have_all_again),
        cmocka_unit_test(areas_stand_beside_pcas_in_all_and_by_class),
        cmocka_unit_test(pca_says_why_it_has_no_area),
        cmocka_unit_test(images_with_the_highest_scores_say_which_are_left_out),
        cmocka_unit_test(a_gaussian_code_has_two_scores_to_choose_from),
        cmocka_unit_test(scores_of_another_run_are_not_shown),
        cmocka_unit_test(data_without_labels_says_so),
        cmocka_unit_test(scores_that_tell_nothing_are_shown_as_that),
        cmocka_unit_test(hundreds_of_classes_and_odd_images_have_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
