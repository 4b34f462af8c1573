"""Figures and their relations read from a bundle, without sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.annotation.figure_relation_layer import SIDE
from analysis.language.quantities.bounds import VAGUE
from analysis.language.quantities.figure_words import bounded

FIGURES = (
    "A bundle holds figures with their unit and what they count, at most two words of either, but not as they are "
    "written, and no sentences, sources and figures of voices of few sentences."
)
OF_AGE, OLD = " of age", " old"  # units of ages, and how a bundle holds them in two words
_NO_SEGMENT = -1
_MAGNITUDES = {12: "dozens", 100: "hundreds", 1e3: "thousands", 1e4: "tens of thousands", 1e5: "hundreds of thousands",
               1e6: "millions", 1e9: "billions", 1e12: "trillions"}  # fmt: skip
_LARGE = {1e12: "trillion", 1e9: "billion", 1e6: "million"}
_DIGITS = 4  # of a number before its magnitude
_UNCHANGED = ("percent", "per cent", "crew", "staff", "police", "per")
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "life": "lives"}


def bundled_figures(figures: pd.DataFrame, words: pd.DataFrame, outlets: pd.Series) -> pd.DataFrame:
    """Return the figures of a bundle as `ss.figures` gives them.

    Parameters
    ----------
    figures, words : pandas.DataFrame
        Tables figure_list, of some articles, and figure_words.
    outlets : pandas.Series
        Outlet of each article, by article_id.

    Returns
    -------
    pandas.DataFrame
        Table stated_figures.
    """
    named = words["word"].array
    unit = _units(words).take(figures["unit"].to_numpy())
    table = figures.assign(
        outlet=figures["article_id"].map(outlets).astype("str"),
        segment=_NO_SEGMENT,
        unit=unit,
        counted=named.take(figures["counted"].to_numpy()),
        figure=_written(figures, unit),
        scope="",
        holder="",
        source="",
    )
    return with_note(schema.typed(table, "stated_figures"), FIGURES)


def bundled_relations(pairs: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Return the relations of the figures of a bundle.

    Parameters
    ----------
    pairs, words : pandas.DataFrame
        Tables figure_pairs, of some articles, and figure_words.

    Returns
    -------
    pandas.DataFrame
        Table figure_relations; relations to articles that are not there are left out.
    """
    named = words["word"].array
    rows = pairs.assign(
        about=named.take(pairs["about"].to_numpy()),
        figure=_written(pairs, _units(words).take(pairs["unit"].to_numpy())),
        segment=_NO_SEGMENT,
        source="",
        earlier="",
    )
    one, other = (rows[rows["side"] == side].set_index("number") for side in (0, 1))
    wide = one.join(other[list(SIDE)].add_prefix("other_"))
    alone = wide["relation"] == "only here"
    wide = wide[alone | wide["other_article_id"].notna()].sort_index(kind="stable")
    text = ["other_article_id", "other_outlet", "other_figure", "other_voice", "other_source"]
    wide = wide.assign(
        **{name: wide[name].fillna("").astype("str") for name in text},
        other_segment=np.full(len(wide), _NO_SEGMENT, np.int64),
    )
    return with_note(schema.typed(wide, "figure_relations"), FIGURES)


def _units(words: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
    return words["word"].str.replace(f"{OLD}$", OF_AGE, regex=True).array


def _written(figures: pd.DataFrame, units: pd.api.extensions.ExtensionArray) -> list[str]:
    """Write figures: 'about 50,000 troops', '12–15 miles', '1.2 billion USD', vague ones as 'thousands: troops'."""
    columns = (figures[name].tolist() for name in ("value", "high", "bound"))
    rows = zip(*columns, map(str, units.tolist()), strict=True)
    return [
        _vague(value, unit) if bound == VAGUE else bounded(bound, _exact(value, high, unit))
        for value, high, bound, unit in rows
    ]


def _exact(value: float, high: float, unit: str) -> str:
    upper = "" if np.isnan(high) else f"–{_number(high)}"
    return f"{_number(value)}{upper} {unit if value == 1 and not upper else _plural(unit)}".strip()


def _number(value: float) -> str:
    """Write a number with the largest magnitude that leaves it few digits."""
    for size, word in _LARGE.items():
        if abs(value) >= size and float(f"{value / size:.{_DIGITS}g}") * size == value:
            return f"{value / size:,.{_DIGITS}g} {word}"
    return f"{value:,.10g}"


def _vague(value: float, unit: str) -> str:
    word = _MAGNITUDES.get(value, f"about {value:,.10g}")
    return f"{word}: {_plural(unit)}" if unit else word


def _plural(unit: str) -> str:
    """Return the plural of a unit or a counted noun: miles per hour, fatalities; codes such as USD have none."""
    noun, per, rest = unit.partition(" of " if unit.endswith(OF_AGE) else " per ")
    if not noun or noun.split()[0] in _UNCHANGED or not noun.islower():
        return unit
    if noun in _IRREGULAR:
        return _IRREGULAR[noun] + per + rest
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        noun = noun[:-1] + "ie"
    elif noun.endswith(("s", "x", "ch", "sh")):
        noun += "e"
    return f"{noun}s{per}{rest}"
