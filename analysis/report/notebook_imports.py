"""Imported before the processes of a report are forked: what every notebook would import anew.

A forked process has no threads but its own: Polars, ONNX Runtime and Arrow start theirs when they are first used, so
nothing is computed with them here. The templates of pages are compiled. What is there is never searched for garbage:
each forked process would do that anew, and copy most of the memory that it shares. The processes, which end with their
notebook, search for garbage seldom.
"""

import gc
from importlib import import_module

import analysis
from analysis.report.html_pages import compile_templates
from analysis.report.matplotlib_settings import import_matplotlib

# Imported inside functions of the package, so that the package itself is imported quickly.
INSIDE_FUNCTIONS = (
    "matplotlib.pyplot", "matplotlib.backends.backend_svg", "scipy.sparse.csgraph", "scipy.spatial.distance",
    "pyarrow.dataset", "pyarrow.parquet", "jinja2", "nh3",
    "analysis.display.event_page", "analysis.display.explorer.page", "analysis.display.outlet_page",
)  # fmt: skip

# New objects between two searches for garbage; 700 by default.
OBJECTS_BETWEEN_SEARCHES = 10_000

import_matplotlib()
for module in INSIDE_FUNCTIONS:
    import_module(module)
for name in dir(analysis):
    getattr(analysis, name)
compile_templates()
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
