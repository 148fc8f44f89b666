// Hourglass: finds the subcommand. Without one it opens the window.
#include "bench_ui.h"
#include "cli.h"
#include "desktop.h"
#include "kernels.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_help(void) {
    printf("Hourglass lets you watch autoencoders learn.\n\n"
           "Usage: hourglass [options]              opens the window\n"
           "       hourglass COMMAND [arguments]\n\n");
    for (int i = 0; cli_commands[i]; i++)
        printf("  %-10s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    printf(
        "\n  --help, --version. 'hourglass COMMAND --help' says more.\n"
        "  HOURGLASS_KERNELS=NAME forces an instruction set; HOURGLASS_ASSETS names the folder of models and fonts.\n");
}

// A write beyond a file-size limit is to fail with a message, not to end the program; so is one to a closed pipe.
static void ignore_write_signals(void) {
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

static int choose_kernels(void) {
    const char *wish = getenv("HOURGLASS_KERNELS"), *names[KERNELS_MAX];
    if (kernels_choose(wish && *wish ? wish : NULL))
        return EXIT_OK;
    fprintf(stderr, "hourglass: HOURGLASS_KERNELS=%s is not an instruction set of this machine; expected one of", wish);
    int count = kernels_available(names);
    for (int i = 0; i < count; i++)
        fprintf(stderr, " %s", names[i]);
    fprintf(stderr, "\n");
    return EXIT_USAGE;
}

static int run(int argc, char **argv) {
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        print_help();
        return EXIT_OK;
    }
    if (strcmp(first, "--version") == 0) {
        printf("hourglass %s\n", HOURGLASS_VERSION);
        return EXIT_OK;
    }
    int status = choose_kernels();
    if (status != EXIT_OK)
        return status;
    if (first[0] == 0 || first[0] == '-')
        return desktop_run(argc, argv);
    for (int i = 2; strcmp(first, "bench") == 0 && i < argc; i++)
        if (strcmp(argv[i], "--ui") == 0)
            return bench_ui_run(argc - 1, argv + 1);
    const Command *command = cli_find(first);
    if (!command)
        return cli_usage_error("", "unknown command '%s'", first);
    return command->run(argc - 1, argv + 1);
}

// What was printed may lie in a buffer until the very end: a full disk is told only then.
int main(int argc, char **argv) {
    ignore_write_signals();
    int status = run(argc, argv);
    bool printed = fflush(stdout) == 0 && !ferror(stdout);
    if (printed || status != EXIT_OK)
        return status;
    fprintf(stderr, "hourglass: cannot write to the standard output\n");
    return EXIT_FAILED;
}
