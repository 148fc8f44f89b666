"""Matrix products beside those of the BLAS that NumPy uses, in turn on the same machine, as one table.

usage: products.py [--sittings N] [--threads N] [--shapes MxNxK,MxNxKt,...] HOURGLASS

Both give their best of short stretches; the ratio is the median of the sittings' ratios. The BLAS is run on the same
number of threads, which is set in its environment here. It packs both matrices with every product; this program finds
B packed, as its layers keep it. README.md says what an `t` behind a shape means.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

SHAPES = "128x1024x784,128x64x784,128x784x64,64x784x128t,1024x784x128t"
STRETCH = 0.005  # seconds
STRETCHES = 40


def of_blas(shape):
    """GFLOP/s of the best stretch of one shape; runs in a process of its own, so that it obeys the number of threads."""
    import numpy as np

    m, n, k = map(int, shape.rstrip("t").split("x"))
    random = np.random.default_rng(1)
    a = random.standard_normal((k, m) if shape.endswith("t") else (m, k), dtype=np.float32)
    a = a.T if shape.endswith("t") else a
    b = random.standard_normal((k, n), dtype=np.float32)
    c = np.empty((m, n), dtype=np.float32)
    best, rounds = 0.0, max(1, int(STRETCH * 1e11 / (2 * m * n * k)))
    for _ in range(STRETCHES):
        start = time.perf_counter()
        for _ in range(rounds):
            np.matmul(a, b, out=c)
        best = max(best, 2e-9 * m * n * k * rounds / (time.perf_counter() - start))
    return best


def of_ours(program, shape, threads):
    command = [program, "bench", "--gemm", shape, "--threads", str(threads), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def in_process(shape, threads):
    environment = dict(os.environ, OPENBLAS_NUM_THREADS=str(threads), OMP_NUM_THREADS=str(threads))
    command = [sys.executable, __file__, "--blas", shape]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][len("usage: "):])
    parser.add_argument("--sittings", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--shapes", default=SHAPES)
    parser.add_argument("--blas")
    parser.add_argument("program", nargs="?")
    options = parser.parse_args()
    if options.blas:
        print(of_blas(options.blas))
        return
    if not options.program:
        parser.error("which HOURGLASS?")
    print("| product | GFLOP/s | of peak | BLAS, GFLOP/s | ratio | of sittings |")
    print("|---|---:|---:|---:|---:|---:|")
    for shape in options.shapes.split(","):
        ours, blas = [], []
        for _ in range(options.sittings):
            ours.append(of_ours(options.program, shape, options.threads))
            blas.append(in_process(shape, options.threads))
        ratios = [a["gflops"] / b for a, b in zip(ours, blas)]
        print(f"| {shape} | {statistics.median(a['gflops'] for a in ours):.0f} "
              f"| {100 * statistics.median(a['fraction_of_peak'] for a in ours):.0f} % | {statistics.median(blas):.0f} "
              f"| {statistics.median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |", flush=True)


main()
