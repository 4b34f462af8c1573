"""A table -> a figure. Plots know the shape of tables and nothing else.

Every figure is five inches wide, so that it can be read on a telephone; one colour an outlet on all pages."""

from analysis.plots.comparisons import differences, shares
from analysis.plots.keyness import keyness_map
from analysis.plots.maps import similarity
from analysis.plots.shifts import shift
from analysis.plots.style import COLOURS, OTHER, ROW, STYLE, WIDTH, palette

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
