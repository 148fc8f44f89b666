// The whole window, drawn from made-up data without engine or display, looks as in the pictures of golden/.
//
// When a picture is meant to change: UPDATE_GOLDEN=1 build/tests/test_panels_golden stores what is drawn now. Look at
// every picture before committing it. When one differs, the test says where it has put what was drawn and what differs.
#include "golden.h"
#include "panel_stage.h"
#include "test.h"

#include <stdio.h>

typedef struct Case {
    const char *name; // of the picture
    ViewKind view;
    int width, height;
    float scale;
    const char *theme;
    SampleState state;
    LookDialog dialog;
    const char *problem; // as a toast; NULL: none
    float x, y;          // of the mouse; 0: elsewhere
    bool explain;        // explain mode is on
} Case;

static void looks_as_stored(void **state) {
    static const GoldenPlace place = {GOLDEN_FOLDER, RESULTS_FOLDER};
    const Case *c = *state;
    PanelStage *stage = panel_stage_create(c->state, c->width, c->height, c->scale, c->theme);
    stage->look.view = c->view;
    stage->look.dialog = c->dialog;
    snprintf(stage->look.activation, sizeof stage->look.activation, "softplus");
    if (c->x > 0) {
        stage->input.mouse_x = c->x;
        stage->input.mouse_y = c->y;
    }
    if (c->explain)
        ui_explain_start(&stage->ui);
    for (int i = 0; i < 3; i++)
        panel_stage_frame(stage, i == 0 ? c->problem : NULL);
    canvas_draw(stage->canvas, ui_list(&stage->ui), stage->theme.colors.background);
    golden_check(&place, stage->canvas, c->name);
    panel_stage_destroy(stage);
}

// Each view in every size, scale and theme; then what is not always there.
static Case cases[] = {
    {"reconstructions-small-dark", VIEW_RECONSTRUCTIONS, 800, 500, 1, "dark", .state = SAMPLE_TRAINED},
    {"reconstructions-small-light-1.5", VIEW_RECONSTRUCTIONS, 800, 500, 1.5F, "light", .state = SAMPLE_TRAINED},
    {"reconstructions-light", VIEW_RECONSTRUCTIONS, 1440, 900, 1, "light", .state = SAMPLE_TRAINED},
    {"reconstructions-dark-1.5", VIEW_RECONSTRUCTIONS, 1440, 900, 1.5F, "dark", .state = SAMPLE_TRAINED},
    {"code-small-light", VIEW_CODE, 800, 500, 1, "light", .state = SAMPLE_TRAINED},
    {"code-small-dark-1.5", VIEW_CODE, 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED},
    {"code-dark-hint", VIEW_CODE, 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .x = 520, .y = 400},
    {"code-light-1.5", VIEW_CODE, 1440, 900, 1.5F, "light", .state = SAMPLE_TRAINED},
    {"reconstructions-projector", VIEW_RECONSTRUCTIONS, 1440, 900, 1, "projector", .state = SAMPLE_TRAINED},
    {"code-projector", VIEW_CODE, 1440, 900, 1, "projector", .state = SAMPLE_TRAINED},
    {"explain-dark", VIEW_CODE, 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .x = 1230, .y = 390, .explain = true},
    {"explain-projector", VIEW_CODE, 1440, 900, 1, "projector", .state = SAMPLE_TRAINED, .x = 520, .y = 400,
     .explain = true},
    {"no-run-dark", VIEW_RECONSTRUCTIONS, 1440, 900, 1, "dark", .state = SAMPLE_LOADING},
    {"fresh-run-problem-light", VIEW_CODE, 1024, 640, 1, "light", .state = SAMPLE_FRESH,
     .problem = "The loss became infinite at step 3 517. Training went back to step 3 500 and pauses; try a learning "
                "rate below 1.0e-2."},
    {"keys-small-dark-1.5", VIEW_RECONSTRUCTIONS, 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED,
     .dialog = DIALOG_KEYS},
    {"question-light", VIEW_RECONSTRUCTIONS, 1024, 640, 1, "light", .state = SAMPLE_TRAINED,
     .dialog = DIALOG_ACTIVATION},
};

int main(void) {
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT];
    for (int i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){cases[i].name, looks_as_stored, NULL, NULL, &cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
