#!/usr/bin/python3
"""Writes golden/tsne_golden.h: what scikit-learn makes of codes that tests/support/sample.h draws, for t-SNE: joint
probabilities, and of a map of them the divergence and its gradient.

Run it from this folder after a change: python3 tsne_golden.py > golden/tsne_golden.h
"""
import numpy as np
from observe_golden import codes, line, stream
from sklearn.manifold._t_sne import _joint_probabilities_nn, _kl_divergence
from sklearn.neighbors import NearestNeighbors
from scipy.spatial.distance import squareform

COUNT, UNITS, PERPLEXITY = 50, 6, 10


def main():
    print("// Written by tsne_golden.py with scikit-learn; see there.\n// clang-format off")
    x = codes(61, COUNT, UNITS, 3)[0]
    # Its search stops at an entropy 1e-5 off.
    neighbours = NearestNeighbors(n_neighbors=3 * PERPLEXITY + 1, metric="sqeuclidean").fit(x)
    p = _joint_probabilities_nn(neighbours.kneighbors_graph(mode="distance"), PERPLEXITY, 0).toarray()
    line("golden_tsne_joint", p[np.triu_indices(COUNT, 1)])
    points = (stream(62, 2 * COUNT) % 1001 - 500) / 100
    divergence, gradient = _kl_divergence(points, squareform(p), 1, COUNT, 2)
    line("golden_tsne_divergence", divergence)
    line("golden_tsne_gradient", gradient)


if __name__ == "__main__":
    main()
