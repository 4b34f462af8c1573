"""All importers, and the one for a source."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from analysis.exceptions import WrongUse
from analysis.importers import formats
from analysis.importers.records import Importer, Start


@cache
def importers() -> Mapping[str, Importer]:
    """Return all importers by the names of their modules; general ones last."""
    names = [module.name for module in pkgutil.iter_modules(formats.__path__)]
    found = {name: import_module(f"{formats.__name__}.{name}") for name in names}
    all_of_them = {name: module.IMPORTER for name, module in found.items() if hasattr(module, "IMPORTER")}
    return dict(sorted(all_of_them.items(), key=lambda entry: (entry[1].is_general, entry[0])))


def importer_of(start: Start) -> str:
    """Return the name of the importer for a source, '' if none recognizes it.

    Raises
    ------
    WrongUse
        If the one that does needs a package that is not installed.
    """
    name = next((name for name, importer in importers().items() if importer.recognizes(start)), "")
    if not name:
        return ""
    importer = importers()[name]
    if missing := [package for package in importer.needs if find_spec(package) is None]:
        raise WrongUse(f"{importer.title} needs the package {missing[0]}; install 'samestory[import]'")
    return name
