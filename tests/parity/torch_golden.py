"""Writes golden/*.safetensors: what PyTorch makes of small dense autoencoders, so that the tests need no PyTorch.

  python3 tests/parity/torch_golden.py        (Debian: python3-torch python3-numpy)
Each file holds the images (N, 20) as multiples of 1/255, the initial weights as `start.NAME`, the gradients of the first step
as `gradient.NAME`, the weights after STEPS steps on the same images as `end.NAME`, each step's loss as `losses`, and the
network in its metadata: encoder and decoder lines (separated by ';'), loss, l1, optimizer, rate, momentum, weight_decay.
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


def half(lines, size):
    """A chain of dense layers from lines such as 'dense 6 relu'; returns it with its last size."""
    layers = []
    for line in lines:
        words = line.split()
        units = PIXELS if words[1] == "image" else int(words[1])
        layers.append(nn.Linear(size, units))
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


def golden(name, encoder_lines, decoder_lines, loss="bce", l1=0.0, optimizer="adam", rate=0.01, momentum=0.0, decay=0.0):
    torch.manual_seed(len(name))
    images = torch.randint(0, 256, (IMAGES, PIXELS)).double() / 255
    encoder, size = half(encoder_lines, PIXELS)
    decoder, _ = half(decoder_lines, size)
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
        step.zero_grad()
        total.backward()
        if i == 0:
            tensors |= {f"gradient.{k}": v.grad.numpy().copy() for k, v in weights.items()}
        step.step()
        losses.append(total.item())
    tensors |= {f"end.{k}": v.detach().numpy() for k, v in weights.items()} | {"losses": np.array(losses)}
    metadata = {"encoder": ";".join(encoder_lines), "decoder": ";".join(decoder_lines), "loss": loss, "l1": repr(l1),
                "optimizer": optimizer, "rate": repr(rate), "momentum": repr(momentum), "weight_decay": repr(decay)}
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
