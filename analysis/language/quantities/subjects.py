"""What a number counts where its noun stands earlier: the number of injured rose to seven; 21 votes to 14."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.language.quantities.bounds import DOWN_WORDS, UP_WORDS
from analysis.language.quantities.matching import Flags, holds, search

_TO_A_NUMBER = (
    r"(?: (?:from|to|at|by|of|about|around|least|more|than|only|just|nearly|almost|over|up|as|many|the|an?|estimated|"
    r"currently|now|roughly|approximately|some|still|well|high|low|record|another|further)){0,5} $"
)
_VERB = (
    rf"(?:{UP_WORDS}|{DOWN_WORDS}|stands?|stood|is|was|are|were|be|been|being|reach|reaches|reached|reaching|hit|"
    r"hits|top|tops|topped|passed|passes|exceeds?|exceeded|remains?|remained|came|comes|totall?ed|totals?|numbered|"
    r"doubled|tripled|went|climbs|put|estimated)"
)
_AUXILIARY = r"(?:(?:has|have|had|would|could|will|may|might|also|since|then|now|later) ){0,3}"
# The number of injured rose to; the total number of people killed in the fire stood at.
SUBJECT = (
    r"(?:^|[^A-Za-z])(?:[Nn]umbers?|[Tt]otal|[Cc]ount|[Tt]ally) of (?:the |its |their |his |our |all )?"
    rf"([A-Za-zà-ɏ'’-]+(?: [A-Za-zà-ɏ'’.-]+){{0,13}}?) (?:{_AUXILIARY}{_VERB}|at|to){_TO_A_NUMBER}"
)
TOLL = (
    r"(?:^|[^A-Za-z])([Dd]eath|[Cc]asualty|[Ii]njury|[Tt]he) toll(?: [A-Za-z'’-]+){0,9}?"
    rf" {_AUXILIARY}(?:{_VERB}|of|to|at){_TO_A_NUMBER}"
)
_TOLLS = {"death": "people killed", "the": "people killed", "casualty": "casualties", "injury": "people injured"}
_OF_A_NUMBER = r"(?:[Nn]umbers?|[Tt]otal|[Cc]ount|[Tt]ally) of | [Tt]oll "
_AFTER_PEOPLE = r"^ (?:who|whom|whose)(?-u:\b)"
_SAME_NOUN = (
    r"^ (?:of (?:them|whom|those|which|these)|others?|against|opposed|in favou?r|abstain[a-z]*|abstention|"
    r"voted)(?-u:\b)"
)
_UP_FROM = r"(?:up|down|compared (?:with|to)|rather than|instead of|not) (?:from )?(?:just |only |about |the |some )?$"
_GAP_NOUN = r"^ ((?:[A-Za-zÀ-ɏ-]+ ){0,2}[A-Za-zÀ-ɏ-]+s) (?:to|against) $"


def subjects(rows: pl.DataFrame) -> pl.Series:
    """Return the noun phrase earlier in the sentence that each number counts, with the words after it.

    Parameters
    ----------
    rows : polars.DataFrame
        Columns left and gap_before (text since the number before in the same text, else '').

    Returns
    -------
    polars.Series of str
        '' for none.
    """
    votes = search(rows["gap_before"].str.extract, _GAP_NOUN, 1)
    # Few texts say of what a number is, which is quick to see.
    near = np.flatnonzero(holds(rows["left"], _OF_A_NUMBER))
    left = rows["left"].gather(near)
    toll = search(left.str.extract, TOLL, 1).str.to_lowercase().replace_strict(_TOLLS, default=None)
    earlier = pl.select(subject=pl.coalesce(toll, search(left.str.extract, SUBJECT, 1), pl.lit("")))["subject"]
    return votes.fill_null("").scatter(near, earlier)


def counts_who(figures: pl.DataFrame, where: Flags) -> Flags:
    """Whether a number without a noun counts people: 72 who came."""
    return holds(figures["right"], _AFTER_PEOPLE, where)


def counts_as_before(figures: pl.DataFrame, where: Flags) -> Flags:
    """Whether a number without a noun counts what the number before it does: 340 of them, 14 against."""
    same = figures["same"].to_numpy() & where
    before = holds(figures["left"], _UP_FROM, same)
    return before | holds(figures["right"], _SAME_NOUN, same & ~before)
