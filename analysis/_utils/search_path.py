"""Module search path of processes that we start: never the working directory."""

from __future__ import annotations

import os
import sys

from samestory_start import PROJECT, trusted

# Settings of other programs that change what our processes do.
_DROPPED = ("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS")


def child_environment() -> dict[str, str]:
    """Return an environment in which Python finds the same packages, and nothing in the working directory.

    PYTHONSAFEPATH keeps the working directory out of `python -c` and `python -m`; PYTHONPATH may still name it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    given = kept.pop("PYTHONPATH", "")
    paths = trusted(given.split(os.pathsep)) if given else []
    if PROJECT in sys.path and PROJECT not in paths and not PROJECT.endswith("-packages"):
        # Run from a clone that is not installed.
        paths.append(PROJECT)
    return {**kept, "PYTHONSAFEPATH": "1", **({"PYTHONPATH": os.pathsep.join(paths)} if paths else {})}
