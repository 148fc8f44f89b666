// Keeping several runs, so that switching models loses nothing.
#include "runs.h"

#include <stdlib.h>
#include <string.h>

static void run_destroy(Run *run) {
    if (!run)
        return;
    session_finish(&run->session);
    snapshot_pool_release(run->pool);
    undo_finish(&run->undo);
    free(run);
}

static bool same_network(const ModelSpec *a, const ModelSpec *b) {
    if (a->layers != b->layers || a->encoder_layers != b->encoder_layers || a->loss != b->loss || a->tied != b->tied)
        return false;
    for (int l = 0; l < a->layers; l++) {
        char text_a[LAYER_LINE], text_b[LAYER_LINE];
        layer_write(&a->layer[l], text_a, sizeof text_a);
        layer_write(&b->layer[l], text_b, sizeof text_b);
        if (strcmp(text_a, text_b) != 0)
            return false;
    }
    return true;
}

static int find(const Runs *runs, const ModelSpec *spec, const Dataset *data) {
    for (int i = 0; i < runs->count; i++)
        if (strcmp(runs->run[i]->session.spec.id, spec->id) == 0 && dataset_is_same(runs->run[i]->session.data, data))
            return i;
    return -1;
}

static int least_used(const Runs *runs) {
    int least = 0;
    for (int i = 1; i < runs->count; i++)
        least = runs->run[i]->used < runs->run[least]->used ? i : least;
    return least;
}

// Puts a run in the place of another, or in a place of its own.
static Run *place(Runs *runs, Run *run, int instead) {
    if (instead < 0)
        instead = runs->count < RUNS_MAX ? runs->count++ : least_used(runs);
    run_destroy(runs->run[instead]);
    runs->run[instead] = run;
    run->used = ++runs->uses;
    return run;
}

static Run *create(Runs *runs, const ModelSpec *spec, const Dataset *data, const RunSettings *settings, int threads,
                   Error *error) {
    Run *run = calloc(1, sizeof *run);
    if (!run) {
        error_memory(error, "a run");
        return NULL;
    }
    bool ok = session_init(&run->session, spec, data, settings, threads, error);
    if (ok) {
        run->pool = snapshot_pool_create(&run->session);
        ok = run->pool || error_memory(error, "snapshots of a run");
    }
    if (!ok) {
        run_destroy(run);
        return NULL;
    }
    run->id = ++runs->next_id;
    run->generation = 1;
    return run;
}

Run *runs_open(Runs *runs, const ModelSpec *spec, const Dataset *data, int threads, Error *error) {
    int index = find(runs, spec, data);
    if (index >= 0 && same_network(&runs->run[index]->session.spec, spec)) {
        runs->run[index]->used = ++runs->uses;
        return runs->run[index];
    }
    RunSettings settings = session_defaults();
    if (index >= 0)
        settings.left_out = runs->run[index]->session.settings.left_out;
    int images = kept_images_count(data, &settings.left_out);
    settings.batch = settings.batch < images ? settings.batch : images;
    Run *run = create(runs, spec, data, &settings, threads, error);
    return run ? place(runs, run, index) : NULL;
}

Run *runs_restore(Runs *runs, const Checkpoint *checkpoint, const Dataset *data, int threads, Error *error) {
    Run *run = create(runs, &checkpoint->spec, data, &checkpoint->settings, threads, error);
    if (!run || !session_restore(&run->session, checkpoint, error)) {
        run_destroy(run);
        return NULL;
    }
    return place(runs, run, find(runs, &checkpoint->spec, data));
}

bool run_reset(Run *run, Error *error) {
    KeptState *kept = undo_keep(&run->session, UNDO_RESET, error);
    if (!kept)
        return false;
    undo_add(&run->undo, kept);
    session_restart(&run->session);
    run->generation++;
    return true;
}

bool run_resample(Run *run, int unit, Resampling *resampling, Error *error) {
    if (!resampling_find(resampling, &run->session, unit, error))
        return false;
    KeptState *kept = undo_keep(&run->session, UNDO_RESAMPLE, error);
    if (!kept || !resampling_apply(resampling, &run->session, error)) {
        undo_drop(kept);
        return false;
    }
    undo_add(&run->undo, kept);
    run->generation++;
    return true;
}

bool run_leave_out(Run *run, const ClassSet *left_out, Error *error) {
    KeptState *kept = undo_keep(&run->session, UNDO_RESET, error);
    if (!kept || !session_leave_out(&run->session, left_out, error)) {
        undo_drop(kept);
        return false;
    }
    undo_add(&run->undo, kept);
    session_restart(&run->session);
    run->generation++;
    return true;
}

bool run_undo(Run *run, Error *error) {
    if (!undo_take(&run->undo, &run->session, error))
        return false;
    run->generation++;
    return true;
}

void runs_finish(Runs *runs) {
    for (int i = 0; i < runs->count; i++)
        run_destroy(runs->run[i]);
    *runs = (Runs){0};
}
