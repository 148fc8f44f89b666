// Reads a run, or only its weights, from disk. A file is taken whole or refused with the reason: nothing of the
// caller's changes before everything in it has been checked. Called by the command line and the jobs thread.
#include "checkpoint_fields.h"
#include "safetensors.h"
#include "text.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

_Static_assert(sizeof(real) == sizeof(float), "checkpoints hold floats");

static const char M_PREFIX[] = "optimizer.m.", V_PREFIX[] = "optimizer.v.", HISTORY[] = "history.loss";

typedef struct CheckpointReader {
    const char *path;
    Tensors tensors;
    NetParameter parameter[NET_MAX_TENSORS];
    int parameters;
    Error *error;
} CheckpointReader;

static bool check_version(const CheckpointReader *reader) {
    const char *text = tensors_metadata(&reader->tensors, "hourglass.version");
    uint64_t version = 0;
    if (!text)
        return error_set(reader->error,
                         "%s holds weights but no model, as other programs write it: name the model "
                         "with --model and the file with --init",
                         reader->path);
    if (!text_to_u64(text, &version) || version == 0)
        return error_set(reader->error, "%s: expected a format number as hourglass.version, found '%.64s'",
                         reader->path, text);
    if (version > CHECKPOINT_VERSION)
        return error_set(reader->error,
                         "%s was made by a newer version of Hourglass (format %" PRIu64 "; this program reads %d)",
                         reader->path, version, CHECKPOINT_VERSION);
    return true;
}

static bool read_field(const CheckpointReader *reader, const CheckpointField *field, Checkpoint *checkpoint) {
    const char *text = tensors_metadata(&reader->tensors, field->key);
    if (!text)
        return field >= checkpoint_fields + CHECKPOINT_NEEDED ||
               error_set(reader->error, "%s: the setting '%s' is missing", reader->path, field->key);
    return field->read(field, checkpoint, text) || error_set(reader->error, "%s: expected %s as %s, found '%.64s'",
                                                             reader->path, field->expected, field->key, text);
}

// The model first: parsing it starts its spec anew, and the fields hold the spec's id.
static bool read_metadata(const CheckpointReader *reader, const char *name, Checkpoint *checkpoint) {
    const char *model = tensors_metadata(&reader->tensors, "model");
    if (!check_version(reader))
        return false;
    if (!model)
        return error_set(reader->error, "%s: the model is missing", reader->path);
    if (!spec_parse(model, name, &checkpoint->spec, reader->error))
        return false;
    for (int i = 0; i < CHECKPOINT_FIELDS; i++)
        if (!read_field(reader, &checkpoint_fields[i], checkpoint))
            return false;
    return true;
}

static double value_at(const Tensor *tensor, size_t index) {
    return tensor->type == TENSOR_F64 ? ((const double *)tensor->values)[index]
                                      : (double)((const float *)tensor->values)[index];
}

typedef struct ShapeList {
    char text[64];
} ShapeList;

// "64×784"
static ShapeList shape_list(int dimensions, const int *sizes) {
    ShapeList list = {""};
    size_t used = 0;
    for (int i = 0; i < dimensions; i++)
        used += (size_t)snprintf(list.text + used, sizeof list.text - used, i ? "×%d" : "%d", sizes[i]);
    return list;
}

static bool check_shape(const CheckpointReader *reader, const Tensor *tensor, const NetParameter *parameter) {
    size_t bytes = (size_t)parameter->dimensions * sizeof parameter->sizes[0];
    if (tensor->dimensions == parameter->dimensions && memcmp(tensor->sizes, parameter->sizes, bytes) == 0)
        return true;
    return error_set(reader->error, "%s: the tensor %s has the shape %s; this model needs %s", reader->path,
                     tensor->name, shape_list(tensor->dimensions, tensor->sizes).text,
                     shape_list(parameter->dimensions, parameter->sizes).text);
}

// `limit` is the largest number that the memory it goes to can hold. NaN fails the comparison.
static bool check_values(const CheckpointReader *reader, const Tensor *tensor, double low, double limit) {
    for (size_t i = 0; i < tensor_count(tensor); i++) {
        double value = value_at(tensor, i);
        if (!(fabs(value) <= limit))
            return error_set(reader->error, "%s: the tensor %s holds NaN, infinity or a number beyond a float's range",
                             reader->path, tensor->name);
        if (value < low)
            return error_set(reader->error, "%s: the tensor %s holds %g, which cannot be less than %g", reader->path,
                             tensor->name, value, low);
    }
    return true;
}

static const Tensor *find(const CheckpointReader *reader, const char *prefix, const NetParameter *parameter) {
    char name[sizeof(M_PREFIX) + sizeof parameter->name];
    snprintf(name, sizeof name, "%s%s", prefix, parameter->name);
    return tensors_find(&reader->tensors, name);
}

// All tensors under a prefix are there, have the net's shapes, and hold numbers from `low`.
static bool check_group(const CheckpointReader *reader, const char *prefix, double low) {
    for (int i = 0; i < reader->parameters; i++) {
        const NetParameter *parameter = &reader->parameter[i];
        const Tensor *tensor = find(reader, prefix, parameter);
        if (!tensor)
            return error_set(reader->error, "%s: the tensor %s%s is missing", reader->path, prefix, parameter->name);
        if (!check_shape(reader, tensor, parameter) || !check_values(reader, tensor, low, FLT_MAX))
            return false;
    }
    return true;
}

static void copy_group(const CheckpointReader *reader, const char *prefix, real *values) {
    for (int i = 0; i < reader->parameters; i++) {
        const NetParameter *parameter = &reader->parameter[i];
        const Tensor *tensor = find(reader, prefix, parameter);
        for (size_t k = 0; k < parameter->count; k++)
            values[parameter->offset + k] = (real)value_at(tensor, k);
    }
}

static bool starts_with(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_known(const CheckpointReader *reader, const char *name) {
    if (strcmp(name, HISTORY) == 0)
        return true;
    if (starts_with(name, M_PREFIX) || starts_with(name, V_PREFIX))
        name += strlen(M_PREFIX); // both have one length
    for (int i = 0; i < reader->parameters; i++)
        if (strcmp(name, reader->parameter[i].name) == 0)
            return true;
    return false;
}

static bool check_known(const CheckpointReader *reader) {
    for (int i = 0; i < reader->tensors.count; i++)
        if (!is_known(reader, reader->tensors.tensor[i].name))
            return error_set(reader->error, "%s: the tensor %s does not belong to this model", reader->path,
                             reader->tensors.tensor[i].name);
    return true;
}

static bool has_moments(const CheckpointReader *reader) {
    for (int i = 0; i < reader->tensors.count; i++)
        if (starts_with(reader->tensors.tensor[i].name, M_PREFIX) ||
            starts_with(reader->tensors.tensor[i].name, V_PREFIX))
            return true;
    return false;
}

static bool check_history(const CheckpointReader *reader) {
    const Tensor *tensor = tensors_find(&reader->tensors, HISTORY);
    if (!tensor)
        return true;
    if (tensor->dimensions != 2 || tensor->sizes[1] != HISTORY_COLUMNS)
        return error_set(reader->error, "%s: the tensor %s has the shape %s; expected n×%d", reader->path, HISTORY,
                         shape_list(tensor->dimensions, tensor->sizes).text, HISTORY_COLUMNS);
    return check_values(reader, tensor, -DBL_MAX, DBL_MAX);
}

static real *take_group(const CheckpointReader *reader, Checkpoint *checkpoint, const char *prefix) {
    real *values = arena_take(&checkpoint->arena, checkpoint->parameter_count, sizeof *values);
    if (values)
        copy_group(reader, prefix, values);
    return values;
}

static bool take_values(const CheckpointReader *reader, Checkpoint *checkpoint) {
    checkpoint->parameters = take_group(reader, checkpoint, "");
    if (has_moments(reader)) {
        checkpoint->m = take_group(reader, checkpoint, M_PREFIX);
        checkpoint->v = take_group(reader, checkpoint, V_PREFIX);
    }
    const Tensor *history = tensors_find(&reader->tensors, HISTORY);
    if (history) {
        size_t count = tensor_count(history);
        checkpoint->history_points = history->sizes[0];
        checkpoint->history = arena_take(&checkpoint->arena, count, sizeof *checkpoint->history);
        for (size_t i = 0; checkpoint->history && i < count; i++)
            checkpoint->history[i] = value_at(history, i);
    }
    return !checkpoint->arena.failed || error_memory(reader->error, reader->path);
}

static bool read_all(CheckpointReader *reader, Checkpoint *checkpoint) {
    char name[512];
    snprintf(name, sizeof name, "%.500s (model)", reader->path);
    Net net;
    if (!read_metadata(reader, name, checkpoint) ||
        !spec_build(&checkpoint->spec, name, checkpoint->image, &net, reader->error))
        return false;
    reader->parameters = net_parameters(&net, reader->parameter);
    checkpoint->parameter_count = net.parameter_count;
    net_finish(&net);
    bool ok = check_known(reader) && check_group(reader, "", -DBL_MAX) && check_history(reader);
    if (ok && has_moments(reader))
        ok = check_group(reader, M_PREFIX, -DBL_MAX) && check_group(reader, V_PREFIX, 0);
    return ok && take_values(reader, checkpoint);
}

bool checkpoint_load(const char *path, Checkpoint *checkpoint, Error *error) {
    CheckpointReader reader = {.path = path, .error = error};
    *checkpoint = (Checkpoint){0};
    if (!safetensors_load(path, &reader.tensors, error))
        return false;
    bool ok = read_all(&reader, checkpoint);
    tensors_finish(&reader.tensors);
    if (!ok)
        checkpoint_finish(checkpoint);
    return ok;
}

bool checkpoint_load_weights(const char *path, Net *net, Error *error) {
    CheckpointReader reader = {.path = path, .error = error};
    if (!safetensors_load(path, &reader.tensors, error))
        return false;
    reader.parameters = net_parameters(net, reader.parameter);
    bool ok = check_known(&reader) && check_group(&reader, "", -DBL_MAX);
    if (ok)
        copy_group(&reader, "", net->parameters);
    tensors_finish(&reader.tensors);
    return ok;
}

void checkpoint_finish(Checkpoint *checkpoint) {
    arena_finish(&checkpoint->arena);
    *checkpoint = (Checkpoint){0};
}
