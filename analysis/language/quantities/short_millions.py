"""Magnitudes of one letter: 85m crowns are millions, 85m of rope are metres."""

from __future__ import annotations

from functools import cache

import polars as pl

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
    following = numbers["right"].str.extract_groups(_LETTER).struct.unnest()
    words = following["2"].unique().drop_nulls().to_list()
    counted = [phrase for phrase in words if _is_counted(phrase)]
    found = following["2"].is_in(counted) & numbers["written"].str.contains("^[0-9.,]+$")
    if not found.any():
        return numbers
    letter = pl.when(found).then(following["1"]).otherwise(pl.lit(""))
    return numbers.with_columns(
        written=pl.col("written") + letter,
        **{name: pl.when(found).then(pl.col(name).str.slice(1)).otherwise(name) for name in ("gap", "right")},
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
