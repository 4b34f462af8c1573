"""Layers: what is computed from annotations on first use and kept with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from analysis.io.shared_results import shared_result

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class HasLayers(Protocol):
    """An object that keeps layers: by name of the layer and its arguments."""

    @property
    def layers(self) -> dict[tuple[Any, ...], Any]:
        """Layers computed so far."""

    def made_from(self) -> Any:
        """Return all that layers are computed from; it can be pickled."""


Owner = TypeVar("Owner", bound=HasLayers)


def layer(
    compute: Callable[Concatenate[Owner, Arguments], Result],
) -> Callable[Concatenate[Owner, Arguments], Result]:
    """Make a function or method of annotations a layer: computed once per annotations and arguments.

    Parameters
    ----------
    compute : callable
        Its first argument is the annotations; the others must be hashable and given by position.

    Returns
    -------
    callable
        The same function, which computes its result on the first call and returns the kept one afterwards.
    """
    name = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def kept(owner: Owner, /, *arguments: Arguments.args, **keywords: Arguments.kwargs) -> Result:
        key = (name, *arguments, *sorted(keywords.items()))
        if key not in owner.layers:
            owner.layers[key] = compute(owner, *arguments, **keywords)
        result: Result = owner.layers[key]
        return result

    return kept


def shared_layer(compute: Callable[[Owner], Result]) -> Callable[[Owner], Result]:
    """Make a function or method of annotations a layer that is computed once by all processes of a report.

    Parameters
    ----------
    compute : callable
        Its only argument is the annotations.

    Returns
    -------
    callable
        As from `layer`.
    """

    @layer
    @wraps(compute)
    def shared(owner: Owner) -> Result:
        # Two layers may have one name, in different modules.
        return shared_result(
            compute.__name__, lambda: (compute.__module__, owner.made_from()), lambda: compute(owner)
        )  # fmt: skip

    return shared


def set_layer(owner: Owner, compute: Callable[[Owner], Result], result: Result) -> None:
    """Give annotations the result of a layer without arguments, so that it is not computed."""
    owner.layers[f"{compute.__module__}.{compute.__qualname__}",] = result


def computed(owner: HasLayers) -> list[str]:
    """Names of the layers computed so far, sorted."""
    return sorted({str(key[0]).rpartition(".")[2] for key in owner.layers})
