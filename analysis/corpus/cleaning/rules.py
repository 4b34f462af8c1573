"""The cleaning rules of boilerplate.yml, and the lines to which they apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.io.safe_yaml import parse_yaml

# The letters, digits and underscore of Python's \w; Rust's own \w holds accents and joiners, and leaves out ½.
WORD = r"[\p{L}\p{N}_]"
GAP = r"[^\p{L}\p{N}_]"
LONGEST_LINE = 600


class Rule(NamedTuple):
    """One rule of boilerplate.yml.

    Attributes
    ----------
    name, reason : str
    where : str
        Part of an article in which the rule applies, or "inline" for pieces within a line.
    pattern : str
        Of the whole line, or of the piece.
    holds : str
        A pattern that is quicker to search for, and that each such line contains; "" if there is none.
    longest : int
        Characters of the longest line that the rule can take.
    """

    name: str
    where: str
    reason: str
    pattern: str
    holds: str = ""
    longest: int = LONGEST_LINE


@cache
def rules() -> tuple[Rule, ...]:
    """Read the cleaning rules of boilerplate.yml, in order.

    Returns
    -------
    tuple of Rule
    """
    rows = parse_yaml(files(__package__).joinpath("boilerplate.yml").read_text("utf-8"))
    return tuple(Rule(**row | {"longest": int(row.get("longest", LONGEST_LINE))}) for row in rows)


@cache
def furniture_signs() -> tuple[str, ...]:
    """Read the words and phrases of furniture_signs.txt that page furniture holds, in lower case.

    Returns
    -------
    tuple of str
    """
    lines = files(__package__).joinpath("furniture_signs.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("# "))


def has_sign(texts: pl.Series) -> NDArray[np.bool_]:
    """Find the texts that hold a word or phrase of page furniture.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    array of bool, shape (n_texts,)
    """
    return texts.str.contains_any(list(furniture_signs()), ascii_case_insensitive=True).to_numpy()


def first_rule(lines: pl.Series, zones: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.int64]:
    """Find the first rule that applies to each line.

    Parameters
    ----------
    lines : Series of str, shape (n_lines,)
    zones : mapping of str to array of bool, shape (n_lines,)
        Part of an article -> whether each line is in it; rules for other parts are skipped.

    Returns
    -------
    array of int64, shape (n_lines,)
        Number of the rule; -1 where none applies.
    """
    named, ruled = np.full(len(lines), -1), np.zeros(len(lines), bool)
    for zone in zones.values():
        ruled |= zone
    some = np.flatnonzero(ruled)
    lengths = np.zeros(len(lines), np.int64)
    lengths[some] = lines[some].str.len_chars().to_numpy()
    lowered = _Lowered.of(lines, [zones[rule.where] for rule in rules() if rule.where in zones and rule.holds])
    for number, rule in enumerate(rules()):
        if rule.where in zones:
            at = np.flatnonzero(zones[rule.where] & (lengths <= rule.longest) & (named < 0))
            named[_fitting(rule, lines, lowered, at)] = number
    return named


@hides_content
class _Lowered(NamedTuple):
    """Some of the lines in lower case, in which literals are found faster than regardless of case."""

    texts: pl.Series
    place: NDArray[np.int64]  # of each line in texts

    @classmethod
    def of(cls, lines: pl.Series, zones: Sequence[NDArray[np.bool_]]) -> _Lowered:
        """Lower the lines of some zones."""
        some = np.logical_or.reduce([*zones, np.zeros(len(lines), bool)])
        return cls(lines[np.flatnonzero(some)].str.to_lowercase(), np.cumsum(some) - 1)

    def with_some(self, pattern: str, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Select the lines that hold a pattern, which has no capitals."""
        found: NDArray[np.int64] = at[self.texts[self.place[at]].str.contains(pattern).to_numpy()]
        return found


def _fitting(rule: Rule, lines: pl.Series, lowered: _Lowered, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Select the lines to which the rule applies; what a line must hold is searched first, as that is quick."""
    patterns = [f"^(?:{rule.pattern})$"]
    if rule.holds and rule.holds == rule.holds.lower() and "(?-i" not in rule.holds:
        at = lowered.with_some(rule.holds, at)
    elif rule.holds:
        patterns.insert(0, rule.holds)
    for pattern in patterns:
        if len(at):
            at = at[lines[at].str.contains(f"(?i){pattern}").to_numpy()]
    return at
