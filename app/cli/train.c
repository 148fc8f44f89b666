// hourglass train: headless training on a team, with a progress bar, a log and a checkpoint at the end.
#include "clock.h"
#include "file.h"
#include "progress.h"
#include "sheet.h"
#include "train_options.h"

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

// Steps between two looks at signals, log and bar: about CHUNK_SECONDS of work.
enum { MAX_CHUNK = 512 };
#define CHUNK_SECONDS 0.02

extern const Command command_train;

typedef struct Run {
    TrainOptions options;
    Session session;
    Evaluation evaluation;
    FILE *log;
    uint64_t made; // steps
    int signal;    // that asked to stop, 0 if none
} Run;

// Signals stay blocked, for all threads, and are asked for between chunks: nothing is ever cut short.
static void block_signals(void) {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, NULL);
}

static int pending_signal(void) {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) ? SIGINT : sigismember(&pending, SIGTERM) ? SIGTERM : 0;
}

static bool start_fresh(Run *run, Error *error) {
    TrainOptions *o = &run->options;
    ModelSpec spec;
    if (!cli_model(o->model ? o->model : "vanilla", &spec, error) || !train_options_change(o, &spec, error))
        return false;
    Dataset *data = cli_dataset(o->data ? o->data : "fashion-mnist", error);
    int images = data ? kept_images_count(data, &o->settings.left_out) : 0;
    if (images > 0 && !o->given['b'] && o->settings.batch > images)
        o->settings.batch = images;
    bool ok = data && session_init(&run->session, &spec, data, &o->settings, o->threads, error);
    dataset_release(data);
    if (!ok || !o->init)
        return ok;
    Team solo = team_solo();
    if (!checkpoint_load_weights(o->init, &run->session.net, error))
        return false;
    net_prepare(&run->session.net, &solo);
    return true;
}

static bool start_again(Run *run, Error *error) {
    TrainOptions *o = &run->options;
    Checkpoint checkpoint;
    if (!checkpoint_load(o->resume, &checkpoint, error))
        return false;
    bool ok = checkpoint.m || error_set(error,
                                        "%s holds weights only; --resume needs a file saved with --full, "
                                        "--init starts from weights",
                                        o->resume);
    ok = ok && train_options_change(o, &checkpoint.spec, error);
    train_options_override(o, &checkpoint.settings);
    Dataset *data = ok ? cli_dataset(o->data ? o->data : checkpoint.settings.data, error) : NULL;
    ok = ok && data && session_init(&run->session, &checkpoint.spec, data, &checkpoint.settings, o->threads, error) &&
         session_restore(&run->session, &checkpoint, error);
    dataset_release(data);
    checkpoint_finish(&checkpoint);
    return ok;
}

static bool save(const Run *run, const char *path, bool full, Error *error) {
    double *history = malloc(sizeof run->session.series.value);
    if (!history)
        return error_memory(error, path);
    Checkpoint checkpoint = session_checkpoint(&run->session, full, history);
    bool ok = checkpoint_save(path, &checkpoint, error);
    free(history);
    return ok;
}

static bool log_steps(const Run *run, const StepMetrics *metrics, int count, Error *error) {
    for (int i = 0; run->log && i < count; i++) {
        json_t *line = json_pack("{s:I,s:I,s:f,s:f,s:f}", "step", (json_int_t)metrics[i].step, "epoch",
                                 (json_int_t)metrics[i].epoch, "loss", metrics[i].loss, "reconstruction",
                                 metrics[i].reconstruction, "penalty", metrics[i].penalty);
        bool ok = line && json_dumpf(line, run->log, JSON_COMPACT | JSON_REAL_PRECISION(9)) == 0 &&
                  fputc('\n', run->log) != EOF;
        json_decref(line);
        if (!ok)
            return error_system(error, errno, "cannot write %s", run->options.log);
    }
    return true;
}

static bool evaluate_now(Run *run, Progress *progress, Error *error) {
    const Session *s = &run->session;
    Objective objective = spec_objective(&s->spec, s->counters.step);
    ImageSource source = evaluation_source(&s->spec, &s->data->test);
    if (!evaluate(&s->net, &objective, &source, s->threads, &run->evaluation, error))
        return false;
    progress_evaluation(progress, s, &run->evaluation);
    return true;
}

static int next_chunk(const Session *session, int chunk, uint64_t left) {
    uint64_t batch = (uint64_t)session->settings.batch, images = (uint64_t)session->kept.count;
    uint64_t to_epoch = (images - session->counters.position) / batch; // a chunk never crosses an epoch's end
    uint64_t most = left < to_epoch ? left : to_epoch;
    return (uint64_t)chunk < most ? chunk : (int)most;
}

static int fitting_chunk(int steps, double seconds) {
    double wish = seconds > 0 ? steps * CHUNK_SECONDS / seconds : MAX_CHUNK;
    return wish < 1 ? 1 : wish > MAX_CHUNK ? MAX_CHUNK : (int)wish;
}

static bool train(Run *run, Error *error) {
    Session *s = &run->session;
    const TrainOptions *o = &run->options;
    StepMetrics metrics[MAX_CHUNK];
    uint64_t total = o->steps ? (uint64_t)o->steps : (uint64_t)o->epochs * session_epoch_steps(s), done = 0;
    Progress progress = progress_start(total);
    bool ok = true, evaluated = false;
    for (int chunk = 4; ok && done < total && !(run->signal = pending_signal());) {
        int steps = next_chunk(s, chunk, total - done);
        double start = clock_seconds();
        int made = session_run(s, steps, metrics);
        double seconds = clock_seconds() - start;
        run->made = done += (uint64_t)made;
        chunk = fitting_chunk(steps, seconds);
        ok = log_steps(run, metrics, made, error);
        if (made < steps) {
            session_recover(s, error);
            ok = false;
        }
        progress_update(&progress, s, done, made, seconds);
        evaluated = ok && s->counters.position == 0;
        if (evaluated)
            ok = evaluate_now(run, &progress, error);
    }
    if (ok && !evaluated && !run->signal)
        ok = evaluate_now(run, &progress, error);
    progress_clear(&progress);
    return ok;
}

static bool draw_sheet(Run *run, Error *error) {
    const Session *s = &run->session;
    ImageSource source = evaluation_source(&s->spec, &s->data->test);
    char title[256];
    snprintf(title, sizeof title, "%s on %s after %llu steps: test images the network has never trained on",
             s->spec.title, s->data->title, (unsigned long long)s->counters.step);
    if (!sheet_reconstructions(run->options.sheet, title, s->data, &source, &s->net, s->spec.loss,
                               &run->evaluation.quality, error))
        return false;
    printf("reconstructions drawn in %s\n", run->options.sheet);
    return true;
}

// Told before the training rather than after it.
static bool can_write(const char *path, Error *error) {
    FileWriter writer;
    if (!path)
        return true;
    if (!file_begin(&writer, path, error))
        return false;
    file_abandon(&writer);
    return true;
}

static bool open_log(Run *run, Error *error) {
    if (!run->options.log)
        return true;
    run->log = fopen(run->options.log, run->options.resume ? "a" : "w");
    return run->log || error_system(error, errno, "cannot write %s", run->options.log);
}

static bool close_log(Run *run, Error *error) {
    if (!run->log)
        return true;
    bool ok = fclose(run->log) == 0;
    run->log = NULL;
    return ok || error_system(error, errno, "cannot write %s", run->options.log);
}

// What there is gets saved, whether training came to its end, was interrupted or diverged; the first error is told. An
// interrupt before the first step has nothing worth the file of an earlier run.
static int finish(Run *run, bool ok, Error *error) {
    const TrainOptions *o = &run->options;
    Error later;
    bool saved = true, worth_saving = run->made > 0 || !run->signal;
    if (o->out && worth_saving)
        saved = save(run, o->out, o->full, &later);
    bool logged = close_log(run, saved ? &later : NULL);
    if (run->signal)
        fprintf(stderr, "hourglass: interrupted at step %llu%s%s\n", (unsigned long long)run->session.counters.step,
                o->out && worth_saving && saved ? "; saved to " : "", o->out && worth_saving && saved ? o->out : "");
    if (!ok)
        cli_fail(error);
    if (!saved || !logged)
        return cli_fail(&later);
    if (ok && !run->signal && !o->out)
        printf("the weights were not kept; --out FILE keeps them\n");
    return !ok ? EXIT_FAILED : run->signal ? 128 + run->signal : EXIT_OK;
}

static int run_train(int argc, char **argv) {
    Run *run = calloc(1, sizeof *run);
    Error error;
    int status = EXIT_FAILED;
    if (!run) {
        error_memory(&error, "training");
        return cli_fail(&error);
    }
    if (!train_options_read(argc, argv, &command_train, &run->options, &status)) {
        free(run);
        return status;
    }
    block_signals();
    const TrainOptions *o = &run->options;
    if (!can_write(o->out, &error) || !can_write(o->sheet, &error) ||
        !(o->resume ? start_again(run, &error) : start_fresh(run, &error)) ||
        (o->save_init && !save(run, o->save_init, false, &error)) || !open_log(run, &error)) {
        status = cli_fail(&error);
        status = pending_signal() ? 128 + pending_signal() : status;
    } else {
        bool ok = train(run, &error);
        ok = ok && (!o->sheet || run->signal || draw_sheet(run, &error));
        status = finish(run, ok, &error);
    }
    session_finish(&run->session);
    free(run);
    return status;
}

const Command command_train = {
    .name = "train",
    .summary = "trains a model",
    .usage = TRAIN_USAGE,
    .run = run_train,
};
