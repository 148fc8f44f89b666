// Reading the options of `hourglass train`.
#include "train_options.h"

#include "file.h"
#include "text.h"

#include <limits.h>
#include <string.h>

const char TRAIN_USAGE[] =
    "[options]\n\n"
    "  --model ID|FILE        a built-in model (see 'hourglass models') or a model file; vanilla if not given\n"
    "  --data ID|PATH         a data set (see 'hourglass datasets'), a folder of pictures or an IDX file;\n"
    "                         fashion-mnist if not given\n"
    "  --epochs N             passes over the training images, with --resume so many more; 5 if not given\n"
    "  --steps N              updates instead of epochs\n"
    "  --batch N              images a step; 128 if not given, or all where there are fewer\n"
    "  --optimizer NAME       adam or sgd; adam if not given\n"
    "  --lr X                 learning rate; 1e-3 if not given\n"
    "  --momentum X           of sgd; 0 if not given\n"
    "  --weights RULE         initial weights: default, he or glorot\n"
    "  --seed N               of everything random; 1 if not given\n"
    "  --threads N            as many as OMP_NUM_THREADS or the processors if not given\n"
    "  --leave-out N[,N]      never trains on images of these classes, by number; eval tells how well they stand out\n"
    "  --no-shuffle           takes the images in the order of the file\n"
    "  --no-sampling          uses the mean of a Gaussian code\n"
    "  --set SECTION.KEY=X    changes the model, such as penalty.l1=0.1; may be repeated\n"
    "  --init FILE            starts from the weights of a checkpoint, with a fresh optimizer\n"
    "  --resume FILE          goes on with a run saved with --full, as if it had never stopped\n"
    "  --save-init FILE       writes the weights before the first step\n"
    "  --out FILE             writes the weights at the end: safetensors, or NumPy's format if it ends in .npz\n"
    "  --full                 with --out: also what an exact --resume needs\n"
    "  --log FILE             writes a JSON object a step; a resumed run goes on with the file\n"
    "  --sheet FILE.png       draws test images, their reconstructions and the error";

static const struct option OPTIONS[] = {
    {"model", required_argument, NULL, 'm'},   {"data", required_argument, NULL, 'd'},
    {"epochs", required_argument, NULL, 'e'},  {"steps", required_argument, NULL, 's'},
    {"batch", required_argument, NULL, 'b'},   {"optimizer", required_argument, NULL, 'o'},
    {"lr", required_argument, NULL, 'l'},      {"momentum", required_argument, NULL, 'M'},
    {"weights", required_argument, NULL, 'w'}, {"seed", required_argument, NULL, 'S'},
    {"threads", required_argument, NULL, 't'}, {"leave-out", required_argument, NULL, 'x'},
    {"no-shuffle", no_argument, NULL, 'n'},    {"no-sampling", no_argument, NULL, 'N'},
    {"set", required_argument, NULL, 'c'},     {"init", required_argument, NULL, 'i'},
    {"resume", required_argument, NULL, 'r'},  {"save-init", required_argument, NULL, 'I'},
    {"out", required_argument, NULL, 'O'},     {"full", no_argument, NULL, 'f'},
    {"log", required_argument, NULL, 'L'},     {"sheet", required_argument, NULL, 'P'},
    {"help", no_argument, NULL, 'h'},          {0}};

static bool read_weights(const Command *command, const char *text, Initialisation *how) {
    static const char *const rules[] = {"default", "he", "glorot"};
    for (int i = 0; i < 3; i++)
        if (strcmp(text, rules[i]) == 0) {
            *how = (Initialisation)i;
            return true;
        }
    cli_usage_error(command->name, "--weights takes default, he or glorot, not '%s'", text);
    return false;
}

static bool read_seed(const Command *command, const char *text, uint64_t *seed) {
    if (text_to_u64(text, seed))
        return true;
    cli_usage_error(command->name, "--seed takes a whole number from 0 on, not '%s'", text);
    return false;
}

static bool read_optimizer(const Command *command, const char *text, OptimizerKind *kind) {
    if (optimizer_parse(text, kind))
        return true;
    cli_usage_error(command->name, "--optimizer takes adam or sgd, not '%s'", text);
    return false;
}

static bool read_change(const Command *command, TrainOptions *o, const char *text) {
    const char *dot = strchr(text, '.');
    if (o->changes < TRAIN_MAX_CHANGES && dot && strchr(dot, '=')) {
        o->change[o->changes++] = text;
        return true;
    }
    cli_usage_error(command->name, "--set takes section.key=value, such as penalty.l1=0.1, at most %d times, not '%s'",
                    TRAIN_MAX_CHANGES, text);
    return false;
}

// Options that only name a file or switch something on.
static void read_name(TrainOptions *o, int option, const char *text) {
    const char **place = option == 'm'   ? &o->model
                         : option == 'd' ? &o->data
                         : option == 'i' ? &o->init
                         : option == 'r' ? &o->resume
                         : option == 'I' ? &o->save_init
                         : option == 'O' ? &o->out
                         : option == 'L' ? &o->log
                         : option == 'P' ? &o->sheet
                                         : NULL;
    if (place)
        *place = text;
    o->full |= option == 'f';
    o->settings.no_shuffle |= option == 'n';
    o->settings.no_sampling |= option == 'N';
}

static bool read_option(const Command *command, TrainOptions *o, int option, const char *text) {
    RunSettings *s = &o->settings;
    switch (option) {
    case 'e':
        return cli_int(command, "epochs", text, 0, 1000000, &o->epochs);
    case 's':
        return cli_int(command, "steps", text, 1, INT_MAX, &o->steps);
    case 'b':
        return cli_int(command, "batch", text, 1, 65536, &s->batch);
    case 't':
        return cli_int(command, "threads", text, 1, TEAM_MAX, &o->threads);
    case 'l':
        return cli_double(command, "lr", text, 0, 1e6, &s->rate);
    case 'M':
        return cli_double(command, "momentum", text, 0, 1, &s->momentum);
    case 'w':
        return read_weights(command, text, &s->initialisation);
    case 'S':
        return read_seed(command, text, &s->seed);
    case 'o':
        return read_optimizer(command, text, &s->optimizer);
    case 'x':
        return cli_classes(command, "leave-out", text, &s->left_out);
    case 'c':
        return read_change(command, o, text);
    default:
        read_name(o, option, text);
        return true;
    }
}

static bool consistent(const Command *command, const TrainOptions *o) {
    if (o->init && o->resume)
        cli_usage_error(command->name, "--init and --resume exclude each other");
    else if (o->resume && (o->given['m'] || o->given['S'] || o->given['w'] || o->given['x']))
        cli_usage_error(command->name,
                        "--%s does not go with --resume, which brings its own model, seed, weights and classes",
                        o->given['m']   ? "model"
                        : o->given['S'] ? "seed"
                        : o->given['w'] ? "weights"
                                        : "leave-out");
    else if (o->full && !o->out)
        cli_usage_error(command->name, "--full goes with --out");
    else if (o->sheet && !file_has_extension(o->sheet, "png"))
        cli_usage_error(command->name, "--sheet takes a file that ends in .png, not '%s'", o->sheet);
    else if (o->given['e'] && o->given['s'])
        cli_usage_error(command->name, "--epochs and --steps exclude each other");
    else
        return true;
    return false;
}

bool train_options_read(int argc, char **argv, const Command *command, TrainOptions *options, int *status) {
    *options = (TrainOptions){.epochs = 5, .threads = team_default_size(), .settings = session_defaults()};
    int option;
    while ((option = cli_option(argc, argv, OPTIONS, command)) >= 0) {
        options->given[option & 255] = true;
        if (!read_option(command, options, option, optarg)) {
            *status = EXIT_USAGE;
            return false;
        }
    }
    *status = option == -2 ? EXIT_OK : EXIT_USAGE;
    if (option == -1 && optind < argc)
        cli_usage_error(command->name, "unexpected argument %s", argv[optind]);
    else if (option == -1)
        return consistent(command, options);
    return false;
}

bool train_options_change(const TrainOptions *options, ModelSpec *spec, Error *error) {
    for (int i = 0; i < options->changes; i++) {
        char copy[512];
        snprintf(copy, sizeof copy, "%s", options->change[i]);
        char *dot = strchr(copy, '.'), *equals = strchr(copy, '=');
        if (!dot || !equals || equals < dot)
            return error_set(error, "--set takes section.key=value, not '%s'", options->change[i]);
        *dot = *equals = 0;
        Error reason;
        if (!spec_set(spec, copy, dot + 1, equals + 1, &reason))
            return error_set(error, "--set %.100s: %.380s", options->change[i], reason.text);
    }
    return true;
}

void train_options_override(const TrainOptions *options, RunSettings *settings) {
    const RunSettings *wish = &options->settings;
    if (options->given['b'])
        settings->batch = wish->batch;
    if (options->given['o'])
        settings->optimizer = wish->optimizer;
    if (options->given['l'])
        settings->rate = wish->rate;
    if (options->given['M'])
        settings->momentum = wish->momentum;
    settings->no_shuffle |= wish->no_shuffle;
    settings->no_sampling |= wish->no_sampling;
}
