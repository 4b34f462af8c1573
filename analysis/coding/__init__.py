"""A researcher's own coder: sample, code by hand, fit, apply."""

from analysis.coding.classifier import Coder, fit, probabilities
from analysis.coding.human_codes import human, read_codebook, read_codes
from analysis.coding.notebook_views import checked, corrected, scored
from analysis.coding.persistence import load, save, shipped
from analysis.coding.predictions import apply, machine
from analysis.coding.reliability import agreement
from analysis.coding.sampling import sample, write

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
