// Where texts lie in the whole window, in many sizes and scales: inside it, whole, and beside each other.
#include "analysis.h"
#include "panel_stage.h"
#include "sample_anomaly.h"
#include "sample_filters.h"
#include "sample_latent.h"
#include "sample_unit.h"
#include "test.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

typedef struct Label {
    const char *text;
    Rect shown, whole; // clipped, and as it would be without a clip
} Label;

enum { LABELS = 1024 };

// The texts of a frame of which anything is seen.
static int gather(const PanelStage *stage, const DrawList *list, Label *labels) {
    Rect clip = {0, 0, (float)stage->width, (float)stage->height};
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind == DRAW_CLIP)
            clip = command->rect;
        if (command->kind != DRAW_TEXT)
            continue;
        const char *text = draw_text_of(list, command);
        Rect whole = command->rect;
        whole.w = stage->measure.width(stage->measure.context, command->font, command->size, text);
        whole.h = command->size;
        Rect shown = rect_intersection(whole, clip);
        assert_in_range(count, 0, LABELS - 1);
        if (shown.w > 0 && shown.h > 0)
            labels[count++] = (Label){text, shown, whole};
    }
    return count;
}

// Three of these end in an ellipsis because of what they mean.
static bool is_cut_off(const char *text) {
    size_t length = strlen(text);
    return length >= 3 && strcmp(text + length - 3, "…") == 0 && strcmp(text, "Loading…") != 0 &&
           strcmp(text, "Save as…") != 0 && strcmp(text, "…") != 0;
}

// Where two texts share more than a pixel in both directions.
static bool overlap(const Rect *a, const Rect *b) {
    return a->x + a->w > b->x + 1 && b->x + b->w > a->x + 1 && a->y + a->h > b->y + 1 && b->y + b->h > a->y + 1 &&
           a->w > 1 && a->h > 1 && b->w > 1 && b->h > 1;
}

static void check(PanelStage *stage) {
    static Label labels[LABELS];
    int count = gather(stage, ui_list(&stage->ui), labels);
    assert_true(count > 5);
    for (int i = 0; i < count; i++) {
        const Label *a = &labels[i];
        if (is_cut_off(a->text))
            fail_msg("%d×%d at %g: '%s' is cut off", stage->width, stage->height, (double)stage->look.scale, a->text);
        if (a->shown.w < a->whole.w - 1)
            fail_msg("%d×%d at %g: '%s' is cut at its side", stage->width, stage->height, (double)stage->look.scale,
                     a->text);
        for (int k = 0; k < i; k++)
            if (overlap(&a->shown, &labels[k].shown))
                fail_msg("%d×%d at %g: '%s' lies over '%s'", stage->width, stage->height, (double)stage->look.scale,
                         a->text, labels[k].text);
    }
}

// With PCA, corrupted images, and an image of the user's own that does not fit the data.
static void check_reconstructions(PanelStage *stage) {
    stage->look.view = view_find("reconstructions");
    stage->look.recon.pca = true;
    stage->look.pinned = (PinnedRequest){.own = 1, .channels = 3, .height = 128, .width = 128};
    stage->sample.views.choice.shown.corrupts = stage->sample.views.pinned.corrupts = true;
    stage->sample.views.choice.shown.seen = stage->sample.views.choice.shown.input;
    for (int units = 64; units <= 4096; units += 4032) {
        stage->sample.status.model.units = units;
        stage->sample.status.model.sparse = false;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
}

// Right, with a mistake in a line, and with more layers than there is room for.
static void check_editor(PanelStage *stage) {
    Editor *editor = &stage->look.editor;
    if (stage->sample.status.run == 0)
        return;
    assert_true(draft_init(&editor->draft, stage->sample.status.model.file, NULL));
    editor->start = editor->draft;
    for (int round = 0; round < 3; round++) {
        if (round == 1)
            snprintf(editor->draft.line[1], DRAFT_LINE, "dens 64");
        while (round == 2 && draft_insert(&editor->draft, 0, true, "conv 16 3x3 stride 2 leaky_relu")) {
        }
        editor->open = editor->shown = true;
        editor->checked[0] = 0;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
}

// Of all that is drawn.
static uint64_t sum_of(const DrawList *list) {
    uint64_t sum = 14695981039346656037U;
    for (int i = 0; i < list->count; i++) {
        uint32_t words[4];
        memcpy(words, &list->commands[i].rect, sizeof words);
        for (int w = 0; w < 4; w++)
            sum = (sum ^ words[w]) * 1099511628211U;
    }
    return sum;
}

// The unit card beside each view or in its place, and the badge; scrolled to its end too.
static void check_card(PanelStage *stage) {
    stage->look.card = (UnitRequest){.wanted = true, .layer = LAYER_CODE, .unit = SAMPLE_CARD};
    for (int changed = 0; changed < 2; changed++) {
        if (changed) {
            intervention_set(&stage->look.interventions, (Intervention){SAMPLE_CARD, INTERVENTION_CLAMP, 9.75F});
            sample_unit_change(&stage->sample);
        }
        stage->input.mouse_x = (float)stage->width / 2;
        stage->input.mouse_y = (float)stage->height / 2;
        for (uint64_t turn = 0, sum = 0, before = 1; turn < 4 && sum != before; turn++) {
            stage->input.wheel = turn == 0 ? 0 : -20;
            panel_stage_frame(stage, NULL);
            stage->input.wheel = 0;
            stage->input.mouse_x = stage->input.mouse_y = -1;
            panel_stage_frame(stage, NULL);
            check(stage);
            before = sum; // the end is reached where the wheel moves nothing any more
            sum = sum_of(ui_list(&stage->ui));
            stage->input.mouse_x = (float)stage->width * 0.7F;
            stage->input.mouse_y = (float)stage->height / 2;
        }
        stage->input.mouse_x = stage->input.mouse_y = -1;
    }
    stage->look.card.wanted = false;
    stage->look.interventions.count = 0;
    stage->sample.views.quality.has_changed = false;
}

// Every kind of weights, their gradient, and a kernel that slides.
static void check_filters(PanelStage *stage) {
    static const FilterKind kinds[] = {FILTERS_SLICES, FILTERS_TILES, FILTERS_MATRIX};
    FiltersLook *look = &stage->look.filters;
    stage->look.view = view_find("filters");
    stage->look.editor.open = stage->look.editor.shown = false;
    for (int i = 0; i < 3; i++)
        for (int show = 0; show < FILTER_SHOWS; show++) {
            sample_filters_matrix(&stage->sample, kinds[i]);
            sample_filters_show(&stage->sample, (FilterShow)show);
            look->show = (FilterShow)show;
            look->sort = FILTER_BY_ACTIVITY;
            panel_stage_frame(stage, NULL);
            panel_stage_frame(stage, NULL);
            check(stage);
        }
    sample_filters_init(&stage->sample, SAMPLE_CONVOLUTIONAL);
    sample_filters_slide(&stage->sample);
    for (int channels = 1; channels < 4; channels++) {
        stage->sample.views.sliding.sliding.channels = channels == 2 ? 1 : channels;
        stage->sample.views.sliding.sliding.kernel = channels == 2 ? 5 : 3;
        stage->sample.views.sliding.weights.floats = stage->sample.change;
        stage->sample.views.sliding.input.floats = stage->sample.codes;
        look->layer = 0;
        look->sliding.open = true;
        look->sliding.opened = stage->sample.views.filters.tag;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
    look->sliding.open = false;
}

// With none, one and many classes left out, and scrolled to the end.
static void check_anomaly(PanelStage *stage) {
    static const char *const left_out[] = {"", "7", "0,3,9"};
    stage->look.view = view_find("analysis");
    stage->look.analysis.bench = analysis_find("anomaly");
    for (int i = 0; i < 3; i++) {
        sample_anomaly_leave_out(&stage->sample, left_out[i]);
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
    for (int turn = 0; turn < 4; turn++) {
        stage->input.mouse_x = (float)stage->width / 2;
        stage->input.mouse_y = (float)stage->height / 2;
        stage->input.wheel = -6;
        panel_stage_frame(stage, NULL);
        stage->input.wheel = 0;
        stage->input.mouse_x = stage->input.mouse_y = -1;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
    sample_anomaly_leave_out(&stage->sample, "");
}

// Each bench of the view Analysis, scrolled to its end too, and with nothing to show yet.
static void check_benches(PanelStage *stage) {
    stage->look.view = view_find("analysis");
    for (int round = 0; round < 2; round++) {
        for (int i = 0; ANALYSIS_BENCHES[i]; i++) {
            stage->look.analysis.bench = i;
            for (int turn = 0; turn < 3; turn++) {
                stage->input.mouse_x = (float)stage->width / 2;
                stage->input.mouse_y = (float)stage->height / 2;
                stage->input.wheel = turn == 0 ? 0 : -20;
                panel_stage_frame(stage, NULL);
                stage->input.wheel = 0;
                stage->input.mouse_x = stage->input.mouse_y = -1;
                panel_stage_frame(stage, NULL);
                panel_stage_frame(stage, NULL);
                check(stage);
            }
        }
        stage->sample.views.denoising.tag.run = stage->sample.views.compression.tag.run = 0;
        stage->sample.views.features.state = FEATURES_RUNNING;
        stage->sample.views.features.tag.run = 0;
        for (int kind = 0; kind < NOISE_KINDS; kind++)
            stage->sample.views.denoising.curve[kind].tag.run = 0;
    }
}

// All choices of the latent map, with what can lie over it, and pointed at in the middle.
static void check_map(PanelStage *stage) {
    MapLook *look = &stage->look.map;
    LatentMapView *view = &stage->sample.views.latent;
    stage->look.view = view_find("map");
    for (int axes = 0; axes < LATENT_AXES; axes++) {
        look->axes = view->axes = (LatentAxes)axes;
        view->embed_tag = sample_tag();
        view->embedding = axes == LATENT_TSNE;
        look->embed = view->embed = axes == LATENT_TSNE;
        look->color = axes == LATENT_UNITS ? LATENT_ACTIVATION : axes == LATENT_TSNE ? LATENT_ERROR : LATENT_CLASS;
        sample_latent_color(&stage->sample, look->color, 0);
        panel_stage_frame(stage, NULL);
        sample_latent_crowd(&stage->sample, look, axes == LATENT_UNITS);
        stage->input.mouse_x = look->motion.at[57].x;
        stage->input.mouse_y = look->motion.at[57].y;
        panel_stage_frame(stage, NULL);
        sample_latent_hover(&stage->sample, look->hovered < 0 ? 57 : look->hovered);
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
    stage->input.mouse_x = stage->input.mouse_y = -1;
}

// Each part of it, and each row of pictures; corrupted, with bars changed.
static void check_play(PanelStage *stage) {
    PlayLook *play = &stage->look.play;
    stage->look.view = view_find("playground");
    stage->look.editor.open = stage->look.editor.shown = false;
    play->corruption = CORRUPTION_SQUARE;
    stage->sample.views.play.corrupts = true;
    for (int strip = 0; strip < PLAY_STRIPS; strip++) {
        play->strip = strip;
        play->section = strip % PLAY_SECTIONS;
        play->axes = strip == STRIP_ALGEBRA; // where the section is the code's, as for SAMPLES
        play_edit_set(&play->edit[play->axes], 3, 1.25F);
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
        play->section = SECTION_STRIPS;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        check(stage);
    }
}

static void check_all(SampleState sample, int width, int height, float scale, const char *theme) {
    for (int model = 0; model < (sample == SAMPLE_TRAINED ? SAMPLE_MODELS : 1); model++) {
        PanelStage *stage = panel_stage_create(sample, (SampleModel)model, width, height, scale, theme);
        for (int view = 0; VIEWS[view]; view++) {
            stage->look.view = view;
            panel_stage_frame(stage, NULL);
            panel_stage_frame(stage, NULL);
            check(stage);
            if (sample == SAMPLE_TRAINED)
                check_card(stage);
        }
        if (model == SAMPLE_CONVOLUTIONAL || sample != SAMPLE_TRAINED)
            check_editor(stage);
        if (model == SAMPLE_SPARSE && sample == SAMPLE_TRAINED)
            check_reconstructions(stage);
        if (model == SAMPLE_SPARSE)
            check_benches(stage);
        if (model == SAMPLE_CONVOLUTIONAL && sample == SAMPLE_TRAINED)
            check_filters(stage);
        if (model == SAMPLE_VARIATIONAL && sample == SAMPLE_TRAINED) {
            check_anomaly(stage);
            check_map(stage);
        }
        if (model >= SAMPLE_CONVOLUTIONAL && sample == SAMPLE_TRAINED)
            check_play(stage);
        panel_stage_destroy(stage);
    }
}

// In less room than 800×500 at scale 1.5 has, names give way. `larger`: the theme's type.
static int check_sizes(const char *theme, float larger) {
    static const int sizes[][2] = {{800, 500},  {900, 700},   {1024, 640}, {1280, 720},
                                   {1440, 900}, {1920, 1080}, {3840, 2160}};
    static const float scales[] = {0.5F, 0.75F, 1, 1.125F, 1.25F, 1.5F, 1.75F, 2, 3, 4};
    int checked = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
            int width = sizes[i][0], height = sizes[i][1];
            if ((float)width < 533 * larger * scales[k] || (float)height < 333 * larger * scales[k])
                continue;
            for (int sample = SAMPLE_LOADING; test_shares(checked) && sample <= SAMPLE_TRAINED; sample++)
                check_all((SampleState)sample, width, height, scales[k], theme);
            checked++;
        }
    return checked;
}

static void no_text_is_cut_off_or_covered(void **state) {
    (void)state;
    assert_int_equal(check_sizes("dark", 1), 54);
}

static void nor_is_it_in_the_projectors_larger_type(void **state) {
    (void)state;
    assert_int_equal(check_sizes("projector", 1.25F), 47);
}

// Drags the bar that lies at `x` to `to`.
static void drag(PanelStage *stage, float x, float to) {
    float y = (float)stage->height / 2;
    const UiInput moves[] = {{.mouse_x = x, .mouse_y = y},
                             {.mouse_x = x, .mouse_y = y, .down = UI_MOUSE_LEFT, .pressed = UI_MOUSE_LEFT},
                             {.mouse_x = to, .mouse_y = y, .down = UI_MOUSE_LEFT},
                             {.mouse_x = to, .mouse_y = y, .released = UI_MOUSE_LEFT},
                             {.mouse_x = -1, .mouse_y = -1}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        stage->input = moves[i];
        stage->input.time = 100;
        panel_stage_frame(stage, NULL);
    }
    panel_stage_frame(stage, NULL);
}

static void the_sides_can_be_dragged_narrow_and_wide(void **state) {
    (void)state;
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, 1600, 900, 1, "dark");
    panel_stage_frame(stage, NULL);
    float left = stage->look.left_width, right = stage->look.right_width;
    drag(stage, left, 10);
    drag(stage, 1600 - right, 1590);
    assert_true(stage->look.left_width < left && stage->look.left_width >= 224);
    assert_true(stage->look.right_width < right && stage->look.right_width >= 264);
    check(stage);
    drag(stage, stage->look.left_width, 900);
    drag(stage, 1600 - stage->look.right_width, 300);
    assert_true(stage->look.left_width > 2 * left - 10 && stage->look.right_width > right);
    check(stage);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_is_cut_off_or_covered),
        cmocka_unit_test(nor_is_it_in_the_projectors_larger_type),
        cmocka_unit_test(the_sides_can_be_dragged_narrow_and_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
