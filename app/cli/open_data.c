// Opening data sets for the subcommands: with pictures, progress on a terminal, and what was left out told.
#include "cli.h"

#include "image_file.h"

#include <signal.h>
#include <unistd.h>

// `train` has its signals blocked and looks for them between steps; here they are looked for between files. Other
// commands have not, and simply end.
static bool interrupted(void *context) {
    (void)context;
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM);
}

static void show_progress(void *context, double part) {
    int *shown = context, percent = (int)(100 * part);
    if (percent == *shown)
        return;
    *shown = percent;
    fprintf(stderr, "\rLoading pictures %d %%", percent);
}

Dataset *cli_dataset(const char *id_or_path, Error *error) {
    int shown = -1;
    DatasetOptions options = {.decode = image_file_decode, .cancelled = interrupted, .context = &shown};
    if (isatty(STDERR_FILENO))
        options.progress = show_progress;
    Dataset *data = dataset_open(id_or_path, &options, error);
    if (shown >= 0)
        fprintf(stderr, "\r\033[K");
    if (data && data->note[0])
        fprintf(stderr, "hourglass: %s: %s\n", data->title, data->note);
    return data;
}
