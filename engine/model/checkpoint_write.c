// Writes a run to disk. Called at the end of headless training, by the jobs thread's autosaves and by exports. A file
// that could not be read back is never written, since it would take the place of one that can.
#include "checkpoint_fields.h"
#include "file.h"
#include "safetensors.h"

#include <assert.h>
#include <math.h>
#include <string.h>

_Static_assert(sizeof(real) == sizeof(float), "checkpoints hold floats");

typedef struct CheckpointWriter {
    const char *path;
    const Checkpoint *checkpoint;
    NetParameter parameter[NET_MAX_TENSORS];
    int parameters;
    Tensors tensors;
    Arena arena; // texts of the metadata
    Error *error;
} CheckpointWriter;

static bool add_metadata(CheckpointWriter *writer, const char *key, const char *value) {
    Metadata *entry = &writer->tensors.metadata[writer->tensors.metadata_count++];
    snprintf(entry->key, sizeof entry->key, "%s", key);
    entry->value = arena_take(&writer->arena, strlen(value) + 1, 1);
    if (!entry->value)
        return error_memory(writer->error, writer->path);
    strcpy(entry->value, value);
    return true;
}

static bool add_model(CheckpointWriter *writer) {
    char *model = arena_take(&writer->arena, SPEC_MAX_BYTES, 1);
    if (!model)
        return error_memory(writer->error, writer->path);
    bool written = spec_write(&writer->checkpoint->spec, model, SPEC_MAX_BYTES);
    assert(written); // the most layers of the greatest length take a quarter of it
    (void)written;
    return add_metadata(writer, "model", model);
}

static bool add_field(CheckpointWriter *writer, const CheckpointField *field) {
    char text[CHECKPOINT_TEXT];
    field->write(field, writer->checkpoint, text);
    return add_metadata(writer, field->key, text);
}

static bool add_all_metadata(CheckpointWriter *writer) {
    char version[16];
    snprintf(version, sizeof version, "%d", CHECKPOINT_VERSION);
    bool ok = add_metadata(writer, "hourglass.version", version) && add_model(writer);
    for (int i = 0; i < CHECKPOINT_FIELDS && ok; i++)
        ok = add_field(writer, &checkpoint_fields[i]);
    return ok;
}

static bool not_finite(CheckpointWriter *writer, const char *name) {
    return error_set(writer->error, "cannot write %s: the tensor %s holds NaN or infinity", writer->path, name);
}

// All tensors of one flat array: the parameters, or their moments under a prefix.
static bool add_group(CheckpointWriter *writer, const char *prefix, const real *values) {
    for (int i = 0; i < writer->parameters; i++) {
        const NetParameter *parameter = &writer->parameter[i];
        Tensor *tensor = &writer->tensors.tensor[writer->tensors.count++];
        snprintf(tensor->name, sizeof tensor->name, "%s%s", prefix, parameter->name);
        tensor->type = TENSOR_F32;
        tensor->dimensions = parameter->dimensions;
        memcpy(tensor->sizes, parameter->sizes, sizeof tensor->sizes);
        tensor->values = values + parameter->offset;
        for (size_t k = 0; k < parameter->count; k++)
            if (!isfinite(values[parameter->offset + k]))
                return not_finite(writer, tensor->name);
    }
    return true;
}

static bool add_history(CheckpointWriter *writer) {
    const Checkpoint *checkpoint = writer->checkpoint;
    Tensor *tensor = &writer->tensors.tensor[writer->tensors.count++];
    *tensor = (Tensor){.name = "history.loss", .type = TENSOR_F64, .dimensions = 2, .values = checkpoint->history};
    tensor->sizes[0] = checkpoint->history_points;
    tensor->sizes[1] = HISTORY_COLUMNS;
    for (size_t k = 0; k < tensor_count(tensor); k++)
        if (!isfinite(checkpoint->history[k]))
            return not_finite(writer, tensor->name);
    return true;
}

static bool add_all_tensors(CheckpointWriter *writer) {
    const Checkpoint *checkpoint = writer->checkpoint;
    Net net;
    if (!spec_build(&checkpoint->spec, checkpoint->spec.id, checkpoint->image, &net, writer->error))
        return false;
    assert(net.parameter_count == checkpoint->parameter_count);
    writer->parameters = net_parameters(&net, writer->parameter);
    net_finish(&net);
    assert(!checkpoint->m == !checkpoint->v);
    bool history = checkpoint->history && checkpoint->history_points;
    return add_group(writer, "", checkpoint->parameters) &&
           (!checkpoint->m ||
            (add_group(writer, "optimizer.m.", checkpoint->m) && add_group(writer, "optimizer.v.", checkpoint->v))) &&
           (!history || add_history(writer));
}

bool checkpoint_save(const char *path, const Checkpoint *checkpoint, Error *error) {
    CheckpointWriter writer = {.path = path, .checkpoint = checkpoint, .error = error};
    bool ok = add_all_tensors(&writer) && add_all_metadata(&writer);
    if (ok && file_has_extension(path, "npz"))
        ok = npz_save(path, &writer.tensors, error);
    else if (ok)
        ok = safetensors_save(path, &writer.tensors, error);
    arena_finish(&writer.arena);
    return ok;
}
