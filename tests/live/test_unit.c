// The unit card and changed units of a running program are what the pure functions say of the same weights; they never
// show another unit's or run's figures, and the run does not notice them.
#include "clock.h"
#include "evaluate.h"
#include "filters.h"
#include "live.h"
#include "runs.h"
#include "small_world.h"
#include "test.h"
#include "unit_ascent.h"
#include "unit_atom.h"

#include <math.h>

#define PATIENCE 60.0

enum { AT = 40, UNIT = 11, CHANNEL = 3 };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    Runs runs;
    Run *run; // the same run as the program's
    Pass pass;
    ViewRequest request;
} Stage;

static void send(Stage *stage, CommandKind kind, int count, const char *text) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static void wait_for_step(Stage *stage, uint64_t step) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const LiveStatus *status = live_status(stage->live);
        if (status->run > 0 && status->step == step && !status->running && !status->loading)
            return;
        if (clock_seconds() > until)
            fail_msg("step %llu did not come", (unsigned long long)step);
        clock_sleep(0.001);
    }
}

static const char *path_of(Stage *stage, const char *name) {
    return scratch_path(&stage->world.scratch, name);
}

// Trains a model, changes its weights where `change` is given, and hands it to the program by way of a file.
static void stage_init(Stage *stage, const char *text, void (*change)(Session *session)) {
    *stage = (Stage){0};
    Error error = {0};
    StepMetrics metrics[AT];
    ModelSpec spec;
    small_world_init(&stage->world);
    if (!spec_parse(text, "test", &spec, &error))
        fail_msg("%s", error.text);
    stage->run = runs_open(&stage->runs, &spec, stage->world.data, 1, &error);
    if (!stage->run)
        fail_msg("%s", error.text);
    Session *session = &stage->run->session;
    assert_int_equal(session_run(session, AT, metrics), AT);
    if (change)
        change(session);
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    assert_true(pass_init(&stage->pass, &session->net, 7, 1, false, &error));
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(session, true, history);
    if (!checkpoint_save(path_of(stage, "begun.safetensors"), &checkpoint, &error))
        fail_msg("%s", error.text);
    stage->live = live_create(&(LiveDesc){.threads = 1}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send(stage, COMMAND_RESTORE, 0, path_of(stage, "begun.safetensors"));
    wait_for_step(stage, AT);
    stage->request.pinned.image = 5;
    stage->request.quality = true;
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    pass_finish(&stage->pass);
    runs_finish(&stage->runs);
    small_world_finish(&stage->world);
}

static void ask_unit(Stage *stage, int layer, int unit) {
    stage->request.unit = (UnitRequest){.wanted = true, .layer = layer, .unit = unit};
    live_request(stage->live, &stage->request);
}

// What is there of another unit meanwhile is not called this one's.
static const UnitView *wait_for_unit(Stage *stage) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const UnitView *view = &live_views(stage->live)->unit;
        assert_true(view->counted.run == 0 || view->counted.run == view->tag.run);
        if (view->layer == stage->request.unit.layer && view->unit == stage->request.unit.unit &&
            view->counted.run > 0 && view->counted.step == live_status(stage->live)->step)
            return view;
        if (clock_seconds() > until)
            fail_msg("the unit was not counted");
        clock_sleep(0.0005);
    }
}

static const QualityView *wait_for_quality(Stage *stage, bool changed) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const QualityView *view = &live_views(stage->live)->quality;
        if (view->tag.run > 0 && view->tag.step == live_status(stage->live)->step && view->has_changed == changed)
            return view;
        if (clock_seconds() > until)
            fail_msg("the test images were not scored");
        clock_sleep(0.0005);
    }
}

static ImageSource source_of(const Stage *stage) {
    return evaluation_source(&stage->run->session.spec, &stage->world.data->test);
}

static void wide(char *text, size_t size, int units, const char *activation, const char *decoder) {
    snprintf(text, size,
             "[model]\ntitle = T\nabout = T.\nloss = bce\n[encoder]\nlayer = dense %d%s\n[decoder]\n%slayer = dense "
             "image\n",
             units, activation, decoder);
}

static const char CONV[] = "[model]\ntitle = T\nabout = T.\nloss = bce\n[encoder]\nlayer = conv 6 3x3 relu\nlayer = "
                           "dense 9\n[decoder]\nlayer = dense 20 relu\nlayer = dense image\n";

// The column of a unit, and the codes of which it is one, computed one image at a time.
static void find_column(const Stage *stage, int layer, int unit, int plane, float *column, UnitCorrelation *all) {
    const Net *net = &stage->run->session.net;
    ImageSource source = source_of(stage);
    int units = shape_size(net->layer[layer].output) / plane;
    real values[256];
    for (int i = 0; i < SMALL_TEST; i++) {
        score_layers(net, &stage->pass, &source, &i, 1, layer + 1);
        const real *from = stage->pass.activation[layer + 1];
        for (int u = 0; u < units; u++) {
            values[u] = from[(size_t)u * (size_t)plane];
            for (int p = 1; p < plane; p++)
                values[u] = fmaxf(values[u], from[u * plane + p]);
        }
        column[i] = values[unit];
        unit_correlation_add(all, values, 1);
    }
}

static void assert_figures(const Stage *stage, const UnitView *view, int layer, int plane) {
    Arena arena = {0};
    UnitCorrelation all;
    float column[SMALL_TEST], mean[3];
    int order[SMALL_TEST], scratch[SMALL_TEST], count[3];
    int units = shape_size(stage->run->session.net.layer[layer].output) / plane;
    assert_true(unit_correlation_init(&all, units, &arena, NULL));
    unit_correlation_begin(&all, view->unit);
    find_column(stage, layer, view->unit, plane, column, &all);
    UnitImages strongest, spread;
    Histogram histogram;
    CorrelatedUnits correlated;
    const Images *test = &stage->world.data->test;
    int active = unit_card_images(column, SMALL_TEST, order, scratch, &strongest, &spread);
    assert_int_equal(view->active, active);
    assert_memory_equal(&view->strongest, &strongest, sizeof strongest);
    assert_memory_equal(&view->spread, &spread, sizeof spread);
    assert_int_equal(view->undefined, unit_card_histogram(column, SMALL_TEST, &histogram));
    assert_memory_equal(&view->histogram, &histogram, sizeof histogram);
    unit_card_class_means(column, test->labels, SMALL_TEST, 3, mean, count);
    assert_int_equal(view->classes, 3);
    assert_memory_equal(view->class_mean, mean, sizeof mean);
    assert_memory_equal(view->class_images, count, sizeof count);
    unit_correlation_finish(&all, &correlated);
    assert_memory_equal(&view->correlated, &correlated, sizeof correlated);
    assert_true(view->value == column[stage->request.pinned.image]);
    assert_true(view->active_value == unit_card_active_value(column, SMALL_TEST));
    for (int i = 0; i < strongest.count; i++) {
        size_t size = (size_t)images_size(test);
        assert_int_equal(view->strongest_label[i], test->labels[strongest.image[i]]);
        assert_memory_equal(view->pictures.bytes + (size_t)i * size, images_pixels(test, strongest.image[i]), size);
    }
    arena_finish(&arena);
}

static void a_code_units_figures_are_those_of_the_pure_functions(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    float atom[SMALL_SIDE * SMALL_SIDE], filter[SMALL_SIDE * SMALL_SIDE];
    wide(text, sizeof text, 30, " relu", "");
    stage_init(&stage, text, NULL);
    const Net *net = &stage.run->session.net;
    for (int unit = UNIT; unit < UNIT + 3; unit++) {
        ask_unit(&stage, LAYER_CODE, unit);
        const UnitView *view = wait_for_unit(&stage);
        assert_figures(&stage, view, 0, 1);
        assert_true(view->code && !view->map && view->units == 30 && view->atom_kind == UNIT_ATOM_COLUMN);
        unit_atom(net, &stage.pass, LOSS_BCE, NULL, unit, 0, NULL, atom);
        assert_true(unit_atom_filter(net, unit, filter));
        assert_memory_equal(view->atom.floats, atom, sizeof atom);
        assert_memory_equal(view->filter.floats, filter, sizeof filter);
    }
    stage_finish(&stage);
}

// The others at the mean code of 16 test images; what the unit goes to is known from all of them.
static void the_change_that_a_unit_makes_is_decoded(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    wide(text, sizeof text, 33, " tanh", "layer = dense 17 softplus\n");
    stage_init(&stage, text, NULL);
    const Net *net = &stage.run->session.net;
    ask_unit(&stage, LAYER_CODE, UNIT);
    const UnitView *view = wait_for_unit(&stage);
    assert_figures(&stage, view, 0, 1);
    enum { SAMPLE = 16, Z = 33 };
    ImageSource source = source_of(&stage);
    double sums[Z] = {0};
    real base[Z], scratch[2 * (Z + SMALL_SIDE * SMALL_SIDE)];
    float atom[SMALL_SIDE * SMALL_SIDE];
    for (int i = 0; i < SAMPLE; i++) {
        int image = kernels_part(SMALL_TEST, SAMPLE, i);
        score_encode(net, &stage.pass, &source, &image, 1);
        for (int u = 0; u < Z; u++)
            sums[u] += (double)net_code(net, &stage.pass)[u];
    }
    for (int u = 0; u < Z; u++)
        base[u] = (real)(sums[u] / SAMPLE);
    assert_true(view->atom_value == view->active_value && view->atom_value != 0);
    assert_int_equal(view->atom_kind, UNIT_ATOM_CHANGE);
    unit_atom(net, &stage.pass, LOSS_BCE, base, UNIT, view->atom_value, scratch, atom);
    assert_memory_equal(view->atom.floats, atom, sizeof atom);
    stage_finish(&stage);
}

static void a_deep_unit_has_an_image_that_raises_it(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, CONV, NULL);
    const Net *net = &stage.run->session.net;
    ask_unit(&stage, LAYER_CODE, 4);
    const UnitView *view = wait_for_unit(&stage);
    assert_figures(&stage, view, 1, 1);
    assert_int_equal(view->filter.size, 0);
    UnitAscent ascent;
    assert_true(unit_ascent_init(&ascent, net, NULL));
    while (!unit_ascent_load(&ascent, net, 100)) {
    }
    Random random = random_stream(stage.run->session.settings.seed, RANDOM_OBSERVE);
    unit_ascent_begin(&ascent, 4, NULL, random_split(random, 4));
    assert_true(unit_ascent_step(&ascent, UNIT_ASCENT_STEPS));
    assert_int_equal(view->raised.step, AT);
    assert_memory_equal(view->ascent.floats, ascent.image, SMALL_SIDE * SMALL_SIDE * sizeof(float));
    assert_true(view->raised_from == ascent.before && view->raised_to == ascent.activation);
    assert_true(view->raised_to > view->raised_from);
    unit_ascent_finish(&ascent);
    stage_finish(&stage);
}

// Layers before the code and after it: no atom, but figures; a channel counts by the largest value of its map.
static void units_of_other_layers_have_figures_too(void **state) {
    (void)state;
    Stage stage;
    float kernel[9];
    stage_init(&stage, CONV, NULL);
    const Net *net = &stage.run->session.net;
    ask_unit(&stage, 0, CHANNEL);
    const UnitView *view = wait_for_unit(&stage);
    assert_true(view->map && !view->code && view->units == 6 && view->atom.size == 0 && view->raised.run == 0);
    assert_figures(&stage, view, 0, SMALL_SIDE * SMALL_SIDE);
    filters_copy(net, 0, net->parameters, &(int){CHANNEL}, 1, 0, 1, kernel);
    assert_memory_equal(view->filter.floats, kernel, sizeof kernel);
    ask_unit(&stage, 2, 19);
    view = wait_for_unit(&stage);
    assert_true(!view->map && !view->code && view->units == 20 && view->atom.size == 0 && view->filter.size == 0);
    assert_figures(&stage, view, 2, 1);
    ask_unit(&stage, 1, 4); // the code by its place in the net
    assert_true(wait_for_unit(&stage)->code);
    ask_unit(&stage, 9, 0);
    double until = clock_seconds() + PATIENCE;
    while (live_views(stage.live)->unit.layer != 9 && clock_seconds() < until)
        clock_sleep(0.001);
    assert_true(live_views(stage.live)->unit.units == 0 && live_views(stage.live)->unit.counted.run == 0);
    stage_finish(&stage);
}

static void codes_of_one_and_of_very_many_units_have_cards(void **state) {
    (void)state;
    for (int many = 0; many < 2; many++) {
        Stage stage;
        char text[512];
        int units = many ? 4096 : 1;
        wide(text, sizeof text, units, "", "");
        stage_init(&stage, text, NULL);
        ask_unit(&stage, LAYER_CODE, units - 1);
        const UnitView *view = wait_for_unit(&stage);
        assert_int_equal(view->units, units);
        assert_int_equal(view->active, SMALL_TEST);
        assert_int_equal(view->correlated.count, many ? CORRELATED_UNITS : 0);
        stage_finish(&stage);
    }
}

// Unit 11 never fires; unit 12 is infinite wherever there is light.
static void spoil(Session *session) {
    const Layer *code = &session->net.layer[0];
    size_t inputs = (size_t)shape_size(code->input);
    for (size_t i = 0; i < inputs; i++) {
        session->net.parameters[(size_t)UNIT * inputs + i] = 0;
        session->net.parameters[(size_t)(UNIT + 1) * inputs + i] = 3e38F;
    }
    session->net.parameters[code->parameter[1].offset + UNIT] = -1;
}

static void dead_and_infinite_units_are_told(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    wide(text, sizeof text, 30, " relu", "");
    stage_init(&stage, text, spoil);
    ask_unit(&stage, LAYER_CODE, UNIT);
    const UnitView *view = wait_for_unit(&stage);
    assert_true(view->active == 0 && view->undefined == 0 && view->strongest.count == 0 && view->value == 0);
    assert_true(view->histogram.count == SMALL_TEST && view->histogram.most == 0);
    assert_int_equal(view->correlated.count, 0);
    ask_unit(&stage, LAYER_CODE, UNIT + 1);
    view = wait_for_unit(&stage);
    assert_int_equal(view->undefined, SMALL_TEST);
    assert_true(view->active == 0 && view->strongest.count == 0 && isinf(view->value));
    for (size_t i = 0; i < SMALL_SIDE * SMALL_SIDE; i++)
        assert_true(isfinite(view->atom.floats[i]));
    stage_finish(&stage);
}

static void another_unit_or_model_begins_anew_at_once(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    wide(text, sizeof text, 30, " relu", "");
    stage_init(&stage, text, NULL);
    ask_unit(&stage, LAYER_CODE, UNIT);
    UnitImages first = wait_for_unit(&stage)->strongest;
    for (int round = 0; round < 20; round++) {
        int unit = UNIT + 1 + round % 2;
        ask_unit(&stage, LAYER_CODE, unit);
        for (int look = 0; look < 40; look++) {
            const UnitView *view = &live_views(stage.live)->unit;
            if (view->unit == unit && view->counted.run > 0)
                assert_memory_not_equal(&view->strongest, &first, sizeof first);
            clock_sleep(0.0002);
        }
    }
    uint64_t run = live_status(stage.live)->run;
    send(&stage, COMMAND_DATA, 0, stage.world.scratch.folder);
    send(&stage, COMMAND_MODEL, 0, path_of(&stage, "narrow.ini"));
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage.live)->run == run && clock_seconds() < until)
        clock_sleep(0.001);
    ask_unit(&stage, LAYER_CODE, 3);
    const UnitView *view = wait_for_unit(&stage);
    while (view->tag.run == run && clock_seconds() < until)
        view = wait_for_unit(&stage);
    assert_true(view->units == 5 && view->counted.run != run);
    stage.request.unit.wanted = false;
    live_request(stage.live, &stage.request);
    while (live_views(stage.live)->unit.tag.run != 0 && clock_seconds() < until)
        clock_sleep(0.001);
    assert_int_equal(live_views(stage.live)->unit.tag.run, 0); // nobody looks: nothing is computed
    stage_finish(&stage);
}

static void the_error_without_a_unit_is_that_of_a_net_without_its_column(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    wide(text, sizeof text, 30, " relu", "");
    stage_init(&stage, text, NULL);
    Net *net = &stage.run->session.net;
    Objective objective = {.loss = LOSS_BCE};
    ImageSource source = source_of(&stage);
    Evaluation plain, ablated;
    Error error = {0};
    assert_true(evaluate(net, &objective, &source, 1, &plain, &error));
    live_request(stage.live, &stage.request);
    Quality before = wait_for_quality(&stage, false)->quality;
    assert_true(before.mse == plain.quality.mse && before.bce == plain.quality.bce);
    intervention_set(&stage.request.interventions, (Intervention){UNIT, INTERVENTION_ABLATE, 0});
    live_request(stage.live, &stage.request);
    const QualityView *view = wait_for_quality(&stage, true);
    WeightLine line;
    Team solo = team_solo();
    assert_true(unit_atom_outgoing(net, UNIT, &line));
    for (int i = 0; i < line.count; i++)
        net->parameters[line.offset + (size_t)i * line.stride] = 0;
    net_prepare(net, &solo);
    assert_true(evaluate(net, &objective, &source, 1, &ablated, &error));
    assert_true(ablated.quality.mse != plain.quality.mse);
    assert_true(fabs(view->changed.mse - ablated.quality.mse) < 1e-9 * ablated.quality.mse);
    assert_true(fabs(view->changed.bce - ablated.quality.bce) < 1e-9 * ablated.quality.bce);
    assert_memory_equal(&view->quality, &before, sizeof before); // plain figures stay, bit for bit
    stage.request.interventions.count = 0;
    live_request(stage.live, &stage.request);
    assert_memory_equal(&wait_for_quality(&stage, false)->quality, &before, sizeof before);
    stage_finish(&stage);
}

// Many changes while it trains: at the end weights and test curve are those of the run alone.
static void the_run_does_not_notice_changed_units(void **state) {
    (void)state;
    Stage stage;
    char text[512];
    enum { MORE = 300 };
    static StepMetrics metrics[MORE];
    wide(text, sizeof text, 30, " relu", "");
    stage_init(&stage, text, NULL);
    send(&stage, COMMAND_STEP, MORE, "");
    for (int i = 0; i < 60; i++) {
        intervention_set(&stage.request.interventions, (Intervention){i % 30, INTERVENTION_CLAMP, (float)i});
        ask_unit(&stage, LAYER_CODE, i % 30);
        clock_sleep(0.001);
    }
    wait_for_step(&stage, AT + MORE);
    assert_int_equal(session_run(&stage.run->session, MORE, metrics), MORE);
    ImageSource source = source_of(&stage);
    Objective objective = {.loss = LOSS_BCE};
    Evaluation plain;
    Error error = {0};
    assert_true(evaluate(&stage.run->session.net, &objective, &source, 1, &plain, &error));
    const QualityView *view = wait_for_quality(&stage, true);
    assert_true(view->quality.mse == plain.quality.mse && view->changed.mse != plain.quality.mse);
    assert_true(view->curve[view->points - 1].reconstruction == plain.quality.bce);
    send(&stage, COMMAND_SAVE, 0, path_of(&stage, "now.safetensors"));
    Checkpoint now = {0};
    double until = clock_seconds() + PATIENCE;
    while (!checkpoint_load(path_of(&stage, "now.safetensors"), &now, &error) && clock_seconds() < until)
        clock_sleep(0.01);
    const Net *net = &stage.run->session.net;
    assert_memory_equal(now.parameters, net->parameters, net->parameter_count * sizeof(real));
    checkpoint_finish(&now);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_units_figures_are_those_of_the_pure_functions),
        cmocka_unit_test(the_change_that_a_unit_makes_is_decoded),
        cmocka_unit_test(a_deep_unit_has_an_image_that_raises_it),
        cmocka_unit_test(units_of_other_layers_have_figures_too),
        cmocka_unit_test(codes_of_one_and_of_very_many_units_have_cards),
        cmocka_unit_test(dead_and_infinite_units_are_told),
        cmocka_unit_test(another_unit_or_model_begins_anew_at_once),
        cmocka_unit_test(the_error_without_a_unit_is_that_of_a_net_without_its_column),
        cmocka_unit_test(the_run_does_not_notice_changed_units),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
