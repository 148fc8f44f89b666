// Settings and counters of a run as text and back. Integers are decimal text, since JSON's numbers have only 53 bits;
// floats have the 17 digits that bring every double back. Called by the checkpoint writer and reader.
#include "checkpoint_fields.h"

#include "text.h"
#include "utf8.h"

#include <inttypes.h>
#include <string.h>

enum { BATCH_MAX = 1 << 20 };

static const void *source(const CheckpointField *field, const Checkpoint *checkpoint) {
    return (const char *)checkpoint + field->offset;
}

static void *target(const CheckpointField *field, Checkpoint *checkpoint) {
    return (char *)checkpoint + field->offset;
}

// A path may hold any bytes. A run must be saved all the same, so what JSON cannot hold becomes '?'.
static void write_text(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%s", (const char *)source(field, checkpoint));
    for (size_t i = utf8_valid_length(text); text[i]; i += utf8_valid_length(text + i))
        text[i++] = '?';
}

static bool read_text(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    size_t length = strlen(text);
    if (length >= field->capacity)
        return false;
    memcpy(target(field, checkpoint), text, length + 1);
    return true;
}

static void write_shape(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    const Shape *shape = source(field, checkpoint);
    snprintf(text, CHECKPOINT_TEXT, "%dx%dx%d", shape->channels, shape->height, shape->width);
}

static bool read_shape(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    int size[3];
    long long product = 1;
    char copy[CHECKPOINT_TEXT], *rest = copy;
    snprintf(copy, sizeof copy, "%s", text);
    for (int i = 0; i < 3; i++) {
        char *item = strsep(&rest, "x");
        if (!item || !text_to_int(item, 1, NET_MAX_SIZE, &size[i]))
            return false;
        product *= size[i]; // at most 2^60
    }
    *(Shape *)target(field, checkpoint) = (Shape){size[0], size[1], size[2]};
    return !rest && product <= NET_MAX_SIZE;
}

static void write_batch(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%d", *(const int *)source(field, checkpoint));
}

static bool read_batch(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    return text_to_int(text, 1, BATCH_MAX, target(field, checkpoint));
}

static void write_u64(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%" PRIu64, *(const uint64_t *)source(field, checkpoint));
}

static bool read_u64(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    return text_to_u64(text, target(field, checkpoint));
}

static void write_marks(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    run_marks_write(source(field, checkpoint), text, CHECKPOINT_TEXT);
}

static bool read_marks(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    return run_marks_read(text, target(field, checkpoint));
}

static void write_classes(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    class_set_write(source(field, checkpoint), text, CHECKPOINT_TEXT);
}

static bool read_classes(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    return class_set_read(text, target(field, checkpoint));
}

static void write_number(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%.17g", *(const double *)source(field, checkpoint));
}

static bool read_number(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    double *number = target(field, checkpoint);
    return text_to_double(text, number) && *number >= 0;
}

// The struct's flags say what is left out; the file's say what is done.
static void write_flag(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%s", *(const bool *)source(field, checkpoint) ? "false" : "true");
}

static bool read_flag(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    *(bool *)target(field, checkpoint) = strcmp(text, "false") == 0;
    return strcmp(text, "false") == 0 || strcmp(text, "true") == 0;
}

static void write_optimizer(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%s", optimizer_name(*(const OptimizerKind *)source(field, checkpoint)));
}

static bool read_optimizer(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    return optimizer_parse(text, target(field, checkpoint));
}

static const char *const INITIALISATIONS[] = {
    [INITIALISE_DEFAULT] = "default", [INITIALISE_HE] = "he", [INITIALISE_GLOROT] = "glorot"};

static void write_initialisation(const CheckpointField *field, const Checkpoint *checkpoint,
                                 char text[CHECKPOINT_TEXT]) {
    snprintf(text, CHECKPOINT_TEXT, "%s", INITIALISATIONS[*(const Initialisation *)source(field, checkpoint)]);
}

static bool read_initialisation(const CheckpointField *field, Checkpoint *checkpoint, const char *text) {
    for (int i = INITIALISE_DEFAULT; i <= INITIALISE_GLOROT; i++)
        if (strcmp(text, INITIALISATIONS[i]) == 0) {
            *(Initialisation *)target(field, checkpoint) = (Initialisation)i;
            return true;
        }
    return false;
}

const CheckpointField checkpoint_fields[CHECKPOINT_FIELDS] = {
    {"model_id", write_text, read_text, "at most 63 bytes", offsetof(Checkpoint, spec.id),
     sizeof((Checkpoint *)0)->spec.id},
    {"image", write_shape, read_shape, "a shape such as 1x28x28", offsetof(Checkpoint, image), 0},
    {"data", write_text, read_text, "at most 511 bytes", offsetof(Checkpoint, settings.data),
     sizeof((Checkpoint *)0)->settings.data},
    {"batch", write_batch, read_batch, "a whole number from 1 to 1048576", offsetof(Checkpoint, settings.batch), 0},
    {"optimizer", write_optimizer, read_optimizer, "adam or sgd", offsetof(Checkpoint, settings.optimizer), 0},
    {"rate", write_number, read_number, "a number from 0", offsetof(Checkpoint, settings.rate), 0},
    {"momentum", write_number, read_number, "a number from 0", offsetof(Checkpoint, settings.momentum), 0},
    {"initialisation", write_initialisation, read_initialisation, "default, he or glorot",
     offsetof(Checkpoint, settings.initialisation), 0},
    {"seed", write_u64, read_u64, "a whole number", offsetof(Checkpoint, settings.seed), 0},
    {"shuffle", write_flag, read_flag, "true or false", offsetof(Checkpoint, settings.no_shuffle), 0},
    {"sampling", write_flag, read_flag, "true or false", offsetof(Checkpoint, settings.no_sampling), 0},
    {"step", write_u64, read_u64, "a whole number", offsetof(Checkpoint, counters.step), 0},
    {"epoch", write_u64, read_u64, "a whole number", offsetof(Checkpoint, counters.epoch), 0},
    {"position", write_u64, read_u64, "a whole number", offsetof(Checkpoint, counters.position), 0},
    {"updates", write_u64, read_u64, "a whole number", offsetof(Checkpoint, counters.updates), 0},
    {"history.stride", write_u64, read_u64, "a whole number", offsetof(Checkpoint, history_stride), 0},
    {"history.pending", write_u64, read_u64, "a whole number", offsetof(Checkpoint, history_pending), 0},
    {"history.reconstruction", write_number, read_number, "a number from 0",
     offsetof(Checkpoint, history_reconstruction), 0},
    {"history.penalty", write_number, read_number, "a number from 0", offsetof(Checkpoint, history_penalty), 0},
    {"resamplings", write_u64, read_u64, "a whole number", offsetof(Checkpoint, counters.resamplings), 0},
    {"history.marks", write_marks, read_marks, "a list such as 120 resample 3, 450 resample 1",
     offsetof(Checkpoint, marks), 0},
    {"left_out", write_classes, read_classes, "numbers of classes such as 7,9", offsetof(Checkpoint, settings.left_out),
     0},
};
