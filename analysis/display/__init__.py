"""What notebooks call: sentences from tables, formatted tables, figures, saved files."""

from lazy_loader import attach

__getattr__, __dir__, __all__ = attach(__name__, submodules=["describe"])
