// The view Analysis: what each bench says and does, and what it says where there is nothing to show.
#include "analysis.h"
#include "code_stage.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static PanelStage *open_at(const char *bench, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, width, height, 1, "dark");
    stage->look.view = view_find("analysis");
    stage->look.analysis.bench = analysis_find(bench);
    assert_true(stage->look.analysis.bench >= 0);
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    return stage;
}

static PanelStage *open(const char *bench) {
    return open_at(bench, 1440, 900);
}

static ViewRequest asked(const PanelStage *stage) {
    static ViewRequest request;
    memset(&request, 0, sizeof request);
    VIEWS[stage->look.view]->ask(&stage->look, &request);
    return request;
}

static void a_button_opens_each_bench_and_only_that_is_computed(void **state) {
    (void)state;
    PanelStage *stage = open("denoising");
    ViewRequest request = asked(stage);
    assert_true(request.denoising.wanted && !request.compression.wanted && request.features.order == 0);
    code_stage_click_on(stage, "Compression");
    request = asked(stage);
    assert_true(!request.denoising.wanted && request.compression.wanted);
    assert_true(code_stage_shows(stage, "Bits a unit"));
    code_stage_click_on(stage, "Features");
    request = asked(stage);
    assert_false(request.compression.wanted);
    assert_true(request.features.order == 0); // nothing is computed unasked
    assert_int_equal(analysis_find("nowhere"), -1);
    panel_stage_destroy(stage);
}

static void noise_is_chosen_by_kind_and_strength(void **state) {
    (void)state;
    PanelStage *stage = open("denoising");
    DenoisingLook *look = &stage->look.analysis.denoising;
    ViewRequest request = asked(stage);
    assert_true(request.denoising.kind == NOISE_GAUSSIAN && request.denoising.strength == 0.4);
    assert_true(request.denoising.count >= 3 && request.denoising.first == 0);
    code_stage_click_on(stage, "masking");
    look->strength[NOISE_MASK] = 0.25;
    code_stage_frame(stage);
    request = asked(stage);
    assert_true(request.denoising.kind == NOISE_MASK && request.denoising.strength == 0.25);
    assert_true(code_stage_shows(stage, "pixels lost") && code_stage_shows(stage, "25 %"));
    stage->look.pinned.image = 3 * request.denoising.count + 1; // its page is on screen
    assert_int_equal(asked(stage).denoising.first, 3 * request.denoising.count);
    panel_stage_destroy(stage);
}

static void each_picture_says_how_near_it_is_to_the_clean_one(void **state) {
    (void)state;
    PanelStage *stage = open("denoising");
    assert_true(code_stage_shows(stage, "10.0 dB SSIM 0.25")); // -10·log10(0.1)
    assert_true(code_stage_shows(stage, "19.0 dB SSIM 0.75")); // of 0.0125
    assert_true(code_stage_shows(stage, "exact"));             // what no noise has hit
    Rect place = image_grid_place(&stage->look.analysis.denoising.images, 4);
    code_stage_point(stage, place.x + 2, place.y + 2);
    code_stage_frame(stage);
    char text[96];
    snprintf(text, sizeof text, "Test image 1 (Ring), row 0, column 0: clean %.3f, corrupted %.3f, output",
             stage->sample.input[SAMPLE_PIXELS] / 255.0, stage->sample.corrupted[SAMPLE_PIXELS] / 255.0);
    assert_true(code_stage_shows(stage, text));
    code_stage_click(stage);
    assert_int_equal(stage->look.pinned.image, 1);
    panel_stage_destroy(stage);
}

static void the_curve_reads_its_values_out(void **state) {
    (void)state;
    PanelStage *stage = open("denoising");
    assert_true(code_stage_shows(stage, "15.23")); // dB of 24/800, at the strength looked at
    code_stage_click_on(stage, "SSIM");
    code_stage_frame(stage);
    assert_true(stage->look.analysis.denoising.ssim && code_stage_shows(stage, "SSIM, mean"));
    assert_true(code_stage_shows(stage, "0.6429")); // 9/14
    assert_true(code_stage_shows(stage, "Curve: 300 test images at each strength, step 3 517"));
    code_stage_click_on(stage, "square"); // six strengths so far
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "Curve: 1 234 of 2 700 corrupted test images, step 3 517"));
    panel_stage_destroy(stage);
}

static void bits_change_pictures_and_figures(void **state) {
    (void)state;
    PanelStage *stage = open("compression");
    assert_true(code_stage_shows(stage, "3 bits"));
    assert_true(code_stage_shows(stage, "576 bits = 72 B"));    // 256 · 3 · ¾
    assert_true(code_stage_shows(stage, "768 bits = 96 B"));    // 256 · 3
    assert_true(code_stage_shows(stage, "6 272 bits = 784 B")); // of the pixels
    assert_true(code_stage_shows(stage, "3 658 bits = 458 B")); // of zlib, 457.25 bytes
    assert_true(code_stage_shows(stage, "16.9 dB of 19.0 dB")); // 0.0125 + 1/128, 0.0125
    uint64_t version = stage->look.analysis.compression.images.version;
    code_stage_click_on(stage, "8"); // a digit that is no tab's
    code_stage_frame(stage);
    assert_int_equal(stage->look.analysis.compression.bits, 8);
    assert_true(code_stage_shows(stage, "1 536 bits = 192 B"));
    assert_true(stage->look.analysis.compression.images.version > version);
    panel_stage_destroy(stage);
}

static void features_are_computed_when_the_button_is_pressed(void **state) {
    (void)state;
    PanelStage *stage = open("features");
    FeaturesView *view = &stage->sample.views.features;
    view->tag.run = 0;
    view->state = FEATURES_NONE;
    code_stage_frame(stage);
    code_stage_click_on(stage, "Compute");
    ViewRequest request = asked(stage);
    assert_int_equal(request.features.order, 1);
    assert_int_equal(request.features.components, 39); // the mean L0 of a sparse code
    view->state = FEATURES_RUNNING;
    view->percent = 37;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "Being computed: 37 %") && !code_stage_shows(stage, "Compute again"));
    view->state = FEATURES_FAILED;
    snprintf(view->problem, sizeof view->problem, "not enough memory for PCA");
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "Not enough memory for PCA"));
    panel_stage_destroy(stage);
}

static void a_result_shows_accuracies_and_what_was_taken_for_what(void **state) {
    (void)state;
    PanelStage *stage = open("features");
    const FeaturesView *view = &stage->sample.views.features;
    FeaturesLook *look = &stage->look.analysis.features;
    char text[96];
    snprintf(text, sizeof text, "%.1f %%", 100 * view->result.accuracy[FEATURE_PIXELS][FEATURE_NEAREST_10]);
    assert_true(code_stage_shows(stage, text) && code_stage_shows(stage, "Compute again"));
    assert_true(code_stage_shows(stage, "Of step 3 517: fitted on 10 000 training images"));
    code_stage_click_on(stage, text);
    code_stage_frame(stage);
    assert_true(look->space == FEATURE_PIXELS && look->method == FEATURE_NEAREST_10);
    assert_true(code_stage_shows(stage, "10-NN, pixels 784"));
    const int *counts = view->confusion.ints + (FEATURE_PIXELS * FEATURE_METHODS + FEATURE_NEAREST_10) * 100;
    int all = 0;
    for (int i = 0; i < 10; i++)
        all += counts[i];
    snprintf(text, sizeof text, "%.1f %%", 100.0 * counts[0] / all);
    assert_true(code_stage_shows(stage, "RECALL OF EACH CLASS") && code_stage_shows(stage, text));
    Rect cells = look->heat.rect;
    code_stage_point(stage, cells.x + cells.w * 0.15F, cells.y + cells.h * 0.05F); // first row, second column
    code_stage_frame(stage);
    snprintf(text, sizeof text, "Disc taken for Ring: %d of %d (%.1f %%)", counts[1], all, 100.0 * counts[1] / all);
    assert_true(code_stage_shows(stage, text));
    panel_stage_destroy(stage);
}

static void data_without_labels_have_no_classes_to_tell(void **state) {
    (void)state;
    PanelStage *stage = open("features");
    stage->sample.status.data.classes = 0;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "These images have no labels"));
    assert_false(code_stage_shows(stage, "Compute"));
    panel_stage_destroy(stage);
}

// Of another run than the one on screen nothing is shown.
static void what_is_of_another_run_is_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open("denoising");
    Views *views = &stage->sample.views;
    stage->sample.status.run = 2;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "The pictures come with the next snapshot."));
    assert_true(code_stage_shows(stage, "The curve comes strength by strength."));
    stage->look.analysis.bench = analysis_find("compression");
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "Being measured: 45 %") && !code_stage_shows(stage, "PSNR left"));
    stage->look.analysis.bench = analysis_find("features");
    code_stage_frame(stage);
    assert_false(code_stage_shows(stage, "Of step"));
    views->features.tag.run = 2;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "Of step"));
    panel_stage_destroy(stage);
}

// Odd colour images, constant ones, codes of one unit, a class without images, figures that are none.
static void whatever_the_data_is_nothing_becomes_infinite(void **state) {
    (void)state;
    enum { HEIGHT = 31, WIDTH = 33, SIZE = 3 * HEIGHT * WIDTH };
    static uint8_t pixels[12 * SIZE];
    PanelStage *stage = open_at("denoising", 800, 500);
    Views *views = &stage->sample.views;
    LiveModel *model = &stage->sample.status.model;
    model->channels = views->denoising.channels = 3;
    model->height = views->denoising.height = HEIGHT;
    model->width = views->denoising.width = WIDTH;
    views->denoising.input.bytes = views->denoising.seen.bytes = views->denoising.output.bytes = pixels;
    views->denoising.version++;
    views->denoising.figures[0] = (DenoisingFigures){0, 1, 0, 1};
    views->denoising.figures[1] = (DenoisingFigures){NAN, NAN, NAN, NAN};
    for (int p = 0; p < NOISE_STRENGTHS; p++)
        views->denoising.curve[0].point[p] = (DenoisingFigures){0, 1, 0, 1};
    CompressionFigures *figures = &views->compression.figures;
    figures->units = 1;
    for (int b = 0; b < QUANTISER_BITS; b++)
        figures->entropy[b] = figures->mse[b] = 0;
    memset(stage->sample.confusion, 0, sizeof stage->sample.confusion);
    views->features.result.size[FEATURE_PIXELS] = 12288;
    views->features.result.ready[FEATURE_PIXELS] = false;
    stage->look.analysis.features.space = FEATURE_PIXELS;
    for (int i = 0; ANALYSIS_BENCHES[i]; i++) {
        stage->look.analysis.bench = i;
        code_stage_frame(stage);
        code_stage_frame(stage);
        code_stage_assert_finite(stage);
    }
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_button_opens_each_bench_and_only_that_is_computed),
        cmocka_unit_test(noise_is_chosen_by_kind_and_strength),
        cmocka_unit_test(each_picture_says_how_near_it_is_to_the_clean_one),
        cmocka_unit_test(the_curve_reads_its_values_out),
        cmocka_unit_test(bits_change_pictures_and_figures),
        cmocka_unit_test(features_are_computed_when_the_button_is_pressed),
        cmocka_unit_test(a_result_shows_accuracies_and_what_was_taken_for_what),
        cmocka_unit_test(data_without_labels_have_no_classes_to_tell),
        cmocka_unit_test(what_is_of_another_run_is_not_shown),
        cmocka_unit_test(whatever_the_data_is_nothing_becomes_infinite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
