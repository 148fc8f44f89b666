// The whole window, drawn from made-up data without engine or display, looks as in the pictures of golden/.
//
// When a picture is meant to change: UPDATE_GOLDEN=1 build/tests/test_panels_golden stores what is drawn now. Look at
// every picture before committing it. When one differs, the test says where it has put what was drawn and what differs.
#include "golden.h"
#include "panel_stage.h"
#include "sample_filters.h"
#include "sample_unit.h"
#include "test.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

typedef struct Case {
    const char *name; // of the picture
    const char *view;
    int width, height;
    float scale;
    const char *theme;
    SampleState state;
    LookDialog dialog;
    const char *problem; // as a toast; NULL: none
    float x, y;          // of the mouse; 0: elsewhere
    bool explain;        // explain mode is on
    bool change;         // of filters
    SampleModel model;
    const char *edited; // a model file's text in the editor, of which line 1 reads `wrong`; NULL: no editor
    const char *wrong;
    bool alone; // without sides and history bar, so that the view has all the room
    bool card;  // of a unit
} Case;

static void edit(PanelStage *stage, const Case *c) {
    Editor *editor = &stage->look.editor;
    panel_stage_frame(stage, NULL); // which takes note of the model in use
    assert_true(draft_init(&editor->draft, c->edited, NULL));
    editor->start = editor->draft;
    if (c->wrong)
        snprintf(editor->draft.line[1], sizeof editor->draft.line[1], "%s", c->wrong);
    snprintf(editor->from, sizeof editor->from, "Sparse");
    editor->open = editor->shown = true;
    editor->checked[0] = 0;
}

static void looks_as_stored(void **state) {
    static const GoldenPlace place = {GOLDEN_FOLDER, RESULTS_FOLDER};
    const Case *c = *state;
    PanelStage *stage = panel_stage_create(c->state, c->model, c->width, c->height, c->scale, c->theme);
    stage->look.view = view_find(c->view);
    stage->look.dialog = c->dialog;
    stage->look.filters.show = c->change ? FILTER_CHANGE : FILTER_WEIGHTS;
    stage->look.filters.own_scale = c->change;
    if (c->change)
        sample_filters_show(&stage->sample, FILTER_CHANGE);
    snprintf(stage->look.activation, sizeof stage->look.activation, "softplus");
    if (c->x > 0) {
        stage->input.mouse_x = c->x;
        stage->input.mouse_y = c->y;
    }
    stage->look.left_folded = stage->look.right_folded = stage->look.history_folded = c->alone;
    stage->look.card = (UnitRequest){.wanted = c->card, .layer = LAYER_CODE, .unit = SAMPLE_CARD};
    if (c->explain)
        ui_explain_start(&stage->ui);
    if (c->edited)
        edit(stage, c);
    for (int i = 0; i < 3; i++)
        panel_stage_frame(stage, i == 0 ? c->problem : NULL);
    golden_check(&place, panel_stage_picture(stage), c->name);
    panel_stage_destroy(stage);
}

#define SMALL_NET                                                                                                      \
    "[model]\ntitle=Custom\n[encoder]\nlayer=conv 16 3x3 stride 2 relu\nlayer=dense 256 relu\n[decoder]\n"             \
    "layer=dense image\n"
#define LARGE_NET                                                                                                      \
    "[model]\ntitle=Custom\nloss=mse\n[encoder]\nlayer=conv 16 3x3 stride 2 relu\nlayer=conv 32 3x3 stride 2 relu\n"   \
    "layer=dense 32\n[decoder]\nlayer=dense back relu\nlayer=reshape back\n"                                           \
    "layer=conv_transpose 16 4x4 stride 2 relu\nlayer=conv_transpose image 4x4 stride 2\n"

// Each view among everything else, in sizes and scales; then what is not always there.
static Case cases[] = {
    {"reconstructions-small-dark", "reconstructions", 800, 500, 1, "dark", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"reconstructions-small-light-1.5", "reconstructions", 800, 500, 1.5F, "light", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"reconstructions-light", "reconstructions", 1440, 900, 1, "light", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"reconstructions-dark-1.5", "reconstructions", 1440, 900, 1.5F, "dark", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"code-small-light", "code", 800, 500, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE},
    {"code-small-dark-1.5", "code", 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE},
    {"code-dark-hint", "code", 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE, .x = 520,
     .y = 400},
    {"code-light-1.5", "code", 1440, 900, 1.5F, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE},
    {"filters-small-dark", "filters", 800, 500, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_CONVOLUTIONAL},
    {"filters-light-1.5", "filters", 1440, 900, 1.5F, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_CONVOLUTIONAL,
     .x = 620, .y = 500},
    {"filters-dark-hint", "filters", 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_CONVOLUTIONAL,
     .x = 900, .y = 500},
    {"filters-dense-change-light", "filters", 1440, 900, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .change = true},
    {"filters-dense-small-dark-1.5", "filters", 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"reconstructions-projector", "reconstructions", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED,
     .model = SAMPLE_SPARSE},
    {"code-projector", "code", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE},
    {"explain-dark", "code", 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE, .x = 1230, .y = 390,
     .explain = true},
    {"explain-projector", "code", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE, .x = 520,
     .y = 400, .explain = true},
    {"filters-projector", "filters", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED, .model = SAMPLE_CONVOLUTIONAL},
    {"no-run-dark", "reconstructions", 1440, 900, 1, "dark", .state = SAMPLE_LOADING},
    {"fresh-run-problem-light", "code", 1024, 640, 1, "light", .state = SAMPLE_FRESH,
     .problem = "The loss became infinite at step 3 517. Training went back to step 3 500 and pauses; try a learning "
                "rate below 1.0e-2."},
    {"keys-small-dark-1.5", "reconstructions", 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .dialog = DIALOG_KEYS},
    {"editor-dark", "code", 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE, .edited = LARGE_NET},
    {"editor-wrong-light", "code", 1440, 900, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .edited = LARGE_NET, .wrong = "conv 32 3x3 stride two"},
    {"editor-small-light", "code", 800, 500, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .edited = SMALL_NET},
    {"editor-small-dark-1.5", "code", 800, 500, 1.5F, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .edited = SMALL_NET, .wrong = "dens 256"},
    {"editor-projector", "code", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .edited = LARGE_NET},
    {"question-light", "reconstructions", 1024, 640, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE,
     .dialog = DIALOG_ACTIVATION},
    {"unit-dark", "code", 1440, 900, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_SPARSE, .card = true},
    {"unit-light", "network", 1440, 900, 1, "light", .state = SAMPLE_TRAINED, .model = SAMPLE_CONVOLUTIONAL,
     .card = true},
    {"unit-projector", "reconstructions", 1440, 900, 1, "projector", .state = SAMPLE_TRAINED,
     .model = SAMPLE_VARIATIONAL, .card = true},
    {"unit-small-dark", "code", 800, 500, 1, "dark", .state = SAMPLE_TRAINED, .model = SAMPLE_VANILLA, .card = true},
};

enum { CASES = sizeof cases / sizeof *cases, SIZES = 2, LOOKS = 3, VIEWS_MOST = 8, NAME = 64 };
enum { EACH_MOST = VIEWS_MOST * SAMPLE_MODELS * LOOKS * SIZES };

// What a view of the code's own space looks like depends on the model mostly by whether its code is Gaussian: of the
// others there is one picture.
static bool is_of_interest(const View *view, int model, int theme, int size) {
    static const char *const few[] = {"map", "playground", "analysis"};
    bool many = true;
    for (int i = 0; i < 3; i++)
        many &= strcmp(view->name, few[i]) != 0;
    return many || model == SAMPLE_SPARSE || model == SAMPLE_VARIATIONAL || (theme == 0 && size == 0);
}

// Every view by itself for every kind of model, in two sizes and three themes.
static int add_each(Case *each, char (*names)[NAME]) {
    static const char *const models[SAMPLE_MODELS] = {"vanilla", "sparse", "convolutional", "variational"};
    static const char *const themes[LOOKS] = {"dark", "light", "projector"};
    static const int sizes[SIZES][2] = {{800, 500}, {1120, 700}};
    int count = 0;
    for (int view = 0; VIEWS[view] && view < VIEWS_MOST; view++)
        for (int i = 0; i < SAMPLE_MODELS * LOOKS * SIZES; i++) {
            int model = i % SAMPLE_MODELS, theme = i / SAMPLE_MODELS % LOOKS, size = i / SAMPLE_MODELS / LOOKS;
            if (!is_of_interest(VIEWS[view], model, theme, size))
                continue;
            snprintf(names[count], NAME, "%s-%s-%s-%d", VIEWS[view]->name, models[model], themes[theme],
                     sizes[size][0]);
            each[count] = (Case){names[count],
                                 VIEWS[view]->name,
                                 sizes[size][0],
                                 sizes[size][1],
                                 1,
                                 themes[theme],
                                 .state = SAMPLE_TRAINED,
                                 .model = (SampleModel)model,
                                 .alone = true};
            count++;
        }
    return count;
}

int main(void) {
    static Case each[EACH_MOST];
    static char names[EACH_MOST][NAME];
    static struct CMUnitTest tests[CASES + EACH_MOST];
    int more = add_each(each, names);
    int count = 0;
    for (int i = 0; i < CASES + more; i++) {
        Case *c = i < CASES ? &cases[i] : &each[i - CASES];
        if (test_shares(i))
            tests[count++] = (struct CMUnitTest){.name = c->name, .test_func = looks_as_stored, .initial_state = c};
    }
    return _cmocka_run_group_tests("golden", tests, (size_t)count, NULL, NULL);
}
