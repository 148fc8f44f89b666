// Telling how training goes. Called by headless training between chunks of steps.
#include "progress.h"

#include "clock.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR = 24 };

Progress progress_start(uint64_t total_steps) {
    Progress progress = {.total = total_steps, .test = -1};
    const char *plain = getenv("NO_COLOR"), *kind = getenv("TERM");
    progress.terminal = isatty(STDERR_FILENO) && !(kind && strcmp(kind, "dumb") == 0);
    progress.color = progress.terminal && !(plain && *plain);
    return progress;
}

static double epochs_done(const Session *session) {
    double total = (double)session->kept.count;
    return (double)session->counters.epoch + (double)session->counters.position / total;
}

static void draw(const Progress *p, const Session *session, uint64_t done) {
    int filled = p->total ? (int)(BAR * done / p->total) : BAR;
    char bar[3 * BAR + 1] = "", rate[32], test[32] = "     –";
    for (int i = 0; i < BAR; i++)
        strcat(bar, i < filled ? "█" : "░");
    if (p->test >= 0)
        snprintf(test, sizeof test, "%6.2f", p->test);
    fprintf(stderr, "\r\033[K%s  %s%s%s %3.0f %%  epoch %.2f  %s images/s  train %6.2f  test %s nats/image",
            session->spec.id, p->color ? "\033[33m" : "", bar, p->color ? "\033[0m" : "",
            p->total ? 100.0 * (double)done / (double)p->total : 100.0, epochs_done(session),
            text_grouped(p->seconds > 0 ? p->images / p->seconds : 0, rate), session->last.loss, test);
    fflush(stderr);
}

void progress_update(Progress *p, const Session *session, uint64_t done, int steps, double seconds) {
    p->seconds += seconds;
    p->images += (double)steps * session->settings.batch;
    double now = clock_seconds();
    if (!p->terminal || now - p->drawn < 0.1)
        return;
    p->drawn = now;
    draw(p, session, done);
}

void progress_clear(const Progress *p) {
    if (p->terminal)
        fprintf(stderr, "\r\033[K");
}

void progress_evaluation(Progress *p, const Session *session, const Evaluation *evaluation) {
    const Quality *quality = &evaluation->quality;
    Objective objective = spec_objective(&session->spec, session->counters.step);
    char rate[32], penalty[48] = "";
    double weight = quality_penalty(quality, &objective);
    if (weight > 0)
        snprintf(penalty, sizeof penalty, " + penalty %.2f", weight);
    progress_clear(p);
    printf("epoch %5.2f   train %7.2f   test %7.2f%s nats/image   MSE %.5f   PSNR %5.2f dB   L0 %5.1f of %d   "
           "%s images/s\n",
           epochs_done(session), session->last.loss, quality->bce, penalty, quality->mse, quality->psnr, quality->l0,
           evaluation->code.units, text_grouped(p->seconds > 0 ? p->images / p->seconds : 0, rate));
    fflush(stdout);
    p->test = session->spec.loss == LOSS_BCE ? quality->bce : quality->mse * shape_size(session->net.image);
    p->seconds = p->images = 0;
}
