// Dead units of a running program start again, and undo brings the run back as it was.
#include "clock.h"
#include "live.h"
#include "runs.h"
#include "small_world.h"
#include "test.h"

#define PATIENCE 60.0

enum { AT = 30, UNIT = 7 };

static const int DEAD[] = {2, 3, UNIT};

// A run of some steps with dead units: the rows' weights 0, the bias negative.
static void train_and_kill(Session *session) {
    StepMetrics metrics[AT];
    assert_int_equal(session_run(session, AT, metrics), AT);
    const Layer *code = &session->net.layer[0];
    size_t inputs = (size_t)shape_size(code->input);
    for (int i = 0; i < 3; i++) {
        memset(session->net.parameters + (size_t)DEAD[i] * inputs, 0, inputs * sizeof(real));
        session->net.parameters[code->parameter[1].offset + (size_t)DEAD[i]] = -1;
    }
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
}

static Run *open_run(Runs *runs, const SmallWorld *world) {
    Error error = {0};
    Run *run = runs_open(runs, &world->wide, world->data, 2, &error);
    if (!run)
        fail_msg("%s", error.text);
    train_and_kill(&run->session);
    return run;
}

typedef struct Stage {
    SmallWorld *world;
    Live *live;
    Runs runs;
    Run *run; // what the program's run should be
} Stage;

static const char *path_of(const Stage *stage, const char *name) {
    return scratch_path(&stage->world->scratch, name);
}

static void send(Stage *stage, CommandKind kind, int count, const char *text) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static bool at_commands(const LiveStatus *status, double commands) {
    return (double)status->commands >= commands && !status->loading;
}

static bool at_step(const LiveStatus *status, double step) {
    return (double)status->step >= step && !status->running;
}

static const LiveStatus *wait_for(Stage *stage, bool (*test)(const LiveStatus *status, double value), double value) {
    double until = clock_seconds() + PATIENCE;
    while (!test(live_status(stage->live), value)) {
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(0.001);
    }
    return live_status(stage->live);
}

// The program has the same run as the stage, by way of a file.
static void stage_init(Stage *stage, SmallWorld *world) {
    *stage = (Stage){.world = world};
    Error error = {0};
    stage->run = open_run(&stage->runs, world);
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(&stage->run->session, true, history);
    if (!checkpoint_save(path_of(stage, "begun.safetensors"), &checkpoint, &error))
        fail_msg("%s", error.text);
    stage->live = live_create(&(LiveDesc){.threads = 1}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send(stage, COMMAND_RESTORE, 0, path_of(stage, "begun.safetensors"));
    wait_for(stage, at_step, AT);
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    runs_finish(&stage->runs);
}

static const char *message(const LiveStatus *status, int serial) {
    const LiveMessage *found = &status->message[(serial - 1) % LIVE_MESSAGES];
    assert_int_equal(found->serial, serial);
    return found->text;
}

// Saves the program's run and compares it with the stage's, bit for bit.
static void assert_same_run(Stage *stage, int commands, uint64_t resamplings) {
    send(stage, COMMAND_SAVE, 0, path_of(stage, "now.safetensors"));
    wait_for(stage, at_commands, commands);
    Checkpoint now;
    Error error = {0};
    if (!checkpoint_load(path_of(stage, "now.safetensors"), &now, &error))
        fail_msg("%s", error.text);
    const Session *session = &stage->run->session;
    size_t bytes = session->net.parameter_count * sizeof(real);
    assert_memory_equal(now.parameters, session->net.parameters, bytes);
    assert_memory_equal(now.m, session->m, bytes);
    assert_memory_equal(now.v, session->v, bytes);
    assert_int_equal(now.counters.resamplings, resamplings);
    assert_true(now.counters.step == session->counters.step && now.counters.updates == session->counters.updates &&
                now.counters.position == session->counters.position && now.counters.epoch == session->counters.epoch);
    assert_int_equal(now.history_points, session->series.points);
    assert_memory_equal(now.history, session->series.value,
                        (size_t)now.history_points * sizeof session->series.value[0]);
    assert_int_equal(now.marks.count, session->marks.count);
    checkpoint_finish(&now);
}

static bool shows_generation(const Views *views, uint64_t generation, uint64_t step) {
    const ViewTag *tag = &views->quality.tag, *shown = &views->reconstruction.tag;
    return tag->generation == generation && tag->step == step && shown->generation == generation &&
           shown->step == step && views->history.tag.generation == generation;
}

static const Views *wait_views(Stage *stage, uint64_t generation, uint64_t step) {
    double until = clock_seconds() + PATIENCE;
    while (!shows_generation(live_views(stage->live), generation, step)) {
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(0.001);
    }
    return live_views(stage->live);
}

// Also without a step in between: the views are of the new weights, and then of the old ones again.
static void a_dead_unit_starts_again_and_undo_takes_it_back(void **state) {
    Stage stage;
    stage_init(&stage, *state);
    ViewRequest request = {.images = 1, .quality = true};
    live_request(stage.live, &request);
    const LiveStatus *status = live_status(stage.live);
    uint64_t generation = status->generation;
    assert_true(status->undo == UNDO_NONE && status->marks == 0);
    assert_true(wait_views(&stage, generation, AT)->quality.frequency.floats[UNIT] == 0);
    send(&stage, COMMAND_RESAMPLE, UNIT, "");
    status = wait_for(&stage, at_commands, 2);
    assert_true(status->undo == UNDO_RESAMPLE);
    assert_true(status->step == AT && status->generation == generation + 1);
    assert_true(status->marks == 1 && status->mark[0].step == AT && status->mark[0].units == 1 &&
                status->mark[0].kind == LIVE_MARK_RESAMPLE);
    assert_contains(message(status, 1), "Unit 7 starts again from training image ");
    assert_false(status->message[0].problem);
    assert_true(wait_views(&stage, generation + 1, AT)->quality.frequency.floats[UNIT] > 0);
    Resampling resampling;
    Error error = {0};
    assert_true(run_resample(stage.run, UNIT, &resampling, &error));
    resampling_finish(&resampling);
    assert_same_run(&stage, 3, 1);
    send(&stage, COMMAND_STEP, 20, "");
    StepMetrics metrics[20];
    session_run(&stage.run->session, 20, metrics);
    wait_for(&stage, at_step, AT + 20);
    assert_same_run(&stage, 5, 1);
    send(&stage, COMMAND_UNDO, 0, "");
    status = wait_for(&stage, at_commands, 6);
    assert_true(status->step == AT && status->generation == generation + 2 && status->marks == 0);
    assert_true(status->undo == UNDO_NONE && status->points == AT);
    const Views *views = wait_views(&stage, generation + 2, AT);
    assert_true(views->quality.frequency.floats[UNIT] == 0);
    assert_true(views->history.step[views->history.moments - 1] == AT);
    assert_true(views->quality.curve[views->quality.points - 1].step == AT);
    assert_true(run_undo(stage.run, NULL));
    assert_same_run(&stage, 7, 1);
    stage_finish(&stage);
}

static void all_dead_units_start_again_while_it_trains(void **state) {
    Stage stage;
    stage_init(&stage, *state);
    send(&stage, COMMAND_RUN, 0, "");
    send(&stage, COMMAND_RESAMPLE, -1, "");
    const LiveStatus *status = wait_for(&stage, at_commands, 3);
    assert_true(status->running);
    assert_contains(message(status, 1), " dead units start again.");
    int units = atoi(message(status, 1));
    assert_true(units >= 3 && status->marks == 1 && status->mark[0].units == units);
    stage_finish(&stage);
}

static void what_is_in_the_way_is_told_and_nothing_is_kept(void **state) {
    Stage stage;
    stage_init(&stage, *state);
    SmallWorld *world = *state;
    uint64_t generation = live_status(stage.live)->generation;
    send(&stage, COMMAND_RESAMPLE, 80, "");
    const LiveStatus *status = wait_for(&stage, at_commands, 2);
    assert_contains(message(status, 1), "There is no unit 80 to resample; the code has 80");
    assert_true(status->message[0].problem && status->undo == UNDO_NONE && status->generation == generation);
    Resampling resampling;
    assert_true(resampling_find(&resampling, &stage.run->session, -1, NULL));
    int alive = 0;
    for (int i = 0; i < resampling.found && resampling.dead[i] == alive; i++)
        alive++;
    resampling_finish(&resampling);
    send(&stage, COMMAND_RESAMPLE, alive, "");
    assert_contains(message(wait_for(&stage, at_commands, 3), 2), "is alive: it is active for ");
    assert_same_run(&stage, 4, 0);
    static const char conv[] = "[encoder]\nlayer = conv 2 3x3 relu\n[decoder]\nlayer = conv image 3x3\n";
    send(&stage, COMMAND_MODEL, 0, scratch_write(&world->scratch, "conv.ini", conv, sizeof conv - 1));
    send(&stage, COMMAND_RESAMPLE, -1, "");
    assert_contains(message(wait_for(&stage, at_commands, 6), 4), "made by a conv layer cannot be resampled");
    stage_finish(&stage);
}

// Another model in between changes nothing of it; nor does saving and restoring.
static void marks_belong_to_their_run(void **state) {
    Stage stage;
    stage_init(&stage, *state);
    send(&stage, COMMAND_RESAMPLE, UNIT, "");
    send(&stage, COMMAND_STEP, 5, "");
    wait_for(&stage, at_step, AT + 5);
    send(&stage, COMMAND_SAVE, 0, path_of(&stage, "marked.safetensors"));
    send(&stage, COMMAND_MODEL, 0, path_of(&stage, "narrow.ini"));
    const LiveStatus *status = wait_for(&stage, at_commands, 5);
    assert_true(status->marks == 0 && status->undo == UNDO_NONE);
    send(&stage, COMMAND_MODEL, 0, path_of(&stage, "wide.ini"));
    status = wait_for(&stage, at_commands, 6);
    assert_true(status->marks == 1 && status->undo == UNDO_RESAMPLE && status->step == AT + 5);
    send(&stage, COMMAND_RESET, 0, "");
    status = wait_for(&stage, at_commands, 7);
    assert_true(status->marks == 0 && status->undo == UNDO_RESET);
    send(&stage, COMMAND_RESTORE, 0, path_of(&stage, "marked.safetensors"));
    status = wait_for(&stage, at_commands, 8);
    assert_true(status->marks == 1 && status->mark[0].step == AT && status->undo == UNDO_NONE);
    stage_finish(&stage);
}

static void a_resampling_leaves_the_run_before_a_reset_to_go_back_to(void **state) {
    const SmallWorld *world = *state;
    Runs runs = {0};
    Run *run = open_run(&runs, world);
    Session *session = &run->session;
    size_t bytes = session->net.parameter_count * sizeof(real);
    real *before = malloc(bytes);
    Resampling resampling;
    Error error = {0};
    memcpy(before, session->net.parameters, bytes);
    assert_true(run_reset(run, &error));
    train_and_kill(session);
    for (int i = 0; i < 3; i++) { // of a kind only the last is kept
        assert_int_equal(run_resample(run, DEAD[i], &resampling, &error), true);
        resampling_finish(&resampling);
    }
    assert_false(run_resample(run, UNIT, &resampling, &error)); // alive now; and what was kept stays
    resampling_finish(&resampling);
    assert_int_equal(undo_kind(&run->undo), UNDO_RESAMPLE);
    assert_int_equal(session->marks.count, 3);
    assert_true(run_undo(run, NULL));
    assert_int_equal(session->marks.count, 2);
    assert_int_equal(undo_kind(&run->undo), UNDO_RESET);
    assert_true(session->counters.step == AT && session->lineage.line == 4);
    assert_true(run_undo(run, NULL));
    assert_memory_equal(session->net.parameters, before, bytes);
    assert_true(session->marks.count == 0 && session->series.points == AT && session->lineage.line == 1);
    assert_false(run_undo(run, NULL));
    assert_int_equal(run->generation, 1 + 1 + 3 + 2);
    free(before);
    runs_finish(&runs);
}

static int begin_world(void **state) {
    SmallWorld *world = malloc(sizeof *world);
    small_world_init(world);
    *state = world;
    return 0;
}

static int end_world(void **state) {
    small_world_finish(*state);
    free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dead_unit_starts_again_and_undo_takes_it_back),
        cmocka_unit_test(all_dead_units_start_again_while_it_trains),
        cmocka_unit_test(what_is_in_the_way_is_told_and_nothing_is_kept),
        cmocka_unit_test(marks_belong_to_their_run),
        cmocka_unit_test(a_resampling_leaves_the_run_before_a_reset_to_go_back_to),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, begin_world, end_world);
}
