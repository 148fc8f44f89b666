// Checking commands. Called by the interface's thread when it sends one.
#include "command.h"

#include "class_set.h"

#include <math.h>
#include <string.h>

bool command_coalesces(CommandKind kind) {
    return kind >= COMMAND_RATE && kind <= COMMAND_OPTIMIZER;
}

static bool check_value(const char *name, double value, double low, double high, Error *error) {
    return (value >= low && value <= high) || error_set(error, "%s of %g is outside %g to %g", name, value, low, high);
}

static bool check_path(const char *path, Error *error) {
    if (path[0] == 0)
        return error_set(error, "expected a name or a path");
    return strlen(path) < COMMAND_PATH ||
           error_set(error, "expected a path of at most %d bytes, found %zu", COMMAND_PATH - 1, strlen(path));
}

bool command_check(const LiveCommand *command, Error *error) {
    switch (command->kind) {
    case COMMAND_RATE:
        return check_value("a learning rate", command->value, 0, 1e6, error);
    case COMMAND_MOMENTUM:
        return check_value("a momentum", command->value, 0, 1, error);
    case COMMAND_L1:
        return check_value("an L1 penalty", command->value, 0, 1e6, error);
    case COMMAND_KL:
        return check_value("a KL penalty", command->value, 0, 1e6, error);
    case COMMAND_RHO:
        return check_value("a mean activation", command->value, 1e-6, 1 - 1e-6, error);
    case COMMAND_BETA:
        return check_value("a β", command->value, 0, 1e6, error);
    case COMMAND_WEIGHT_DECAY:
        return check_value("a weight decay", command->value, 0, 1e6, error);
    case COMMAND_GAUSSIAN:
        return check_value("a noise", command->value, 0, 10, error);
    case COMMAND_SALT_PEPPER:
    case COMMAND_MASK:
    case COMMAND_SQUARE:
        return check_value("a share", command->value, 0, 1, error);
    case COMMAND_BATCH:
        return check_value("a batch", command->count, 1, 65536, error);
    case COMMAND_STEP:
        return check_value("a number of steps", command->count, 1, 1e9, error);
    case COMMAND_OPTIMIZER:
        return check_value("an optimizer", command->count, 0, 1, error);
    case COMMAND_RESAMPLE:
        return check_value("a unit", command->count, -1, 1 << 20, error);
    case COMMAND_LEAVE_OUT:
        return class_set_read(command->text, &(ClassSet){0}) ||
               error_set(error, "expected numbers of classes such as 7,9, found '%.64s'", command->text);
    case COMMAND_MODEL:
    case COMMAND_DATA:
    case COMMAND_SAVE:
    case COMMAND_RESTORE:
    case COMMAND_PICTURE:
        return check_path(command->text, error);
    case COMMAND_EXPORT:
        return check_path(command->name, error) && (command->text[strspn(command->text, "0123456789abcdef")] == 0 ||
                                                    error_set(error, "expected a choice of images"));
    case COMMAND_EDIT:
    case COMMAND_SAVE_MODEL:
        return check_path(command->name, error) && (command->text[0] != 0 || error_set(error, "expected a model file"));
    default:
        return command->kind < COMMAND_KINDS || error_set(error, "unknown command %d", (int)command->kind);
    }
}
