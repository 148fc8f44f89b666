#!/usr/bin/python3
"""Writes golden/analysis_golden.h: what scikit-learn, SciPy and NumPy make of real codes and images, for the benches.

The codes are those of a variational model on Fashion-MNIST, made with

    hourglass train --model variational --steps 1000 --out v.safetensors
    hourglass encode v.safetensors --split train --out train.npy
    hourglass encode v.safetensors --split test --out test.npy

and rounded to 256ths, so that they are the same numbers in the header as here. Run it from this folder (Debian: python3-sklearn):

    python3 analysis_golden.py train.npy test.npy > golden/analysis_golden.h
"""
import gzip
import sys

import numpy as np
from observe_golden import line, ssim
from scipy.stats import entropy
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsClassifier

TRAIN, TEST, FOLDER = 300, 120, "/usr/share/datasets/fashion-mnist/"


def idx(name, offset):
    return np.frombuffer(gzip.open(FOLDER + name + ".gz").read(), np.uint8, offset=offset)


def integers(kind, name, values):
    values = np.ravel(values)
    print(f"static const {kind} {name}[{len(values)}] = {{")
    for i in range(0, len(values), 20):
        print("    " + " ".join(f"{v}," for v in values[i : i + 20]))
    print("};")


def ridge(train, labels, test):
    """The probe of probe.h: centred, the ridge 1e-3 times the mean variance of a unit times the number of codes."""
    centred = train - train.mean(0)
    alpha = 1e-3 * (centred**2).sum() / train.shape[1] + 1e-9
    return Ridge(alpha=alpha, solver="cholesky").fit(train, np.eye(10)[labels]).predict(test).argmax(1)


def nearest(k, train, labels, test):
    model = KNeighborsClassifier(k, algorithm="brute").fit(train, labels)
    near = model.kneighbors(test, k + 1)[0]
    assert (near[:, k] - near[:, k - 1] > 1e-9).all()  # of equally near ones scikit-learn takes any
    return model.predict(test)


def quantised(codes, bits):
    """Entropy in bits a code, and the mean squared error of the quantised values."""
    low, high = codes.min(0), codes.max(0)
    width = (high - low) / 2**bits
    cells = np.minimum(np.floor((codes - low) / width), 2**bits - 1)
    worth = sum(entropy(np.unique(column, return_counts=True)[1], base=2) for column in cells.T)
    return worth, ((low + (cells + 0.5) * width - codes) ** 2).mean()


def main():
    print("// Written by analysis_golden.py with scikit-learn; see there.\n// clang-format off\n#include <stdint.h>\n")
    codes = [np.round(np.load(path)[:count] * 256).astype(int) for path, count in zip(sys.argv[1:], (TRAIN, TEST))]
    labels = [idx(name, 8)[:count] for name, count in (("train-labels-idx1-ubyte", TRAIN), ("t10k-labels-idx1-ubyte", TEST))]
    for split, code, label in zip(("train", "test"), codes, labels):
        integers("int16_t", f"golden_{split}_codes", code)
        integers("uint8_t", f"golden_{split}_labels", label)
    train, test = codes[0] / 256, codes[1] / 256
    integers("uint8_t", "golden_probe", ridge(train, labels[0], test))
    for k in (1, 5, 10):
        integers("uint8_t", f"golden_nearest_{k}", nearest(k, train, labels[0], test))
    worth, error = zip(*(quantised(train, bits) for bits in range(1, 9)))
    line("golden_entropy", worth)
    line("golden_quantised_mse", error)
    images = idx("t10k-images-idx3-ubyte", 16)[: 4 * 784].reshape(4, 28, 28)
    integers("uint8_t", "golden_image", images[0])
    integers("uint8_t", "golden_other_image", images[3])
    x, y = images[0] / 255, images[3] / 255
    line("golden_psnr", -10 * np.log10(((x - y) ** 2).mean()))
    line("golden_ssim", ssim(x[None], y[None]))


if __name__ == "__main__":
    main()
