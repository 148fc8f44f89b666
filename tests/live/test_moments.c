// Histories of several runs within one number of bytes, and films that keep their pictures while a history changes.
#include "moments.h"
#include "small_world.h"
#include "test.h"

enum { PARAMETERS = 1 << 20 }; // 4 MB a moment

static real weights[PARAMETERS];

static Snapshot moment(SmallWorld *world, uint64_t run, uint64_t step) {
    return (Snapshot){.run = run,
                      .lineage = {.line = 1},
                      .data = world->data,
                      .counters = {.step = step},
                      .parameter_count = PARAMETERS,
                      .parameters = weights};
}

static size_t all_bytes(const Moments *moments) {
    size_t bytes = 0;
    for (int i = 0; i < MOMENTS_RUNS; i++)
        bytes += history_bytes(&moments->runs[i].history);
    return bytes;
}

static void all_runs_share_the_room_and_the_current_one_has_half_of_it(void **state) {
    Moments moments = {0};
    for (uint64_t run = 1; run <= 4; run++)
        for (uint64_t step = 0; step < 60; step++) {
            Snapshot snapshot = moment(*state, run, step);
            moments_keep(&moments, &snapshot);
            assert_true(all_bytes(&moments) <= MOMENTS_BYTES + sizeof(Snapshot) + sizeof weights);
        }
    Snapshot last = moment(*state, 4, 59), first = moment(*state, 1, 0);
    assert_true(history_bytes(&moments_find(&moments, &last)->history) >= MOMENTS_BYTES / 2 - 3 * sizeof weights);
    assert_true(moments_find(&moments, &first)->history.count < 20);
    moments_finish(&moments);
}

// What was kept goes as soon as there is less room: others first, never a run's first and newest moment.
static void a_smaller_budget_thins_at_once(void **state) {
    Moments moments = {0};
    for (uint64_t run = 1; run <= 2; run++)
        for (uint64_t step = 0; step < 30; step++) {
            Snapshot snapshot = moment(*state, run, step);
            moments_keep(&moments, &snapshot);
        }
    Snapshot last = moment(*state, 2, 29), first = moment(*state, 1, 0);
    assert_true(moments_budget(&moments) == MOMENTS_BYTES && moments_bytes(&moments) > 64 << 20);
    moments_set_budget(&moments, 32 << 20, &last);
    assert_true(moments_budget(&moments) == 32 << 20 && moments_bytes(&moments) <= 32 << 20);
    const History *kept = &moments_find(&moments, &last)->history;
    assert_int_equal(kept->kept[0]->counters.step, 0);
    assert_int_equal(kept->kept[kept->count - 1]->counters.step, 29);
    assert_true(kept->count >= 3);
    for (uint64_t step = 30; step < 60; step++) {
        Snapshot snapshot = moment(*state, 2, step);
        moments_keep(&moments, &snapshot);
        assert_true(moments_bytes(&moments) <= (32 << 20) + sizeof(Snapshot) + sizeof weights);
    }
    moments_set_budget(&moments, 1, &last); // less than a moment takes
    kept = &moments_find(&moments, &last)->history;
    assert_true(kept->count == 2 && kept->kept[0]->counters.step == 0);
    assert_int_equal(moments_find(&moments, &first)->history.count, 0);
    moments_set_budget(&moments, 0, &last);
    assert_int_equal(moments_budget(&moments), MOMENTS_BYTES);
    moments_finish(&moments);
}

static RunMoments of_steps(SmallWorld *world, uint64_t from, uint64_t to, uint64_t by) {
    RunMoments moments = {.run = 1, .line = 1};
    for (uint64_t step = from; step <= to; step += by) {
        Snapshot snapshot = moment(world, 1, step);
        snapshot.parameter_count = 1;
        assert_true(history_keep(&moments.history, &snapshot, (size_t)1 << 30));
    }
    return moments;
}

static void paint(Film *film) {
    for (int i = 0; i < film->count; i++) {
        film_picture(film, i)[0] = (uint8_t)film->step[i];
        film->ready[i] = true;
    }
}

static void a_film_keeps_the_pictures_of_moments_that_stay(void **state) {
    Film film = {0};
    RunMoments dense = of_steps(*state, 0, 20, 1), thin = of_steps(*state, 0, 24, 2);
    assert_true(film_follow(&film, &dense, 5, 9));
    assert_int_equal(film.count, 21);
    assert_false(film.ready[0]);
    paint(&film);
    assert_true(film_follow(&film, &thin, 5, 9));
    assert_int_equal(film.count, 13);
    for (int i = 0; i < film.count; i++) {
        assert_int_equal(film.ready[i], film.step[i] <= 20);
        if (film.ready[i])
            assert_int_equal(film_picture(&film, i)[0], film.step[i]);
    }
    paint(&film);
    assert_true(film_follow(&film, &dense, 5, 9)); // denser again: nothing wrong may be shown
    for (int i = 0; i < film.count; i++)
        if (film.ready[i])
            assert_int_equal(film_picture(&film, i)[0], film.step[i]);
    history_finish(&dense.history);
    history_finish(&thin.history);
    film_finish(&film);
}

static void another_image_or_run_is_another_film(void **state) {
    Film film = {0};
    RunMoments moments = of_steps(*state, 0, 5, 1);
    assert_true(film_follow(&film, &moments, 5, 9));
    paint(&film);
    assert_true(film_follow(&film, &moments, 6, 9));
    assert_false(film.ready[2]);
    paint(&film);
    moments.line = 2;
    assert_true(film_follow(&film, &moments, 6, 9));
    assert_false(film.ready[2]);
    paint(&film);
    assert_true(film_follow(&film, &moments, 6, 16));
    assert_false(film.ready[2]);
    history_finish(&moments.history);
    film_finish(&film);
}

static void keep(Moments *moments, SmallWorld *world, const Lineage *lineage, uint64_t from, uint64_t to) {
    for (uint64_t step = from; step <= to; step++) {
        Snapshot snapshot = moment(world, 1, step);
        snapshot.lineage = *lineage;
        snapshot.parameter_count = 10;
        weights[0] = (real)(100 * lineage->line + step);
        moments_keep(moments, &snapshot);
    }
}

// The moments there are, by step, each with the weights of the line named for it.
static void assert_moments(Moments *moments, SmallWorld *world, const Lineage *lineage, const int lines[], int count) {
    Snapshot snapshot = moment(world, 1, 0);
    snapshot.lineage = *lineage;
    const History *history = &moments_find(moments, &snapshot)->history;
    assert_int_equal(history->count, count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(history->kept[i]->counters.step, i);
        assert_int_equal(history->kept[i]->parameters[0], 100 * lines[i] + i);
        assert_int_equal(history->kept[i]->lineage.line, lineage->line);
    }
}

// Resampled at step 4, undone and trained further, resampled twice at step 6 before anybody looked.
static void a_line_that_forks_has_its_past_and_nothing_of_the_others(void **state) {
    Moments moments = {0};
    Lineage first = lineage_begin(1), second = first, fourth;
    keep(&moments, *state, &first, 0, 5);
    lineage_fork(&second, 4, 2);
    keep(&moments, *state, &second, 4, 7);
    assert_moments(&moments, *state, &second, (int[]){1, 1, 1, 1, 2, 2, 2, 2}, 8);
    assert_moments(&moments, *state, &first, (int[]){1, 1, 1, 1, 1, 1}, 6);
    keep(&moments, *state, &first, 6, 8);
    fourth = first;
    lineage_fork(&fourth, 6, 3);
    lineage_fork(&fourth, 7, 4);
    keep(&moments, *state, &fourth, 7, 7); // of line 3 nothing was seen
    Snapshot snapshot = moment(*state, 1, 0);
    snapshot.lineage = fourth;
    const History *history = &moments_find(&moments, &snapshot)->history;
    assert_int_equal(history->count, 7);
    assert_int_equal(history->kept[5]->parameters[0], 105);
    assert_int_equal(history->kept[6]->parameters[0], 407);
    assert_moments(&moments, *state, &second, (int[]){1, 1, 1, 1, 2, 2, 2, 2}, 8);
    assert_moments(&moments, *state, &first, (int[]){1, 1, 1, 1, 1, 1, 1, 1, 1}, 9);
    Lineage stranger = {.line = 9, .forks = 1, .fork = {{8, 5}}};
    assert_moments(&moments, *state, &stranger, NULL, 0);
    moments_finish(&moments);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_runs_share_the_room_and_the_current_one_has_half_of_it),
        cmocka_unit_test(a_smaller_budget_thins_at_once),
        cmocka_unit_test(a_film_keeps_the_pictures_of_moments_that_stay),
        cmocka_unit_test(another_image_or_run_is_another_film),
        cmocka_unit_test(a_line_that_forks_has_its_past_and_nothing_of_the_others),
    };
    return cmocka_run_group_tests(tests, small_world_start, small_world_end);
}
