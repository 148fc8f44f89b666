#!/usr/bin/python3
"""Holds our t-SNE against scikit-learn's on codes of a model, side by side in one run.

    ninja -C build tests/tsne_map
    build/app/hourglass train --model sparse --data fashion-mnist --epochs 2 --out sparse.safetensors
    build/app/hourglass encode sparse.safetensors --data fashion-mnist --split test --out codes.npy
    python3 tests/parity/tsne_sklearn.py build/tests/tsne_map codes.npy [ROWS]

Seconds are those of one thread's CPU time (both do all on one). Each divergence is as its own program gives it, and, to
compare like with like, computed here from either map against one exact matrix of joint probabilities.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities_nn
from sklearn.neighbors import NearestNeighbors


def joint(codes, perplexity=30):
    neighbours = NearestNeighbors(n_neighbors=min(len(codes) - 1, int(3 * perplexity + 1))).fit(codes)
    distances = neighbours.kneighbors_graph(mode="distance")
    distances.data **= 2
    return _joint_probabilities_nn(distances, perplexity, 0).tocoo()


def divergence(p, points):
    points = points.astype(np.float64)
    squares = (points**2).sum(1)
    q = 1 / (1 + np.maximum(squares[:, None] + squares[None] - 2 * points @ points.T, 0))
    z = q.sum() - len(points)
    return (p.data * np.log(p.data * z / q[p.row, p.col])).sum()


def main():
    program, path = sys.argv[1:3]
    codes = np.load(path)
    codes = codes[: int(sys.argv[3]) if len(sys.argv) > 3 else 2000]
    target = os.path.join(tempfile.mkdtemp(), "map.npy")
    ours = json.loads(subprocess.check_output([program, path, target, str(len(codes))]))
    start = time.process_time()
    theirs = TSNE(method="barnes_hut", init="pca", learning_rate="auto", random_state=0)
    points = theirs.fit_transform(codes)
    seconds = time.process_time() - start
    p = joint(codes)
    print(f"{len(codes)} codes of {codes.shape[1]} units, kernels {ours['kernels']}")
    print("                seconds  divergence  the same, exact  trustworthiness (k = 12)")
    rows = (
        ("here", np.load(target), ours["seconds"], ours["divergence"]),
        ("scikit-learn", points, seconds, theirs.kl_divergence_),
    )
    for name, made, took, told in rows:
        print(
            f"{name:14}{took:9.2f}{told:12.4f}{divergence(p, made):17.4f}{trustworthiness(codes, made, n_neighbors=12):14.4f}"
        )
    print(f"{seconds / ours['seconds']:.1f} times as fast")


if __name__ == "__main__":
    main()
