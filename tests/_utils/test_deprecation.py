"""Deprecated names: they warn, they are the new objects, and other names are looked up as before."""

import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import samestory
from analysis._utils.deprecation import with_deprecated_names

NAME = "module_with_deprecated_names"


@pytest.fixture
def module() -> Iterator[types.ModuleType]:
    """A module that has the name `new`."""
    made = types.ModuleType(NAME)
    made.new = object()
    sys.modules[NAME] = made
    yield made
    del sys.modules[NAME]


def lazily(name: str) -> Any:
    """What a module finds when a name is first used."""
    if name == "later":
        return 7
    raise AttributeError(f"nothing is called {name}")


def test_a_deprecated_name_warns_and_is_the_new_object(module: types.ModuleType) -> None:
    module.__getattr__ = with_deprecated_names(NAME, None, {"old": "new"})
    message = f"^{NAME}.old is deprecated and will be removed in the next release; use {NAME}.new.$"
    with pytest.warns(FutureWarning, match=message) as warned:
        assert module.old is module.new
    assert warned[0].filename == __file__, "the warning shows the line that uses the name"


def test_a_warning_names_the_package_as_readers_import_it() -> None:
    with pytest.warns(FutureWarning, match=r"^samestory\.show is .* use samestory\.show_table\.$"):
        _ = samestory.show


def test_the_new_object_may_be_found_lazily(module: types.ModuleType) -> None:
    module.__getattr__ = with_deprecated_names(NAME, lazily, {"before": "later"})
    with pytest.warns(FutureWarning, match=f"use {NAME}.later"):
        assert module.before == 7


def test_other_names_do_not_warn(module: types.ModuleType) -> None:
    module.__getattr__ = with_deprecated_names(NAME, lazily, {"old": "new"})
    with warnings.catch_warnings(action="error"):
        assert module.later == 7


@pytest.mark.parametrize(
    ("finds", "message"),
    [(None, f"module '{NAME}' has no attribute 'unknown'"), (lazily, "nothing is called unknown")],
)
def test_unknown_names_are_errors(module: types.ModuleType, finds: Callable[[str], Any] | None, message: str) -> None:
    module.__getattr__ = with_deprecated_names(NAME, finds, {"old": "new"})
    with pytest.raises(AttributeError, match=message):
        _ = module.unknown
