// hourglass datasets: the data sets known by name, and whether they are installed.
#include "cli.h"

extern const Command command_datasets;

static int run(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {0}};
    int option = cli_option(argc, argv, options, &command_datasets);
    if (option != -1)
        return option == -2 ? EXIT_OK : EXIT_USAGE;
    if (optind < argc)
        return cli_usage_error("datasets", "unexpected argument %s", argv[optind]);
    DatasetEntry entries[DATASET_KNOWN];
    dataset_known(entries);
    for (int i = 0; i < DATASET_KNOWN; i++)
        printf("%-16s %-16s %s\n", entries[i].id, entries[i].title, entries[i].installed ? "ready" : entries[i].hint);
    return EXIT_OK;
}

const Command command_datasets = {
    .name = "datasets",
    .summary = "lists the data sets known by name",
    .usage =
        "\n\nAny of them goes with --data, and so does a path: an IDX file, a folder with an IDX pair, or a folder of "
        "PNG\n"
        "and JPEG pictures, whose subfolders are classes. Pictures are cut to squares and take size and colours from\n"
        "the first; FOLDER@32, FOLDER@grey, FOLDER@rgb or FOLDER@32,grey say otherwise.",
    .run = run,
};
