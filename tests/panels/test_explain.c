// Explain mode knows everything on screen: each widget, picture and figure has words, in every view and state, and the
// card with them has room in the smallest window.
#include "analysis.h"
#include "panel_stage.h"
#include "sample_anomaly.h"
#include "sample_filters.h"
#include "sample_latent.h"
#include "sample_unit.h"
#include "test.h"
#include "view.h"

#include <SDL_ttf.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

// A frame without an answer: nothing is pointed at.
static void draw(PanelStage *stage) {
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
}

static const DrawCommand *nearest_text(const PanelStage *stage, Rect rect) {
    const DrawList *list = &stage->ui.lists[UI_BASE];
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind == DRAW_TEXT && rect_contains(rect, command->rect.x, command->rect.y))
            return command;
    }
    return NULL;
}

static void assert_explained(PanelStage *stage, const UiElement *element, const char *what) {
    const DrawCommand *text = nearest_text(stage, element->rect);
    if (!element->explained)
        fail_msg("%s: the element at %.0f, %.0f (%.0f × %.0f, '%s') has no explanation", what, (double)element->rect.x,
                 (double)element->rect.y, (double)element->rect.w, (double)element->rect.h,
                 text ? draw_text_of(&stage->ui.lists[UI_BASE], text) : "");
}

// A character that the font lacks would be drawn as a box.
static void assert_glyphs(TTF_Font *font, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        int more = *at < 0x80 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
        Uint32 letter = more == 0 ? *at : *at & (0x3FU >> more);
        at++;
        for (int i = 0; i < more; i++)
            letter = letter << 6 | (*at++ & 0x3FU);
        if (letter != '\n' && !TTF_GlyphIsProvided32(font, letter))
            fail_msg("the font has no U+%04X of '%s'", (unsigned)letter, text);
    }
}

static void assert_letters(const UiExplainMode *mode) {
    static const char *const files[] = {"Inter-Regular.otf", "JetBrainsMono-Regular.ttf"};
    static TTF_Font *fonts[2];
    for (int i = 0; i < 2; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", FONTS_FOLDER, files[i]);
        fonts[i] = fonts[i] ? fonts[i] : TTF_OpenFont(path, 14);
        assert_non_null(fonts[i]);
    }
    assert_glyphs(fonts[0], mode->title);
    assert_glyphs(fonts[0], mode->text);
    assert_glyphs(fonts[1], mode->formula);
    assert_glyphs(fonts[1], mode->value);
}

// The last texts of the frame are the card's.
static void assert_card(PanelStage *stage, const char *what) {
    bool whole;
    Rect card = ui_explain_card(&stage->ui, &whole), window = {0, 0, (float)stage->width, (float)stage->height};
    const DrawList *list = ui_list(&stage->ui);
    if (card.w <= 0)
        fail_msg("%s: no card is drawn for an element that has an explanation (%s)", what, stage->ui.explain.title);
    if (!rect_inside(card, window) || !whole)
        fail_msg("%s: the card of %.0f × %.0f has no room in %d × %d ('%s')", what, (double)card.w, (double)card.h,
                 stage->width, stage->height, stage->ui.explain.title);
    if (!stage->ui.explain.title[0])
        fail_msg("%s: '%s' has no title", what, stage->ui.explain.text);
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind != DRAW_TEXT || !rect_contains(card, command->rect.x, command->rect.y))
            continue;
        const char *text = draw_text_of(list, command);
        size_t length = strlen(text);
        if (length > 3 && strcmp(text + length - 3, "…") == 0 && i > list->count - 24 && strcmp(text, "Save as…") != 0)
            fail_msg("%s: '%s' in the card is cut off", what, text);
    }
    assert_letters(&stage->ui.explain);
    // The copies that the mode keeps are not full either.
    assert_true(strlen(stage->ui.explain.text) < UI_EXPLAIN_TEXT - 1);
    assert_true(strlen(stage->ui.explain.formula) < UI_EXPLAIN_LINE - 1);
}

static int check(PanelStage *stage, const char *what) {
    static UiElement elements[UI_ELEMENTS];
    int count;
    draw(stage);
    const UiElement *noted = ui_explain_elements(&stage->ui, &count);
    assert_true(count < UI_ELEMENTS);
    memcpy(elements, noted, (size_t)count * sizeof *noted);
    for (int i = 0; i < count; i++) {
        assert_explained(stage, &elements[i], what);
        ui_explain_show(&stage->ui, elements[i].id);
        panel_stage_frame(stage, NULL); // what is out of sight is scrolled to
        ui_explain_show(&stage->ui, elements[i].id);
        panel_stage_frame(stage, NULL);
        assert_card(stage, what);
    }
    return count;
}

// All kinds of code, so that every control is there at least once.
static void as_gaussian(PanelStage *stage) {
    stage->sample.status.model.gaussian = true;
    stage->sample.status.settings.optimizer = 1;
}

static void as_sigmoid(PanelStage *stage) {
    stage->sample.status.model.sigmoid = true;
    stage->sample.views.reconstruction.corrupts = true;
    stage->sample.views.reconstruction.seen.bytes = stage->sample.input;
    stage->sample.views.choice.shown.corrupts = stage->sample.views.pinned.corrupts = true;
    stage->sample.views.choice.shown.seen.bytes = stage->sample.chosen_input;
    stage->sample.views.quality.quality.input_mse = 0.1;
}

static void as_wide(PanelStage *stage) {
    stage->sample.status.model.units = 1024;
    stage->sample.status.model.sparse = false;
    stage->sample.status.progress = 0.4;
}

static void as_it_is(PanelStage *stage) {
    stage->look.log_loss = true;
}

// The network is open in the editor, with a mistake in its second layer where there are two.
static void check_editor(const char *theme, int width, int height) {
    for (int wrong = 0; wrong < 2; wrong++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, width, height, 1, theme);
        Editor *editor = &stage->look.editor;
        char what[96];
        panel_stage_frame(stage, NULL); // which takes note of the model in use
        assert_true(draft_init(&editor->draft, stage->sample.status.model.file, NULL));
        editor->start = editor->draft;
        if (wrong)
            snprintf(editor->draft.line[1], DRAFT_LINE, "dens 64");
        editor->open = editor->shown = true;
        editor->checked[0] = 0;
        ui_explain_start(&stage->ui);
        snprintf(what, sizeof what, "%s, %d×%d, editor, %s", theme, width, height, wrong ? "wrong" : "right");
        check(stage, what);
        panel_stage_destroy(stage);
    }
}

static void as_past(PanelStage *stage) {
    stage->look.past = true;
}

static void as_own(PanelStage *stage) {
    stage->look.recon.pca = true;
    stage->look.pinned = (PinnedRequest){.own = 1, .channels = 1, .height = 28, .width = 28};
    stage->sample.views.pinned.own = 1;
    stage->sample.status.data.pca = 0;
    stage->sample.views.choice.fitted = false;
}

static void as_carded(PanelStage *stage) {
    stage->look.card = (UnitRequest){.wanted = true, .layer = LAYER_CODE, .unit = SAMPLE_CARD};
    intervention_set(&stage->look.interventions, (Intervention){SAMPLE_CARD, INTERVENTION_SCALE, 2});
    sample_unit_change(&stage->sample);
}

static void as_dead(PanelStage *stage) {
    UnitView *view = &stage->sample.views.unit;
    as_carded(stage);
    view->active = 0;
    view->histogram = (Histogram){.count = 10000};
    view->strongest.count = view->spread.count = view->correlated.count = 0;
}

static void as_undefined(PanelStage *stage) {
    as_carded(stage);
    stage->sample.views.unit.undefined = 12;
    stage->sample.views.unit.value = NAN;
    stage->sample.views.unit.map = true;
}

// Weights of every kind, more of them than have room, and a kernel that slides.
static void check_filters(const char *theme, int width, int height) {
    static const FilterKind kinds[] = {FILTERS_SLICES, FILTERS_TILES, FILTERS_MATRIX, FILTERS_KERNELS};
    for (int i = 0; i < 4; i++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_CONVOLUTIONAL, width, height, 1, theme);
        FiltersLook *look = &stage->look.filters;
        char what[96];
        stage->look.view = view_find("filters");
        if (kinds[i] != FILTERS_KERNELS)
            sample_filters_matrix(&stage->sample, kinds[i]);
        sample_filters_show(&stage->sample, FILTER_GRADIENT);
        sample_filters_slide(&stage->sample);
        look->run = stage->sample.status.run;
        look->sliding.open = kinds[i] == FILTERS_KERNELS;
        look->sliding.opened = stage->sample.views.filters.tag;
        ui_explain_start(&stage->ui);
        snprintf(what, sizeof what, "%s, %d×%d, filters, kind %d", theme, width, height, kinds[i]);
        check(stage, what);
        panel_stage_destroy(stage);
    }
}

// Before a class is left out, while scores are missing, and with them.
static void check_anomaly(const char *theme, int width, int height) {
    for (int round = 0; round < 3; round++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_VARIATIONAL, width, height, 1, theme);
        char what[96];
        stage->look.view = view_find("analysis");
        stage->look.analysis.bench = analysis_find("anomaly");
        sample_anomaly_leave_out(&stage->sample, round == 0 ? "" : "2,5");
        if (round == 1)
            stage->sample.views.anomaly.tag.run = 0;
        ui_explain_start(&stage->ui);
        snprintf(what, sizeof what, "%s, %d×%d, anomaly, round %d", theme, width, height, round);
        check(stage, what);
        panel_stage_destroy(stage);
    }
}

// Every choice of the latent map, and what can lie over it.
static void check_map(const char *theme, int width, int height) {
    for (int axes = 0; axes < LATENT_AXES; axes++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_VARIATIONAL, width, height, 1, theme);
        MapLook *look = &stage->look.map;
        char what[96];
        stage->look.view = view_find("map");
        look->axes = stage->sample.views.latent.axes = (LatentAxes)axes;
        look->color = axes == LATENT_CLASS ? LATENT_FACTOR : LATENT_ACTIVATION;
        sample_latent_color(&stage->sample, look->color, 0);
        panel_stage_frame(stage, NULL);
        sample_latent_crowd(&stage->sample, look, axes == LATENT_UNITS);
        ui_explain_start(&stage->ui);
        snprintf(what, sizeof what, "%s, %d×%d, map, axes %d", theme, width, height, axes);
        check(stage, what);
        panel_stage_destroy(stage);
    }
}

static void check_benches(const char *theme, int width, int height) {
    for (int i = 0; ANALYSIS_BENCHES[i]; i++)
        for (int classes = 10; classes >= 0; classes -= 10) {
            PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, width, height, 1, theme);
            char what[96];
            stage->look.view = view_find("analysis");
            stage->look.analysis.bench = i;
            stage->sample.status.data.classes = classes;
            if (classes == 0)
                stage->sample.views.denoising.tag.run = stage->sample.views.compression.tag.run = 0;
            else
                stage->sample.views.features.state = i % 2 ? FEATURES_RUNNING : FEATURES_DONE;
            ui_explain_start(&stage->ui);
            snprintf(what, sizeof what, "%s, %d×%d, %s, %d classes", theme, width, height, ANALYSIS_BENCHES[i]->name,
                     classes);
            check(stage, what);
            panel_stage_destroy(stage);
        }
}

// Each part of the playground and each of its rows, with bars changed and a corruption.
static void check_play(const char *theme, int width, int height) {
    for (int strip = 0; strip < PLAY_STRIPS; strip++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_VARIATIONAL, width, height, 1, theme);
        PlayLook *play = &stage->look.play;
        char what[96];
        stage->look.view = view_find("playground");
        play->run = stage->sample.status.run;
        play->strip = strip;
        play->section = strip < 2 ? strip : SECTION_STRIPS;
        play->axes = strip % 2 > 0;
        play->corruption = strip % PLAY_CORRUPTIONS;
        play_edit_set(&play->edit[play->axes], 3, 1.25F);
        ui_explain_start(&stage->ui);
        snprintf(what, sizeof what, "%s, %d×%d, playground, row %d", theme, width, height, strip);
        check(stage, what);
        panel_stage_destroy(stage);
    }
}

static int check_states(const char *theme, int width, int height) {
    static void (*const changes[])(PanelStage * stage) = {as_it_is, as_gaussian, as_sigmoid, as_wide,     as_past,
                                                          as_own,   as_carded,   as_dead,    as_undefined};
    enum { MODELS_AND_CHANGES = SAMPLE_MODELS + sizeof changes / sizeof *changes };
    int most = 0, number = 0;
    for (int sample = SAMPLE_LOADING; sample <= SAMPLE_TRAINED; sample++)
        for (size_t c = 0; c < (sample == SAMPLE_TRAINED ? MODELS_AND_CHANGES : 1); c++)
            for (int view = 0; VIEWS[view]; view++) {
                if (!test_shares(number++))
                    continue;
                char what[96];
                SampleModel model = c < SAMPLE_MODELS ? (SampleModel)c : SAMPLE_CONVOLUTIONAL;
                PanelStage *stage = panel_stage_create((SampleState)sample, model, width, height, 1, theme);
                if (c >= SAMPLE_MODELS)
                    changes[c - SAMPLE_MODELS](stage);
                stage->look.view = view;
                ui_explain_start(&stage->ui);
                snprintf(what, sizeof what, "%s, %d×%d, state %d.%zu, view %d", theme, width, height, sample, c, view);
                int count = check(stage, what);
                most = count > most ? count : most;
                panel_stage_destroy(stage);
            }
    check_editor(theme, width, height);
    check_filters(theme, width, height);
    check_anomaly(theme, width, height);
    check_benches(theme, width, height);
    check_map(theme, width, height);
    check_play(theme, width, height);
    return most;
}

static void everything_on_screen_is_explained(void **state) {
    (void)state;
    assert_true(check_states("dark", 1440, 900) > 35);
}

static void every_card_has_room_in_the_smallest_window(void **state) {
    (void)state;
    for (int theme = test_share(THEMES) < THEMES ? THEMES - 1 : 0; theme < THEMES; theme++) // the largest type is last
        check_states(theme_name(theme), 800, 500);
}

static void a_message_is_explained_too(void **state) {
    (void)state;
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, 1024, 640, 1, "light");
    ui_explain_start(&stage->ui);
    panel_stage_frame(stage, "The loss became infinite.");
    int count;
    draw(stage);
    const UiElement *elements = ui_explain_elements(&stage->ui, &count);
    assert_int_equal(elements[count - 1].layer, UI_TOASTS_LAYER);
    check(stage, "a message");
    panel_stage_destroy(stage);
}

static void every_layer_type_has_words_of_its_own(void **state) {
    (void)state;
    static const char *const lines[] = {"dense 64 relu",
                                        "conv 16 3x3 stride 2 relu",
                                        "conv_transpose image 4x4 stride 2",
                                        "max_pool 2",
                                        "upsample 2",
                                        "reshape back",
                                        "dropout 0.5",
                                        "topk 25",
                                        "gaussian 20"};
    enum { COUNT = sizeof lines / sizeof *lines };
    for (int i = 0; i < COUNT; i++) {
        assert_non_null(explain_layer(lines[i])->formula);
        for (int k = 0; k < i; k++)
            assert_ptr_not_equal(explain_layer(lines[i]), explain_layer(lines[k]));
    }
}

static void pointing_at_a_figure_shows_its_value(void **state) {
    (void)state;
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, 1440, 900, 1, "dark");
    ui_explain_start(&stage->ui);
    stage->input.mouse_x = 1230; // MSE
    stage->input.mouse_y = 366;
    draw(stage);
    assert_string_equal(stage->ui.explain.title, "Mean squared error");
    assert_string_equal(stage->ui.explain.value, "0.01163");
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_on_screen_is_explained),
        cmocka_unit_test(every_card_has_room_in_the_smallest_window),
        cmocka_unit_test(a_message_is_explained_too),
        cmocka_unit_test(every_layer_type_has_words_of_its_own),
        cmocka_unit_test(pointing_at_a_figure_shows_its_value),
    };
    if (TTF_Init() != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
