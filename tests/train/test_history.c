// Moments of a run: which are kept, which go, and that the first stays.
#include "history.h"
#include "small_world.h"
#include "test.h"

enum { PARAMETERS = 100 };

// A snapshot at a step, its weights filled with it.
static Snapshot moment(SmallWorld *world, real *weights, uint64_t step) {
    for (int i = 0; i < PARAMETERS; i++)
        weights[i] = (real)step;
    return (Snapshot){.run = 1,
                      .data = world->data,
                      .counters = {.step = step},
                      .parameter_count = PARAMETERS,
                      .parameters = weights};
}

static const size_t ALL = (size_t)1 << 30, ONE = sizeof(Snapshot) + PARAMETERS * sizeof(real);

static void keep(History *history, SmallWorld *world, uint64_t step, size_t bytes) {
    real weights[PARAMETERS];
    Snapshot snapshot = moment(world, weights, step);
    assert_true(history_keep(history, &snapshot, bytes));
}

static void a_moment_is_found_by_its_step_and_keeps_its_weights(void **state) {
    History history = {0};
    assert_null(history_at(&history, 5));
    for (uint64_t step = 10; step <= 50; step += 10)
        keep(&history, *state, step, ALL);
    assert_int_equal(history.count, 5);
    assert_int_equal(history_at(&history, 30)->counters.step, 30);
    assert_int_equal(history_at(&history, 39)->counters.step, 30);
    assert_int_equal(history_at(&history, 3)->counters.step, 10);
    assert_int_equal(history_at(&history, 1000)->counters.step, 50);
    assert_true(history_at(&history, 40)->parameters[PARAMETERS - 1] == 40);
    assert_int_equal(history_bytes(&history), 5 * ONE);
    history_finish(&history);
}

static void a_run_that_goes_back_loses_what_came_after(void **state) {
    History history = {0};
    for (uint64_t step = 0; step <= 50; step += 10)
        keep(&history, *state, step, ALL);
    keep(&history, *state, 30, ALL);
    assert_int_equal(history.count, 4);
    assert_int_equal(history.kept[3]->counters.step, 30);
    assert_int_equal(history.kept[2]->counters.step, 20);
    history_finish(&history);
}

static void within_its_bytes_the_first_and_the_newest_stay(void **state) {
    History history = {0};
    for (uint64_t step = 0; step < 1000; step++) {
        keep(&history, *state, step, 16 * ONE);
        assert_true(history_bytes(&history) <= 16 * ONE);
        assert_int_equal(history.kept[0]->counters.step, 0);
        assert_int_equal(history.kept[history.count - 1]->counters.step, step);
        for (int i = 1; i < history.count; i++)
            assert_true(history.kept[i]->counters.step > history.kept[i - 1]->counters.step);
    }
    assert_true(history.count > 8);
    // The newer half lies denser than the older.
    assert_true(history.kept[history.count / 2]->counters.step > 500);
    history_finish(&history);
}

static void with_room_for_nothing_the_first_and_the_newest_are_kept(void **state) {
    History history = {0};
    for (uint64_t step = 0; step < 20; step++)
        keep(&history, *state, step, 1);
    assert_int_equal(history.kept[0]->counters.step, 0);
    assert_int_equal(history.kept[history.count - 1]->counters.step, 19);
    assert_in_range(history.count, 2, 3);
    history_finish(&history);
}

static void more_than_there_are_places_thins_out(void **state) {
    History history = {0};
    for (uint64_t step = 0; step < 3 * HISTORY_MAX; step++)
        keep(&history, *state, step, ALL);
    assert_true(history.count <= HISTORY_MAX);
    assert_int_equal(history.kept[0]->counters.step, 0);
    history_finish(&history);
}

static void the_beginning_is_wanted_more_densely(void **state) {
    SmallWorld *world = *state;
    History history = {0};
    real weights[PARAMETERS];
    int kept_early = 0, kept_late = 0;
    for (uint64_t step = 0; step < 4000; step++) {
        Snapshot snapshot = moment(world, weights, step);
        if (!history_wants(&history, &snapshot))
            continue;
        assert_true(history_keep(&history, &snapshot, ALL));
        kept_early += step < 100;
        kept_late += step >= 3900;
    }
    assert_true(kept_early > 50 && kept_late <= 1);
    Snapshot again = moment(world, weights, history.kept[history.count - 1]->counters.step);
    assert_false(history_wants(&history, &again));
    Snapshot earlier = moment(world, weights, 7);
    assert_true(history_wants(&history, &earlier)); // after a reset to an earlier state
    history_finish(&history);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_found_by_its_step_and_keeps_its_weights),
        cmocka_unit_test(a_run_that_goes_back_loses_what_came_after),
        cmocka_unit_test(within_its_bytes_the_first_and_the_newest_stay),
        cmocka_unit_test(with_room_for_nothing_the_first_and_the_newest_are_kept),
        cmocka_unit_test(more_than_there_are_places_thins_out),
        cmocka_unit_test(the_beginning_is_wanted_more_densely),
    };
    return cmocka_run_group_tests(tests, small_world_start, small_world_end);
}
