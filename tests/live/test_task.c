// What the observer orders of the jobs thread: results and the end come back, a newer order replaces what waits, what
// is cancelled stops, a job of the user's goes first, and whatever happens everything is given back once. t-SNE in this
// way.
#include "clock.h"
#include "jobs_tsne.h"
#include "shared.h"
#include "test.h"

#include <math.h>
#include <string.h>

#define PATIENCE 30.0

enum { LONG = 1 << 30 };

// A task that hands over one number after the other, up to `last`, as far as it is allowed.
typedef struct Counting {
    Task task;
    int next, last, calls;
    bool fails;
} Counting;

static atomic_int allowed, alive, results; // how far to count; tasks and results that have not been given back

static bool count_on(Task *task) {
    Counting *c = (Counting *)task;
    c->calls++;
    while (c->next < c->last && !task_stops(task)) {
        if (c->next < atomic_load(&allowed)) {
            int *number = malloc(sizeof *number);
            *number = ++c->next;
            atomic_fetch_add(&results, 1);
            task_publish(task, number, (double)c->next / c->last);
        } else {
            clock_sleep(1e-4);
        }
    }
    if (c->fails)
        error_set(&task->error, "it failed");
    return c->next == c->last;
}

static void destroy(Task *task) {
    atomic_fetch_sub(&alive, 1);
    free(task);
}

static void free_result(void *result) {
    atomic_fetch_sub(&results, 1);
    free(result);
}

static const TaskType TYPE = {.kind = TASK_TSNE, .work = count_on, .destroy = destroy, .free_result = free_result};

static Task *order(Live *live, int last) {
    Counting *c = calloc(1, sizeof *c);
    c->last = last;
    c->fails = last == 3;
    atomic_fetch_add(&alive, 1);
    task_init(&c->task, &TYPE, live);
    return task_order(&c->task);
}

static Live *begin(int allow) {
    Error error = {""};
    Live *live = live_create(&(LiveDesc){.threads = 1}, &error);
    if (!live)
        fail_msg("%s", error.text);
    atomic_store(&allowed, allow);
    return live;
}

static void end(Live *live) {
    live_destroy(live);
    assert_int_equal(atomic_load(&alive), 0);
    assert_int_equal(atomic_load(&results), 0);
}

static bool is_over(double until) {
    if (clock_seconds() > until)
        fail_msg("nothing came for %g seconds", PATIENCE);
    clock_sleep(1e-4);
    return false;
}

static void wait_for(const atomic_int *value, int expected) {
    double until = clock_seconds() + PATIENCE;
    while (atomic_load(value) != expected && !is_over(until))
        continue;
}

static int take(Task *task) {
    double until = clock_seconds() + PATIENCE;
    while (!task_has_news(task) && !is_over(until))
        continue;
    int *number = task_take(task), value = number ? *number : -1;
    if (number)
        free_result(number);
    return value;
}

static void wait_until(Task *task, int expected) {
    double until = clock_seconds() + PATIENCE;
    while (take(task) != expected && !is_over(until))
        continue;
}

static void wait_for_end(const Task *task) {
    double until = clock_seconds() + PATIENCE;
    while (!task_ended(task) && !is_over(until))
        continue;
}

static void results_and_the_end_come_back(void **state) {
    (void)state;
    Live *live = begin(1);
    Task *task = order(live, 3);
    assert_int_equal(take(task), 1);
    assert_false(task_has_news(task));
    assert_false(task_ended(task));
    assert_true(atomic_load(&task->progress) == 1.0f / 3);
    atomic_store(&allowed, LONG);
    wait_for_end(task);
    assert_true(task_has_news(task));
    assert_int_equal(take(task), 3); // the 2 was replaced
    assert_null(task_take(task));
    assert_string_equal(task->error.text, "it failed");
    task_cancel(task);
    assert_false(task_has_news(NULL));
    task_cancel(NULL);
    wait_for(&alive, 0);
    end(live);
}

static void a_newer_order_replaces_what_waits(void **state) {
    (void)state;
    Live *live = begin(1);
    Task *first = order(live, LONG);
    assert_int_equal(take(first), 1); // it is worked on
    Task *second = order(live, 5);
    task_cancel(second);
    Task *third = order(live, 4);
    wait_for(&alive, 2);
    task_cancel(first);
    wait_until(third, 1);
    atomic_store(&allowed, LONG);
    wait_for_end(third);
    assert_int_equal(take(third), 4);
    task_cancel(third);
    wait_for(&alive, 0);
    end(live);
}

static void a_result_nobody_took_is_freed(void **state) {
    (void)state;
    Live *live = begin(LONG);
    Task *task = order(live, 2);
    wait_for_end(task);
    task_cancel(task);
    wait_for(&alive, 0);
    assert_int_equal(atomic_load(&results), 0);
    end(live);
}

// One that is worked on, one that waits, one that would never have its turn.
static void the_end_of_the_program_gives_all_back(void **state) {
    (void)state;
    Live *live = begin(1);
    Task *first = order(live, LONG);
    take(first);
    Task *second = order(live, LONG);
    task_cancel(first);
    wait_until(second, 1);
    Task *third = order(live, LONG);
    task_cancel(second);
    task_cancel(third);
    end(live);
    live = begin(LONG);
    atomic_fetch_add(&live->asked, 1);
    task_cancel(order(live, 1));
    end(live);
}

static void what_the_user_asks_for_goes_first(void **state) {
    (void)state;
    Live *live = begin(2);
    Task *task = order(live, 4);
    wait_until(task, 2);
    LiveCommand command = {.kind = COMMAND_DATA, .text = "/no/such/data"};
    assert_true(live_send(live, &command, NULL));
    double until = clock_seconds() + PATIENCE;
    while (live_status(live)->message[0].serial == 0 && !is_over(until))
        continue;
    assert_contains(live_status(live)->message[0].text, "/no/such/data");
    assert_false(task_ended(task));
    atomic_store(&allowed, LONG);
    wait_for_end(task);
    assert_int_equal(take(task), 4); // it went on where it was
    assert_true(((Counting *)task)->calls >= 2);
    task_cancel(task);
    wait_for(&alive, 0);
    end(live);
}

// Two groups along one unit.
static float *codes(int count) {
    float *result = malloc(2 * (size_t)count * sizeof *result);
    for (int i = 0; i < count; i++) {
        result[2 * i] = (float)(i % 2 * 50 + i % 7);
        result[2 * i + 1] = (float)(i % 11);
    }
    return result;
}

static TsneMap *last_map(Task *task, int *count) {
    double until = clock_seconds() + PATIENCE;
    TsneMap *map = NULL;
    bool ended = false;
    while (!ended) {
        ended = task_ended(task);
        TsneMap *newer = tsne_job_take(task);
        if (newer) {
            free(map);
            map = newer;
            ++*count;
        }
        is_over(until);
    }
    return map;
}

static void a_map_comes_of_codes(void **state) {
    (void)state;
    enum { COUNT = 60 };
    Live *live = begin(0);
    Task *task = tsne_job_order(live, codes(COUNT), COUNT, 2, NULL, NULL);
    int shown = 0;
    TsneMap *map = last_map(task, &shown);
    assert_true(shown >= 1 && map->settled && map->count == COUNT && map->iteration > 0);
    assert_true(isfinite(map->divergence) && atomic_load(&task->progress) == 1);
    task_cancel(task);
    Tsne same; // as without a thread
    float *input = codes(COUNT), expected[2 * COUNT];
    assert_true(tsne_begin(&same, input, COUNT, 2, NULL, NULL));
    while (tsne_some(&same, 3))
        continue;
    tsne_map(&same, expected);
    assert_memory_equal(map->positions, expected, sizeof expected);
    tsne_finish(&same);
    free(input);
    // On from there: where it begins is copied.
    TsneOptions options = {.start = map->positions, .iterations = 50};
    task = tsne_job_order(live, codes(COUNT), COUNT, 2, &options, NULL);
    memset(map->positions, 0, sizeof expected);
    TsneMap *next = last_map(task, &shown);
    assert_int_equal(next->iteration, 50);
    double moved = 0;
    for (int i = 0; i < 2 * COUNT; i++)
        moved = fmax(moved, fabs((double)(next->positions[i] - expected[i])));
    assert_true(moved > 0 && moved < 5);
    free(next);
    free(map);
    task_cancel(task);
    end(live);
}

static void a_map_can_be_given_up(void **state) {
    (void)state;
    TsneOptions options = {.iterations = LONG};
    Live *live = begin(0);
    Task *task = tsne_job_order(live, codes(300), 300, 2, &options, NULL), *next;
    double until = clock_seconds() + PATIENCE;
    TsneMap *map = NULL;
    while (!(map = tsne_job_take(task)) && !is_over(until)) // shown while it settles
        continue;
    assert_false(map->settled);
    float progress = atomic_load(&task->progress);
    assert_true(progress > 0 && progress < 1);
    free(map);
    next = tsne_job_order(live, codes(20), 20, 2, NULL, NULL);
    task_cancel(task);
    int shown = 0;
    free(last_map(next, &shown));
    assert_true(shown >= 1);
    task_cancel(next);
    task_cancel(tsne_job_order(live, codes(300), 300, 2, &options, NULL));
    end(live);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_and_the_end_come_back),
        cmocka_unit_test(a_newer_order_replaces_what_waits),
        cmocka_unit_test(a_result_nobody_took_is_freed),
        cmocka_unit_test(the_end_of_the_program_gives_all_back),
        cmocka_unit_test(what_the_user_asks_for_goes_first),
        cmocka_unit_test(a_map_comes_of_codes),
        cmocka_unit_test(a_map_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
