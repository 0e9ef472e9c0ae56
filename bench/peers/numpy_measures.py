"""The default measures with NumPy: python numpy_measures.py OLD NEW [--figures]

OLD and NEW are .safetensors or .npz with the same names and shapes. Sums are in float64, without
which float32 tensors of some million elements get wrong figures.
"""

import sys

import ml_dtypes  # noqa: F401  NumPy has no bfloat16 without it.
import numpy as np
from print_figures import print_figures
from safetensors import safe_open


class Safetensors:
    def __init__(self, path):
        self.file = safe_open(path, framework="np")
        self.names = list(self.file.keys())

    def tensor(self, name):
        return self.file.get_tensor(name)


class Archive:
    def __init__(self, path):
        self.file = np.load(path)
        self.names = self.file.files

    def tensor(self, name):
        return self.file[name]


def open_tensors(path):
    return Archive(path) if path.endswith(".npz") else Safetensors(path)


def side_figures(wide, finite):
    all_finite = finite.all()
    kept = wide if all_finite else wide[finite]
    return {
        "elements": wide.size,
        "zeros": wide.size - int(np.count_nonzero(wide)),
        "nan": 0 if all_finite else int(np.isnan(wide).sum()),
        "pos_inf": 0 if all_finite else int((wide == np.inf).sum()),
        "neg_inf": 0 if all_finite else int((wide == -np.inf).sum()),
        "min": float(kept.min()) if kept.size else None,
        "max": float(kept.max()) if kept.size else None,
        "mean": float(kept.mean()) if kept.size else None,
        "std": float(kept.std()) if kept.size else None,
    }


def count_changed(old, new):
    if old.dtype != new.dtype:
        return int(np.count_nonzero(old.astype(np.float64) != new.astype(np.float64)))
    bits = f"u{old.itemsize}"
    return int(np.count_nonzero(old.view(bits) != new.view(bits)))


def difference_figures(old, new, finite):
    """`old` and `new` in float64, `finite` where both are."""
    if not finite.all():
        old, new = np.where(finite, old, 0), np.where(finite, new, 0)
    delta = (new - old).ravel()
    size = np.abs(delta)
    place = int(size.argmax())
    count = int(np.count_nonzero(finite))
    index = [int(i) for i in np.unravel_index(place, old.shape)]
    old, new = old.ravel(), new.ravel()
    l2, old_norm, new_norm = (float(np.sqrt(np.dot(x, x))) for x in (delta, old, new))
    moved = size[place] > 0
    return {
        "max_abs": float(size[place]),
        "max_abs_index": index if moved else None,
        "max_abs_old": float(old[place]) if moved else None,
        "max_abs_new": float(new[place]) if moved else None,
        "mean_abs": float(size.sum()) / count,
        "rms": l2 / count**0.5,
        "l2": l2,
        "relative_l2": l2 / old_norm if old_norm else None,
        "cosine": float(np.dot(old, new)) / (old_norm * new_norm) if old_norm and new_norm else None,
        "snr_db": None if not old_norm else float(20 * np.log10(old_norm / l2)) if l2 else "Infinity",
    }


def pair_figures(old, new):
    changed = count_changed(old, new)
    old, new = np.asarray(old, np.float64), np.asarray(new, np.float64)
    old_finite, new_finite = np.isfinite(old), np.isfinite(new)
    return {
        "old": side_figures(old, old_finite),
        "new": side_figures(new, new_finite),
        "measures": {"changed_elements": changed} | difference_figures(old, new, old_finite & new_finite),
    }


def main(old_path, new_path, *flags):
    old, new = open_tensors(old_path), open_tensors(new_path)
    figures = {name: pair_figures(old.tensor(name), new.tensor(name)) for name in old.names}
    print_figures(figures, "--figures" in flags)


if __name__ == "__main__":
    main(*sys.argv[1:])
