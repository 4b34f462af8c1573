"""Settings of the documentation: `make docs` builds it offline into build/docs, and a warning is an error."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent)]

import samestory  # noqa: E402
from analysis._version import __version__  # noqa: E402

# The reference names functions as users call them: samestory.describe is analysis.display.describe.
sys.modules["samestory.describe"] = samestory.describe

project = "samestory"
author = "the samestory authors"
copyright = "the samestory authors"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "generated",
]
smartquotes_action = "D"  # dashes only: commands and code in tables keep their quotation marks
exclude_patterns = ["_ext", "_generated", "README.md"]
templates_path = ["_templates"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 2

autosummary_generate = True
autosummary_imported_members = False
autodoc_typehints = "signature"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_preprocess_types = False

html_theme = "furo"
html_title = "samestory"
html_static_path = ["_static"]
html_css_files = ["samestory.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
# No time and no address of a repository: two builds have the same bytes.
html_last_updated_fmt = None
