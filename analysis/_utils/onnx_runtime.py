"""Loads onnxruntime with its telemetry switched off; no other module loads it.

The official builds for Linux from 1.29 on, and for Windows, report sessions and models to Microsoft, and write files
below the home folder and the folder for temporary files. The variable is read when the library is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_SWITCH = "ORT_DISABLE_TELEMETRY"


def session(model: Path | bytes) -> InferenceSession:
    """Load a model to run on one thread of the processor.

    Parameters
    ----------
    model : Path or bytes
        File of the model, or its content.

    Returns
    -------
    InferenceSession
    """
    os.environ[_SWITCH] = "1"
    import onnxruntime

    # For a library that other code has loaded before.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def runtime_version() -> str:
    """Return the version of onnxruntime and the processor, on which the last digits of outputs depend."""
    import platform
    from importlib.metadata import version

    return f"{version('onnxruntime')} {platform.machine()} {_processor()}"


def _processor() -> str:
    """Return the model of the processor, where the system names it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text("utf-8", "replace").splitlines() if listed.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
