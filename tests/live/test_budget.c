// The observer's account, on a clock of the test's own.
#include "budget.h"
#include "test.h"

#define SLICE 0.004
#define STEP 0.0005 // of the clock

// What a thread spends in `seconds` that works whenever it may, in slices.
static double spent_in(double seconds, bool background) {
    Budget budget = {0};
    double spent = 0;
    for (double now = 0; now < seconds; now += STEP) {
        budget_earn(&budget, now, true);
        if (budget.credit <= 0 || (background && budget.beside <= 0))
            continue;
        budget_spend(&budget, SLICE);
        if (background) // while something moves
            budget_spend_beside(&budget, SLICE);
        spent += SLICE;
        now += SLICE;
    }
    return spent / seconds;
}

static void no_more_is_spent_than_the_share(void **state) {
    (void)state;
    double all = spent_in(100, false), beside = spent_in(400, true);
    assert_true(all > 0.99 * BUDGET_SHARE && all < 1.01 * BUDGET_SHARE);
    assert_true(beside > 0.97 * BUDGET_SHARE * BUDGET_BACKGROUND && beside < 1.03 * BUDGET_SHARE * BUDGET_BACKGROUND);
}

// Whoever has rested for a minute may not make up for it.
static void what_is_saved_is_of_a_few_seconds(void **state) {
    (void)state;
    Budget budget = {0};
    budget_earn(&budget, 60, true);
    assert_true(budget.credit == BUDGET_SHARE * BUDGET_SPAN);
    assert_true(budget.beside == BUDGET_SHARE * BUDGET_SPAN * BUDGET_BACKGROUND);
}

// What was computed while nothing trained is no debt when training goes on; what was spent while it did, is.
static void a_pause_costs_nothing(void **state) {
    (void)state;
    Budget budget = {0};
    budget_earn(&budget, 1, false);
    budget_spend(&budget, 30);
    budget_earn(&budget, 31, false);
    budget_earn(&budget, 31.1, true);
    assert_true(budget.credit > 0);
    budget_spend(&budget, 1);
    budget_earn(&budget, 31.2, true);
    assert_true(budget.credit < -0.9);
}

// A dear snapshot does not hold up the next for longer than what is on screen now asks for.
static void a_share_counts_when_it_is_asked_for(void **state) {
    (void)state;
    Budget budget = {0};
    budget_follow(&budget, 100, 0.1);
    double calm = 100 + 0.1 / (0.1 * BUDGET_SHARE), usual = 100 + 0.1 / (BUDGET_FOLLOWING * BUDGET_SHARE);
    assert_false(budget_may_follow(&budget, usual - 0.1, 1, false) ||
                 budget_may_follow(&budget, usual + 0.1, 0.1, false));
    assert_true(budget_may_follow(&budget, usual + 0.1, 1, false) &&
                budget_may_follow(&budget, calm + 0.1, 0.1, false));
}

static void a_wait_ends_when_there_is_credit(void **state) {
    (void)state;
    Budget budget = {.credit = -BUDGET_SHARE * 0.02};
    double now = budget_wait(&budget);
    assert_true(now > 0.019 && now < 0.021);
    budget_earn(&budget, now + 1e-9, true);
    assert_true(budget.credit > 0);
    budget.credit = -10;
    assert_true(budget_wait(&budget) <= 0.1);
    budget.credit = 1;
    assert_true(budget_wait(&budget) > 0 && budget_wait(&budget) < 0.01);
}

static int follows_in(double seconds, double cost, double share, bool rests) {
    Budget budget = {0};
    int count = 0;
    for (double now = 0; now < seconds; now += STEP)
        if (budget_may_follow(&budget, now, share, rests)) {
            budget_follow(&budget, now, cost);
            count++;
        }
    return count;
}

// Each is paid for before the next, more dearly where something moves; but what moves and rests gets them at its pace.
static void following_keeps_to_its_part(void **state) {
    (void)state;
    double most = BUDGET_SHARE * BUDGET_FOLLOWING * 100 / 0.003;
    int usual = follows_in(100, 0.003, 1, false), calm = follows_in(100, 0.003, 0.1, false);
    assert_true(usual > 0.9 * most && usual < most + 2);
    assert_true(calm > 0.9 * most / 3 && calm < most / 3 + 2);
    int pace = follows_in(100, 0.003, 0.1, true);
    assert_true(pace > 0.98 * 100 / BUDGET_FOLLOWS && pace < 100 / BUDGET_FOLLOWS + 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_is_spent_than_the_share),
        cmocka_unit_test(what_is_saved_is_of_a_few_seconds),
        cmocka_unit_test(a_pause_costs_nothing),
        cmocka_unit_test(a_share_counts_when_it_is_asked_for),
        cmocka_unit_test(a_wait_ends_when_there_is_credit),
        cmocka_unit_test(following_keeps_to_its_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
