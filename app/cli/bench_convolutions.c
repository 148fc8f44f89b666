// hourglass bench --products: the convolutions of models, through their layers' own forward and backward, with the
// gradients of their weights.
#include "bench_shapes.h"

#include <jansson.h>
#include <string.h>

// Direct convolutions by the reference kernels take a second for an image: the residual is that of so many.
enum { COMPARED = 2 };

// A layer of a net on a batch of random images and gradients.
typedef struct Convolving {
    Net net;
    Pass pass;
    real *gradients; // (parameter_count)
    int layer, tile; // and the first tile of its parameters
    Arena arena;
} Convolving;

static void convolving_finish(Convolving *c) {
    pass_finish(&c->pass);
    net_finish(&c->net);
    arena_finish(&c->arena);
}

static int batch_of(const Convolving *c) {
    return c->pass.capacity;
}

// The activation that the layer reads: with an upsampling folded into it, that one's input.
static int input_place(const Convolving *c) {
    return c->net.layer[c->layer].fold ? c->layer - 1 : c->layer;
}

static size_t input_size(const Convolving *c) {
    return (size_t)batch_of(c) * (size_t)shape_size(c->net.layer[input_place(c)].input);
}

static size_t output_size(const Convolving *c) {
    return (size_t)batch_of(c) * (size_t)shape_size(c->net.layer[c->layer].output);
}

// Its input comes from the layers before it, its output's gradient is random.
static bool convolving_init(Convolving *c, const char *model, int layer, int batch, int threads, Error *error) {
    *c = (Convolving){.layer = layer};
    if (!bench_net(model, &c->net, error) || !pass_init(&c->pass, &c->net, batch, threads, true, error)) {
        convolving_finish(c);
        return false;
    }
    c->gradients = arena_take(&c->arena, c->net.parameter_count, sizeof(real));
    if (!c->gradients) {
        convolving_finish(c);
        return error_memory(error, "gradients");
    }
    for (int l = 0; l < layer; l++)
        c->tile += c->net.layer[l].tiles;
    bench_fill(c->pass.activation[0], (size_t)batch * (size_t)shape_size(c->net.image), 1);
    for (int first = 0, rows = net_chunk_rows(batch); first < batch; first += rows)
        net_forward(&c->net, &c->pass, 0, layer + 1, first, batch - first < rows ? batch - first : rows, 0);
    return true;
}

typedef void (*CarryRows)(const Net *, const Pass *, int from, int to, int first, int count, int rank);

static void carry(Team *team, const Convolving *c, CarryRows rows_through, int from, int to) {
    int batch = batch_of(c), rows = net_chunk_rows(batch), parts = (batch + rows - 1) / rows;
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * rows;
        rows_through(&c->net, &c->pass, from, to, first, batch - first < rows ? batch - first : rows, team->rank);
    }
}

static void forward(Team *team, void *context) {
    const Convolving *c = context;
    carry(team, c, net_forward, c->layer, c->layer + 1);
}

static void backward(Team *team, void *context) {
    const Convolving *c = context;
    int tiles = c->net.layer[c->layer].tiles;
    carry(team, c, net_backward, c->layer + 1, c->layer);
    team_barrier(team);
    for (int tile = team_take(team, tiles); tile < tiles; tile = team_take(team, tiles))
        net_gradient(&c->net, &c->pass, batch_of(c), c->tile + tile, team->rank, c->gradients);
}

static void run_alone(Convolving *c, bool back) {
    Team solo = team_solo();
    if (back)
        bench_fill(c->pass.gradient[c->layer + 1], output_size(c), 2);
    (back ? backward : forward)(&solo, c);
}

// The larger residual of everything that this pass makes.
static double residual_of(const Convolving *fast, const Convolving *plain, bool back) {
    int l = fast->layer;
    const LayerParameter *weight = &fast->net.layer[l].parameter[0];
    if (!back)
        return bench_residual(fast->pass.activation[l + 1], plain->pass.activation[l + 1], output_size(fast));
    double residual = bench_residual(fast->gradients + weight->offset, plain->gradients + weight->offset,
                                     layer_parameter_count(&fast->net.layer[l]));
    int read = input_place(fast);
    double input = read ? bench_residual(fast->pass.gradient[read], plain->pass.gradient[read], input_size(fast)) : 0;
    return bench_larger(residual, input);
}

// `residual` (2): forward and back.
static bool compare(const char *model, int layer, double residual[2], Error *error) {
    Convolving fast, plain;
    if (!convolving_init(&fast, model, layer, COMPARED, 1, error))
        return false;
    const char *name = bench_use_reference();
    bool ok = convolving_init(&plain, model, layer, COMPARED, 1, error);
    for (int back = 0; ok && back < 2; back++)
        run_alone(&plain, back);
    bench_use(name);
    if (ok) {
        size_t bytes = input_size(&plain) * sizeof(real); // of the same input, whatever came before
        memcpy(fast.pass.activation[input_place(&fast)], plain.pass.activation[input_place(&plain)], bytes);
        for (int back = 0; back < 2; back++) {
            run_alone(&fast, back);
            residual[back] = residual_of(&fast, &plain, back);
        }
        convolving_finish(&plain);
    }
    convolving_finish(&fast);
    return ok;
}

typedef struct Figure {
    double flops, peak, residual;
} Figure;

static void print_figure(const BenchOptions *o, const char *model, const Layer *layer, bool back, int threads,
                         const Figure *f) {
    char line_of[LAYER_LINE], name[LAYER_LINE + 64];
    const char *pass = back ? "backward" : "forward";
    layer_write(&layer->config, line_of, sizeof line_of);
    if (!o->json) {
        snprintf(name, sizeof name, "%s %d %s", model, layer->index + 1, pass);
        printf("%-38s %7d %10.1f %10.1f %8.1f %% %10.1e\n", name, threads, f->flops / 1e9, f->peak / 1e9,
               100 * f->flops / f->peak, f->residual);
        return;
    }
    json_t *line =
        json_pack("{s:s,s:s,s:s,s:i,s:s,s:i,s:i,s:f,s:f,s:f,s:f,s:s}", "product", "convolution", "model", model,
                  "layer", line_of, "index", layer->index + 1, "pass", pass, "batch", o->batch, "threads", threads,
                  "gflops", f->flops / 1e9, "peak_gflops", f->peak / 1e9, "fraction_of_peak", f->flops / f->peak,
                  "residual", f->residual, "kernels", kernels()->name);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(line);
}

// Of a direct convolution: back it goes to the input, unless that is the image, and to the weights.
static double flops_of(const Layer *layer, bool back, int batch) {
    double forward_flops = 2 * layer->config.type->multiply_adds(layer) * batch;
    return back && !layer->first ? 2 * forward_flops : forward_flops;
}

static bool measure(const BenchOptions *o, const char *model, int index, int threads, const double residual[2],
                    Error *error) {
    Convolving c;
    if (!convolving_init(&c, model, index, o->batch, threads, error))
        return false;
    const Layer *layer = &c.net.layer[index];
    for (int back = 0; back < 2; back++) {
        run_alone(&c, back);
        double before = bench_peak(threads, o->seconds),
               seconds = bench_best(threads, o->seconds, back ? backward : forward, &c);
        Figure figure = {.flops = flops_of(layer, back, o->batch) / seconds,
                         .peak = bench_larger(before, bench_peak(threads, o->seconds)),
                         .residual = residual[back]};
        print_figure(o, model, layer, back, threads, &figure);
        fflush(stdout);
    }
    convolving_finish(&c);
    return true;
}

static bool measure_model(const BenchOptions *o, const char *model, Error *error) {
    Net net;
    bool ok = bench_net(model, &net, error);
    for (int l = 0; ok && l < net.layers; l++) {
        double residual[2];
        if (!net.layer[l].parameters || !net.layer[l].config.kernel)
            continue;
        ok = compare(model, l, residual, error);
        for (int i = 0; ok && i < o->thread_counts; i++)
            ok = measure(o, model, l, o->threads[i], residual, error);
    }
    net_finish(&net);
    return ok;
}

int bench_convolutions(const BenchOptions *o) {
    Error error;
    for (int i = 0; i < o->model_count; i++)
        if (!measure_model(o, o->models[i], &error))
            return cli_fail(&error);
    return EXIT_OK;
}
