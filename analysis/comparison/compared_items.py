"""What is computed of each item by itself: parts of a comparison that are joined before p-values are corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis.comparison.contrast_columns import ContrastColumns, columns_of
from analysis.comparison.designs import Design
from analysis.comparison.result_rows import tests_of
from analysis.schema import REST
from analysis.stats.multiple_testing import benjamini_hochberg, bonferroni

_ADJUSTED: dict[str | None, Callable[[np.ndarray], np.ndarray]] = {
    "bh": benjamini_hochberg,
    "bonferroni": bonferroni,
    None: np.asarray,
}


@hides_content
class ComparedItems(NamedTuple):
    """The differences of some items of a measure, before p-values are corrected for their number.

    Attributes
    ----------
    measure : str
        It ends in '_articles' where articles are counted.
    unit : str
        What varies by chance.
    adjusted : bool
        Whether strata are compared.
    items : list of str
        In order.
    made : ContrastColumns
        Of these items.
    """

    measure: str
    unit: str
    adjusted: bool
    items: list[str]
    made: ContrastColumns

    def corrected(self, correction: str | None, against: object) -> np.ndarray:
        """Return p corrected for the number of tests; two outlets compared with the rest are one comparison."""
        p = self.made.numbers["p"]
        sides = 2 if isinstance(against, str) and against == REST and len(self.made.of_contrast["outlet"]) == 2 else 1
        # Each is there once for each of the sides, one after the other.
        return np.tile(_ADJUSTED[correction](p[: len(p) // sides]), sides)

    def for_rows(self, q: np.ndarray, against: object, confidence: float, seed: int) -> dict[str, Any]:
        """Return what `rows_of` makes rows of."""
        scale = schema.MEASURES[self.measure]
        two_sided = isinstance(against, str)
        tests = tests_of(self.made, self.unit, two_sided=two_sided, adjusted=self.adjusted, is_rate=scale.is_rate)
        same: dict[str, str | float] = {
            "measure": self.measure, "unit": self.unit, "confidence": confidence, "seed": seed, "family_share": 1.0,
        }  # fmt: skip
        limits = np.array([scale.limit_of(item) for item in self.items])
        return {"items": self.items, "made": self.made, "q": q, "tests": tests, "limits": limits, "same": same}


def compared_items(design: Design, confidence: float) -> ComparedItems:
    """Compute the differences of the items of a design.

    Parameters
    ----------
    design : Design
    confidence : float
        Level of the intervals, between 0 and 1.

    Returns
    -------
    ComparedItems
    """
    items = design.table.items
    made = columns_of(design.contrasts(confidence), len(items))
    return ComparedItems(design.measure, design.unit, design.adjusted, items, made)


def joined_items(parts: Sequence[ComparedItems]) -> ComparedItems:
    """Join the items of several parts, of which each has all articles.

    Parameters
    ----------
    parts : sequence of ComparedItems
        At least one, in order of their items. Their numbers are taken out, so that a large table is not there twice.

    Returns
    -------
    ComparedItems
        As all items together give it.
    """
    first = parts[0]
    items = [item for part in parts for item in part.items]
    n_contrasts = len(first.made.of_contrast["outlet"])
    numbers = {}
    for name in [*first.made.numbers]:
        shape = (n_contrasts, -1)
        numbers[name] = np.hstack([part.made.numbers.pop(name).reshape(shape) for part in parts]).ravel()
    return first._replace(items=items, made=first.made._replace(numbers=numbers))
