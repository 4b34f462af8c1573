"""samestory: how differently outlets tell the same story."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis import coder, measures, plots
    from analysis.annotation.annotate import annotate
    from analysis.annotation.kwic import kwic
    from analysis.batch.annotate_table import annotate_table
    from analysis.bundles.share import share
    from analysis.comparison.compare import compare
    from analysis.comparison.cooccurrence import cooccurrence
    from analysis.comparison.keyness import keyness
    from analysis.comparison.misclassification import corrected, corrected_shares
    from analysis.comparison.similarity import similarity
    from analysis.comparison.word_shift import frame_shift, word_shift
    from analysis.corpus.reading import read_corpus
    from analysis.display import sentences as say
    from analysis.display.tables import figure, folder, save, saved, show
    from analysis.display.validity import validity

__version__ = "0.1.0"
__all__ = [
    "annotate",
    "annotate_table",
    "coder",
    "compare",
    "cooccurrence",
    "corrected",
    "corrected_shares",
    "figure",
    "folder",
    "frame_shift",
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
    "validity",
    "word_shift",
]

# Imported when first used, so that a command does not wait for what it does not need.
_MODULES = {
    "coder": "analysis.coding",
    "measures": "analysis.measures",
    "plots": "analysis.plots",
    "say": "analysis.display.sentences",
}
_FUNCTIONS = {
    "annotate": "analysis.annotation.annotate",
    "annotate_table": "analysis.batch.annotate_table",
    "compare": "analysis.comparison.compare",
    "cooccurrence": "analysis.comparison.cooccurrence",
    "corrected": "analysis.comparison.misclassification",
    "corrected_shares": "analysis.comparison.misclassification",
    "figure": "analysis.display.tables",
    "folder": "analysis.display.tables",
    "frame_shift": "analysis.comparison.word_shift",
    "keyness": "analysis.comparison.keyness",
    "kwic": "analysis.annotation.kwic",
    "read_corpus": "analysis.corpus.reading",
    "save": "analysis.display.tables",
    "saved": "analysis.display.tables",
    "share": "analysis.bundles.share",
    "show": "analysis.display.tables",
    "similarity": "analysis.comparison.similarity",
    "validity": "analysis.display.validity",
    "word_shift": "analysis.comparison.word_shift",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _FUNCTIONS:
        return getattr(import_module(_FUNCTIONS[name]), name)
    raise AttributeError(f"module 'analysis' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """Importing analysis.comparison.compare, or a room such as analysis.annotate, does not hide the function of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _FUNCTIONS or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
