// hourglass bench --products: matrix products alone, as fast as the kernels in use make them and as far from the
// reference kernels' as they are.
#include "bench_shapes.h"

#include <jansson.h>

typedef struct Product {
    Gemm gemm;
    real *packed, *found, *expected;
    Arena arena;
} Product;

static bool product_init(Product *product, const ProductShape *s, Error *error) {
    size_t m = (size_t)s->m, n = (size_t)s->n, k = (size_t)s->k;
    *product = (Product){0};
    real *a = arena_take(&product->arena, m * k, sizeof *a), *b = arena_take(&product->arena, k * n, sizeof *b);
    product->packed = arena_take(&product->arena, kernels_packed_size(s->k, s->n), sizeof(real));
    product->found = arena_take(&product->arena, m * n, sizeof(real));
    product->expected = arena_take(&product->arena, m * n, sizeof(real));
    if (product->arena.failed)
        return error_memory(error, "a product");
    bench_fill(a, m * k, 1);
    bench_fill(b, k * n, 2);
    kernels()->pack(b, s->n, 1, 0, s->k, 0, s->n, s->k, product->packed);
    product->gemm = (Gemm){.m = s->m,
                           .n = s->n,
                           .k = s->k,
                           .a = a,
                           .a_row = s->transposed ? 1 : s->k,
                           .a_column = s->transposed ? s->m : 1,
                           .b = b,
                           .b_row = s->n,
                           .b_column = 1,
                           .c_row = s->n};
    return true;
}

static void multiply(Team *team, void *context) {
    const Product *product = context;
    kernels()->gemm(team, &product->gemm);
}

static void multiply_by_reference(Product *product) {
    Team solo = team_solo();
    const char *name = bench_use_reference();
    product->gemm.packed = NULL;
    product->gemm.c = product->expected;
    kernels()->gemm(&solo, &product->gemm);
    bench_use(name);
    product->gemm.packed = product->packed;
    product->gemm.c = product->found;
}

typedef struct Figure {
    double flops, peak, residual;
} Figure;

static void print_figure(const BenchOptions *o, const ProductShape *s, int threads, const Figure *f) {
    if (!o->json) {
        char name[64];
        snprintf(name, sizeof name, "%dx%dx%d%s", s->m, s->n, s->k, s->transposed ? "t" : "");
        printf("%-38s %7d %10.1f %10.1f %8.1f %% %10.1e\n", name, threads, f->flops / 1e9, f->peak / 1e9,
               100 * f->flops / f->peak, f->residual);
        return;
    }
    json_t *line = json_pack("{s:s,s:i,s:i,s:i,s:s,s:i,s:f,s:f,s:f,s:f,s:s}", "product", "gemm", "m", s->m, "n", s->n,
                             "k", s->k, "a", s->transposed ? "transposed" : "plain", "threads", threads, "gflops",
                             f->flops / 1e9, "peak_gflops", f->peak / 1e9, "fraction_of_peak", f->flops / f->peak,
                             "residual", f->residual, "kernels", kernels()->name);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(line);
}

static bool measure(const BenchOptions *o, const ProductShape *s, Error *error) {
    Product product;
    bool ok = product_init(&product, s, error);
    if (ok)
        multiply_by_reference(&product);
    for (int i = 0; ok && i < o->thread_counts; i++) {
        int threads = o->threads[i];
        double before = bench_peak(threads, o->seconds), seconds = bench_best(threads, o->seconds, multiply, &product);
        Figure figure = {.flops = 2.0 * s->m * s->n * s->k / seconds,
                         .peak = bench_larger(before, bench_peak(threads, o->seconds)),
                         .residual = bench_residual(product.found, product.expected, (size_t)s->m * (size_t)s->n)};
        print_figure(o, s, threads, &figure);
        fflush(stdout);
    }
    arena_finish(&product.arena);
    return ok;
}

int bench_products(const BenchOptions *o) {
    Error error;
    ProductShapes shapes;
    if (o->shapes && !product_shapes_read(o->shapes, &shapes, &error))
        return cli_usage_error("bench", "%s", error.text);
    if (!o->shapes && !product_shapes_of_models(o, &shapes, &error))
        return cli_fail(&error);
    if (!o->json)
        printf("%-38s %7s %10s %10s %10s %10s\n", "product", "threads", "GFLOP/s", "peak", "of peak", "residual");
    for (int i = 0; i < shapes.count; i++)
        if (!measure(o, &shapes.shape[i], &error))
            return cli_fail(&error);
    return o->shapes ? EXIT_OK : bench_convolutions(o);
}
