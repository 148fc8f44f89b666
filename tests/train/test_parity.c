// The engine against PyTorch on small networks: tests/parity/torch_golden.py wrote what PyTorch computed in float64.
// Every kernel table this processor can run is held to it.
#include "safetensors.h"
#include "test.h"

#include "loss.h"
#include "optimizer.h"
#include "text.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Golden {
    const char *name;
    Tensors file;
    Net net;
    Pass pass;
    NetParameter tensors[NET_MAX_TENSORS];
    int tensor_count, images;
    Objective objective;
    OptimizerSettings optimizer;
    real *gradients, *m, *v;
    double *reconstruction, *penalty;
} Golden;

static double number(const Golden *g, const char *key) {
    double value = NAN;
    assert_true(text_to_double(tensors_metadata(&g->file, key), &value));
    return value;
}

static int parse_lines(const Golden *g, const char *key, LayerConfig *configs) {
    char copy[512], *rest = NULL;
    int count = 0;
    snprintf(copy, sizeof copy, "%s", tensors_metadata(&g->file, key));
    for (char *line = strtok_r(copy, ";", &rest); line; line = strtok_r(NULL, ";", &rest))
        assert_true(layer_parse(line, &configs[count++], NULL));
    return count;
}

static const Tensor *tensor_named(const Golden *g, const char *prefix, const char *name) {
    char full[80];
    snprintf(full, sizeof full, "%s.%s", prefix, name);
    const Tensor *tensor = tensors_find(&g->file, full);
    if (!tensor)
        fail_msg("%s has no %s", g->name, full);
    return tensor;
}

static void build(Golden *g, const char *path) {
    Error error = {0};
    LayerConfig configs[8];
    if (!safetensors_load(path, &g->file, &error))
        fail_msg("%s", error.text);
    const Tensor *images = tensors_find(&g->file, "images");
    g->images = images->sizes[0];
    int encoder = parse_lines(g, "encoder", configs), layers = encoder + parse_lines(g, "decoder", configs + encoder);
    for (int l = encoder; l < layers; l++)
        configs[l].tied = strcmp(tensors_metadata(&g->file, "tied"), "yes") == 0;
    assert_true(net_init(&g->net, (Shape){1, 1, images->sizes[1]}, configs, encoder, layers, NULL, &error));
    assert_true(pass_init(&g->pass, &g->net, g->images, 1, true, &error));
    g->tensor_count = net_parameters(&g->net, g->tensors);
    for (int i = 0; i < g->tensor_count; i++)
        memcpy(g->net.parameters + g->tensors[i].offset, tensor_named(g, "start", g->tensors[i].name)->values,
               g->tensors[i].count * sizeof(real));
    memcpy(g->pass.activation[0], images->values, tensor_bytes(images));
    assert_true(loss_parse(tensors_metadata(&g->file, "loss"), &g->objective.loss));
    g->objective.l1 = number(g, "l1");
    g->objective.kl = number(g, "kl");
    g->objective.rho = number(g, "rho");
    g->objective.beta = number(g, "beta");
    assert_true(optimizer_parse(tensors_metadata(&g->file, "optimizer"), &g->optimizer.kind));
    g->optimizer.rate = number(g, "rate");
    g->optimizer.momentum = number(g, "momentum");
    g->optimizer.weight_decay = number(g, "weight_decay");
    g->gradients = calloc(g->net.parameter_count, sizeof(real));
    g->m = calloc(g->net.parameter_count, sizeof(real));
    g->v = calloc(g->net.parameter_count, sizeof(real));
    g->reconstruction = calloc(2 * (size_t)g->images, sizeof(double));
    g->penalty = g->reconstruction + g->images;
    Team solo = team_solo();
    net_prepare(&g->net, &solo);
}

static void finish(Golden *g) {
    free(g->gradients);
    free(g->m);
    free(g->v);
    free(g->reconstruction);
    pass_finish(&g->pass);
    net_finish(&g->net);
    tensors_finish(&g->file);
}

static double compute_gradients(Golden *g) {
    net_forward(&g->net, &g->pass, 0, g->net.layers, 0, g->images, 0);
    loss_reconstruction(&g->net, &g->pass, &g->objective, 0, g->images, g->images, g->reconstruction);
    if (g->objective.kl > 0)
        loss_sparsity(&g->net, &g->pass, &g->objective, g->images, 0);
    loss_backward(&g->net, &g->pass, &g->objective, 0, g->images, g->images, 0, g->penalty);
    double loss = 0;
    for (int n = 0; n < 2 * g->images; n++)
        loss += g->reconstruction[n] / g->images;
    for (int tile = 0; tile < g->net.tiles; tile++)
        net_gradient(&g->net, &g->pass, g->images, tile, 0, g->gradients);
    return loss;
}

typedef struct Updating {
    Golden *golden;
    Update numbers;
} Updating;

static void update_part(void *context, const LayerTile *part, const real *gradient) {
    const Updating *u = context;
    Golden *g = u->golden;
    assert_true(optimizer_apply(&g->optimizer, &u->numbers, part, g->net.parameters, gradient, g->m, g->v));
}

static void update(Golden *g, int step) {
    Updating updating = {g, optimizer_update(&g->optimizer, (uint64_t)step)};
    GradientSink sink = {.take = update_part, .context = &updating};
    for (int item = 0; item < g->net.tiles; item++)
        net_gradient_parts(&g->net, &g->pass, g->images, item, 0, &sink);
    Team solo = team_solo();
    net_prepare(&g->net, &solo);
}

// |found - expected| / |expected| as vectors, tensor by tensor.
static void compare(const Golden *g, const char *prefix, const real *found, double limit) {
    for (int i = 0; i < g->tensor_count; i++) {
        const float *expected = tensor_named(g, prefix, g->tensors[i].name)->values;
        double difference = 0, size = 1e-24;
        for (size_t j = 0; j < g->tensors[i].count; j++) {
            difference += pow((double)found[g->tensors[i].offset + j] - (double)expected[j], 2);
            size += pow((double)expected[j], 2);
        }
        if (!(sqrt(difference / size) <= limit))
            fail_msg("%s with %s kernels: %s of %s is off by %g of itself", g->name, kernels()->name, prefix,
                     g->tensors[i].name, sqrt(difference / size));
    }
}

static void follow(const char *path, const char *name) {
    Golden golden = {.name = name};
    build(&golden, path);
    const Tensor *losses = tensors_find(&golden.file, "losses");
    for (int step = 0; step < losses->sizes[0]; step++) {
        double loss = compute_gradients(&golden), expected = (double)((const float *)losses->values)[step];
        if (step == 0)
            compare(&golden, "gradient", golden.gradients, 2e-6);
        if (!(fabs(loss / expected - 1) <= 2e-6))
            fail_msg("%s with %s kernels: loss %g at step %d, expected %g", name, kernels()->name, loss, step,
                     expected);
        update(&golden, step + 1);
    }
    compare(&golden, "end", golden.net.parameters, 2e-5);
    finish(&golden);
}

static void every_network_follows_pytorch_with_every_kernel_table(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), files = 0;
    DIR *folder = opendir(GOLDEN_FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (!strstr(entry->d_name, ".safetensors"))
            continue;
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", GOLDEN_FOLDER, entry->d_name);
        for (int i = 0; i < count; i++) {
            assert_true(kernels_choose(names[i]));
            follow(path, entry->d_name);
        }
        files++;
    }
    closedir(folder);
    assert_true(files >= 28);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_network_follows_pytorch_with_every_kernel_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
