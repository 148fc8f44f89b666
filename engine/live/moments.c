// A small table of histories by run and line of steps, and the film of one of them. Called by the observer.
#include "moments.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void moments_finish(Moments *moments) {
    for (int i = 0; i < MOMENTS_RUNS; i++)
        history_finish(&moments->runs[i].history);
    *moments = (Moments){0};
}

static RunMoments *find(Moments *moments, uint64_t run, uint64_t line) {
    for (int i = 0; i < MOMENTS_RUNS; i++)
        if (moments->runs[i].run == run && moments->runs[i].line == line)
            return &moments->runs[i];
    return NULL;
}

static RunMoments *least_used(Moments *moments) {
    RunMoments *oldest = &moments->runs[0];
    for (int i = 1; i < MOMENTS_RUNS; i++)
        oldest = moments->runs[i].used < oldest->used ? &moments->runs[i] : oldest;
    return oldest;
}

// The past of a line just begun: that of the last line it has left of which anything is known.
static History past_of(Moments *moments, const Snapshot *snapshot) {
    const Lineage *lineage = &snapshot->lineage;
    History history = {0};
    const RunMoments *past = NULL;
    int fork = lineage->forks;
    while (fork > 0 && !past)
        past = find(moments, snapshot->run, lineage->fork[--fork].line);
    if (past)
        history_share(&history, &past->history, lineage->fork[fork].step, lineage);
    return history;
}

RunMoments *moments_find(Moments *moments, const Snapshot *snapshot) {
    RunMoments *found = find(moments, snapshot->run, snapshot->lineage.line);
    if (!found) {
        History history = past_of(moments, snapshot);
        found = least_used(moments);
        history_finish(&found->history);
        *found = (RunMoments){.run = snapshot->run, .line = snapshot->lineage.line, .history = history};
    }
    found->used = ++moments->uses;
    return found;
}

static size_t all_bytes(const Moments *moments) {
    size_t bytes = 0;
    for (int i = 0; i < MOMENTS_RUNS; i++)
        bytes += history_bytes(&moments->runs[i].history);
    return bytes;
}

// The other run that was not used for longest and has something that can go.
static RunMoments *victim(Moments *moments, const History *but) {
    RunMoments *found = NULL;
    for (int i = 0; i < MOMENTS_RUNS; i++) {
        RunMoments *at = &moments->runs[i];
        if (&at->history != but && at->history.count > 0 && (!found || at->used < found->used))
            found = at;
    }
    return found;
}

void moments_keep(Moments *moments, const Snapshot *snapshot) {
    History *history = &moments_find(moments, snapshot)->history;
    if (!history_wants(history, snapshot))
        return;
    // A run has half of the room for sure; where others take more than theirs, the oldest of them is thinned or goes.
    while (all_bytes(moments) - history_bytes(history) > MOMENTS_BYTES / 2) {
        RunMoments *other = victim(moments, history);
        if (!history_thin(&other->history))
            history_finish(&other->history);
    }
    history_keep(history, snapshot, MOMENTS_BYTES - (all_bytes(moments) - history_bytes(history)));
}

void film_finish(Film *film) {
    free(film->pixels);
    *film = (Film){0};
}

// Pictures move to the places of their moments; both lists ascend, and a picture only ever moves to an earlier place or
// stays, unless its moment is new.
static void follow(Film *film, const History *history) {
    int from = 0;
    uint64_t steps[HISTORY_MAX] = {0};
    bool ready[HISTORY_MAX] = {0};
    for (int to = 0; to < history->count; to++) {
        steps[to] = history->kept[to]->counters.step;
        while (from < film->count && film->step[from] < steps[to])
            from++;
        bool known = from < film->count && film->step[from] == steps[to] && film->ready[from] && from >= to;
        if (known && from != to)
            memcpy(film_picture(film, to), film_picture(film, from), film->size);
        ready[to] = known;
    }
    film->count = history->count;
    memcpy(film->step, steps, (size_t)film->count * sizeof *steps);
    memcpy(film->ready, ready, (size_t)film->count * sizeof *ready);
}

bool film_follow(Film *film, const RunMoments *of, int image, size_t size) {
    if (size != film->size) {
        film_finish(film);
        film->pixels = malloc(HISTORY_MAX * size);
        if (!film->pixels)
            return false;
        film->size = size;
    }
    if (film->run != of->run || film->line != of->line || film->image != image)
        film->count = 0;
    film->run = of->run;
    film->line = of->line;
    film->image = image;
    follow(film, &of->history);
    return true;
}
