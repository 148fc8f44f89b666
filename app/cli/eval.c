// hourglass eval: how good a checkpoint is, with PCA and a linear probe beside it.
#include "cli.h"
#include "eval_anomaly.h"
#include "evaluate.h"
#include "loaded.h"
#include "pca.h"
#include "probe.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const Command command_eval;

typedef struct Report {
    Evaluation evaluation; // of the images as they are
    Quality corrupted;     // of the images as the model sees them in training; images 0 if it sees them as they are
    double penalty;        // nats an image
    double probe;          // NaN without labels
    double pca;            // MSE a pixel
    int components;
    EvalAnomaly anomaly;
} Report;

static bool read_options(int argc, char **argv, LoadedOptions *o, int *status) {
    if (!loaded_options(argc, argv, &command_eval, "dstj", 1, o, status))
        return false;
    if (strcmp(o->split, "train") == 0 || strcmp(o->split, "test") == 0)
        return true;
    cli_usage_error("eval", "--split takes train or test, not '%s'", o->split);
    return false;
}

// The probe is fitted on training codes whatever split is measured.
static bool run_probe(const Loaded *loaded, const Images *images, int threads, double *accuracy, Error *error) {
    const Images *train = &loaded->data->train;
    *accuracy = NAN;
    if (!train->labels || !images->labels || loaded->data->classes < 2)
        return true;
    size_t units = (size_t)shape_size(loaded->net.code);
    float *fit = malloc((size_t)train->count * units * sizeof *fit);
    float *test = malloc((size_t)images->count * units * sizeof *test);
    bool ok = (fit && test) || error_memory(error, "codes");
    ok = ok && encode(&loaded->net, train, threads, fit, error) && encode(&loaded->net, images, threads, test, error) &&
         probe_accuracy(fit, train->labels, train->count, test, images->labels, images->count, (int)units,
                        loaded->data->classes, accuracy, error);
    free(fit);
    free(test);
    return ok;
}

// As many components as the code has units; for a sparse code as many as are active for an image.
static bool run_pca(const Loaded *loaded, const Images *images, Report *report, Error *error) {
    int units = shape_size(loaded->net.code), size = images_size(images);
    report->components = spec_is_sparse(&loaded->checkpoint.spec) ? (int)(report->evaluation.quality.l0 + 0.5) : units;
    report->components = report->components < 1 ? 1 : report->components;
    report->pca = 0; // exact where there is no compression
    if (report->components >= size)
        return true;
    Pca pca;
    ClassSet left_out = images->labels ? loaded->checkpoint.settings.left_out : (ClassSet){0};
    if (!pca_fit_kept(&pca, loaded->data, &left_out, report->components, NULL, NULL, error))
        return false;
    report->components = pca.components;
    double *mse = calloc((size_t)pca.components + 1, sizeof *mse);
    if (!mse)
        error_memory(error, "PCA");
    bool ok = mse && pca_errors(&pca, images, mse, error);
    report->pca = mse && ok ? mse[pca.components] : 0;
    free(mse);
    pca_finish(&pca);
    return ok;
}

static bool measure(const Loaded *loaded, const LoadedOptions *o, Report *report, Error *error) {
    const Images *images = strcmp(o->split, "train") == 0 ? &loaded->data->train : &loaded->data->test;
    Objective objective = spec_objective(&loaded->checkpoint.spec, loaded->checkpoint.counters.step);
    ImageSource plain = {.images = images}, source = evaluation_source(&loaded->checkpoint.spec, images);
    if (!evaluate(&loaded->net, &objective, &plain, o->threads, &report->evaluation, error))
        return false;
    if (!corruption_is_none(&source.corruption)) {
        Evaluation corrupted;
        if (!evaluate(&loaded->net, &objective, &source, o->threads, &corrupted, error))
            return false;
        report->corrupted = corrupted.quality;
    }
    report->penalty = quality_penalty(&report->evaluation.quality, &objective);
    return run_probe(loaded, images, o->threads, &report->probe, error) && run_pca(loaded, images, report, error) &&
           eval_anomaly(loaded, images, o->threads, report->components, &report->anomaly, error);
}

static json_t *number(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static double psnr_of(double mse) {
    return mse > 0 ? -10 * log10(mse) : INFINITY;
}

static void add_anomaly(json_t *line, const EvalAnomaly *a) {
    json_object_set_new(line, "auroc_error", a->error.defined ? json_real(a->error.area) : json_null());
    if (a->bound)
        json_object_set_new(line, "auroc_elbo", a->elbo.defined ? json_real(a->elbo.area) : json_null());
    json_object_set_new(line, "auroc_pca", a->pca.defined ? json_real(a->pca.area) : json_null());
}

static void print_area(const char *label, const Roc *roc) {
    if (roc->defined)
        printf("  %-20s%9.4f, classes left out against the others\n", label, roc->area);
    else
        printf("  %-20s        – (it takes images of classes left out and of others)\n", label);
}

static void print_anomaly(const EvalAnomaly *a) {
    print_area("AUROC by error", &a->error);
    if (a->bound)
        print_area("AUROC by -ELBO", &a->elbo);
    char label[40];
    snprintf(label, sizeof label, "AUROC of PCA-%d", a->components);
    if (a->pca.defined)
        print_area(label, &a->pca);
}

static bool print_json(const Report *r) {
    const Quality *q = &r->evaluation.quality;
    json_t *line = json_pack("{s:o,s:o,s:o,s:o,s:o,s:i,s:o,s:o,s:i,s:i}", "mse", number(q->mse), "bce", number(q->bce),
                             "psnr", number(q->psnr), "explained_variance", number(q->explained_variance), "l0",
                             number(q->l0), "dead_units", r->evaluation.code.dead, "probe_accuracy", number(r->probe),
                             "pca_mse", number(r->pca), "pca_components", r->components, "images", q->images);
    if (line && r->corrupted.images) {
        json_object_set_new(line, "corrupted_mse", number(r->corrupted.mse));
        json_object_set_new(line, "corrupted_bce", number(r->corrupted.bce));
        json_object_set_new(line, "corrupted_psnr", number(r->corrupted.psnr));
        json_object_set_new(line, "corrupted_input_psnr", number(psnr_of(r->corrupted.input_mse)));
    }
    if (line && r->anomaly.left_out)
        add_anomaly(line, &r->anomaly);
    bool ok = line && json_dumpf(line, stdout, JSON_REAL_PRECISION(9)) == 0 && putchar('\n') != EOF;
    json_decref(line);
    return ok;
}

static bool print_table(const Loaded *loaded, const LoadedOptions *o, const Report *r) {
    const Quality *q = &r->evaluation.quality;
    const CodeStatistics *code = &r->evaluation.code;
    printf("%s after %llu steps on %d %s images of %s\n\n", loaded->checkpoint.spec.title,
           (unsigned long long)loaded->checkpoint.counters.step, q->images, o->split, loaded->data->title);
    printf("  MSE                 %9.5f a pixel\n", q->mse);
    if (r->components < images_size(&loaded->data->test))
        printf("  MSE of PCA-%-4d     %9.5f a pixel\n", r->components, r->pca);
    else
        printf("  MSE of PCA-%-4d     exact, no compression\n", r->components);
    printf("  BCE                 %9.3f nats an image\n", q->bce);
    if (r->penalty > 0)
        printf("  penalty             %9.3f nats an image\n", r->penalty);
    printf("  PSNR                %9.2f dB\n", q->psnr);
    if (r->corrupted.images)
        printf("  PSNR, corrupted     %9.2f dB (the input has %.2f dB)\n", r->corrupted.psnr,
               psnr_of(r->corrupted.input_mse));
    printf("  explained variance  %9.2f %%\n", 100 * q->explained_variance);
    printf("  active units (L0)   %9.2f of %d an image\n", q->l0, code->units);
    printf("  dead units          %9d of %d\n", code->dead, code->units);
    if (isnan(r->probe))
        printf("  linear probe                – (no labels)\n");
    else
        printf("  linear probe        %9.2f %% of classes right\n", 100 * r->probe);
    if (r->anomaly.left_out)
        print_anomaly(&r->anomaly);
    return !ferror(stdout);
}

static int run(int argc, char **argv) {
    LoadedOptions o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    Report report = {0};
    Loaded *loaded = calloc(1, sizeof *loaded);
    if (!loaded)
        error_memory(&error, "a checkpoint");
    bool ok = loaded && loaded_open(loaded, o.input[0], true, o.data, &error) && measure(loaded, &o, &report, &error);
    if (ok && !(o.json ? print_json(&report) : print_table(loaded, &o, &report)))
        ok = error_set(&error, "cannot write to the standard output");
    if (loaded)
        loaded_finish(loaded);
    free(loaded);
    return ok ? EXIT_OK : cli_fail(&error);
}

const Command command_eval = {
    .name = "eval",
    .summary = "measures a checkpoint on test images",
    .usage =
        "CHECKPOINT [options]\n\n"
        "  --data ID|PATH   another data set than the one it was trained on\n"
        "  --split NAME     test or train; test if not given\n"
        "  --threads N      as many as OMP_NUM_THREADS or the processors if not given\n"
        "  --json           one JSON object: mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse\n"
        "\n"
        "For a run that left classes out (train --leave-out) also how well its errors tell them from the others:\n"
        "auroc_error, for a Gaussian code auroc_elbo, and beside them auroc_pca.",
    .run = run,
};
