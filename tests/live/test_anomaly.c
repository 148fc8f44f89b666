// Classes left out, from the command to the figures: the run starts anew and comes back, and what the observer says of
// it is what the same run says outside.
#include "live.h"
#include "observer.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "evaluate.h"
#include "pca.h"
#include "roc.h"
#include "session.h"

#include <math.h>

#define PATIENCE 60.0

enum { STEPS = 30, COMPONENTS = 3, WANTED = 9 };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    char model[512];
} Stage;

static void send(Stage *stage, CommandKind kind, int count, const char *text) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static void stage_open(Stage *stage, const char *data, const char *model) {
    Error error = {0};
    stage->live = live_create(&(LiveDesc){.threads = 2}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    snprintf(stage->model, sizeof stage->model, "%s", scratch_path(&stage->world.scratch, model));
    send(stage, COMMAND_DATA, 0, data ? data : stage->world.scratch.folder);
    send(stage, COMMAND_MODEL, 0, stage->model);
}

static void stage_init(Stage *stage, const char *model) {
    *stage = (Stage){0};
    small_world_init(&stage->world);
    stage_open(stage, NULL, model);
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    small_world_finish(&stage->world);
}

typedef bool (*Test)(Stage *stage, uint64_t value);

static void wait_for(Stage *stage, Test test, uint64_t value) {
    double until = clock_seconds() + PATIENCE;
    while (!test(stage, value)) {
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(0.001);
    }
}

static bool has_run(Stage *stage, uint64_t value) {
    (void)value;
    return live_status(stage->live)->run > 0;
}

static bool at_step(Stage *stage, uint64_t step) {
    const LiveStatus *status = live_status(stage->live);
    return status->run > 0 && status->step == step && !status->running;
}

static bool leaves_out(Stage *stage, uint64_t classes) {
    return live_status(stage->live)->settings.left_out.bits[0] == classes;
}

static bool has_problem(Stage *stage, uint64_t serial) {
    const LiveMessage *message = &live_status(stage->live)->message[serial % LIVE_MESSAGES];
    return message->serial == serial + 1 && message->problem;
}

static void train(Stage *stage, int steps, uint64_t end) {
    send(stage, COMMAND_STEP, steps, "");
    wait_for(stage, at_step, end);
}

static void ask(Stage *stage, AnomalyScore order, int images, int components) {
    ViewRequest request;
    memset(&request, 0, sizeof request);
    request.quality = true;
    request.anomaly = (AnomalyRequest){.wanted = true, .order = order, .images = images, .components = components};
    live_request(stage->live, &request);
}

static const AnomalyView *view_of(Stage *stage) {
    return &live_views(stage->live)->anomaly;
}

static bool is_complete(Stage *stage, uint64_t step) {
    const LiveStatus *status = live_status(stage->live);
    const AnomalyView *view = view_of(stage);
    return view->tag.run == status->run && view->tag.generation == status->generation && view->tag.step == step &&
           view->fitted > 0 && view->highest.tag.step == step && view->highest.tag.generation == status->generation;
}

static bool is_ordered_by_bound(Stage *stage, uint64_t step) {
    return is_complete(stage, step) && view_of(stage)->order == ANOMALY_BOUND;
}

static void a_run_starts_anew_without_a_class_and_comes_back_with_it(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "deep.ini");
    wait_for(&stage, has_run, 0);
    train(&stage, STEPS, STEPS);
    uint64_t generation = live_status(stage.live)->generation, run = live_status(stage.live)->run;
    double loss = live_status(stage.live)->loss;
    assert_int_equal(live_status(stage.live)->settings.images, SMALL_TRAIN);
    send(&stage, COMMAND_LEAVE_OUT, 0, "1");
    wait_for(&stage, leaves_out, 2);
    const LiveStatus *status = live_status(stage.live);
    assert_true(status->run == run && status->generation > generation && status->step == 0);
    assert_true(status->settings.images == 200 && status->epoch_steps == 200 / 128 && status->undo == UNDO_RESET);
    train(&stage, 2, 2);
    assert_int_equal(live_status(stage.live)->epoch, 2); // a batch an epoch
    generation = live_status(stage.live)->generation;
    send(&stage, COMMAND_LEAVE_OUT, 0, "1"); // nothing new: nothing is given up
    send(&stage, COMMAND_STEP, 1, "");
    wait_for(&stage, at_step, 3);
    assert_true(live_status(stage.live)->generation == generation);
    send(&stage, COMMAND_UNDO, 0, "");
    wait_for(&stage, leaves_out, 0);
    status = live_status(stage.live);
    assert_true(status->step == STEPS && status->loss == loss && status->settings.images == SMALL_TRAIN);
    stage_finish(&stage);
}

static void what_cannot_be_left_out_is_told_and_the_run_goes_on(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    wait_for(&stage, has_run, 0);
    train(&stage, 3, 3);
    const char *const wrong[] = {"3", "0,1,2", "0,1"}; // the last leaves fewer images than a batch
    for (uint64_t i = 0; i < 3; i++) {
        send(&stage, COMMAND_LEAVE_OUT, 0, wrong[i]);
        wait_for(&stage, has_problem, i);
    }
    const LiveStatus *status = live_status(stage.live);
    assert_true(status->step == 3 && class_set_count(&status->settings.left_out) == 0 && status->undo == UNDO_NONE);
    LiveCommand command = {.kind = COMMAND_LEAVE_OUT, .text = "7,x"};
    Error error = {0};
    assert_false(live_send(stage.live, &command, &error));
    assert_contains(error.text, "numbers of classes");
    stage_finish(&stage);
}

// A batch that has grown since, beyond the images of a state to go back to.
static void undo_is_refused_while_the_batch_is_too_large_for_it(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    wait_for(&stage, has_run, 0);
    send(&stage, COMMAND_LEAVE_OUT, 0, "2");
    send(&stage, COMMAND_LEAVE_OUT, 0, "");
    send(&stage, COMMAND_BATCH, 300, "");
    send(&stage, COMMAND_UNDO, 0, "");
    wait_for(&stage, has_problem, 0);
    assert_contains(live_status(stage.live)->message[0].text, "a batch of 300 does not fit the 200");
    assert_true(live_status(stage.live)->undo == UNDO_RESET);
    send(&stage, COMMAND_BATCH, 128, "");
    send(&stage, COMMAND_UNDO, 0, "");
    wait_for(&stage, leaves_out, 4);
    train(&stage, 2, 2);
    stage_finish(&stage);
}

// Another activation is another network, but the same question.
static void a_network_in_its_place_leaves_out_the_same(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    wait_for(&stage, has_run, 0);
    uint64_t run = live_status(stage.live)->run;
    send(&stage, COMMAND_LEAVE_OUT, 0, "2");
    send(&stage, COMMAND_ACTIVATION, 0, "tanh");
    train(&stage, 1, 1);
    assert_true(live_status(stage.live)->run != run && leaves_out(&stage, 4));
    stage_finish(&stage);
}

// The same run outside, evaluated with the same functions that the command line uses.
typedef struct Expected {
    RocItem items[SMALL_TEST];
    Score scores[SMALL_TEST];
    Roc error, bound, pca;
    int worst, worst_bound; // image with the highest score
} Expected;

static void rank(const Images *test, Expected *expected, const float *values, size_t stride, Roc *roc) {
    for (int i = 0; i < test->count; i++)
        expected->items[i] = (RocItem){
            .score = values[(size_t)i * stride], .image = i, .anomaly = test->labels[i] == 0, .label = test->labels[i]};
    roc_sort(expected->items, test->count);
    roc_make(expected->items, test->count, roc);
}

static void expect_pca(const SmallWorld *world, const Session *session, Expected *expected) {
    Pca pca;
    float errors[SMALL_TEST * 101];
    assert_true(pca_fit_some(&pca, &world->data->train, session->kept.index, session->kept.count, COMPONENTS, NULL,
                             NULL, NULL));
    assert_true(pca_image_errors(&pca, &world->data->test, errors, NULL, NULL, NULL));
    rank(&world->data->test, expected, errors + pca.components, (size_t)pca.components + 1, &expected->pca);
    pca_finish(&pca);
}

static void expect(const SmallWorld *world, const ModelSpec *spec, Expected *expected) {
    Session session;
    StepMetrics metrics[STEPS];
    float values[SMALL_TEST];
    RunSettings settings = session_defaults();
    class_set_put(&settings.left_out, 0, true);
    assert_true(session_init(&session, spec, world->data, &settings, 1, NULL));
    assert_int_equal(session_run(&session, STEPS, metrics), STEPS);
    ImageSource source = evaluation_source(spec, &world->data->test);
    assert_true(evaluate_images(&session.net, spec->loss, &source, 1, expected->scores, NULL));
    for (int i = 0; i < SMALL_TEST; i++)
        values[i] = expected->scores[i].squared_error;
    rank(&world->data->test, expected, values, 1, &expected->error);
    expected->worst = expected->items[0].image;
    for (int i = 0; i < SMALL_TEST; i++)
        values[i] = expected->scores[i].bce + expected->scores[i].kl;
    rank(&world->data->test, expected, values, 1, &expected->bound);
    expected->worst_bound = expected->items[0].image;
    expect_pca(world, &session, expected);
    session_finish(&session);
}

static void assert_same_curve(const Roc *a, const Roc *b) {
    assert_true(a->defined && b->defined && a->area == b->area && a->points == b->points);
    assert_true(a->anomalies == b->anomalies && a->normals == b->normals && a->class_area[0] == b->class_area[0]);
    assert_memory_equal(a->found, b->found, (size_t)a->points * sizeof a->found[0]);
    assert_memory_equal(a->taken, b->taken, (size_t)a->points * sizeof a->taken[0]);
}

static void assert_worst_first(const AnomalyView *view, const Expected *expected, AnomalyScore order) {
    const ReconstructionView *shown = &view->highest;
    assert_int_equal(shown->images, WANTED);
    assert_int_equal(shown->index[0], order == ANOMALY_BOUND ? expected->worst_bound : expected->worst);
    for (int i = 0; i < shown->images; i++) {
        const Score *score = &expected->scores[shown->index[i]];
        assert_true(i == 0 || view->score[i] <= view->score[i - 1]);
        assert_true(view->score[i] == (order == ANOMALY_BOUND ? score->bce + score->kl : score->squared_error));
        assert_true(shown->score[i].squared_error == score->squared_error);
    }
}

static void figures_are_those_of_the_same_run_outside(void **state) {
    (void)state;
    Stage stage;
    Expected expected;
    stage_init(&stage, "deep.ini");
    wait_for(&stage, has_run, 0);
    send(&stage, COMMAND_LEAVE_OUT, 0, "0");
    ask(&stage, ANOMALY_BOUND, WANTED, COMPONENTS);
    train(&stage, STEPS, STEPS);
    wait_for(&stage, is_complete, STEPS);
    const AnomalyView *view = view_of(&stage);
    expect(&stage.world, &stage.world.deep, &expected);
    assert_true(!view->bound && view->order == ANOMALY_ERROR); // there is no other
    assert_same_curve(&view->roc[ANOMALY_ERROR], &expected.error);
    assert_true(fabs(view->pca.area - expected.pca.area) < 1e-3 && view->fitted == COMPONENTS && view->pca.defined);
    assert_true(view->spread[ANOMALY_ERROR].images[1] == expected.error.anomalies && class_set_has(&view->left_out, 0));
    assert_worst_first(view, &expected, ANOMALY_ERROR);
    stage_finish(&stage);
}

static void a_gaussian_code_has_a_bound_too(void **state) {
    (void)state;
    static const char model[] = "[model]\ntitle = T\n[encoder]\nlayer = gaussian 3\n[decoder]\nlayer = dense image\n"
                                "[penalty]\nbeta = 1\n";
    Stage stage = {0};
    Expected expected;
    ModelSpec spec;
    small_world_init(&stage.world);
    scratch_write(&stage.world.scratch, "drawn.ini", model, strlen(model));
    assert_true(spec_parse(model, "drawn.ini", &spec, NULL));
    stage_open(&stage, NULL, "drawn.ini");
    wait_for(&stage, has_run, 0);
    send(&stage, COMMAND_LEAVE_OUT, 0, "0");
    train(&stage, STEPS, STEPS);
    ask(&stage, ANOMALY_BOUND, WANTED, COMPONENTS);
    wait_for(&stage, is_ordered_by_bound, STEPS);
    expect(&stage.world, &spec, &expected);
    assert_true(view_of(&stage)->bound);
    assert_same_curve(&view_of(&stage)->roc[ANOMALY_BOUND], &expected.bound);
    assert_same_curve(&view_of(&stage)->roc[ANOMALY_ERROR], &expected.error);
    assert_true(expected.bound.area != expected.error.area);
    assert_worst_first(view_of(&stage), &expected, ANOMALY_BOUND);
    stage_finish(&stage);
}

static bool is_tested(Stage *stage, uint64_t step) {
    const QualityView *quality = &live_views(stage->live)->quality;
    return quality->tag.run > 0 && quality->tag.step == step;
}

static void nothing_is_computed_for_a_run_that_leaves_nothing_out(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    wait_for(&stage, has_run, 0);
    ask(&stage, ANOMALY_ERROR, WANTED, COMPONENTS);
    train(&stage, 5, 5);
    wait_for(&stage, is_tested, 5);
    clock_sleep(0.02);
    assert_true(view_of(&stage)->tag.run == 0 && view_of(&stage)->fitted == 0);
    stage_finish(&stage);
}

// More components than there can be, other classes, and an end while PCA may be under way.
static void pca_follows_what_is_left_out(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    wait_for(&stage, has_run, 0);
    send(&stage, COMMAND_LEAVE_OUT, 0, "0");
    ask(&stage, ANOMALY_ERROR, WANTED, 60);
    train(&stage, 2, 2);
    wait_for(&stage, is_complete, 2);
    double area = view_of(&stage)->pca.area;
    send(&stage, COMMAND_LEAVE_OUT, 0, "1");
    train(&stage, 4, 4);
    wait_for(&stage, is_complete, 4);
    assert_true(view_of(&stage)->pca.area != area && view_of(&stage)->pca.class_images[1] > 0);
    ask(&stage, ANOMALY_ERROR, WANTED, 500);
    clock_sleep(0.001);
    stage_finish(&stage);
}

// The batch whose gradient the view Filters shows is one that the run could have.
static void the_gradient_shown_is_of_images_of_the_other_classes(void **state) {
    (void)state;
    SmallWorld world;
    Session session;
    Observer *o = calloc(1, sizeof *o);
    RunSettings settings = session_defaults();
    class_set_put(&settings.left_out, 1, true);
    assert_non_null(o);
    small_world_init(&world);
    assert_true(session_init(&session, &world.deep, world.data, &settings, 1, NULL));
    SnapshotPool *pool = snapshot_pool_create(&session);
    Snapshot *snapshot = snapshot_take(pool, &session, 1, 1);
    assert_true(subject_follow(&o->shown, snapshot));
    snapshot_release(snapshot);
    observer_gradient.work(o, 0);
    assert_int_equal(o->gradient.run.images, GRADIENT_IMAGES);
    for (int i = 0; i < GRADIENT_IMAGES; i++)
        assert_true(world.data->train.labels[o->gradient.run.index[i]] != 1);
    observer_gradient.finish(o);
    subject_finish(&o->shown);
    views_finish(&o->now);
    free(o);
    snapshot_pool_release(pool);
    session_finish(&session);
    small_world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_starts_anew_without_a_class_and_comes_back_with_it),
        cmocka_unit_test(what_cannot_be_left_out_is_told_and_the_run_goes_on),
        cmocka_unit_test(undo_is_refused_while_the_batch_is_too_large_for_it),
        cmocka_unit_test(a_network_in_its_place_leaves_out_the_same),
        cmocka_unit_test(figures_are_those_of_the_same_run_outside),
        cmocka_unit_test(a_gaussian_code_has_a_bound_too),
        cmocka_unit_test(nothing_is_computed_for_a_run_that_leaves_nothing_out),
        cmocka_unit_test(pca_follows_what_is_left_out),
        cmocka_unit_test(the_gradient_shown_is_of_images_of_the_other_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
