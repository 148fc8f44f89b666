// Snapshots: immutable, counted, from a fixed pool that outlives its run.
#include "small_world.h"
#include "snapshot.h"
#include "test.h"

static Session *start(SmallWorld *world) {
    small_world_init(world);
    Session *session = calloc(1, sizeof *session);
    RunSettings settings = session_defaults();
    settings.batch = 50;
    assert_true(session_init(session, &world->narrow, world->data, &settings, 1, NULL));
    return session;
}

static void a_snapshot_does_not_change_while_training_goes_on(void **state) {
    (void)state;
    SmallWorld world;
    Session *session = start(&world);
    StepMetrics metrics[10];
    session_run(session, 10, metrics);
    SnapshotPool *pool = snapshot_pool_create(session);
    Snapshot *snapshot = snapshot_take(pool, session, 7, 3);
    size_t bytes = snapshot->parameter_count * sizeof(real);
    assert_memory_equal(snapshot->parameters, session->net.parameters, bytes);
    assert_int_equal(snapshot->counters.step, 10);
    assert_true(snapshot->metrics.loss == metrics[9].loss);
    session_run(session, 10, metrics);
    assert_memory_not_equal(snapshot->parameters, session->net.parameters, bytes);
    assert_int_equal(snapshot->counters.step, 10);
    snapshot_release(snapshot);
    snapshot_pool_release(pool);
    session_finish(session);
    free(session);
    small_world_finish(&world);
}

static void the_pool_is_fixed_and_used_again(void **state) {
    (void)state;
    SmallWorld world;
    Session *session = start(&world);
    SnapshotPool *pool = snapshot_pool_create(session);
    Snapshot *taken[SNAPSHOT_POOL];
    for (int i = 0; i < SNAPSHOT_POOL; i++)
        assert_non_null(taken[i] = snapshot_take(pool, session, 1, 1));
    assert_null(snapshot_take(pool, session, 1, 1));
    snapshot_retain(taken[2]);
    snapshot_release(taken[2]);
    assert_null(snapshot_take(pool, session, 1, 1));
    snapshot_release(taken[2]);
    assert_ptr_equal(snapshot_take(pool, session, 1, 1), taken[2]);
    for (int i = 0; i < SNAPSHOT_POOL; i++)
        snapshot_release(taken[i]);
    snapshot_pool_release(pool);
    session_finish(session);
    free(session);
    small_world_finish(&world);
}

// The observer may still look at a run that the trainer has thrown away, data set included.
static void a_snapshot_outlives_its_run_and_its_data_set(void **state) {
    (void)state;
    SmallWorld world;
    Session *session = start(&world);
    SnapshotPool *pool = snapshot_pool_create(session);
    Snapshot *snapshot = snapshot_take(pool, session, 1, 1);
    session_finish(session);
    free(session);
    small_world_finish(&world);
    snapshot_pool_release(pool);
    assert_int_equal(snapshot->data->train.count, SMALL_TRAIN);
    assert_true(snapshot->parameters[0] == snapshot->parameters[0]);
    snapshot_release(snapshot);
}

static void another_lines_copy_shares_the_weights_and_keeps_them(void **state) {
    (void)state;
    SmallWorld world;
    Session *session = start(&world);
    SnapshotPool *pool = snapshot_pool_create(session);
    Snapshot *snapshot = snapshot_take(pool, session, 1, 1), *kept = snapshot_copy(snapshot);
    snapshot_release(snapshot);
    Lineage lineage = session->lineage;
    lineage_fork(&lineage, 0, 2);
    Snapshot *second = snapshot_in_line(kept, &lineage);
    lineage_fork(&lineage, 0, 3);
    Snapshot *third = snapshot_in_line(second, &lineage);
    assert_true(kept->lineage.line == 1 && second->lineage.line == 2 && third->lineage.line == 3);
    assert_ptr_equal(third->parameters, kept->parameters);
    snapshot_release(kept);
    snapshot_release(second);
    size_t bytes = third->parameter_count * sizeof(real);
    assert_memory_equal(third->parameters, session->net.parameters, bytes);
    snapshot_release(third);
    snapshot_pool_release(pool);
    session_finish(session);
    free(session);
    small_world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_does_not_change_while_training_goes_on),
        cmocka_unit_test(the_pool_is_fixed_and_used_again),
        cmocka_unit_test(a_snapshot_outlives_its_run_and_its_data_set),
        cmocka_unit_test(another_lines_copy_shares_the_weights_and_keeps_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
