"""What the scripts with the default measures print."""

import json
import sys

SHOWN = 10


def print_figures(figures, in_full):
    """All figures as JSON, or the tensors that changed most, as the text report has them."""
    if in_full:
        json.dump(figures, sys.stdout, separators=(",", ":"))
        return
    changed = [name for name, each in figures.items() if each["measures"]["changed_elements"]]
    changed.sort(key=lambda name: figures[name]["measures"]["relative_l2"] or 0, reverse=True)
    print(len(changed), "of", len(figures), "tensors changed")
    for name in changed[:SHOWN]:
        measures = figures[name]["measures"]
        print(name, measures["relative_l2"], measures["max_abs"], measures["max_abs_index"])
