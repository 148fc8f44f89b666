// hourglass bench: reads what is to be measured. Training of models, their matrix products and convolutions, and memory
// each have a file of their own; --ui, which needs a window, is beside main.
#include "bench.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const Command command_bench;

// As the user gives them; the lists are cut in place.
typedef struct Words {
    char models[512], threads[128];
    const char *kernels;
} Words;

static bool read_option(BenchOptions *o, Words *words, int option, const char *text) {
    const Command *command = &command_bench;
    switch (option) {
    case 'm':
        snprintf(words->models, sizeof words->models, "%s", text);
        return true;
    case 't':
        snprintf(words->threads, sizeof words->threads, "%s", text);
        return true;
    case 'd':
        o->data = text;
        return true;
    case 'k':
        words->kernels = text;
        return true;
    case 'g':
        o->shapes = text;
        o->products = true;
        return true;
    case 'b':
        return cli_int(command, "batch", text, 1, 65536, &o->batch);
    case 's':
        return cli_double(command, "seconds", text, 0.01, 3600, &o->seconds);
    default:
        o->products |= option == 'p';
        o->memory |= option == 'y';
        o->json |= option == 'j';
        return true;
    }
}

static bool read_options(int argc, char **argv, BenchOptions *o, Words *words, int *status) {
    static const struct option options[] = {
        {"models", required_argument, NULL, 'm'},  {"threads", required_argument, NULL, 't'},
        {"data", required_argument, NULL, 'd'},    {"batch", required_argument, NULL, 'b'},
        {"seconds", required_argument, NULL, 's'}, {"kernels", required_argument, NULL, 'k'},
        {"products", no_argument, NULL, 'p'},      {"gemm", required_argument, NULL, 'g'},
        {"memory", no_argument, NULL, 'y'},        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},          {0}};
    int option;
    *status = EXIT_USAGE;
    while ((option = cli_option(argc, argv, options, &command_bench)) >= 0)
        if (!read_option(o, words, option, optarg))
            return false;
    if (option == -2)
        *status = EXIT_OK;
    if (option == -1 && optind < argc)
        cli_usage_error("bench", "unexpected argument %s", argv[optind]);
    return option == -1 && optind >= argc;
}

// Cuts "a,b,c" into words; returns their number, 0 after telling that there are none or too many.
static int split_list(const char *option, char *text, char *words[BENCH_LISTED]) {
    char *rest = NULL;
    int count = 0;
    for (char *word = strtok_r(text, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        if (count == BENCH_LISTED) {
            cli_usage_error("bench", "--%s takes at most %d values", option, BENCH_LISTED);
            return 0;
        }
        words[count++] = word;
    }
    if (count == 0)
        cli_usage_error("bench", "--%s takes values with commas between them", option);
    return count;
}

static bool read_lists(BenchOptions *o, Words *words) {
    char *counts[BENCH_LISTED] = {0};
    o->model_count = split_list("models", words->models, o->models);
    o->thread_counts = o->model_count ? split_list("threads", words->threads, counts) : 0;
    for (int i = 0; i < o->thread_counts; i++)
        if (!cli_int(&command_bench, "threads", counts[i], 1, TEAM_MAX, &o->threads[i]))
            return false;
    return o->thread_counts > 0;
}

static bool choose_kernels(const char *name) {
    if (!name || kernels_choose(name))
        return true;
    const char *names[KERNELS_MAX];
    char list[128] = "";
    int count = kernels_available(names);
    for (int i = 0; i < count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? ", " : "", names[i]);
    cli_usage_error("bench", "--kernels takes an instruction set of this machine (%s), not '%s'", list, name);
    return false;
}

static int run(int argc, char **argv) {
    BenchOptions o = {.data = "fashion-mnist", .batch = 128};
    Words words = {.models = "vanilla,deep,sparse-wide,convolutional,conv-wide,variational"};
    int status, all = team_default_size();
    snprintf(words.threads, sizeof words.threads, all > 1 ? "1,%d" : "%d", all);
    o.json = !isatty(STDOUT_FILENO);
    if (!read_options(argc, argv, &o, &words, &status))
        return status;
    if (!read_lists(&o, &words) || !choose_kernels(words.kernels))
        return EXIT_USAGE;
    if (o.products && o.memory)
        return cli_usage_error("bench", "--products and --memory exclude each other");
    if (o.seconds <= 0)
        o.seconds = o.products || o.memory ? 0.2 : 4;
    return o.memory ? bench_memory(&o) : o.products ? bench_products(&o) : bench_models(&o);
}

const Command command_bench = {
    .name = "bench",
    .summary = "measures training speed",
    .usage =
        "[options]\n\n"
        "  --models A,B     vanilla,deep,sparse-wide,convolutional,conv-wide,variational if not given\n"
        "  --threads N,M    1 and all processors if not given\n"
        "  --seconds S      for each figure: for training, of which it is the median of five stretches, 4 if not "
        "given;\n"
        "                   for the best of short stretches of everything else 0.2\n"
        "  --batch N        128 if not given\n"
        "  --data ID|PATH   fashion-mnist if not given\n"
        "  --kernels NAME   forces an instruction set\n"
        "  --products       the matrix products and convolutions of the models instead of their training\n"
        "  --gemm SHAPES    these products alone: MxNxK of C (M, N) = A (M, K) x B (K, N), several with commas "
        "between\n"
        "                   them; MxNxKt with A given as its transpose, as in a gradient of weights\n"
        "  --memory         how fast memory is copied, of sizes for each cache and beyond\n"
        "  --ui             frame times of the window instead, and training beside it against training without; also\n"
        "                   takes --view NAME, and one model. With --view map how often the map moves, instead of how\n"
        "                   soon views open\n"
        "  --json           one JSON object a line, as where the output is no terminal\n\n"
        "  A peak is what multiply-adds on registers alone come to in the same run. Products find B packed, as layers\n"
        "  keep their weights; their residual is the largest difference from the reference kernels over the root mean\n"
        "  square of the result.",
    .run = run,
};
