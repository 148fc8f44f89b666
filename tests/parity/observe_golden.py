#!/usr/bin/python3
"""Writes golden/observe_golden.h: what NumPy makes of the images and codes that tests/support/sample.h draws.

Run it from this folder after a change: python3 observe_golden.py > golden/observe_golden.h
"""
import numpy as np


def stream(seed, count):
    """The same numbers as sample_next: a linear congruential generator's upper 16 bits."""
    state, values = seed, np.empty(count, np.int64)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values[i] = state >> 16
    return values


def images(seed, count, size, factors):
    """sample_images: `factors` hidden factors of falling weight and a little noise; noise alone for 0 factors."""
    basis = stream(1, factors * size).reshape(factors, size) % 17 - 8
    draws = stream(seed, count * (factors + size)).reshape(count, factors + size)
    noise = draws[:, factors:]
    if factors == 0:
        return noise % 256
    amounts = draws[:, :factors] % 17 - 8
    weights = np.array([64 >> k for k in range(factors)])
    return np.clip(128 + (amounts * weights) @ basis // 64 + noise % 5, 0, 255)


def codes(seed, count, units, classes):
    """sample_codes: labels, and codes in which each class has a place of its own, under much noise."""
    draws = stream(seed, count * (units + 1)).reshape(count, units + 1)
    labels = draws[:, 0] % classes
    places = stream(2, classes * units).reshape(classes, units) % 101
    return (places[labels] + draws[:, 1:] % 256).astype(np.float64) / 64, labels


def pca(train, test, components):
    train, test = train / 255, test / 255
    mean = train.mean(0)
    values, vectors = np.linalg.eigh((train - mean).T @ (train - mean) / len(train))
    values, vectors = values[::-1][:components], vectors[:, ::-1][:, :components]
    rest = (test - mean) - (test - mean) @ vectors @ vectors.T
    return values, (rest**2).mean()


def probe(train, train_labels, test, test_labels, classes):
    mean, targets = train.mean(0), np.eye(classes)[train_labels]
    centred = train - mean
    gram = centred.T @ centred
    ridge = 1e-3 * np.trace(gram) / len(gram) + 1e-9
    weights = np.linalg.solve(gram + ridge * np.eye(len(gram)), centred.T @ (targets - targets.mean(0)))
    answers = ((test - mean) @ weights + targets.mean(0)).argmax(1)
    return (answers == test_labels).mean()


def pad(codes):
    """Two dead units before the others."""
    return np.hstack([np.zeros((len(codes), 2)), codes])


def line(name, values):
    values = np.atleast_1d(values)
    print(f"static const double {name}[{len(values)}] = {{")
    for value in values:
        print(f"    {value:.17g},")
    print("};")


def quality(outputs, targets):
    """BCE of clamped outputs and squared error, an image each."""
    y = np.clip(outputs, 1e-7, 1 - 1e-7)
    bce = -(targets * np.log(y) + (1 - targets) * np.log1p(-y)).sum(1)
    return bce, ((outputs - targets) ** 2).sum(1)


def dense(inputs, units, seed):
    """sample_weights: weights in ±1/2, then biases in ±1/4, as one dense layer holds them."""
    size = inputs.shape[1]
    draws = stream(seed, units * (size + 1))
    weights = (draws[: units * size].reshape(units, size) % 65 - 32) / 64
    biases = (draws[units * size :] % 65 - 32) / 128
    return inputs @ weights.T + biases


def main():
    print("// Written by observe_golden.py with NumPy; see there.\n// clang-format off")
    cases = {
        "narrow": (1, 60, 30, 4, 8),
        "noise": (3, 400, 49, 0, 8),
        "flat": (9, 500, 225, 0, 8),
        "few": (5, 12, 40, 6, 30),
        "wide": (7, 20, 33 * 33, 6, 5),
    }
    for name, (seed, count, size, factors, components) in cases.items():
        components = min(components, size, count - 1)
        values, mse = pca(images(seed, count, size, factors), images(seed + 1, count, size, factors), components)
        line(f"golden_{name}_variance", values)
        line(f"golden_{name}_mse", mse)
    for units in (3, 20):
        train, test = codes(11, 700, units, 4), codes(12, 300, units, 4)
        line(f"golden_probe_{units}", probe(*train, *test, 4))
    (train, labels), (test, answers) = codes(11, 700, 3, 4), codes(12, 300, 3, 4)
    line("golden_probe_dead", probe(pad(train), labels, pad(test), answers, 4))
    targets = images(21, 10, 12, 0) / 255
    code = np.maximum(dense(targets, 5, 31), 0)
    logits = dense(code, 12, 32)
    for name, outputs in (("bce", 1 / (1 + np.exp(-logits))), ("mse", logits)):
        bce, error = quality(outputs, targets)
        line(f"golden_{name}_model_bce", bce)
        line(f"golden_{name}_model_error", error)
    line("golden_code_l1", np.abs(code).sum(1))
    line("golden_code_l0", (np.abs(code) > 1e-6).sum(1))
    line("golden_fires", (np.abs(code) > 1e-6).sum(0))
    line("golden_variance", targets.var(0).mean())


if __name__ == "__main__":
    main()
