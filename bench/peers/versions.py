"""Prints the version of Python and of each package that is named and installed, as JSON.

Imports them as well, so that their code is in the page cache before anything is timed.
"""

import importlib
import importlib.metadata
import json
import platform
import sys

MODULES = {"diffai-python": "diffai", "sft-cli": "sft"}


def version(package):
    try:
        importlib.import_module(MODULES.get(package, package))
        return importlib.metadata.version(package)
    except ImportError:
        return None


found = {package: version(package) for package in sys.argv[1:]}
print(json.dumps({"python": platform.python_version()} | {name: at for name, at in found.items() if at}))
