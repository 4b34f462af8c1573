"""What restricts a figure: of whom it is a part, what it includes, to what it is added."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.quantities.numbers import ONES, TEENS, TENS
from analysis.language.quantities.word_classes import PLURAL, is_person, singular, word_class

Flags = NDArray[np.bool_]

_AND = r"^((?:[ -][\p{L}'’-]+){1,5}) (?:and|or) (?:(?:the|its|their) )?([\p{L}-]+)"
_PART = r"^ (?:of|out of|among) (?:the|them|those|these|its|their|his|her|my|our|every|all|which|whom)(?-u:\b)"
_PART_BEFORE = r"(?i)(?:^|[^\p{L}])(?:of (?:them|whom|which|those|these)|including|among them|,? with),? (?:\w+ ){0,2}$"
_ADDED_BEFORE = (
    r"(?i)(?:^|[^\p{L}])(?:another|other|remaining|additional|further|extra|first|last|next|past|final|previous|each|"
    r"every|plus|second|third) (?:about |around |nearly |some |of the )?$"
)
_COMPARED = (
    r"(?:longer|shorter|higher|lower|older|younger|later|earlier|fewer|less|larger|smaller|ahead|behind|apart|late|"
    r"early|ago)"
)
_ADDED_AFTER = r"^[ -](?:\p{L}+ )?(?:more|others?|additional|further|extra)(?-u:\b)"
_COMPARED_AFTER = rf"^(?:[ -]\p{{L}}+){{0,2}} (?:{_COMPARED}|each|apiece|per)(?-u:\b)"
# Eight a day, an average of eight: no number of what happened once. Not so "in a day" and "a year ago".
_OFTEN = (
    r"^((?:[ -][\p{L}'’-]+){0,6}) (?:(every|each|a|per) (minute|hour|day|night|week|month|season|quarter|year)|"
    r"(hour|dai|week|month|year|annual)ly)(?-u:\b)( (?:ago|earlier|later|before|after)(?-u:\b))?"
)
_WITHIN = r" (?:in|within|over|for|of|after|about|than|once|half|to|by|from)$"
_AVERAGE = r"(?i)(?:^|[^\p{L}])(?:averag(?:e|es|ed|ing)|mean|median)(?: of)?(?: (?:about|around|nearly|over))? $"
_WHO = r"^(?:[ -][\p{L}'’-]+){1,3},? (?:who|whose|that|which)(?-u:\b)"
# Voters under 30; but "killed over two days" is no limit.
_LIMIT = (
    r"^(?:[ -][\p{L}'’-]+){1,3}? ((?:under|over|below|above|older than|younger than) "
    rf"(?:\d+|{'|'.join((*ONES, *TEENS, *TENS))}))(?-u:\b)( (?:second|minute|hour|day|week|month)s?(?-u:\b))?"
)
_WANTED_BEFORE = (
    r"(?i)(?-u:\b)(?:need|needs|needed|plan|plans|planned|planning|intend|intends|intended|require|requires|required|want|wants|wanted|seek|seeks|sought|seeking|ask|"
    r"asks|asked|asking|demand|demands|demanded|hope|hopes|hoped|hoping|aim|aims|aimed|if|unless|strive|striving|"
    r"goal of|target of)(?: [\p{L}'’$-]+){0,5} \D?$"
)
_WANTED_AFTER = r"^(?:[ -]\p{L}+){0,2} (?:needed|necessary|required|goal|target)(?-u:\b)"
_SOURCES = frozenset((
    "source", "official", "analyst", "expert", "witness", "lawyer", "aide", "adviser", "advisor", "diplomat",
    "spokesman", "spokeswoman", "reporter", "journalist", "researcher", "scientist", "economist", "report",
))  # fmt: skip
_DETERMINERS = frozenset((
    "a", "an", "the", "his", "her", "their", "its", "our", "my", "some", "several", *ONES, *TEENS, *TENS,
))  # fmt: skip
_KNOWING = r"^(?:[ -][\p{L}'’-]+){1,4}?,? (?:familiar with|with (?:direct )?knowledge|briefed on|with ties)"


@hides_content
class Scopes(NamedTuple):
    """What restricts figures, one per row.

    joined: what the number counts besides, as in 'passengers and crew'; including: what it is said to include or not;
    names, adjectives: words before the noun, by whether they begin with a capital; part: whether it is part of
    something else in its text; added: whether it is counted besides another figure; relative: whether a clause
    restricts it; compared: whether it says how much more, later, ... something is, how much each has, or a mean;
    wanted: whether somebody needs, asks or hopes for it; source: whether it counts those who say something; limit: an
    age or size that restricts it, or how often.
    """

    joined: list[str]
    including: list[str]
    names: list[frozenset[str]]
    adjectives: list[frozenset[str]]
    part: Flags
    added: Flags
    relative: Flags
    compared: Flags
    wanted: Flags
    source: Flags
    limit: list[str]


def scopes(figures: pd.DataFrame, left: pl.Series, right: pl.Series) -> Scopes:
    """Read what restricts figures.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns unit and scope of table figures.
    left, right : polars.Series of str
        The text before and after each figure, in its sentence.

    Returns
    -------
    Scopes
    """
    after, before = right.str.head(160), left.str.tail(60)
    scope = figures["scope"].astype("object").tolist()
    parts = [[part.strip() for part in written.split(";")] for written in scope]
    words = [" ".join(part for part in of_figure if not _names_part(part)).split() for of_figure in parts]
    unit = figures["unit"].astype("object").tolist()
    counts_sources = np.array([head in _SOURCES for head in unit], bool)
    known = after.str.contains(_KNOWING).to_numpy()
    return Scopes(
        joined=_joined(unit, after),
        including=[next((part for part in of_figure if _changes_scope(part)), "") for of_figure in parts],
        names=[frozenset(word.lower() for word in of_figure if word[:1].isupper()) for of_figure in words],
        adjectives=[frozenset(word for word in of_figure if word[:1].islower()) for of_figure in words],
        part=(after.str.contains(_PART) | before.str.contains(_PART_BEFORE)).to_numpy()
        | np.array([any(part.startswith("of ") for part in of_figure) for of_figure in parts], bool),
        added=(before.str.contains(_ADDED_BEFORE) | after.str.contains(_ADDED_AFTER)).to_numpy(),
        relative=after.str.contains(_WHO).to_numpy(),
        compared=(after.str.contains(_COMPARED_AFTER) | before.str.contains(_AVERAGE)).to_numpy(),
        wanted=(before.str.contains(_WANTED_BEFORE) | after.str.contains(_WANTED_AFTER)).to_numpy(),
        source=known | counts_sources,
        limit=_limits(after),
    )  # fmt: skip


def _limits(after: pl.Series) -> list[str]:
    """Return the age or size that restricts what is counted, as in voters under 30, or how often; '' for none."""
    groups = after.str.extract_groups(_LIMIT).struct.unnest()
    limit = pl.when(groups["2"].is_null()).then(groups["1"].fill_null("")).otherwise(pl.lit(""))
    often = after.str.extract_groups(_OFTEN).struct.unnest()
    once = pl.col("5").is_not_null() | ((pl.col("2") == "a") & pl.col("1").str.contains(_WITHIN)).fill_null(False)
    time = pl.coalesce("3", "4").fill_null("").replace({"dai": "day", "annual": "year"})
    times = often.select(time=pl.when(once).then(pl.lit("")).otherwise(time))["time"]
    found: list[str] = (groups.select(limit=limit)["limit"] + times).to_list()
    return found


def _names_part(part: str) -> bool:
    return _includes(part) or part.startswith("of ")


def _includes(part: str) -> bool:
    return part.startswith(("including", "excluding", "not including", "not counting"))


def _changes_scope(part: str) -> bool:
    """Return whether words that begin with including name another group, and not examples of what is counted."""
    if not part.startswith("including "):
        return _includes(part)
    words = part.split()[1:]
    noun = next((place for place, word in enumerate(words) if word[0].islower() and _is_plural(word)), -1)
    return noun >= 0 and not any(word.lower() in _DETERMINERS or word[0].isdigit() for word in words[: noun + 1])


def _joined(unit: list[str], after: pl.Series) -> list[str]:
    """Return what is counted besides the unit, as crew in 'passengers and crew'."""
    groups = after.str.extract_groups(_AND).struct.unnest()
    found = []
    for head, phrase, other in zip(unit, *(groups[name].fill_null("").to_list() for name in ("1", "2")), strict=True):
        last = phrase.split(" ")[-1]
        counts = bool(head) and bool(other) and singular(last).lower() == head
        found.append(singular(other.lower()) if counts and (_is_plural(other) or is_person(other)) else "")
    return found


def _is_plural(word: str) -> bool:
    return word_class(word) == PLURAL
