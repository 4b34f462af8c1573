"""The smallest changes of an outlet that its comparison would show, for some rows of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis.comparison.contrasts import Contrast
from analysis.comparison.designs import Design
from analysis.comparison.few_articles import detectable_between_outlets
from analysis.exceptions import WrongUse
from analysis.schema import REST
from analysis.stats.detectable_differences import Shown, change_by_error
from analysis.stats.least_p import least_p_of_permuting, least_p_of_signs

# Measures that are shown in percent are shares.
PERCENT = 100
# With fewer degrees of freedom the variance between units is known to less than ±50 %.
LEAST_DF, ROUNDING = 8, 1e-9
_OUTLET = "power of the test with the known variation between articles of one outlet"
_BY_ERROR = "t + t standard errors, with the variance under the change"
_NEVER = "so few units cannot give a p of that level"
_FEW, _UNKNOWN = f"not computed: fewer than {LEAST_DF} units beyond the first of each side", "not computed: not tested"
_ADJUSTED = "not computed within strata or against a reference list"


class Detector:
    """What the rows of a comparison could show.

    Parameters
    ----------
    design : Design
        The comparison.
    rows : DataFrame
        Some of its rows.
    shown : Shown
    voice : str or None
        As in `compare`.

    Attributes
    ----------
    value : array of float, shape (rows,)
        Ratio of both sides together.
    method : array of str, shape (rows,)
        How changes are computed, or why they are not.
    describes_outlets : bool
        Whether more articles would give more units.
    """

    def __init__(self, design: Design, rows: pd.DataFrame, shown: Shown, voice: str | None) -> None:
        self._design, self._shown, self._voice = design, shown, voice
        self._pairs = list(zip(rows["outlet"], rows["against"], strict=True))
        asked = design._replace(only=set(self._pairs))
        contrasts = {(c.group, c.against): c for c in asked.contrasts(0.95)}
        self._items = [int(place) for place in pd.Index(design.table.items).get_indexer(rows["item"])]
        if -1 in self._items or not set(self._pairs) <= set(contrasts):
            raise WrongUse("Invalid `comparisons`: rows that `scores` do not have. Expected what it was made from.")
        sides = [contrasts[pair] for pair in self._pairs]
        self._at = _Places(sides, self._items, len(design.table.items))
        self._n, self._other = self._at.of(lambda c: c.n), self._at.of(lambda c: c.n_against)
        sums = self._n * self._at.of(lambda c: c.value) + self._other * self._at.of(lambda c: c.value_against)
        self.value = sums / (self._n + self._other)
        self.describes_outlets = design.unit != "segment"
        self._units = _units(design, sides, self._items)
        self.method = self._method(self.changes(1))

    def _method(self, changes: np.ndarray) -> np.ndarray:
        unknown, adjusted = np.isnan(changes), self._is_adjusted()
        if self._design.unit == "outlet" or adjusted:
            return np.where(unknown, _ADJUSTED if adjusted else _UNKNOWN, _OUTLET)
        once = np.ones(len(changes))
        never, few = self._never(once), self._df(once) < LEAST_DF
        return np.select([never, few, unknown], [_NEVER, _FEW, _UNKNOWN], _BY_ERROR)

    def changes(self, sign: int) -> np.ndarray:
        """Return the size of the smallest change that would be shown.

        Parameters
        ----------
        sign : {1, -1}
            For increases or decreases.

        Returns
        -------
        array of float, shape (rows,)
            Infinite where no change would be shown; NaN where it is not known.
        """
        design, shown = self._design, self._shown
        if design.unit == "outlet":
            return detectable_between_outlets(
                design.table, design.labels, self._pairs, self._items, shown,
                measure=design.measure, voice=self._voice, sign=sign,
            )  # fmt: skip
        return self._by_error(sign, np.ones(len(self._items)))

    def increase_with(self, times: np.ndarray) -> np.ndarray:
        """Return the smallest increase that would be shown with more articles, which are the units then.

        Parameters
        ----------
        times : array of float, shape (rows,)
            As many times the articles there are, on both sides; at least `least_times`.

        Returns
        -------
        array of float, shape (rows,)
            As in `changes`.
        """
        return self._by_error(1, times)

    @property
    def least_times(self) -> np.ndarray:
        """As many times the articles as the variance between units needs, or more, shape (rows,)."""
        units, others = self._units
        least = (LEAST_DF + 1) / units if self._design.unit == "event" else (LEAST_DF + 2) / (units + others)
        return np.fmax(least, 1)

    def _by_error(self, sign: int, times: np.ndarray) -> np.ndarray:
        if self._is_adjusted():
            return np.full(len(times), np.nan)
        scale, df = schema.MEASURES[self._design.measure], self._df(times)
        kind = "mean" if not scale.is_rate else "share" if scale.factor == PERCENT else "count"
        se = self._at.of(lambda c: c.difference.se) / np.sqrt(times)
        n, other = times * self._n, times * self._other
        found = change_by_error(se, self.value, n, other, df, self._shown, kind=kind, sign=sign)
        found = np.where(df < LEAST_DF * (1 - ROUNDING), np.nan, found)
        return np.where(self._never(times), np.inf, found)

    def _is_adjusted(self) -> bool:
        return self._design.adjusted or not isinstance(self._design.against, str)

    def _df(self, times: np.ndarray) -> np.ndarray:
        units, others = self._units
        return np.asarray(times * units - 1 if self._design.unit == "event" else times * (units + others) - 2)

    def _never(self, times: np.ndarray) -> np.ndarray:
        """Return where so few units cannot give a p of the level, whatever they hold."""
        units, others = (np.round(times * part) for part in self._units)
        least = least_p_of_signs(units) if self._design.unit == "event" else least_p_of_permuting(units, others)
        return np.asarray(least > self._shown.level)


class _Places:
    """The numbers of some rows, each of an item of a contrast."""

    def __init__(self, sides: Sequence[Contrast], items: Sequence[int], size: int) -> None:
        self._sides, self._items, self._size = sides, items, size

    def of(self, part: Any) -> np.ndarray:
        """Return a part of the contrast of each row."""
        found = (np.broadcast_to(part(c), self._size)[i] for c, i in zip(self._sides, self._items, strict=True))
        return np.array(list(found), float)


def _units(design: Design, sides: Sequence[Contrast], items: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return how many units both sides of each row have; of events, those that both sides cover."""
    size = len(design.table.items)
    if design.unit == "event":
        shared = _Places(sides, items, size).of(lambda c: c.units)
        return shared, shared
    every = np.broadcast_to(design.table.units, (len(design.labels), size))
    groups = {name: every[design.labels == name].sum(0) for name in set(design.labels)}
    total = every.sum(0)
    own = np.array([groups[c.group][i] for c, i in zip(sides, items, strict=True)], float)
    others = [
        total[i] - groups[c.group][i] if c.against == REST else groups.get(c.against, total)[i]
        for c, i in zip(sides, items, strict=True)
    ]
    return own, np.array(others, float)
