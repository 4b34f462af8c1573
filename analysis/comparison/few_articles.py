"""Outlets with one or two articles: how much articles of one outlet differ is known from other outlets' articles.

How it was learned, and how right it is: analysis/models/between_articles/card.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis._utils.content_hiding import hides_content
from analysis.comparison.contrasts import Contrast, RestOf, all_others, both_sides, contrast_of
from analysis.comparison.score_matrices import Matrices, sums_of
from analysis.exceptions import WrongUse, quoted
from analysis.schema import ALL, REST
from analysis.stats.detectable_differences import Shown, rate_change, share_change
from analysis.stats.known_dispersion import Spread, rate_difference, share_difference
from analysis.stats.ratios import Difference, Moments, ratio

TABLE = Path(__file__).resolve().parent.parent / "models" / "between_articles" / "dispersion.csv"
# The models of the table: counts per word, shares of segments, words or attributions, and means such as tone.
RATE, MEAN = "rate", "mean"
# The item that stands for all items of a measure.
ANY = ""


@hides_content
class KnownDispersion(NamedTuple):
    """What is known of a measure in a voice: the model, and the spread of each item, or of ANY item."""

    model: str
    spreads: dict[str, Spread]


@cache
def known_dispersions() -> dict[tuple[str, str], KnownDispersion]:
    """Return what is known of the variation between articles of one outlet on one topic, by measure and voice.

    Returns
    -------
    dict of (str, str) -> KnownDispersion
        The voice is 'all' for whole articles.
    """
    found: dict[tuple[str, str], KnownDispersion] = {}
    with TABLE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = found.setdefault((row["measure"], row["voice"]), KnownDispersion(row["model"], {}))
            numbers = (float(row[name] or "nan") for name in ("within", "between", "df"))
            known.spreads[row["item"]] = Spread(*numbers)
    return found


def is_known(measure: str, voice: str | None) -> bool:
    """Return whether the variation between articles is known for a measure and voice.

    Parameters
    ----------
    measure : str
    voice : str or None
        None and 'all' stand for whole articles.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_known("framing", "narration"), is_known("target_sentiment", None)
    (True, False)
    """
    return (measure, voice or ALL) in known_dispersions()


def check_known(measure: str, voice: str | None, by: str) -> None:
    """Check that the variation between articles is known for what is compared.

    Parameters
    ----------
    measure, voice
        As in `is_known`.
    by : str
        As in `compare`.

    Raises
    ------
    WrongUse
        If it is not, or events are compared.
    """
    if by != "outlet":
        raise WrongUse(
            "Invalid `unit`: 'outlet' with by='event'. Expected 'article' or 'segment' where events are compared."
        )
    if not is_known(measure, voice):
        known = sorted({f"{name} ({spoken})" for name, spoken in known_dispersions()})
        raise WrongUse(
            f"Invalid `unit`: 'outlet' for '{measure}' in the voice '{voice or ALL}'. How much articles of one outlet "
            f"vary is known for {quoted(known)}; expected 'article' or 'segment'."
        )


def between_outlets(
    table: Matrices,
    labels: np.ndarray,
    pairs: Iterable[tuple[str, str]],
    confidence: float,
    *,
    measure: str,
    voice: str | None,
    rest_of: RestOf = all_others,
) -> Iterator[Contrast]:
    """Compare outlets by few articles, whose variation within an outlet is known.

    Parameters
    ----------
    table : Matrices
        As `by_unit` makes it with articles as units.
    labels : array of str, shape (articles,)
        Outlet of each article.
    pairs : iterable of (str, str)
        An outlet, and what it is compared with: 'rest' or another outlet.
    confidence : float
        Between 0 and 1.
    measure, voice : str
        For which `is_known` is true.
    rest_of : callable, optional
        As in `independent`.

    Yields
    ------
    Contrast
        One for each pair.
    """
    known = known_dispersions()[measure, voice or ALL]
    for group, against, own, other in both_sides(table, labels, pairs, rest_of):
        difference = _difference(own.moments, other.moments, known, table.items, confidence)
        yield contrast_of(group, against, own, other, difference)


def detectable_between_outlets(
    table: Matrices,
    labels: np.ndarray,
    pairs: Sequence[tuple[str, str]],
    items: Sequence[int],
    shown: Shown,
    *,
    measure: str,
    voice: str | None,
    sign: int,
) -> np.ndarray:
    """Return the smallest change of an outlet that few articles show, for some rows of a comparison.

    Parameters
    ----------
    table, labels, measure, voice
        As in `between_outlets`.
    pairs : sequence of (str, str), length (rows,)
        Both sides of each row.
    items : sequence of int, length (rows,)
        Number of the item of each row.
    shown : Shown
    sign : {1, -1}
        For increases or decreases.

    Returns
    -------
    array of float, shape (rows,)
        Infinite where no change would be shown; NaN where it is not known how much articles vary.
    """
    names = sorted(set(labels))
    known, shape = known_dispersions()[measure, voice or ALL], (len(names), len(table.items))
    sums = sums_of(table, labels, names)._replace(higher=None)
    sums = sums.map(lambda part: np.broadcast_to(part, shape)[:, items])
    rows, places = np.arange(len(items)), np.array([names.index(group) for group, _ in pairs], int)
    own = sums.map(lambda part: part[places, rows])
    rest = sums.map(lambda part: part.sum(0)).without(own)
    others = np.array([names.index(other) if other != REST else -1 for _, other in pairs], int)
    against = zip(rest[:-1], sums[:-1], strict=True)
    other = Moments._make([*(np.where(others < 0, a, b[others, rows]) for a, b in against), None])
    r = ratio(own.merge(other))
    if known.model == RATE:
        return rate_change(r, own, other, known.spreads[ANY].between, shown, sign=sign)
    spread = _spread_of(known, [table.items[item] for item in items])
    return share_change(r, own, other, spread, shown, signed=known.model == MEAN, sign=sign)


def _difference(
    own: Moments, other: Moments, known: KnownDispersion, items: list[str], confidence: float
) -> Difference:
    if known.model == RATE:
        return rate_difference(own, other, known.spreads[ANY].between, confidence=confidence)
    spread = _spread_of(known, items)
    return share_difference(own, other, spread, confidence=confidence, signed=known.model == MEAN)


def _spread_of(known: KnownDispersion, items: list[str]) -> Spread:
    """Return the spread of each item; NaN where it is not known, so that the item is not tested."""
    if ANY in known.spreads:
        return known.spreads[ANY]
    unknown = Spread(np.nan, np.nan, np.nan)
    return Spread(*np.array([known.spreads.get(item, unknown) for item in items], float).reshape(-1, 3).T)
