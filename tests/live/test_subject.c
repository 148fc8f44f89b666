// Snapshots made ready: whoever computes from one has what it needs and leaves the pool alone.
#include "observer.h"
#include "score.h"
#include "small_world.h"
#include "test.h"

#include <math.h>
#include <string.h>

typedef struct Stage {
    SmallWorld world;
    Session session;
    SnapshotPool *pool;
} Stage;

static void stage_init(Stage *stage, const char *corruption) {
    char text[512];
    ModelSpec spec;
    Error error = {0};
    RunSettings settings = session_defaults();
    StepMetrics metrics[8];
    small_world_init(&stage->world);
    snprintf(text, sizeof text,
             "[model]\ntitle=T\nabout=A test.\n[encoder]\nlayer=dense 20 relu\nlayer=dense 5\n[decoder]\n"
             "layer=dense 20 relu\nlayer=dense image\n%s",
             corruption);
    if (!spec_parse(text, "test", &spec, &error) ||
        !session_init(&stage->session, &spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    assert_int_equal(session_run(&stage->session, 8, metrics), 8);
    assert_non_null(stage->pool = snapshot_pool_create(&stage->session));
}

static void stage_finish(Stage *stage) {
    snapshot_pool_release(stage->pool);
    session_finish(&stage->session);
    small_world_finish(&stage->world);
}

static Snapshot *publish(Stage *stage, uint64_t run) {
    Snapshot *snapshot = snapshot_take(stage->pool, &stage->session, run, 1);
    assert_non_null(snapshot);
    return snapshot;
}

// More at work than the pool has snapshots, each with one of its own; one is on screen.
static void those_who_compute_hold_no_snapshot_of_the_pool(void **state) {
    (void)state;
    enum { WORKERS = 2 * SNAPSHOT_POOL };
    Stage stage;
    Subject *worker = calloc(WORKERS, sizeof *worker), shown = {0};
    assert_non_null(worker);
    stage_init(&stage, "");
    for (int i = 0; i < WORKERS; i++) {
        StepMetrics metrics[1];
        Snapshot *snapshot = publish(&stage, 1);
        assert_true(subject_take(&worker[i], snapshot) && subject_follow(&shown, snapshot));
        assert_ptr_equal(shown.snapshot, snapshot);
        snapshot_release(snapshot);
        assert_int_equal(session_run(&stage.session, 1, metrics), 1);
    }
    for (int i = 0; i < WORKERS; i++) {
        assert_int_equal(worker[i].snapshot->counters.step, 8 + i);
        assert_null(worker[i].snapshot->parameters);
        assert_true(worker[i].snapshot->data == stage.world.data && worker[i].snapshot->run == 1);
    }
    assert_int_equal(shown.snapshot->counters.step, 8 + WORKERS - 1);
    assert_memory_equal(worker[WORKERS - 1].net.parameters, shown.snapshot->parameters,
                        shown.snapshot->parameter_count * sizeof(real));
    for (int i = 0; i < WORKERS; i++)
        subject_finish(&worker[i]);
    subject_finish(&shown);
    free(worker);
    stage_finish(&stage);
}

// The codes of an encoder alone, held to those of the whole net: off by at most `tolerance` of their root mean square.
// Twice, since the second snapshot finds a net that is there.
static void compare_codes(const char *corruption, bool quick, double tolerance) {
    static const int INDEX[] = {3, 69, 0, 11, 40};
    Stage stage;
    Subject whole = {0}, encoder = {0};
    stage_init(&stage, corruption);
    for (int i = 0; i < 2; i++) {
        StepMetrics metrics[3];
        Snapshot *snapshot = publish(&stage, 1);
        assert_true(subject_take(&whole, snapshot) && subject_take_encoder(&encoder, snapshot, quick));
        assert_int_equal(encoder.pass.capacity, SUBJECT_ROWS);
        assert_true(encoder.narrow.ready == (quick && !*corruption && kernels_narrow()));
        snapshot_release(snapshot);
        assert_true(corruption_is_none(&encoder.source.corruption) == !*corruption);
        score_encode(&whole.net, &whole.pass, &whole.source, INDEX, 5);
        subject_encode(&encoder, INDEX, 5);
        double squares = 0, worst = 0;
        for (int j = 0; j < 5 * 5; j++) {
            double code = (double)net_code(&whole.net, &whole.pass)[j];
            squares += code * code / 25;
            double off = fabs((double)net_code(&encoder.net, &encoder.pass)[j] - code);
            worst = off <= worst ? worst : off; // NaN stays
        }
        assert_true(squares > 0 && worst <= tolerance * sqrt(squares));
        assert_int_equal(session_run(&stage.session, 3, metrics), 3);
    }
    subject_finish(&whole);
    subject_finish(&encoder);
    stage_finish(&stage);
}

static void an_encoder_alone_makes_the_same_codes(void **state) {
    (void)state;
    assert_true(kernels_choose(NULL));
    compare_codes("[corruption]\ngaussian=0.3\n", true, 0);
    compare_codes("", false, 0);
    compare_codes("", true, 2e-4); // where there are products in whole numbers
    assert_true(kernels_choose("reference"));
    compare_codes("", true, 0);
    assert_true(kernels_choose(NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_who_compute_hold_no_snapshot_of_the_pool),
        cmocka_unit_test(an_encoder_alone_makes_the_same_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
