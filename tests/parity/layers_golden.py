"""Writes golden/layers_golden.h and golden/layers_golden.npy: what PyTorch makes of single layers for pictures.

  cd tests/parity && python3 layers_golden.py        (Debian: python3-torch python3-numpy)
Each case is a layer's line, an input shape, a batch and perhaps a smaller shape that the output is cropped to. Input, weights
and the gradient of the output come from the engine's own counter-based random numbers, so that only results are stored, and
of those, tensor by tensor (output, gradient of the input, of the weight, of the bias): the values at up to SAMPLES places
evenly apart, then the products of the whole tensor with PROJECTIONS random vectors, so that every element counts.
Everything is computed in float64 from inputs rounded to float32.
"""
import random

import numpy as np
import torch
import torch.nn.functional as F

SAMPLES, PROJECTIONS, CASES = 32, 3, 24
M64, GOLDEN = (1 << 64) - 1, 0x9E3779B97F4A7C15
OBSERVE = 5  # RANDOM_OBSERVE in engine/base/random.h
ACTIVATIONS = {"": lambda x: x, "relu": F.relu, "leaky_relu": F.leaky_relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
               "elu": F.elu, "softplus": F.softplus}


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & M64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M64
    return x ^ (x >> 31)


def uniform(seed, shape):
    """random_uniform(random_stream(seed, RANDOM_OBSERVE), i) for every i, as 2u - 1 in float32's precision."""
    key = mix((seed + GOLDEN) & M64)
    key = mix(mix((key + GOLDEN) & M64) ^ mix((OBSERVE * GOLDEN + 1) & M64))
    count = int(np.prod(shape))
    bits = [mix((mix((i * GOLDEN + key) & M64) + key) & M64) >> 11 for i in range(count)]
    values = 2 * np.array(bits, np.float64) * 2.0**-53 - 1
    return torch.from_numpy(values.astype(np.float32).astype(np.float64).reshape(shape))


def summary(tensor, seed):
    flat = tensor.detach().numpy().ravel()
    step = max(1, -(-len(flat) // SAMPLES))
    return np.concatenate([flat[::step], [flat @ uniform(seed + i, len(flat)).numpy() for i in range(PROJECTIONS)]])


def steps_of(tensor):
    """Few different values, so that windows have equal largest ones and their order counts."""
    return torch.round(tensor * 3) / 4


class Case:
    """One layer: its line, input (C, H, W), batch, weight and bias shapes, and the function from PyTorch."""

    def __init__(self, line, shape, batch, weight, run, crop=None, quantise=False):
        self.line, self.shape, self.batch, self.weight, self.run = line, shape, batch, weight, run
        self.crop, self.quantise = crop, quantise

    def results(self, seed):
        x = uniform(seed, (self.batch, *self.shape))
        x = (steps_of(x) if self.quantise else x).requires_grad_()
        parameters = []
        if self.weight:
            bias = self.weight[1 if self.line.startswith("conv_t") else 0]
            parameters = [uniform(seed + 1, self.weight).requires_grad_(), uniform(seed + 2, (bias,)).requires_grad_()]
        y = self.run(x, *parameters)
        if self.crop:
            y = y[:, :, :self.crop[1], :self.crop[2]]
        y.backward(uniform(seed + 3, tuple(y.shape)))
        tensors = [y, x.grad] + [p.grad for p in parameters]
        return y.shape, np.concatenate([summary(t, seed + 10 * (i + 1)) for i, t in enumerate(tensors)])


def some(rng, line, kernel, stride):
    """Shape and batch at random, but large enough for the kernel."""
    side = lambda: rng.choice([1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 31, 33])
    return (rng.randint(1, 7), side(), side()), rng.choice([1, 3, 17])


def act(rng):
    name = rng.choice(list(ACTIVATIONS))
    return name, ACTIVATIONS[name]


def conv_case(rng):
    while True:
        k, s = rng.randint(1, 5), rng.randint(1, 3)
        pad = rng.choice([None] + list(range(k)))
        shape, batch = some(rng, "conv", k, s)
        p = k // 2 if pad is None else pad
        if min(shape[1:]) + 2 * p >= k:
            break
    out, (name, f) = rng.randint(1, 20), act(rng)
    words = f"conv {out} {k}x{k}" + (f" stride {s}" if s > 1 else "") + (f" pad {pad}" if pad is not None else "") + f" {name}"
    return Case(words.strip(), shape, batch, (out, shape[0], k, k), lambda x, w, b: f(F.conv2d(x, w, b, s, p)))


def transposed_case(rng, crop):
    while True:
        k, s = rng.randint(1, 5), rng.randint(1, 3)
        if k >= s - 1 and (s > 1 or k % 2):
            break
    shape, batch = some(rng, "conv_transpose", k, s)
    out, (name, f) = rng.randint(1, 20), act(rng)
    pad, rest = -((s - k) // 2), (k - s) % 2
    large = (out, s * shape[1], s * shape[2])
    small = (out, rng.randint((large[1] + 1) // 2, large[1]), rng.randint((large[2] + 1) // 2, large[2])) if crop else None
    words = f"conv_transpose {out} {k}x{k}" + (f" stride {s}" if s > 1 else "") + f" {name}"
    return Case(words.strip(), shape, batch, (shape[0], out, k, k),
                lambda x, w, b: f(F.conv_transpose2d(x, w, b, s, pad, rest)), small)


def pool_case(rng):
    while True:
        k, ceil = rng.randint(2, 4), rng.random() < 0.5
        shape, batch = some(rng, "max_pool", k, k)
        if ceil or min(shape[1:]) >= k:
            break
    return Case(f"max_pool {k}" + " ceil" * ceil, shape, batch, None, lambda x: F.max_pool2d(x, k, ceil_mode=ceil),
                quantise=True)


def upsample_case(rng, crop):
    k = rng.randint(2, 4)
    shape, batch = some(rng, "upsample", k, k)
    small = (shape[0], k * shape[1] - rng.randint(0, k), k * shape[2] - rng.randint(0, k)) if crop else None
    return Case(f"upsample {k}", shape, batch, None, lambda x: F.interpolate(x, scale_factor=k), small)


def reshape_case(rng):
    shape, batch = some(rng, "reshape", 1, 1)
    to = (shape[2], shape[0], shape[1])
    return Case("reshape {}x{}x{}".format(*to), shape, batch, None, lambda x: x.reshape(-1, *to))


def main():
    rng = random.Random(1)
    cases = [make(rng) for make in (conv_case, lambda r: transposed_case(r, False), lambda r: transposed_case(r, True), pool_case,
                                    lambda r: upsample_case(r, r.random() < 0.5), reshape_case) for _ in range(CASES)]
    print("// Written by layers_golden.py with PyTorch; see there.\n// clang-format off")
    print(f"enum {{ GOLDEN_SAMPLES = {SAMPLES}, GOLDEN_PROJECTIONS = {PROJECTIONS} }};")
    print("static const struct GoldenCase {\n    const char *line;\n    Shape input, crop; // crop: what the last layer is cropped to, "
          "or zero\n    Shape output;\n    int batch;\n    bool quantised;\n    uint64_t seed;\n    int values; // in the .npy file\n"
          "} golden_cases[] = {")
    values = []
    triple = lambda shape: "{{{}, {}, {}}}".format(*shape)
    for n, case in enumerate(cases):
        output, result = case.results(1000 * n)
        values.append(result)
        print(f'    {{"{case.line}", {triple(case.shape)}, {triple(case.crop or (0, 0, 0))}, {triple(output[1:])}, {case.batch}, '
              f"{str(case.quantise).lower()}, {1000 * n}, {len(result)}}},")
    print("};")
    np.save("golden/layers_golden.npy", np.concatenate(values).astype(np.float32))


main()
