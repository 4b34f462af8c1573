"""A researcher's own classifier: draw a sample, code it by hand, fit, apply."""

from analysis._utils.deprecation import with_deprecated_names
from analysis.coding.classifier import Coder, fit, probabilities
from analysis.coding.code_shares import human_code_table
from analysis.coding.codebook import read_codebook
from analysis.coding.human_codes import read_codes
from analysis.coding.notebook_tables import correction_table, cross_validation_table, predicted_scores
from analysis.coding.persistence import load, load_shipped, save
from analysis.coding.predictions import apply, machine_code_table
from analysis.coding.reliability import agreement
from analysis.coding.sampling import sample, write_sample

__all__ = [
    "Coder",
    "agreement",
    "apply",
    "correction_table",
    "cross_validation_table",
    "fit",
    "human_code_table",
    "load",
    "load_shipped",
    "machine_code_table",
    "predicted_scores",
    "probabilities",
    "read_codebook",
    "read_codes",
    "sample",
    "save",
    "write_sample",
]

__getattr__ = with_deprecated_names(
    __name__,
    None,
    {
        "checked": "cross_validation_table",
        "corrected": "correction_table",
        "human": "human_code_table",
        "machine": "machine_code_table",
        "scored": "predicted_scores",
        "shipped": "load_shipped",
        "write": "write_sample",
    },
)


def __dir__() -> list[str]:
    return __all__
