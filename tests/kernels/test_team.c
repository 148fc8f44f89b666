// The team: every item is taken once, and a barrier separates what comes before from what comes after.
#include "team.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdatomic.h>

enum { ROUNDS = 2000, ITEMS = 23 };

typedef struct Work {
    int value[TEAM_MAX]; // plain memory: only the barriers order it
    int taken[ITEMS];
    atomic_int wrong, size;
} Work;

static void phases(Team *team, void *context) {
    Work *work = context;
    atomic_store(&work->size, team->size);
    for (int round = 1; round <= ROUNDS; round++) {
        work->value[team->rank] = round;
        team_barrier(team);
        for (int i = 0; i < team->size; i++)
            if (work->value[i] != round)
                atomic_fetch_add(&work->wrong, 1);
        for (int item = team_take(team, ITEMS); item < ITEMS; item = team_take(team, ITEMS))
            work->taken[item]++;
        team_barrier(team);
    }
}

static void check(int threads) {
    Work work = {0};
    team_run(threads, phases, &work);
    assert_int_equal(work.wrong, 0);
    assert_in_range(work.size, 1, threads);
    for (int i = 0; i < ITEMS; i++)
        assert_int_equal(work.taken[i], ROUNDS);
}

static void members_meet_at_every_barrier_and_share_all_items(void **state) {
    (void)state;
    for (int threads = 1; threads <= 6; threads++)
        check(threads);
}

static void a_team_of_one_needs_no_region(void **state) {
    (void)state;
    Team solo = team_solo();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 5; i++)
            assert_int_equal(team_take(&solo, 5), i);
        assert_int_equal(team_take(&solo, 5), 5);
        team_barrier(&solo);
    }
}

static void the_default_size_obeys_the_environment(void **state) {
    (void)state;
    setenv("OMP_NUM_THREADS", "3", 1);
    assert_int_equal(team_default_size(), 3);
    setenv("OMP_NUM_THREADS", "100000", 1);
    assert_int_equal(team_default_size(), TEAM_MAX);
    setenv("OMP_NUM_THREADS", "nonsense", 1);
    assert_in_range(team_default_size(), 1, TEAM_MAX);
    unsetenv("OMP_NUM_THREADS");
    assert_in_range(team_default_size(), 1, TEAM_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_meet_at_every_barrier_and_share_all_items),
        cmocka_unit_test(a_team_of_one_needs_no_region),
        cmocka_unit_test(the_default_size_obeys_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
