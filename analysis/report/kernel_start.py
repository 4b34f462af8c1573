"""Kernels of a report: settings of the user for Jupyter, IPython and Matplotlib do not affect them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

from analysis._utils.fork_server import replaced

NAME = "python3"
# The same in every kernel, so that two runs give the same bytes.
_FIXED = {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
# Beginnings of variables that name a user's settings.
_SETTINGS = ("JUPYTER", "JPY_", "IPYTHON", "IPYKERNEL", "PAPERMILL", "MATPLOTLIBRC")
# Where Jupyter and IPython look for settings and write to: below a folder of the kernel's own.
_FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")


class Kernel(AsyncKernelManager):
    """A kernel of this Python, whatever kernel the user has installed under its name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The command that starts it."""
        start = [sys.executable, "-P", "-m", "analysis.report.ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=start, display_name="Python 3", language="python")


@contextmanager
def kernel_settings() -> Iterator[dict[str, Any]]:
    """Provide the settings of papermill for one kernel.

    Yields
    ------
    dict
        Arguments of `papermill.execute_notebook`.
    """
    with tempfile.TemporaryDirectory(prefix="k") as name:
        folder = Path(name)
        # Sockets in a folder, closed to other users, instead of open ports.
        ipc = Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "k")}})
        with replaced(_environment(folder)):
            yield {"kernel_manager_class": Kernel, "config": ipc}


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    return {**kept, **_FIXED, **{name: str(folder / name.lower()) for name in _FOLDERS}}
