"""Deprecated names of public functions: they work for one more release, with a warning that gives the new name."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

_PACKAGE = "analysis"  # which readers import as samestory


def with_deprecated_names(
    module: str, getattribute: Callable[[str], Any] | None, renamed: Mapping[str, str]
) -> Callable[[str], Any]:
    """Return a `__getattr__` for a module that also finds attributes by their old names.

    Parameters
    ----------
    module : str
        Name of the module.
    getattribute : callable or None
        Finds the new names; None if the module itself defines them.
    renamed : mapping of str to str
        Old name -> new name.

    Returns
    -------
    callable
        Emits a FutureWarning if an old name is used.
    """
    shown = f"samestory{module[len(_PACKAGE) :]}" if module.split(".", maxsplit=1)[0] == _PACKAGE else module

    def __getattr__(name: str) -> Any:
        if name in renamed:
            warnings.warn(
                f"{shown}.{name} is deprecated and will be removed in the next release; use {shown}.{renamed[name]}.",
                FutureWarning,
                stacklevel=2,
            )
            return getattr(import_module(module), renamed[name])
        if getattribute is not None:
            return getattribute(name)
        raise AttributeError(f"module '{module}' has no attribute '{name}'")

    return __getattr__
