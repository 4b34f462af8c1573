"""A table -> a figure. Plots know the shape of tables and nothing else.

Every figure is five inches wide, so that it can be read on a telephone; one colour an outlet on all pages."""

from analysis.plots.comparisons import differences, shares
from analysis.plots.keyness_map import keyness_map
from analysis.plots.similarity_map import similarity
from analysis.plots.style import COLOURS, OTHER, ROW, STYLE, WIDTH, palette
from analysis.plots.word_shift import shift

__all__ = [
    "COLOURS",
    "OTHER",
    "ROW",
    "STYLE",
    "WIDTH",
    "differences",
    "keyness_map",
    "palette",
    "shares",
    "shift",
    "similarity",
]
