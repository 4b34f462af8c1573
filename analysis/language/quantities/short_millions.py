"""Magnitudes of one letter: 85m crowns are millions, 85m of rope are metres."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from analysis.language.quantities.matching import flags, holds, search
from analysis.language.quantities.units import MONEY, unit_forms
from analysis.language.quantities.word_classes import OTHER, PLURAL, word_class

_LETTER = r"^([mbt]) ((?:(?:[A-Za-zÀ-ɏ.-]+ )?[A-Za-zÀ-ɏ.-]+))"
# After metres: a race, or the size of a thing.
_OF_A_LENGTH = frozenset((
    "hurdles", "metres", "meters", "relays", "sprints", "winners", "runners", "champions", "finalists", "swimmers",
    "medallists", "waves", "walls", "poles", "yachts", "boats", "jumps", "races", "waters", "depths", "heights",
))  # fmt: skip


def with_short_millions(numbers: pl.DataFrame) -> pl.DataFrame:
    """Read the letter that touches a number as its magnitude where money or a counted noun follows.

    Parameters
    ----------
    numbers : polars.DataFrame
        As `locate_numbers` returns it.

    Returns
    -------
    polars.DataFrame
        The letter belongs to `written` and no longer to `gap` and `right`.
    """
    written, right = numbers["written"], numbers["right"]
    letter = right.str.slice(0, 1).is_in(["m", "b", "t"]).to_numpy()
    places = np.flatnonzero(holds(written, "^[0-9.,]+$", letter))
    words = search(right.gather(places).str.extract_groups, _LETTER).struct.field("2")
    counted = [phrase for phrase in words.unique().drop_nulls().to_list() if _is_counted(phrase)]
    found = places[flags(words.is_in(counted))]
    if not len(found):
        return numbers
    read = {name: numbers[name].gather(found) for name in ("written", "gap", "right")}
    return numbers.with_columns(
        written=written.scatter(found, read["written"] + read["right"].str.slice(0, 1)),
        **{name: numbers[name].scatter(found, read[name].str.slice(1)) for name in ("gap", "right")},
    )


@cache
def _currencies() -> frozenset[str]:
    return frozenset(form.lower() for form, unit in unit_forms().items() if unit.dimension == MONEY and len(form) > 1)


def _is_counted(phrase: str) -> bool:
    """Whether one or two words name money, or end in a plural that nothing measured in metres is."""
    words = phrase.split(" ")
    if words[0].lower() in _currencies() or phrase.lower() in _currencies():
        return True
    kinds = [word_class(word) for word in words]
    of_a_length = _OF_A_LENGTH & {word.lower() for word in words}
    return kinds[0] in (PLURAL, OTHER) and PLURAL in kinds and not of_a_length
