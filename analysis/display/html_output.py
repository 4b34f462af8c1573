"""HTML as the output of a notebook cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.display import HTML


def html_output(html: str) -> HTML:
    """Return HTML as an object that a notebook shows."""
    from IPython.display import HTML

    made: Callable[[str], HTML] = HTML
    return made(html)
