// The images that the observer chooses from the whole test set: their order is that of the errors of one step, PCA
// beside them is exact, and nothing of another class, run or data set is among them.
#include "image_order.h"
#include "live.h"
#include "pca.h"
#include "reconstruction.h"
#include "session.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"

#include <math.h>

#define PATIENCE 60.0

typedef struct Stage {
    SmallWorld world;
    Live *live;
    ViewRequest request;
} Stage;

static void send(Stage *stage, LiveCommand command) {
    Error error = {0};
    while (!live_send(stage->live, &command, &error))
        clock_sleep(1e-3);
}

static void send_file(Stage *stage, CommandKind kind, const char *name) {
    LiveCommand command = {.kind = kind};
    const char *path = name ? scratch_path(&stage->world.scratch, name) : stage->world.scratch.folder;
    snprintf(command.text, sizeof command.text, "%s", path);
    send(stage, command);
}

static void ask(Stage *stage, ImageOrder order, int label, int first, int count, int components) {
    stage->request.choice = (ChoiceRequest){
        .wanted = true, .order = order, .label = label, .first = first, .count = count, .components = components};
    stage->request.quality = true;
    live_request(stage->live, &stage->request);
}

static void stage_init(Stage *stage, const char *model) {
    LiveDesc desc = {.threads = 2};
    Error error = {0};
    *stage = (Stage){0};
    small_world_init(&stage->world);
    stage->live = live_create(&desc, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send_file(stage, COMMAND_DATA, NULL);
    send_file(stage, COMMAND_MODEL, model);
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage->live)->run == 0 && clock_seconds() < until)
        clock_sleep(1e-3);
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    small_world_finish(&stage->world);
}

typedef bool (*Test)(const Stage *stage, const ChoiceView *view, uint64_t step);

static const ChoiceView *wait_for(Stage *stage, Test test, uint64_t step) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const ChoiceView *view = &live_views(stage->live)->choice;
        if (test(stage, view, step))
            return view;
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(1e-3);
    }
}

static bool is_asked(const Stage *stage, const ChoiceView *view, uint64_t step) {
    const ChoiceRequest *wish = &stage->request.choice;
    return view->shown.tag.run > 0 && view->shown.tag.step == step && view->order == wish->order &&
           view->label == wish->label;
}

static bool is_scored(const Stage *stage, const ChoiceView *view, uint64_t step) {
    return is_asked(stage, view, step) && view->scored.run > 0 && view->scored.step == step;
}

static bool has_pca(const Stage *stage, const ChoiceView *view, uint64_t step) {
    bool ready = is_asked(stage, view, step) && view->components == stage->request.choice.components && view->fitted;
    for (int i = 0; ready && i < view->shown.images; i++)
        ready = view->ready[i];
    return ready;
}

// The headless engine's errors of all test images after so many steps of this model.
static void score_all(Stage *stage, const ModelSpec *spec, uint64_t steps, float errors[SMALL_TEST]) {
    Session *session = calloc(1, sizeof *session);
    RunSettings settings = session_defaults();
    StepMetrics metrics;
    Pass pass;
    Score scores[SMALL_TEST];
    Error error = {0};
    if (!session_init(session, spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    for (uint64_t i = 0; i < steps; i++)
        assert_int_equal(session_run(session, 1, &metrics), 1);
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    assert_true(pass_init(&pass, &session->net, 16, 1, false, &error));
    ImageSource source = {.images = &stage->world.data->test};
    for (int first = 0; first < SMALL_TEST; first += 16) {
        int count = SMALL_TEST - first < 16 ? SMALL_TEST - first : 16;
        score_forward(&session->net, &pass, &source, NULL, first, 0, count, 0);
        score_rows(&session->net, &pass, spec->loss, 0, count, scores + first, NULL);
    }
    for (int i = 0; i < SMALL_TEST; i++)
        errors[i] = scores[i].squared_error;
    pass_finish(&pass);
    session_finish(session);
    free(session);
}

static void assert_ordered(Stage *stage, const ChoiceView *view, const float *errors) {
    RankedImage ranked[SMALL_TEST];
    int total = image_order(view->order, &stage->world.data->test, errors, view->label, ranked);
    assert_int_equal(view->total, total);
    assert_true(view->first + view->shown.images <= total);
    for (int i = 0; i < view->shown.images; i++)
        assert_int_equal(view->shown.index[i], ranked[view->first + i].index);
}

static void the_worst_come_first_as_an_evaluation_says(void **state) {
    (void)state;
    Stage stage;
    float errors[SMALL_TEST];
    stage_init(&stage, "narrow.ini");
    ask(&stage, ORDER_WORST, -1, 0, 20, 0);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 60});
    const ChoiceView *view = wait_for(&stage, is_scored, 60);
    score_all(&stage, &stage.world.narrow, 60, errors);
    assert_int_equal(view->shown.images, 20);
    assert_ordered(&stage, view, errors);
    float largest = 0;
    for (int i = 0; i < SMALL_TEST; i++)
        largest = fmaxf(largest, errors[i]);
    assert_true(view->shown.score[0].squared_error == largest);
    for (int i = 0; i < 20; i++) {
        assert_true(i == 0 || view->shown.score[i].squared_error <= view->shown.score[i - 1].squared_error);
        assert_true(view->shown.score[i].squared_error == errors[view->shown.index[i]]);
        assert_memory_equal(view->shown.input.bytes + i * SMALL_SIDE * SMALL_SIDE,
                            images_pixels(&stage.world.data->test, view->shown.index[i]), SMALL_SIDE * SMALL_SIDE);
    }
    ask(&stage, ORDER_BEST, 1, 3, 5, 0);
    view = wait_for(&stage, is_scored, 60);
    assert_int_equal(view->first, 3);
    assert_ordered(&stage, view, errors);
    for (int i = 0; i < view->shown.images; i++)
        assert_int_equal(view->shown.label[i], 1);
    stage_finish(&stage);
}

// Pages end where the images do, and a class that the data does not have has none.
static void places_beyond_the_end_are_its_last_ones(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    ask(&stage, ORDER_CLASS, -1, 1000, 20, 0);
    const ChoiceView *view = wait_for(&stage, is_asked, 0);
    assert_true(view->first == SMALL_TEST - 20 && view->shown.images == 20 && view->total == SMALL_TEST);
    assert_int_equal(view->scored.run, 0);
    for (int i = 1; i < 20; i++)
        assert_true(view->shown.label[i] >= view->shown.label[i - 1]);
    ask(&stage, ORDER_INDEX, 7, 0, 20, 0);
    view = wait_for(&stage, is_asked, 0);
    assert_true(view->total == 0 && view->shown.images == 0 && view->first == 0);
    ask(&stage, ORDER_INDEX, -1, 5, 500, 0);
    view = wait_for(&stage, is_asked, 0);
    assert_int_equal(view->shown.images, VIEW_MAX_IMAGES);
    assert_int_equal(view->shown.index[0], 5);
    stage_finish(&stage);
}

// Weights of any step of a run can be had again by making as many.
static void each_order_is_that_of_its_step(void **state) {
    (void)state;
    Stage stage;
    float errors[SMALL_TEST];
    stage_init(&stage, "deep.ini");
    ask(&stage, ORDER_WORST, -1, 0, 30, 0);
    for (int i = 1; i <= 4; i++) {
        send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 37});
        const ChoiceView *view = wait_for(&stage, is_scored, (uint64_t)(37 * i));
        score_all(&stage, &stage.world.deep, (uint64_t)(37 * i), errors);
        assert_ordered(&stage, view, errors);
    }
    stage_finish(&stage);
}

static bool is_later(const Stage *stage, const ChoiceView *view, uint64_t step) {
    (void)stage;
    return view->scored.run > 0 && view->scored.step > step && view->shown.images == 30;
}

// The same while about a thousand steps a second are made: few enough to be made again.
static const ChoiceView *wait_while_it_steps(Stage *stage, uint64_t step) {
    double until = clock_seconds() + PATIENCE;
    while (clock_seconds() < until) {
        const ChoiceView *view = &live_views(stage->live)->choice;
        if (is_later(stage, view, step))
            return view;
        send(stage, (LiveCommand){.kind = COMMAND_STEP, .count = 1});
        clock_sleep(1e-3);
    }
    fail_msg("nothing came for %g seconds", PATIENCE);
    return NULL;
}

// While it trains pictures are of newer steps than the order, which is whole all the same.
static void an_order_never_mixes_steps_while_it_trains(void **state) {
    (void)state;
    Stage stage;
    float errors[SMALL_TEST];
    static ChoiceView seen[2]; // numbers; the pictures are not looked at
    stage_init(&stage, "deep.ini");
    ask(&stage, ORDER_BEST, -1, 0, 30, 0);
    seen[0] = *wait_while_it_steps(&stage, 0);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    seen[1] = *wait_for(&stage, is_later, seen[0].scored.step);
    send(&stage, (LiveCommand){.kind = COMMAND_PAUSE});
    for (int i = 0; i < 2; i++) {
        assert_true(seen[i].shown.tag.step >= seen[i].scored.step);
        score_all(&stage, &stage.world.deep, seen[i].scored.step, errors);
        assert_ordered(&stage, &seen[i], errors);
    }
    stage_finish(&stage);
}

static bool is_of_run_two(const Stage *stage, const ChoiceView *view, uint64_t step) {
    return is_asked(stage, view, step) && view->shown.tag.run == 2;
}

// Before its own errors are known another run's images lie as in the file.
static void another_run_does_not_inherit_the_order(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    ask(&stage, ORDER_WORST, -1, 0, 30, 0);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 50});
    wait_for(&stage, is_scored, 50);
    stage.request.quality = false; // no more evaluations
    live_request(stage.live, &stage.request);
    send_file(&stage, COMMAND_MODEL, "deep.ini");
    const ChoiceView *view = wait_for(&stage, is_of_run_two, 0);
    assert_int_equal(view->scored.run, 0);
    for (int i = 0; i < 30; i++)
        assert_int_equal(view->shown.index[i], i);
    stage_finish(&stage);
}

static void pca_beside_them_is_that_of_the_training_images(void **state) {
    (void)state;
    enum { SIZE = SMALL_SIDE * SMALL_SIDE };
    Stage stage;
    stage_init(&stage, "deep.ini"); // 33 units
    ask(&stage, ORDER_INDEX, -1, 10, 12, 7);
    const ChoiceView *view = wait_for(&stage, has_pca, 0);
    Pca pca;
    float output[SIZE];
    assert_true(pca_fit(&pca, &stage.world.data->train, 33, NULL, NULL, NULL));
    for (int i = 0; i < 12; i++) {
        double error = pca_reconstruct(&pca, 7, images_pixels(&stage.world.data->test, 10 + i), output);
        assert_true(view->pca_error[i] == error);
        for (int p = 0; p < SIZE; p++)
            assert_int_equal(view->pca.bytes[i * SIZE + p], byte_of(output[p]));
    }
    pca_finish(&pca);
    ask(&stage, ORDER_INDEX, -1, 10, 12, SIZE); // as many as pixels: exact
    view = wait_for(&stage, has_pca, 0);
    assert_memory_equal(view->pca.bytes, view->shown.input.bytes, 12 * SIZE);
    assert_true(view->pca_error[3] == 0);
    ask(&stage, ORDER_INDEX, -1, 20, 12, 40); // more than were fitted
    view = wait_for(&stage, is_asked, 0);
    while (view->components != 40)
        view = wait_for(&stage, is_asked, 0);
    assert_false(view->fitted);
    stage_finish(&stage);
}

// Waits for PCA of the generation on screen, and checks it: images 5 to 14 with 7 components, and its mean error.
static void assert_pca_without(Stage *stage, const ClassSet *left_out, uint64_t generation) {
    enum { SIZE = SMALL_SIDE * SMALL_SIDE };
    double mse[34], until = clock_seconds() + PATIENCE;
    float output[SIZE];
    Pca pca;
    assert_true(pca_fit_kept(&pca, stage->world.data, left_out, 33, NULL, NULL, NULL));
    assert_true(pca_errors(&pca, &stage->world.data->test, mse, NULL));
    const ChoiceView *view = wait_for(stage, has_pca, 0);
    while (view->shown.tag.generation != generation) {
        assert_true(clock_seconds() < until);
        clock_sleep(1e-3);
        view = wait_for(stage, has_pca, 0);
    }
    for (int i = 0; i < 10; i++)
        assert_true(view->pca_error[i] ==
                    pca_reconstruct(&pca, 7, images_pixels(&stage->world.data->test, 5 + i), output));
    while (live_status(stage->live)->data.pca == 0) {
        assert_true(clock_seconds() < until);
        clock_sleep(1e-3);
    }
    assert_memory_equal(live_status(stage->live)->data.pca_mse, mse, sizeof mse);
    pca_finish(&pca);
}

static uint64_t change(Stage *stage, CommandKind kind, const char *text) {
    uint64_t before = live_status(stage->live)->generation;
    LiveCommand command = {.kind = kind};
    snprintf(command.text, sizeof command.text, "%s", text);
    send(stage, command);
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage->live)->generation == before && clock_seconds() < until)
        clock_sleep(1e-3);
    return live_status(stage->live)->generation;
}

// What a run never learns from is not known to PCA beside it either; with all classes again it is as before.
static void pca_knows_the_classes_that_the_run_learns_from(void **state) {
    (void)state;
    Stage stage;
    ClassSet none = {0}, some = {0}, others = {0};
    class_set_put(&some, 1, true);
    class_set_put(&others, 2, true);
    stage_init(&stage, "deep.ini");
    ask(&stage, ORDER_INDEX, -1, 5, 10, 7);
    assert_pca_without(&stage, &none, live_status(stage.live)->generation);
    assert_pca_without(&stage, &some, change(&stage, COMMAND_LEAVE_OUT, "1"));
    assert_pca_without(&stage, &none, change(&stage, COMMAND_UNDO, ""));
    assert_pca_without(&stage, &others, change(&stage, COMMAND_LEAVE_OUT, "2"));
    stage_finish(&stage);
}

static void nobody_who_does_not_ask_gets_any(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "narrow.ini");
    stage.request.images = 2;
    stage.request.quality = true;
    live_request(stage.live, &stage.request);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    double until = clock_seconds() + PATIENCE;
    while (live_views(stage.live)->quality.tag.step != 20 && clock_seconds() < until)
        clock_sleep(1e-3);
    assert_int_equal(live_views(stage.live)->choice.shown.tag.run, 0);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_come_first_as_an_evaluation_says),
        cmocka_unit_test(places_beyond_the_end_are_its_last_ones),
        cmocka_unit_test(each_order_is_that_of_its_step),
        cmocka_unit_test(an_order_never_mixes_steps_while_it_trains),
        cmocka_unit_test(another_run_does_not_inherit_the_order),
        cmocka_unit_test(pca_beside_them_is_that_of_the_training_images),
        cmocka_unit_test(pca_knows_the_classes_that_the_run_learns_from),
        cmocka_unit_test(nobody_who_does_not_ask_gets_any),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
