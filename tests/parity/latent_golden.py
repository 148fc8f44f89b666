#!/usr/bin/python3
"""Writes golden/latent_golden.h: what NumPy and SciPy make of codes that tests/support/sample.h draws, for the latent
map: turns of points (Procrustes), principal components of codes, the outline of a Gaussian in a plane.

Run it from this folder after a change: python3 latent_golden.py > golden/latent_golden.h
"""
import numpy as np
from observe_golden import codes, line, stream
from scipy.linalg import orthogonal_procrustes


def points(seed, count):
    return (stream(seed, 2 * count).reshape(count, 2) % 1001 - 500) / 100


def turns():
    """Any points; the same mirrored with some noise; with means that differ."""
    a, b = points(81, 30), points(82, 30)
    line("golden_turn", orthogonal_procrustes(a, b)[0].T.ravel())
    mirrored = a @ np.array([[0.6, 0.8], [0.8, -0.6]]) + b / 10
    line("golden_mirror", orthogonal_procrustes(a, mirrored)[0].T.ravel())
    moved = mirrored + [7, -3]
    line("golden_moved", orthogonal_procrustes(a - a.mean(0), moved - moved.mean(0))[0].T.ravel())


def components(name, x):
    centred = x - x.mean(0)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(x))
    values, vectors = values[::-1], vectors[:, ::-1]
    line(f"golden_{name}_variance", [values[0], values[1], values.sum()])
    plane = vectors[:, :2]
    line(f"golden_{name}_plane", (plane @ plane.T)[0])
    return plane


def main():
    print("// Written by latent_golden.py with NumPy and SciPy; see there.\n// clang-format off")
    turns()
    components("blobs", codes(83, 700, 40, 4)[0])
    components("few", codes(84, 6, 30, 2)[0])
    plane = components("three", codes(85, 300, 3, 3)[0])
    variance = np.exp([-1.0, 0.5, -2.0])
    covariance = plane.T @ np.diag(variance) @ plane
    line("golden_ellipse", np.sqrt(np.linalg.eigvalsh(covariance))[::-1])
    line("golden_ellipse_plane", plane.T.ravel())


if __name__ == "__main__":
    main()
