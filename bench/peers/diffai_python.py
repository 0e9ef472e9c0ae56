"""diffai-python, the predecessor: python diffai_python.py OLD NEW [--figures]

It computes four statistics of each side of a tensor and lists those that differ.
"""

import json
import re
import sys

import diffai

STATISTIC = re.compile(r"tensors\.(.+)\.data_summary\.(min|max|mean|std)")


def figures_of(records):
    figures = {}
    for record in records:
        if record["type"] == "Modified" and (found := STATISTIC.fullmatch(record["path"])):
            name, statistic = found.groups()
            sides = figures.setdefault(name, {"old": {}, "new": {}})
            sides["old"][statistic], sides["new"][statistic] = record["old_value"], record["new_value"]
    return figures


def main(old_path, new_path, *flags):
    records = diffai.diff_paths(old_path, new_path)
    if "--figures" in flags:
        json.dump(figures_of(records), sys.stdout)
    else:
        print(len(records), "differences")


if __name__ == "__main__":
    main(*sys.argv[1:])
