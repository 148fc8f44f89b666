// hourglass models: the built-in models.
#include "cli.h"

#include "assets.h"
#include "library.h"

#include <stdlib.h>

extern const Command command_models;

static int run(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    int option = cli_option(argc, argv, options, &command_models);
    if (option != -1)
        return option == -2 ? EXIT_OK : EXIT_USAGE;
    if (optind < argc)
        return cli_usage_error("models", "unexpected argument %s", argv[optind]);
    char folder[ASSETS_PATH];
    assets_path("models", folder);
    Error error;
    Library *library = malloc(sizeof *library);
    if (!library || !library_load(folder, library, &error)) {
        if (!library)
            error_memory(&error, "the list of models");
        free(library);
        return cli_fail(&error);
    }
    for (int i = 0; i < library->count; i++)
        printf("%-16s %s\n", library->model[i].id, library->model[i].about);
    free(library);
    return EXIT_OK;
}

const Command command_models = {
    .name = "models",
    .summary = "lists the built-in models",
    .usage = "\n\nAny of them, or a model file of your own, goes with --model.",
    .run = run,
};
