#!/usr/bin/python3
"""Writes golden/play_golden.h: what NumPy and scikit-learn make of the codes and images that tests/support/sample.h
draws.

Run it from this folder after a change: python3 play_golden.py > golden/play_golden.h
"""
import warnings

import numpy as np
from sklearn.mixture import GaussianMixture

from observe_golden import codes, images, line

COMPONENTS, ROUNDS = 4, 7


def mixture(points):
    """As gaussian_mixture goes on from responsibilities of 0 and 1: every point belongs to its number's remainder."""
    share = np.eye(COMPONENTS)[np.arange(len(points)) % COMPONENTS]
    count = share.sum(0)
    mean = share.T @ points / count[:, None]
    variance = share.T @ points**2 / count[:, None] - mean**2 + 1e-6
    fit = GaussianMixture(COMPONENTS, covariance_type="diag", tol=0, reg_covar=1e-6, max_iter=ROUNDS,
                          weights_init=count / len(points), means_init=mean, precisions_init=1 / variance)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is not meant to converge
        fit.fit(points)
    return fit


def main():
    print("// Written by play_golden.py with NumPy and scikit-learn; see there.\n// clang-format off")
    points, _ = codes(61, 300, 5, 4)
    fit = mixture(points)
    line("golden_mixture_likelihood", [fit.lower_bound_, fit.score(points)])
    line("golden_mixture_weight", fit.weights_)
    line("golden_mixture_mean", fit.means_.ravel())
    line("golden_mixture_variance", fit.covariances_.ravel())
    many, _ = codes(62, 150, 50, 6)
    mean = many.mean(0)
    values, vectors = np.linalg.eigh((many - mean).T @ (many - mean) / len(many))
    values, vectors = values[::-1], vectors[:, ::-1].T
    line("golden_axes_variance", values[:32])
    first = vectors[0] * np.sign(vectors[0][np.abs(vectors[0]).argmax()])
    line("golden_axes_first", first)
    line("golden_axes_place", (many[7] - mean) @ first / np.sqrt(values[0]))
    line("golden_axes_spread", many.std(0))
    picture, others = images(71, 1, 31 * 33 * 3, 0)[0], images(72, 200, 31 * 33 * 3, 0)
    square = ((others - picture) ** 2).sum(1)
    line("golden_nearest_index", np.argsort(square, kind="stable")[:8])
    line("golden_nearest_square", np.sort(square)[:8])
    a, b = many[0], many[1]
    angle = np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    line("golden_slerp", (np.sin(0.75 * angle) * a + np.sin(0.25 * angle) * b) / np.sin(angle))


if __name__ == "__main__":
    main()
