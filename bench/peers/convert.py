"""Writes the tensors of a .safetensors file in another form: python convert.py FORM SOURCE TARGET

pth: as they are, by torch.save. float16: cast, as .safetensors. int8: quantized with scales, by
channel and by tensor in turn, by torch.save. npz: deflated, by NumPy.
"""

import sys
import warnings

import numpy as np
import torch
from safetensors.torch import load_file, save_file


def quantize(place, tensor):
    """Symmetric: the largest magnitude becomes 127."""
    if place % 2:
        return torch.quantize_per_tensor(tensor, tensor.abs().max().item() / 127, 0, torch.qint8)
    scales = tensor.abs().amax(1).double() / 127
    return torch.quantize_per_channel(tensor, scales, torch.zeros_like(scales, dtype=torch.int64), 0, torch.qint8)


def write_int8(tensors, target):
    # torch's eager quantization is deprecated, and what it has written is still there to be compared.
    warnings.simplefilter("ignore")
    torch.save({name: quantize(place, each) for place, (name, each) in enumerate(tensors.items())}, target)


FORMS = {
    "pth": torch.save,
    "float16": lambda tensors, target: save_file({name: each.half() for name, each in tensors.items()}, target),
    "int8": write_int8,
    "npz": lambda tensors, target: np.savez_compressed(
        target, **{name: each.numpy() for name, each in tensors.items()}
    ),
}

if __name__ == "__main__":
    form, source, target = sys.argv[1:]
    FORMS[form](load_file(source), target)
