// Finding, helping and reporting for the subcommands.
#include "cli.h"

#include "assets.h"
#include "library.h"
#include "text.h"

#include <stdarg.h>
#include <string.h>

const Command *cli_find(const char *name) {
    for (int i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0)
            return cli_commands[i];
    return NULL;
}

int cli_fail(const Error *error) {
    fprintf(stderr, "hourglass: %s\n", error->text);
    return EXIT_FAILED;
}

int cli_usage_error(const char *command, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "hourglass: ");
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry 'hourglass %s%s--help'.\n", command, *command ? " " : "");
    return EXIT_USAGE;
}

void cli_print_help(const Command *command) {
    printf("hourglass %s: %s\n\nUsage: hourglass %s %s\n", command->name, command->summary, command->name,
           command->usage);
}

// What getopt_long has stumbled over: optopt is 0 for a long option it does not know, the option's own value for one
// that takes none but got one, or a letter, whose word it may not have left yet.
static void report_unknown(const struct option *options, const char *word, const char *command) {
    size_t length = strcspn(word, "=");
    for (const struct option *o = options; optopt && o->name; o++)
        if (o->val == optopt && word[length] && length > 2 && strncmp(word + 2, o->name, length - 2) == 0) {
            cli_usage_error(command, "--%s takes no value", o->name);
            return;
        }
    if (optopt)
        cli_usage_error(command, "unknown option -%c", optopt);
    else
        cli_usage_error(command, "unknown option %s", word);
}

int cli_option(int argc, char **argv, const struct option *options, const Command *command) {
    opterr = 0;
    int option = getopt_long(argc, argv, ":h", options, NULL);
    if (option == 'h') {
        cli_print_help(command);
        return -2;
    }
    const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
    if (option == ':')
        cli_usage_error(command->name, "%s needs a value", word);
    if (option == '?')
        report_unknown(options, word, command->name);
    return option == ':' || option == '?' ? -3 : option;
}

bool cli_int(const Command *command, const char *name, const char *text, int low, int high, int *value) {
    if (text_to_int(text, low, high, value))
        return true;
    cli_usage_error(command->name, "--%s takes a whole number from %d to %d, not '%s'", name, low, high, text);
    return false;
}

bool cli_double(const Command *command, const char *name, const char *text, double low, double high, double *value) {
    if (text_to_double(text, value) && *value >= low && *value <= high)
        return true;
    cli_usage_error(command->name, "--%s takes a number from %g to %g, not '%s'", name, low, high, text);
    return false;
}

bool cli_classes(const Command *command, const char *option, const char *text, ClassSet *classes) {
    if (*text && class_set_read(text, classes))
        return true;
    cli_usage_error(command->name, "--%s takes numbers of classes such as 7 or 7,9, not '%s'", option, text);
    return false;
}

bool cli_model(const char *id_or_path, ModelSpec *spec, Error *error) {
    char folder[ASSETS_PATH];
    assets_path("models", folder);
    return library_find(folder, id_or_path, spec, error);
}

bool cli_split(const Dataset *data, const char *split, const Images *sets[2], int *count) {
    *count = 0;
    bool all = strcmp(split, "all") == 0;
    if (all || strcmp(split, "train") == 0)
        sets[(*count)++] = &data->train;
    if (all || strcmp(split, "test") == 0)
        sets[(*count)++] = &data->test;
    return *count > 0;
}
