// Opening checkpoints for eval, encode and decode.
#include "loaded.h"

#include <string.h>

static const struct option OPTIONS[] = {
    {"data", required_argument, NULL, 'd'},    {"split", required_argument, NULL, 's'},
    {"threads", required_argument, NULL, 't'}, {"json", no_argument, NULL, 'j'},
    {"out", required_argument, NULL, 'O'},     {"projector", required_argument, NULL, 'p'},
    {"help", no_argument, NULL, 'h'}};
enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };

static void choose_options(const char *letters, struct option chosen[OPTION_COUNT + 1]) {
    int count = 0;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (OPTIONS[i].val == 'h' || strchr(letters, OPTIONS[i].val))
            chosen[count++] = OPTIONS[i];
    chosen[count] = (struct option){0};
}

static void take_option(LoadedOptions *options, int option, const char *text) {
    options->data = option == 'd' ? text : options->data;
    options->split = option == 's' ? text : options->split;
    options->out = option == 'O' ? text : options->out;
    options->projector = option == 'p' ? text : options->projector;
    options->json |= option == 'j';
}

bool loaded_options(int argc, char **argv, const Command *command, const char *letters, int inputs,
                    LoadedOptions *options, int *status) {
    struct option chosen[OPTION_COUNT + 1];
    choose_options(letters, chosen);
    *options = (LoadedOptions){.split = "test", .threads = team_default_size()};
    *status = EXIT_USAGE;
    int option;
    while ((option = cli_option(argc, argv, chosen, command)) >= 0) {
        if (option == 't' && !cli_int(command, "threads", optarg, 1, TEAM_MAX, &options->threads))
            return false;
        take_option(options, option, optarg);
    }
    if (option == -2)
        *status = EXIT_OK;
    if (option != -1)
        return false;
    while (optind < argc && options->inputs < inputs)
        options->input[options->inputs++] = argv[optind++];
    if (optind < argc)
        cli_usage_error(command->name, "unexpected argument %s", argv[optind]);
    else if (options->inputs < inputs)
        cli_usage_error(command->name, inputs == 1 ? "which checkpoint?" : "expected a checkpoint and a file of codes");
    return optind >= argc && options->inputs == inputs;
}

static bool open_data(Loaded *loaded, const char *data, Error *error) {
    loaded->data = cli_dataset(data ? data : loaded->checkpoint.settings.data, error);
    if (!loaded->data)
        return false;
    const Images *images = &loaded->data->train;
    Shape found = {images->channels, images->height, images->width};
    return shape_equal(found, loaded->net.image) ||
           error_set(error, "the model was made for images of %s; %s has %s", shape_text(loaded->net.image).text,
                     loaded->data->title, shape_text(found).text);
}

bool loaded_open(Loaded *loaded, const char *path, bool want_data, const char *data, Error *error) {
    *loaded = (Loaded){0};
    if (!checkpoint_load(path, &loaded->checkpoint, error))
        return false;
    const Checkpoint *c = &loaded->checkpoint;
    bool ok = spec_build(&c->spec, path, c->image, &loaded->net, error);
    if (ok) {
        memcpy(loaded->net.parameters, c->parameters, c->parameter_count * sizeof(real));
        Team solo = team_solo();
        net_prepare(&loaded->net, &solo);
    }
    ok = ok && (!want_data || open_data(loaded, data, error));
    if (!ok)
        loaded_finish(loaded);
    return ok;
}

void loaded_finish(Loaded *loaded) {
    net_finish(&loaded->net);
    dataset_release(loaded->data);
    checkpoint_finish(&loaded->checkpoint);
    *loaded = (Loaded){0};
}
