"""A researcher's own coder: sample, code by hand, fit, apply."""

from analysis.coder.agreement import agreement
from analysis.coder.asked import checked, corrected, scored
from analysis.coder.model import Coder, fit, probabilities
from analysis.coder.sample import sample, write
from analysis.coder.scores import apply, machine
from analysis.coder.store import load, save, shipped
from analysis.coder.table import human, read_codebook, read_codes

__all__ = [
    "Coder",
    "agreement",
    "apply",
    "checked",
    "corrected",
    "fit",
    "human",
    "load",
    "machine",
    "probabilities",
    "read_codebook",
    "read_codes",
    "sample",
    "save",
    "scored",
    "shipped",
    "write",
]
