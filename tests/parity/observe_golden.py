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


def unit_figures(code, labels, classes):
    """What code_accumulator says of each unit: one row of figures a unit."""
    magnitude, rows = np.abs(code), []
    for u in range(code.shape[1]):
        a, m = code[:, u], magnitude[:, u]
        square = (a**2).mean()
        treves_rolls = m.mean() ** 2 / square if square > 0 else 0
        means = [m[labels == c].mean() for c in range(classes) if (labels == c).any()]
        most = max(means)
        rest = (sum(means) - most) / (len(means) - 1)
        selectivity = (most - rest) / (most + rest) if most > 0 else 0
        active = a[m > 1e-6].mean() if (m > 1e-6).any() else 0
        rows.append([(m > 1e-6).mean(), a.mean(), a.std(), a.min(), a.max(), active, treves_rolls, selectivity])
    return np.array(rows)


def hoyer(code):
    """Of the images with a code that is not 0."""
    code = np.abs(code[(code != 0).any(1)])
    root = np.sqrt(code.shape[1])
    return (root - code.sum(1) / np.sqrt((code**2).sum(1))) / (root - 1)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def layer(inputs, units, seed):
    """sample_weights as (W, b)."""
    draws = stream(seed, units * (inputs + 1))
    return (draws[: units * inputs].reshape(units, inputs) % 65 - 32) / 64, (draws[units * inputs :] % 65 - 32) / 128


def gradient(targets, kind):
    """Loss and gradients of a net of two layers: "bce" has a relu code and L1 of 0.25, "mse" a sigmoid code and 10 KL
    of 0.05 from its mean."""
    (w, b), (v, c) = layer(12, 5, 31), layer(5, 12, 32)
    n, before = len(targets), targets @ w.T + b
    code = np.maximum(before, 0) if kind == "bce" else sigmoid(before)
    output = code @ v.T + c
    if kind == "bce":
        loss = quality(sigmoid(output), targets)[0].mean() + 0.25 * code.sum() / n
        out, at_code = (sigmoid(output) - targets) / n, 0.25 * (code > 0) / n
    else:
        mean = code.mean(0)
        coins = 0.05 * np.log(0.05 / mean) + 0.95 * np.log(0.95 / (1 - mean))
        loss = ((output - targets) ** 2).sum(1).mean() + 10 * coins.sum()
        out, at_code = 2 * (output - targets) / n, 10 * (0.95 / (1 - mean) - 0.05 / mean) / n
    at_code = (out @ v + at_code) * ((code > 0) if kind == "bce" else code * (1 - code))
    return loss, at_code.T @ targets, at_code.sum(0), out.T @ code, out.sum(0)


def ssim(x, y):
    """(C, H, W) in 0-1, window by window with its two-dimensional weights, as the formula stands in image_quality.h."""
    sides = [11 if side >= 11 else side - 1 + side % 2 for side in x.shape[1:]]
    along = [np.exp(-((np.arange(side) - side // 2) ** 2) / (2 * 1.5**2)) for side in sides]
    weights = np.outer(*along)
    weights /= weights.sum()
    values = []
    for a, b in zip(x, y):
        for top in range(a.shape[0] - sides[0] + 1):
            for left in range(a.shape[1] - sides[1] + 1):
                p = a[top : top + sides[0], left : left + sides[1]]
                q = b[top : top + sides[0], left : left + sides[1]]
                mp, mq = (weights * p).sum(), (weights * q).sum()
                vp, vq = (weights * (p - mp) ** 2).sum(), (weights * (q - mq) ** 2).sum()
                cov = (weights * (p - mp) * (q - mq)).sum()
                values.append((2 * mp * mq + 1e-4) * (2 * cov + 9e-4) / ((mp**2 + mq**2 + 1e-4) * (vp + vq + 9e-4)))
    return np.mean(values)


def observed():
    """Figures of units and images for the views."""
    code, labels = codes(41, 200, 6, 4)
    code = pad(np.maximum(code - 3, 0))
    line("golden_unit_figures", unit_figures(code, labels, 4).ravel())
    line("golden_hoyer", [hoyer(code).mean(), len(hoyer(code))])
    with np.errstate(invalid="ignore"):
        line("golden_correlation", np.corrcoef(code.T)[2][3:])
    means, logvars = codes(42, 50, 3, 2)[0] - 2, codes(43, 50, 3, 2)[0] - 3
    line("golden_unit_kl", (means**2 + np.exp(logvars) - 1 - logvars).mean(0) / 2)
    targets = images(21, 10, 12, 0) / 255
    for kind in ("bce", "mse"):
        loss, w, b, v, c = gradient(targets, kind)
        line(f"golden_{kind}_loss", loss)
        line(f"golden_{kind}_gradient", np.concatenate([w[0], b, v[0], c]))
    for name, (channels, height, width) in {"grey": (1, 20, 17), "rgb": (3, 13, 11), "small": (2, 7, 8)}.items():
        x = images(51, 1, channels * height * width, 0).reshape(channels, height, width) / 255
        noise = images(52, 1, channels * height * width, 0).reshape(channels, height, width) / 255
        line(f"golden_{name}_ssim", ssim(x, 0.75 * x + 0.25 * noise))


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
    observed()


if __name__ == "__main__":
    main()
