#include "panel_stage.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

static void name_models(Look *look) {
    static const char *const names[][4] = {
        {"vanilla", "Vanilla", "Vanilla", "Vanilla"},         {"sparse", "Sparse", "Sparse", "L1"},
        {"conv", "Convolutional", "Convolutional", "Small"},  {"deep", "Deep", "Deep", "Deep"},
        {"denoising", "Denoising", "Denoising", "Denoising"}, {"variational", "Variational", "Variational", "20-D"},
        {"sparse-wide", "Sparse wide", "Sparse", "Wide"}};
    look->models = sizeof names / sizeof *names;
    for (int i = 0; i < look->models; i++) {
        snprintf(look->model[i].id, sizeof look->model[i].id, "%s", names[i][0]);
        snprintf(look->model[i].title, sizeof look->model[i].title, "%s", names[i][1]);
        snprintf(look->model[i].tab, sizeof look->model[i].tab, "%s", names[i][2]);
        snprintf(look->model[i].variant, sizeof look->model[i].variant, "%s", names[i][3]);
    }
    look->datas = 1;
    look->data[0] = (LookName){.id = "shapes", .title = "Simple shapes"};
}

static Canvas *new_canvas(int width, int height) {
    Error error = {0};
    Canvas *canvas = canvas_create(width, height, &error);
    if (!canvas)
        fail_msg("%s", error.text);
    return canvas;
}

enum { WIDTHS = 1 << 16 };

// Thousands of frames measure the same texts: more of them are kept than a window needs.
typedef struct Ruler {
    TextMeasure fonts;
    struct {
        uint64_t key;
        float width;
    } known[WIDTHS];
} Ruler;

static float measure_width(void *context, DrawFont font, float size, const char *text) {
    Ruler *ruler = context;
    uint64_t key = 14695981039346656037U + (uint64_t)font + ((uint64_t)(size * 64) << 8);
    for (const char *at = text; *at; at++)
        key = (key ^ (unsigned char)*at) * 1099511628211U;
    key |= 1;
    uint64_t slot = (key ^ key >> 32) % WIDTHS;
    if (ruler->known[slot].key != key) {
        ruler->known[slot].key = key;
        ruler->known[slot].width = ruler->fonts.width(ruler->fonts.context, font, size, text);
    }
    return ruler->known[slot].width;
}

static TextMeasure measure(void) {
    static Ruler *ruler;
    if (!ruler) {
        ruler = calloc(1, sizeof *ruler);
        assert_non_null(ruler);
        ruler->fonts = canvas_measure(new_canvas(1, 1));
    }
    return (TextMeasure){.width = measure_width, .context = ruler};
}

PanelStage *panel_stage_create(SampleState state, SampleModel model, int width, int height, float scale,
                               const char *theme) {
    PanelStage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    stage->width = width;
    stage->height = height;
    stage->measure = measure();
    sample_views_init(&stage->sample, state, model);
    ui_init(&stage->ui);
    look_init(&stage->look, &stage->theme, theme, scale);
    name_models(&stage->look);
    stage->look.frame_seconds = 0.0021;
    stage->input = (UiInput){.mouse_x = -1, .mouse_y = -1, .time = 100};
    return stage;
}

void panel_stage_destroy(PanelStage *stage) {
    look_finish(&stage->look);
    ui_finish(&stage->ui);
    canvas_destroy(stage->canvas);
    free(stage);
}

void panel_stage_frame(PanelStage *stage, const char *problem) {
    Ui *ui = &stage->ui;
    Point mouse = {stage->input.mouse_x, stage->input.mouse_y};
    ui_begin(ui, &stage->input, &stage->theme, &stage->measure, stage->look.scale, stage->width, stage->height);
    Panel panel = {.ui = ui,
                   .viz = {.list = ui_list(ui), .theme = &stage->theme, .measure = &stage->measure, .scale = ui->scale},
                   .status = &stage->sample.status,
                   .views = &stage->sample.views,
                   .look = &stage->look,
                   .now = stage->input.time};
    if (!ui_wants_mouse(ui))
        panel.viz.mouse = &mouse;
    if (problem)
        ui_toast(ui, true, problem);
    frame_draw(&panel);
    ui_end(ui);
}

Canvas *panel_stage_picture(PanelStage *stage) {
    stage->canvas = stage->canvas ? stage->canvas : new_canvas(stage->width, stage->height);
    canvas_draw(stage->canvas, ui_list(&stage->ui), stage->theme.colors.background);
    return stage->canvas;
}
