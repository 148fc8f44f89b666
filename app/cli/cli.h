// What the subcommands share: their table, how they report, and the options that mean the same everywhere.
#ifndef HOURGLASS_CLI_H
#define HOURGLASS_CLI_H

#include "class_set.h"
#include "dataset.h"
#include "spec.h"

#include <getopt.h>

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/// One subcommand, a file in app/cli/. run gets its own arguments, argv[0] being its name, and returns an exit status.
typedef struct Command {
    const char *name, *summary;
    const char *usage; // arguments, then one option a line
    int (*run)(int argc, char **argv);
} Command;

/// All subcommands in alphabetical order, NULL at the end; meson writes this table.
extern const Command *const cli_commands[];

const Command *cli_find(const char *name); // NULL if there is none

/// Prints "hourglass: …" on stderr; returns EXIT_FAILED.
int cli_fail(const Error *error);

/// Prints what is wrong with the arguments, and where help is, on stderr; returns EXIT_USAGE.
int cli_usage_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// Help for one subcommand on stdout.
void cli_print_help(const Command *command);

/// getopt_long for a subcommand: handles --help and mistakes. Returns the option's value, -1 at the end, -2 if help was
/// printed, -3 after a mistake.
int cli_option(int argc, char **argv, const struct option *options, const Command *command);

/// Reads the argument of --`name`; prints the mistake if it is not a number in range.
bool cli_int(const Command *command, const char *name, const char *text, int low, int high, int *value);
bool cli_double(const Command *command, const char *name, const char *text, double low, double high, double *value);
/// Numbers of classes parted by commas, at least one.
bool cli_classes(const Command *command, const char *option, const char *text, ClassSet *classes);

/// A built-in model or a model file.
bool cli_model(const char *id_or_path, ModelSpec *spec, Error *error);

/// dataset_open with pictures; tells on stderr what was left out. The caller owns one reference. An interrupt that is
/// pending ends it with an error.
Dataset *cli_dataset(const char *id_or_path, Error *error);

/// Train and test half as one choice. False for an unknown name.
bool cli_split(const Dataset *data, const char *split, const Images *sets[2], int *count);

#endif
