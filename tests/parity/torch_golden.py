"""Writes golden/*.safetensors: what PyTorch makes of small dense autoencoders, so that the tests need no PyTorch.

  python3 tests/parity/torch_golden.py        (Debian: python3-torch python3-numpy)
Each file holds the images (N, 20) as multiples of 1/255, the initial weights as `start.NAME`, the gradients of the first step
as `gradient.NAME`, the weights after STEPS steps on the same images as `end.NAME`, each step's loss as `losses`, and the
network in its metadata: encoder and decoder lines (separated by ';'), tied, loss, l1, kl, rho, beta, optimizer, rate, momentum,
weight_decay. A Gaussian code is its mean.
Everything is computed in float64; the engine is held to it in float32.
"""
import json
import os
import struct

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

STEPS, IMAGES, PIXELS = 12, 9, 20
ACTIVATIONS = {"": None, "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "elu": nn.ELU,
               "softplus": nn.Softplus}


class TopK(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.k = k

    def forward(self, x):
        value, index = x.topk(self.k, 1)
        return torch.zeros_like(x).scatter(1, index, value)


class Gaussian(nn.Linear):
    """Means, then log-variances; gives the means and keeps KL(code ‖ N(0, 1)), the mean over the batch."""

    def forward(self, x):
        mean, logvar = super().forward(x).chunk(2, 1)
        self.kl = 0.5 * (mean ** 2 + logvar.exp() - 1 - logvar).sum(1).mean()
        return mean


class Tied(nn.Module):
    """A dense layer with the transposed weight of another and a bias of its own."""

    def __init__(self, mirror):
        super().__init__()
        self.mirror, self.bias = [mirror], nn.Parameter(torch.rand(mirror.in_features) - 0.5)

    def forward(self, x):
        return F.linear(x, self.mirror[0].weight.T, self.bias)


def half(lines, size, mirrors=None):
    """A chain of layers from lines such as 'dense 6 relu'; returns it with its last size. `mirrors`: the layers whose weights
    dense ones use, last first."""
    layers = []
    for line in lines:
        words = line.split()
        if words[0] == "topk":
            layers.append(TopK(int(words[1])))
            continue
        units = PIXELS if words[1] == "image" else int(words[1])
        layers.append(Tied(mirrors.pop()) if mirrors else
                      Gaussian(size, 2 * units) if words[0] == "gaussian" else nn.Linear(size, units))
        if len(words) == 3:
            layers.append(ACTIVATIONS[words[2]]())
        size = units
    return nn.Sequential(*layers), size


def save(path, tensors, metadata):
    header, blob = {"__metadata__": metadata}, b""
    for name, value in tensors.items():
        data = np.ascontiguousarray(value, np.float32)
        header[name] = {"dtype": "F32", "shape": list(data.shape), "data_offsets": [len(blob), len(blob) + data.nbytes]}
        blob += data.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + blob)


def named(encoder, decoder):
    result = {}
    for name, chain in (("encoder", encoder), ("decoder", decoder)):
        layers = [layer for layer in chain if list(layer.parameters())]
        for n, layer in enumerate(layers):
            result |= {f"{name}.{n}.{k}": v for k, v in layer.named_parameters()}
    return result


def coin_kl(rho, mean):
    mean = mean.clamp(1e-6, 1 - 1e-6)
    return (rho * (rho / mean).log() + (1 - rho) * ((1 - rho) / (1 - mean)).log()).sum()


def golden(name, encoder_lines, decoder_lines, loss="bce", l1=0.0, kl=0.0, rho=0.05, beta=0.0, tied=False, optimizer="adam",
           rate=0.01, momentum=0.0, decay=0.0):
    torch.manual_seed(len(name))
    images = torch.randint(0, 256, (IMAGES, PIXELS)).double() / 255
    encoder, size = half(encoder_lines, PIXELS)
    decoder, _ = half(decoder_lines, size, [layer for layer in encoder if type(layer) is nn.Linear] if tied else None)
    encoder, decoder = encoder.double(), decoder.double()
    weights = named(encoder, decoder)
    with torch.no_grad():
        for value in weights.values():  # what a float holds, so that both sides start from the same numbers
            value.copy_(value.float().double())
    step = (torch.optim.Adam(weights.values(), rate, weight_decay=decay) if optimizer == "adam" else
            torch.optim.SGD(weights.values(), rate, momentum=momentum, weight_decay=decay))
    tensors = {"images": images.numpy()} | {f"start.{k}": v.detach().numpy().copy() for k, v in weights.items()}
    losses = []
    for i in range(STEPS):
        code = encoder(images)
        output = decoder(code)
        error = (F.binary_cross_entropy_with_logits(output, images, reduction="sum") if loss == "bce" else
                 ((output - images) ** 2).sum()) / IMAGES
        total = error + l1 * code.abs().sum(1).mean()
        if kl:
            total = total + kl * coin_kl(rho, code.mean(0))
        if beta:
            total = total + beta * encoder[-1].kl
        step.zero_grad()
        total.backward()
        if i == 0:
            tensors |= {f"gradient.{k}": v.grad.numpy().copy() for k, v in weights.items()}
        step.step()
        losses.append(total.item())
    tensors |= {f"end.{k}": v.detach().numpy() for k, v in weights.items()} | {"losses": np.array(losses)}
    metadata = {"encoder": ";".join(encoder_lines), "decoder": ";".join(decoder_lines), "loss": loss, "l1": repr(l1),
                "kl": repr(kl), "rho": repr(rho), "beta": repr(beta), "tied": "yes" if tied else "no", "optimizer": optimizer, "rate": repr(rate), "momentum": repr(momentum), "weight_decay": repr(decay)}
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
    save(os.path.join(folder, f"{name}.safetensors"), tensors, metadata)


for activation in ACTIVATIONS:
    golden(f"bce_{activation or 'linear'}", [f"dense 7 {activation}".strip()], ["dense image"])
    golden(f"mse_{activation or 'linear'}", ["dense 9 tanh", "dense 3"], [f"dense 5 {activation}".strip(), "dense image"], loss="mse")
golden("l1", ["dense 17 relu"], ["dense image"], l1=0.25)
golden("l1_signed", ["dense 11"], ["dense 6 elu", "dense image"], l1=0.1)
golden("adam_decay", ["dense 8 relu", "dense 4 relu"], ["dense 8 relu", "dense image"], decay=0.05)
golden("sgd", ["dense 8 relu"], ["dense image"], optimizer="sgd", rate=0.02)
golden("sgd_momentum_decay", ["dense 8 sigmoid"], ["dense image"], optimizer="sgd", rate=0.02, momentum=0.9, decay=0.01)
golden("kl", ["dense 12 sigmoid"], ["dense image"], kl=10.0)
golden("kl_deep", ["dense 9 tanh", "dense 6 sigmoid"], ["dense 9 elu", "dense image"], loss="mse", l1=0.1, kl=0.5, rho=0.2)
golden("topk", ["dense 40", "topk 5"], ["dense image"])
golden("topk_relu", ["dense 15 relu", "topk 6"], ["dense 9 relu", "topk 4", "dense image"], loss="mse")
golden("gaussian", ["dense 16 relu", "gaussian 3"], ["dense 16 relu", "dense image"], beta=1.0)
golden("gaussian_first", ["gaussian 4"], ["dense image"], loss="mse", beta=0.3, l1=0.1)
golden("tied", ["dense 8 relu"], ["dense image"], tied=True)
golden("tied_deep", ["dense 12 tanh", "dense 5"], ["dense 12 tanh", "dense image"], loss="mse", tied=True, decay=0.01)
golden("tied_topk", ["dense 30", "topk 7"], ["dense image"], tied=True, optimizer="sgd", rate=0.02, momentum=0.9)
