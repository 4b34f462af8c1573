"""The one module that owns output folders and files."""

from analysis.io.runs import Run, begin_run, in_use, sweep

__all__ = ["Run", "begin_run", "in_use", "sweep"]
