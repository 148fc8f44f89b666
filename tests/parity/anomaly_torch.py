"""Holds the anomaly scores of `hourglass` against PyTorch's: the same model trained on Fashion-MNIST without one class, and
the AUROC with which its scores tell test images of that class from the others.

  python3 tests/parity/anomaly_torch.py build/app/hourglass [PEERS]      (Debian: python3-torch python3-sklearn)
PEERS, or where it is not given $PARITY_PEERS, is the folder of the reference models, torch_models.py. Both sides train
EPOCHS epochs with Adam at 1e-3 and a batch of 128 for each seed; initial weights and orders differ, so that means over seeds
are compared: they must agree within TOLERANCE. Scores are the squared error and, for a Gaussian code, the negative ELBO with
the reconstruction term at the mean of the code. PCA is deterministic and is held to scikit-learn's.
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score

MODELS, LEFT_OUT, EPOCHS, SEEDS, BATCH, TOLERANCE = ("vanilla", "variational"), 8, 3, (1, 2, 3), 128, 0.02
PCA_TOLERANCE = 0.001


def peers(folder):
    sys.path.insert(0, folder)
    import torch_models
    return torch_models


def torch_areas(models, name, train, test, anomaly, seed):
    torch.manual_seed(seed)
    model = models.MODELS[name]()
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(EPOCHS):
        order = torch.randperm(len(train))
        for first in range(0, len(train) - BATCH + 1, BATCH):
            optimizer.zero_grad()
            models.loss_of(model, train[order[first:first + BATCH]]).backward()
            optimizer.step()
    with torch.no_grad():
        model.sample = False
        logits = model(test)
        areas = {"error": roc_auc_score(anomaly, ((torch.sigmoid(logits) - test) ** 2).sum(1))}
        if isinstance(model, models.Variational):
            mean, logvar = model.encoder(test).chunk(2, 1)
            kl = -0.5 * (1 + logvar - mean * mean - logvar.exp()).sum(1)
            bce = F.binary_cross_entropy_with_logits(logits, test, reduction="none").sum(1)
            areas["elbo"] = roc_auc_score(anomaly, bce + kl)
    return areas


def hourglass_areas(program, name, seed, folder):
    path = os.path.join(folder, f"{name}-{seed}.safetensors")
    subprocess.run([program, "train", "--model", name, "--leave-out", str(LEFT_OUT), "--epochs", str(EPOCHS), "--seed",
                    str(seed), "--out", path], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    report = json.loads(subprocess.run([program, "eval", path, "--json"], check=True, capture_output=True).stdout)
    areas = {"error": report["auroc_error"]}
    if "auroc_elbo" in report:
        areas["elbo"] = report["auroc_elbo"]
    return areas, report


def pca_area(train, test, anomaly, components):
    pca = PCA(components, svd_solver="full").fit(train.numpy())
    rebuilt = pca.inverse_transform(pca.transform(test.numpy()))
    return roc_auc_score(anomaly, ((rebuilt - test.numpy()) ** 2).sum(1))


def compare(what, ours, theirs, tolerance):
    good = abs(np.mean(ours) - np.mean(theirs)) <= tolerance
    spread = " ".join(f"{value:.4f}" for value in ours) + "  |  " + " ".join(f"{value:.4f}" for value in theirs)
    print(f"{what:22} hourglass {np.mean(ours):.4f}   reference {np.mean(theirs):.4f}   "
          f"{'agree' if good else 'DIFFER'}   ({spread})", flush=True)
    return good


def main():
    program = sys.argv[1]
    models = peers(sys.argv[2] if len(sys.argv) > 2 else os.environ["PARITY_PEERS"])
    (images, labels), (test, test_labels) = models.load("train"), models.load("t10k")
    train, anomaly = images[labels != LEFT_OUT], (test_labels == LEFT_OUT).numpy()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for name in MODELS:
            ours = [hourglass_areas(program, name, seed, folder) for seed in SEEDS]
            theirs = [torch_areas(models, name, train, test, anomaly, seed) for seed in SEEDS]
            for score in theirs[0]:
                good &= compare(f"{name} by {score}", [areas[score] for areas, _ in ours],
                                [areas[score] for areas in theirs], TOLERANCE)
            report = ours[0][1]
            good &= compare(f"PCA-{report['pca_components']}", [report["auroc_pca"]],
                            [pca_area(train, test, anomaly, report["pca_components"])], PCA_TOLERANCE)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
