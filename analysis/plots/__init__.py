"""Plots: a table in, a figure out. They know the shape of tables and nothing else.

Every figure is five inches wide, so that it can be read on a phone. All figures list outlets in the same order and
label them by name. Blue marks clear differences, or the outlet that was asked for.
"""

from analysis._utils.deprecation import with_deprecated_names
from analysis.plots.beeswarm import beeswarm
from analysis.plots.comparisons import differences
from analysis.plots.coverage_matrix import coverage_matrix
from analysis.plots.fact_matrix import fact_matrix
from analysis.plots.keyness_map import keyness_map
from analysis.plots.origin_matrix import origin_matrix
from analysis.plots.profile import profile
from analysis.plots.proportions import proportions
from analysis.plots.settings import other_settings
from analysis.plots.similarity_map import similarity_map
from analysis.plots.stated_figures import stated_figures
from analysis.plots.style import COLOURS, OTHER, ROW, STYLE, WIDTH, palette
from analysis.plots.word_shift import word_shift

__all__ = [
    "COLOURS",
    "OTHER",
    "ROW",
    "STYLE",
    "WIDTH",
    "beeswarm",
    "coverage_matrix",
    "differences",
    "fact_matrix",
    "keyness_map",
    "origin_matrix",
    "other_settings",
    "palette",
    "profile",
    "proportions",
    "similarity_map",
    "stated_figures",
    "word_shift",
]

# plots.similarity and plots.shift were the maps of those tables.
__getattr__ = with_deprecated_names(
    __name__, None, {"shares": "proportions", "shift": "word_shift", "similarity": "similarity_map"}
)


def __dir__() -> list[str]:
    return __all__
