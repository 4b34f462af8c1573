"""samestory: how differently outlets tell the same story."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis import measures
from analysis.annotate.kwic import kwic
from analysis.annotate.run import annotate
from analysis.compare import compare
from analysis.corpus.read import read_corpus

if TYPE_CHECKING:
    from analysis import plots
    from analysis.bundle import share
    from analysis.distances import similarity
    from analysis.effects import keyness
    from analysis.report import say
    from analysis.report.show import figure, folder, save, saved, show
    from analysis.scale.run import annotate_table
    from analysis.shifts import word_shift

__version__ = "0.1.0"
__all__ = [
    "annotate",
    "annotate_table",
    "compare",
    "figure",
    "folder",
    "keyness",
    "kwic",
    "measures",
    "plots",
    "read_corpus",
    "save",
    "saved",
    "say",
    "share",
    "show",
    "similarity",
    "word_shift",
]

# These draw, or write files: imported when first used, so that `import analysis` stays light.
_LATER = {
    "plots": ("analysis.plots", None),
    "say": ("analysis.report.say", None),
    "share": ("analysis.bundle", "share"),
    "annotate_table": ("analysis.scale.run", "annotate_table"),
    "keyness": ("analysis.effects", "keyness"),
    "figure": ("analysis.report.show", "figure"),
    "folder": ("analysis.report.show", "folder"),
    "save": ("analysis.report.show", "save"),
    "saved": ("analysis.report.show", "saved"),
    "show": ("analysis.report.show", "show"),
    "similarity": ("analysis.distances", "similarity"),
    "word_shift": ("analysis.shifts", "word_shift"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    module, attribute = _LATER[name]
    found = import_module(module)
    return getattr(found, attribute) if attribute else found
