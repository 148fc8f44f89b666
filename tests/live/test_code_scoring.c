// Statistics of the code as the observer makes them: exact, of one step only, begun anew when somebody looks, and at no
// cost while nobody does.
#include "observer.h"
#include "small_net.h"
#include "small_world.h"
#include "test.h"

#include "kernels.h"

#include <stdlib.h>

typedef struct Stage {
    SmallWorld world;
    Session session;
    SnapshotPool *pool;
    Observer *observer;
    uint64_t generation;
} Stage;

static void stage_init(Stage *stage, const char *code, const char *penalty) {
    char text[512];
    ModelSpec spec;
    Error error = {0};
    RunSettings settings = session_defaults();
    *stage = (Stage){.generation = 1};
    small_world_init(&stage->world);
    snprintf(text, sizeof text,
             "[model]\ntitle=T\nabout=A test.\n[encoder]\nlayer=%s\n[decoder]\nlayer=dense image\n%s", code, penalty);
    if (!spec_parse(text, "test", &spec, &error) ||
        !session_init(&stage->session, &spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    stage->pool = snapshot_pool_create(&stage->session);
    stage->observer = calloc(1, sizeof *stage->observer);
    assert_true(stage->pool && stage->observer);
    stage->observer->request.quality = stage->observer->request.code_statistics = true;
}

static void stage_finish(Stage *stage) {
    Observer *o = stage->observer;
    observer_scoring.finish(o);
    subject_finish(&o->shown);
    snapshot_release(o->newest);
    views_finish(&o->now);
    free(o);
    snapshot_pool_release(stage->pool);
    session_finish(&stage->session);
    small_world_finish(&stage->world);
}

static void train(Stage *stage, int steps) {
    StepMetrics metrics[64];
    assert_int_equal(session_run(&stage->session, steps, metrics), steps);
}

// The session as it stands is what the screen shows.
static void publish(Stage *stage) {
    Observer *o = stage->observer;
    snapshot_release(o->newest);
    o->newest = snapshot_take(stage->pool, &stage->session, 1, stage->generation);
    assert_non_null(o->newest);
    assert_true(subject_follow(&o->shown, o->newest));
    observer_scoring.show(o);
}

// One slice, of SUBJECT_ROWS images. False if there was nothing to do.
static bool slice(Stage *stage) {
    bool waits = observer_scoring.waits(stage->observer);
    if (waits)
        observer_scoring.work(stage->observer, 0);
    return waits;
}

static void complete(Stage *stage) {
    for (int i = 0; slice(stage); i++)
        assert_in_range(i, 0, 100);
}

// What the statistics must be: the first `images` test images through this net, and the accumulator alone.
static void assert_statistics(Stage *stage, const real *parameters, int images) {
    const CodeStatisticsView *view = &stage->observer->now.code_statistics;
    const ModelSpec *spec = &stage->session.spec;
    const Images *test = &stage->world.data->test;
    Net net;
    Pass pass;
    Arena arena = {0};
    CodeAccumulator sums;
    Team solo = team_solo();
    ImageSource source = {.images = test};
    assert_true(spec_build(spec, "test", stage->session.net.image, &net, NULL));
    assert_true(pass_init(&pass, &net, images, 1, false, NULL));
    memcpy(net.parameters, parameters, net.parameter_count * sizeof *parameters);
    net_prepare(&net, &solo);
    score_forward(&net, &pass, &source, NULL, 0, 0, images, 0);
    CodeDesc desc = {.units = shape_size(net.code),
                     .images = images,
                     .classes = stage->world.data->classes,
                     .rho = spec->penalty.kl > 0 ? spec->penalty.rho : 0};
    assert_true(code_accumulator_init(&sums, &desc, &arena, NULL));
    const real *stash = net_is_gaussian(&net) ? pass.stash[net.encoder_layers - 1] : NULL;
    code_accumulator_add(&sums, net_code(&net, &pass), stash, test->labels, images);
    code_accumulator_finish(&sums);
    assert_int_equal(view->scored, images);
    assert_int_equal(view->figures.size, (size_t)desc.units * sizeof(UnitFigures));
    assert_memory_equal(view->figures.figures, sums.figures, view->figures.size);
    assert_memory_equal(&view->summary, &sums.summary, sizeof sums.summary);
    arena_finish(&arena);
    pass_finish(&pass);
    net_finish(&net);
}

static void they_are_the_accumulators(void **state) {
    (void)state;
    static const char *const models[][2] = {{"dense 80 relu", "[penalty]\nl1=0.05\n"},
                                            {"dense 12 sigmoid", "[penalty]\nkl=2\nrho=0.1\n"},
                                            {"gaussian 5", "[penalty]\nbeta=1\n"},
                                            {"dense 1 relu", ""},
                                            {"dense 4096 relu", ""}};
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        Stage stage;
        stage_init(&stage, models[i][0], models[i][1]);
        train(&stage, 20);
        publish(&stage);
        complete(&stage);
        assert_int_equal(stage.observer->now.code_statistics.tag.step, 20);
        assert_statistics(&stage, stage.session.net.parameters, SMALL_TEST);
        const UnitFigures *figures = stage.observer->now.code_statistics.figures.figures;
        assert_true(i != 1 || figures[0].coin_kl > 0);
        assert_true(i != 2 || figures[0].kl > 0);
        stage_finish(&stage);
    }
}

// Unit 0 has a bias alone, unit 1 nothing at all, unit 2 sees one pixel.
static void known_weights_give_known_figures(void **state) {
    (void)state;
    enum { SIZE = SMALL_SIDE * SMALL_SIDE, PIXEL = SIZE / 2 + SMALL_SIDE / 2 };
    Stage stage;
    stage_init(&stage, "dense 3 relu", "");
    Net *net = &stage.session.net;
    memset(net->parameters, 0, net->parameter_count * sizeof *net->parameters);
    net->parameters[net->layer[0].parameter[1].offset] = 0.5F;
    net->parameters[net->layer[0].parameter[0].offset + 2 * SIZE + PIXEL] = 1;
    publish(&stage);
    complete(&stage);
    const CodeStatisticsView *view = &stage.observer->now.code_statistics;
    const UnitFigures *figures = view->figures.figures;
    const Images *test = &stage.world.data->test;
    double fires = 0, sum = 0, squares = 0;
    for (int i = 0; i < SMALL_TEST; i++) {
        double value = images_pixels(test, i)[PIXEL] / 255.0;
        fires += value > 0;
        sum += value;
        squares += value * value;
    }
    double sparseness = 1 - sum * sum / SMALL_TEST / squares;
    assert_true(figures[0].frequency == 1 && figures[0].mean == 0.5F && figures[0].sparseness == 0);
    assert_true(figures[1].frequency == 0 && figures[1].most == 0);
    assert_near((double)figures[2].frequency, fires / SMALL_TEST, 1e-6);
    assert_near((double)figures[2].mean, sum / SMALL_TEST, 1e-6);
    assert_near(view->summary.l0, 1 + fires / SMALL_TEST, 1e-6);
    assert_true(view->summary.dead == 1 && view->summary.dense >= 1 && view->summary.silent == 0);
    assert_near(view->sparseness, sparseness / 2, 1e-6); // of the two that live
    stage_finish(&stage);
}

static void the_first_are_shown_while_they_are_made(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    const CodeStatisticsView *view = &stage.observer->now.code_statistics;
    train(&stage, 3);
    publish(&stage);
    assert_true(observer_scoring.bare(stage.observer));
    for (int i = 1; view->scored < SMALL_TEST; i++) {
        int images = i * SUBJECT_ROWS < SMALL_TEST ? i * SUBJECT_ROWS : SMALL_TEST;
        slice(&stage);
        assert_statistics(&stage, stage.session.net.parameters, images);
        assert_true(view->counted == images && view->images == SMALL_TEST && view->tag.step == 3);
    }
    assert_false(observer_scoring.bare(stage.observer));
    stage_finish(&stage);
}

// Newer snapshots come while images are counted.
static void steps_are_never_mixed(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    const CodeStatisticsView *view = &stage.observer->now.code_statistics;
    size_t size = stage.session.net.parameter_count * sizeof(real);
    real *first = malloc(size), *second = malloc(size);
    train(&stage, 3);
    memcpy(first, stage.session.net.parameters, size);
    publish(&stage);
    slice(&stage);
    train(&stage, 30);
    memcpy(second, stage.session.net.parameters, size);
    publish(&stage);
    slice(&stage);
    assert_true(view->tag.step == 3 && view->running.step == 3);
    assert_statistics(&stage, first, 2 * SUBJECT_ROWS);
    while (view->scored < SMALL_TEST)
        slice(&stage);
    assert_statistics(&stage, first, SMALL_TEST);
    slice(&stage); // of the second step, whose statistics are not shown before they are complete
    assert_true(view->running.step == 33 && view->counted == SUBJECT_ROWS && view->tag.step == 3);
    assert_statistics(&stage, first, SMALL_TEST);
    train(&stage, 5);
    publish(&stage);
    while (view->tag.step == 3)
        slice(&stage);
    assert_int_equal(view->tag.step, 33);
    assert_statistics(&stage, second, SMALL_TEST);
    free(first);
    free(second);
    stage_finish(&stage);
}

static void hidden_they_cost_nothing_and_opened_they_begin_anew(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    Observer *o = stage.observer;
    const CodeStatisticsView *view = &o->now.code_statistics;
    o->request.code_statistics = false;
    publish(&stage);
    complete(&stage);
    assert_true(o->now.quality.tag.run == 1 && view->version == 0 && view->tag.run == 0);
    assert_null(o->scoring.code.arena.blocks);
    train(&stage, 1);
    publish(&stage);
    slice(&stage);
    o->request.code_statistics = true; // opened while quality is being measured
    observer_scoring.show(o);
    assert_true(observer_scoring.bare(o));
    slice(&stage);
    assert_true(view->counted == SUBJECT_ROWS && view->scored == SUBJECT_ROWS);
    observer_scoring.show(o); // which does not begin again and again
    slice(&stage);
    assert_int_equal(view->counted, 2 * SUBJECT_ROWS);
    o->request.code_statistics = false;
    slice(&stage);
    assert_null(o->scoring.code.arena.blocks);
    uint64_t version = view->version;
    complete(&stage);
    assert_int_equal(view->version, version);
    o->request.code_statistics = true; // opened when quality is there
    observer_scoring.show(o);
    complete(&stage);
    assert_statistics(&stage, stage.session.net.parameters, SMALL_TEST);
    assert_false(slice(&stage));
    stage_finish(&stage);
}

static void what_the_user_does_to_units_does_not_touch_them(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    Observer *o = stage.observer;
    o->request.interventions =
        (Interventions){.count = 1, .item = {{.unit = 3, .kind = INTERVENTION_CLAMP, .value = 9}}};
    publish(&stage);
    o->shown.source.interventions = &o->request.interventions;
    complete(&stage);
    assert_statistics(&stage, stage.session.net.parameters, SMALL_TEST);
    stage_finish(&stage);
}

// What the net sees is another thing then; also where the statistics were hidden when it changed.
static void another_corruption_is_counted_anew(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    Observer *o = stage.observer;
    publish(&stage);
    complete(&stage);
    double l0 = o->now.code_statistics.summary.l0;
    o->request.code_statistics = false;
    assert_true(session_corrupt(&stage.session, &(Corruption){.mask = 0.9}, NULL));
    publish(&stage);
    complete(&stage);
    o->request.code_statistics = true;
    assert_true(slice(&stage));
    complete(&stage);
    assert_true(o->now.code_statistics.summary.l0 != l0);
    stage_finish(&stage);
}

static void assert_last_point(const QualityView *view, int points, double step) {
    assert_int_equal(view->points, points);
    const TestPoint *last = &view->curve[points - 1];
    assert_true(last->step == step && last->l0 == view->quality.l0 && last->dead == view->code.dead && last->l0 > 0);
}

// L0 over the steps, also while the statistics are hidden.
static void the_curve_outlives_resets_and_undo(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    const QualityView *view = &stage.observer->now.quality;
    RunState kept = {0};
    size_t count = stage.session.net.parameter_count;
    kept.parameters = malloc(3 * count * sizeof(real));
    kept.m = kept.parameters + count;
    kept.v = kept.m + count;
    for (int i = 1; i <= 3; i++) {
        stage.observer->request.code_statistics = i == 2;
        train(&stage, 10);
        publish(&stage);
        complete(&stage);
        assert_last_point(view, i, 10 * i);
    }
    double l0 = view->curve[2].l0;
    session_keep(&stage.session, &kept);
    session_restart(&stage.session);
    stage.generation++;
    publish(&stage);
    complete(&stage);
    assert_last_point(view, 1, 0);
    session_go_to(&stage.session, &kept);
    stage.generation++;
    train(&stage, 5);
    publish(&stage);
    complete(&stage);
    assert_last_point(view, 4, 35);
    assert_true(view->curve[2].l0 == l0 && view->curve[2].step == 30);
    free(kept.parameters);
    stage_finish(&stage);
}

static void images_without_labels_have_no_favourite(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 relu", "");
    Images *test = (Images *)&stage.world.data->test;
    const uint8_t *labels = test->labels;
    test->labels = NULL;
    publish(&stage);
    complete(&stage);
    for (int u = 0; u < 20; u++)
        assert_int_equal(stage.observer->now.code_statistics.figures.figures[u].favourite, -1);
    test->labels = labels;
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_the_accumulators),
        cmocka_unit_test(known_weights_give_known_figures),
        cmocka_unit_test(the_first_are_shown_while_they_are_made),
        cmocka_unit_test(steps_are_never_mixed),
        cmocka_unit_test(hidden_they_cost_nothing_and_opened_they_begin_anew),
        cmocka_unit_test(what_the_user_does_to_units_does_not_touch_them),
        cmocka_unit_test(another_corruption_is_counted_anew),
        cmocka_unit_test(the_curve_outlives_resets_and_undo),
        cmocka_unit_test(images_without_labels_have_no_favourite),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
