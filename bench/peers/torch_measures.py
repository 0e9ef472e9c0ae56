"""The default measures with torch, 2 threads: python torch_measures.py OLD NEW [--figures]

OLD and NEW are .safetensors, or .pth read by torch.load(mmap=True), with the same names and shapes.
Sums are in float64, without which float32 tensors of some million elements get wrong figures.
"""

import math
import sys

import torch
from print_figures import print_figures
from safetensors import safe_open

BITS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


class Safetensors:
    def __init__(self, path):
        self.file = safe_open(path, framework="pt")
        self.names = list(self.file.keys())

    def tensor(self, name):
        return self.file.get_tensor(name)


class Checkpoint:
    def __init__(self, path):
        self.state = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        self.names = list(self.state)

    def tensor(self, name):
        return self.state[name]


def open_tensors(path):
    return Safetensors(path) if path.endswith(".safetensors") else Checkpoint(path)


def widen(tensor):
    """The values in float64; of quantized tensors those that the model computes with."""
    return (tensor.dequantize() if tensor.is_quantized else tensor).double()


def side_figures(wide, finite):
    all_finite = bool(finite.all())
    kept = wide if all_finite else wide[finite]
    return {
        "elements": wide.numel(),
        "zeros": wide.numel() - int(torch.count_nonzero(wide)),
        "nan": 0 if all_finite else int(wide.isnan().sum()),
        "pos_inf": 0 if all_finite else int((wide == math.inf).sum()),
        "neg_inf": 0 if all_finite else int((wide == -math.inf).sum()),
        "min": kept.min().item() if kept.numel() else None,
        "max": kept.max().item() if kept.numel() else None,
        "mean": kept.mean().item() if kept.numel() else None,
        "std": kept.std(correction=0).item() if kept.numel() else None,
    }


def count_changed(old, new, old_wide, new_wide):
    if old.dtype != new.dtype or old.is_quantized:
        return int(torch.count_nonzero(old_wide != new_wide))
    bits = BITS[old.element_size()]
    return int(torch.count_nonzero(old.view(bits) != new.view(bits)))


def difference_figures(old, new, finite):
    """`old` and `new` in float64, `finite` where both are."""
    if not finite.all():
        old, new = old.where(finite, 0), new.where(finite, 0)
    shape, count = list(old.shape), int(torch.count_nonzero(finite))
    old, new = old.reshape(-1), new.reshape(-1)
    delta = new - old
    size = delta.abs()
    place = int(size.argmax())
    l2, old_norm, new_norm = (math.sqrt(torch.dot(x, x).item()) for x in (delta, old, new))
    moved = size[place].item() > 0
    return {
        "max_abs": size[place].item(),
        "max_abs_index": unravel(place, shape) if moved else None,
        "max_abs_old": old[place].item() if moved else None,
        "max_abs_new": new[place].item() if moved else None,
        "mean_abs": size.sum().item() / count,
        "rms": l2 / count**0.5,
        "l2": l2,
        "relative_l2": l2 / old_norm if old_norm else None,
        "cosine": torch.dot(old, new).item() / (old_norm * new_norm) if old_norm and new_norm else None,
        "snr_db": None if not old_norm else 20 * math.log10(old_norm / l2) if l2 else "Infinity",
    }


def unravel(place, shape):
    index = []
    for length in reversed(shape):
        place, at = divmod(place, length)
        index.insert(0, at)
    return index


def pair_figures(old, new):
    old_wide, new_wide = widen(old), widen(new)
    old_finite, new_finite = old_wide.isfinite(), new_wide.isfinite()
    changed = {"changed_elements": count_changed(old, new, old_wide, new_wide)}
    return {
        "old": side_figures(old_wide, old_finite),
        "new": side_figures(new_wide, new_finite),
        "measures": changed | difference_figures(old_wide, new_wide, old_finite & new_finite),
    }


def main(old_path, new_path, *flags):
    torch.set_num_threads(2)
    old, new = open_tensors(old_path), open_tensors(new_path)
    figures = {name: pair_figures(old.tensor(name), new.tensor(name)) for name in old.names}
    print_figures(figures, "--figures" in flags)


if __name__ == "__main__":
    main(*sys.argv[1:])
