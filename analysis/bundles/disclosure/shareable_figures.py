"""Figures as a shared bundle holds them: value, unit and what is counted, without their sentences and their places.

Words are numbers of a sorted list, so that no column can be read downwards.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_figures import OF_AGE, OLD
from analysis.bundles.disclosure.places import is_in
from analysis.bundles.disclosure.small_voices import long_words
from analysis.bundles.disclosure.thresholds import RUN

_PAIR = ["segment", "figure"]
# Words that mean something else without the next one: North Korean, New Zealand, anti-tank.
_FIRST_OF_NAMES = frozenset((
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "new", "saudi", "sri",
    "united", "former", "non", "un", "ex", "anti", "el", "los", "san", "costa", "papua", "sierra", "equatorial",
))  # fmt: skip


def shareable_figures(notes: Annotations, stated: pd.DataFrame, hidden: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of figures and their relations that can be published.

    Figures of places whose words are withheld are left out, with their relations. Of a unit and of what is counted,
    at most the last two words are held: a figure says what it counts, and no run of three words.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    stated : DataFrame
        From `ss.figures`.
    hidden : DataFrame
        article_id and voice of the places whose words are withheld.

    Returns
    -------
    dict of str to DataFrame
        figure_list, figure_pairs and figure_words.
    """
    shown = stated[~is_in(stated, hidden)]
    names = {"unit": _short_units(shown["unit"]), "counted": _short(shown["counted"])}
    pairs = _pairs(notes, stated, hidden)
    words = sorted({"", *names["unit"], *names["counted"], *pairs["about"], *pairs["unit"]})
    number = {word: place for place, word in enumerate(words)}
    figures = shown.assign(**{column: _numbers(column_words, number) for column, column_words in names.items()})
    order = ["article_id", "voice", "dimension", "value", "unit"]
    pairs = pairs.assign(**{column: _numbers(pairs[column], number) for column in ("about", "unit")})
    return {
        "figure_list": schema.typed(figures.sort_values(order, kind="stable"), "figure_list"),
        "figure_pairs": schema.typed(pairs, "figure_pairs"),
        "figure_words": schema.typed(pd.DataFrame({"word": pd.array(words, dtype="str")}), "figure_words"),
    }


def _pairs(notes: Annotations, stated: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Return the relations with a row for each side; those with a side in a hidden place are left out."""
    found = notes.figure_relations
    known = stated.drop_duplicates(_PAIR).set_index(_PAIR)[["unit", "bound", "high"]]
    sides = []
    for side, prefix in enumerate(("", "other_")):
        columns = {f"{prefix}{name}": name for name in ("article_id", "outlet", "segment", "figure", "value", "voice")}
        rows = found[["event", "relation", "by_source", "evidence", "about", "dimension"]].join(
            found[list(columns)].rename(columns=columns)
        )
        first = rows["figure"].str.partition(" + ")[0] if len(rows) else rows["figure"]
        keys = pd.MultiIndex.from_arrays([rows["segment"], first])
        of_figures = known.reindex(keys).fillna({"unit": "", "bound": ""}).set_index(rows.index)
        # What two figures add up to is no range.
        of_figures["high"] = of_figures["high"].where(first == rows["figure"])
        sides.append(rows.assign(number=np.arange(len(rows)), side=side, **of_figures))
    both = pd.concat(sides, ignore_index=True)
    both = both[both["article_id"] != ""]
    left_out = both.loc[is_in(both, hidden), "number"]
    both = both[~both["number"].isin(left_out)]
    both = both.assign(about=_short(both["about"]), unit=_short_units(both["unit"]))
    return both.sort_values(["event", "relation", "about", "number", "side"], kind="stable")


def _short(names: pd.Series) -> pd.Series:
    """Return the last words of names, fewer than a run; words that are too long are left out."""
    distinct = names.astype("str").unique()
    last = [_last_words(name.split()) for name in distinct]
    long = long_words(pd.Series(last, dtype="str")) if last else np.zeros(0, bool)
    short = {name: "" if is_long else end for name, end, is_long in zip(distinct, last, long, strict=True)}
    return names.astype("str").map(short).fillna("").astype("str")


def _short_units(units: pd.Series) -> pd.Series:
    return _short(units.astype("str").str.replace(f"{OF_AGE}$", OLD, regex=True))


def _last_words(words: list[str]) -> str:
    """Return the last words, fewer than a run, but no half of a name: North Korean troops are no Korean troops."""
    halved = len(words) >= RUN and words[-RUN] in _FIRST_OF_NAMES
    return words[-1] if halved else " ".join(words[1 - RUN :])


def _numbers(names: Iterable[str], number: dict[str, int]) -> NDArray[np.int64]:
    return np.array([number[name] for name in names], np.int64)
