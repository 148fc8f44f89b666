// What the trainer lets others see: status for the interface, snapshots for the observer. On the trainer's thread.
#include "trainer.h"

#include "clock.h"

#include <stdarg.h>
#include <string.h>

void trainer_say(Trainer *t, bool problem, const char *format, ...) {
    LiveMessage *message = &t->message[t->serial % LIVE_MESSAGES];
    message->serial = ++t->serial;
    message->problem = problem;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message->text, sizeof message->text, format, arguments);
    va_end(arguments);
}

static LayerPart part_of(const Net *net, int layer) {
    return layer == net->encoder_layers - 1 ? PART_CODE : layer < net->encoder_layers ? PART_ENCODER : PART_DECODER;
}

static void fill_layer(const Net *net, int index, LiveLayer *layer) {
    layer_write(&net->layer[index].config, layer->text, sizeof layer->text);
    snprintf(layer->shape, sizeof layer->shape, "%s", shape_text(net->layer[index].output).text);
    layer->parameters = layer_parameter_count(&net->layer[index]);
    layer->part = part_of(net, index);
}

static void fill_model(const Session *s, LiveModel *model) {
    const Net *net = &s->net;
    snprintf(model->id, sizeof model->id, "%s", s->spec.id);
    snprintf(model->title, sizeof model->title, "%s", s->spec.title);
    snprintf(model->about, sizeof model->about, "%s", s->spec.about);
    const LayerConfig *code = &net->layer[net->encoder_layers - 1].config;
    snprintf(model->activation, sizeof model->activation, "%s", activation_name(code->activation));
    model->activates = code->type->activates;
    model->gaussian = code->type->gaussian;
    model->sigmoid = code->activation == ACTIVATION_SIGMOID;
    model->sparse = spec_is_sparse(&s->spec);
    if (!spec_write(&s->spec, model->file, sizeof model->file))
        model->file[0] = 0;
    model->bce = s->spec.loss == LOSS_BCE;
    model->layers = net->layers;
    model->units = shape_size(net->code);
    model->parameters = net->parameter_count;
    model->channels = net->image.channels;
    model->height = net->image.height;
    model->width = net->image.width;
    for (int l = 0; l < net->layers; l++)
        fill_layer(net, l, &model->layer[l]);
}

static void fill_data(const Trainer *t, const Dataset *dataset, LiveData *data) {
    snprintf(data->id, sizeof data->id, "%s", dataset->id);
    snprintf(data->title, sizeof data->title, "%s", dataset->title);
    data->train_images = dataset->train.count;
    data->test_images = dataset->test.count;
    data->classes = dataset->classes;
    _Static_assert(sizeof data->class_name == sizeof dataset->class_names, "one name for every class");
    memcpy(data->class_name, dataset->class_names, sizeof data->class_name);
    const FittedPca *pca = trainer_pca(t, &t->current->session.settings.left_out);
    if (pca && dataset_is_same(dataset, t->data)) {
        data->pca = pca->pca.components;
        memcpy(data->pca_mse, pca->mse, sizeof data->pca_mse);
    }
}

static void fill_marks(const RunMarks *marks, LiveStatus *status) {
    _Static_assert((int)LIVE_MARKS == (int)RUN_MARKS && (int)LIVE_MARK_RESAMPLE == (int)RUN_MARK_RESAMPLE,
                   "every mark of the run is one of the status");
    status->marks = marks->count;
    for (int i = 0; i < marks->count; i++) {
        const RunMark *mark = &marks->mark[i];
        status->mark[i] = (LiveMark){.step = mark->step, .kind = (LiveMarkKind)mark->kind, .units = mark->units};
    }
}

static void fill_run(const Trainer *t, LiveStatus *status) {
    const Session *s = &t->current->session;
    status->run = t->current->id;
    status->generation = t->current->generation;
    fill_model(s, &status->model);
    fill_data(t, s->data, &status->data);
    status->settings = (LiveSettings){.batch = s->settings.batch,
                                      .optimizer = (int)s->settings.optimizer,
                                      .rate = s->settings.rate,
                                      .momentum = s->settings.momentum,
                                      .l1 = s->spec.penalty.l1,
                                      .kl = s->spec.penalty.kl,
                                      .rho = s->spec.penalty.rho,
                                      .beta = s->spec.penalty.beta,
                                      .weight_decay = s->spec.penalty.weight_decay,
                                      .gaussian = s->spec.corruption.gaussian,
                                      .salt_pepper = s->spec.corruption.salt_pepper,
                                      .mask = s->spec.corruption.mask,
                                      .square = s->spec.corruption.square,
                                      .seed = s->settings.seed,
                                      .left_out = s->settings.left_out,
                                      .images = s->kept.count};
    status->step = s->counters.step;
    status->epoch = s->counters.epoch;
    status->epoch_steps = session_epoch_steps(s);
    status->epoch_step = s->counters.position / (uint64_t)s->settings.batch;
    status->loss = s->last.loss;
    status->reconstruction = s->last.reconstruction;
    status->penalty = s->last.penalty;
    _Static_assert(sizeof status->curve == sizeof s->series.value, "a point of the curve is a row of the series");
    memcpy(status->curve, s->series.value, sizeof status->curve);
    status->points = s->series.points;
    fill_marks(&s->marks, status);
    status->undo = undo_kind(&t->current->undo);
}

void trainer_publish_status(Trainer *t) {
    t->progress = atomic_load(&t->live->progress);
    LiveStatus *status = mailbox_slot(&t->live->status);
    *status = (LiveStatus){.running = t->running,
                           .loading = t->jobs > 0,
                           .progress = t->progress / 100.0,
                           .threads = t->live->desc.threads,
                           .images_per_second = t->running ? t->rate : 0,
                           .commands = t->commands,
                           .published = clock_seconds()};
    memcpy(status->message, t->message, sizeof t->message);
    if (t->current)
        fill_run(t, status);
    if (trainer_picture_fits(t))
        status->picture = t->picture;
    t->published = status->published;
    mailbox_post(&t->live->status);
    live_wake(t->live);
}

// What the observer has not come to take makes way. The beginning of a run it is to get all the same, before what
// follows: no history is without its first moment.
static void withdraw(Live *live) {
    Snapshot *missed = atomic_exchange(&live->newest, NULL);
    if (missed && missed->counters.step == 0)
        missed = atomic_exchange(&live->first, missed);
    snapshot_release(missed);
}

void trainer_publish_snapshot(Trainer *t, bool must) {
    Live *live = t->live;
    if (!t->current || (!must && atomic_load(&live->newest)))
        return;
    Snapshot *snapshot = snapshot_take(t->current->pool, &t->current->session, t->current->id, t->current->generation);
    if (!snapshot)
        return;
    withdraw(live);
    atomic_store(&live->newest, snapshot);
    queue_nudge(&live->requests);
}

void trainer_pause(Trainer *t) {
    t->running = false;
    t->rate = 0;
    atomic_store(&t->live->training, false);
    trainer_publish_snapshot(t, true);
}
