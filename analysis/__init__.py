"""samestory: how differently outlets tell the same story."""

from lazy_loader import attach_stub

from analysis._utils.deprecation import with_deprecated_names
from analysis._version import __version__ as __version__

# Public names are listed in __init__.pyi and imported when first used: the command need not wait for pandas.
_getattr, __dir__, __all__ = attach_stub(__name__, __file__)
__getattr__ = with_deprecated_names(
    __name__,
    _getattr,
    {
        "coder": "coding",
        "corrected": "corrected_comparison",
        "corrected_shares": "corrected_proportions",
        "figure": "show_figure",
        "folder": "output_folder",
        "save": "save_table",
        "saved": "load_table",
        "say": "describe",
        "show": "show_table",
    },
)
