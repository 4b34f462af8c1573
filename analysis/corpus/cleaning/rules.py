"""The cleaning rules of boilerplate.yml, and the lines to which they apply."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.pattern_threads import MOST, with_compiled
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
    named = np.full(len(lines), -1)
    left = {zone: _Lines.of(lines, np.flatnonzero(inside), zone) for zone, inside in zones.items() if inside.any()}
    for group in _groups():
        if any(rules()[number].where in left for number in group):
            with_compiled(f"rules from {group[0]}", _apply, group, left, named)
    return named


def _groups() -> list[range]:
    """Part the numbers of the rules into groups whose patterns stay compiled."""
    size = MOST // 2  # a rule has up to two patterns
    return [range(start, min(start + size, len(rules()))) for start in range(0, len(rules()), size)]


@hides_content
class _Lines(NamedTuple):
    """Lines of a zone that no rule for it has named yet."""

    place: pl.Series
    text: pl.Series
    lowered: pl.Series  # in lower case, where some rule searches it
    characters: pl.Series

    @classmethod
    def of(cls, lines: pl.Series, at: NDArray[np.int64], zone: str) -> _Lines:
        """Collect the lines of a zone that a rule can take."""
        text = lines[at]
        lowers = any(column == "lowered" for rule in rules() if rule.where == zone for column, _ in _searches(rule))
        found = cls(pl.Series(at), text, text.str.to_lowercase() if lowers else text, text.str.len_chars())
        return found.where(found.characters <= LONGEST_LINE)

    def where(self, wanted: pl.Series) -> _Lines:
        """Select some of the lines."""
        return _Lines(*(column.filter(wanted) for column in self))


def _apply(group: range, left: dict[str, _Lines], named: NDArray[np.int64]) -> None:
    """Write the numbers of rules that apply to lines, and take them out of those that are left."""
    for number in group:
        rule = rules()[number]
        if rule.where in left:
            at = _fitting(rule, left[rule.where]).place.to_numpy()
            if len(at):
                named[at[named[at] < 0]] = number
                lines = left[rule.where]
                left[rule.where] = lines.where(pl.Series(named[lines.place.to_numpy()] < 0))


@cache
def _searches(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Name columns and patterns to search for, one after the other; literals are found faster in lower case."""
    whole = ("text", f"(?i)^(?:{rule.pattern})$")
    if not rule.holds:
        return (whole,)
    if rule.holds == rule.holds.lower() and "(?-i" not in rule.holds:
        return (("lowered", rule.holds), whole)
    return (("text", f"(?i){rule.holds}"), whole)


def _fitting(rule: Rule, lines: _Lines) -> _Lines:
    """Select the lines to which the rule applies; what a line must hold is searched first, as that is quick."""
    if rule.longest < LONGEST_LINE:
        lines = lines.where(lines.characters <= rule.longest)
    for column, pattern in _searches(rule):
        if len(lines.place):
            lines = lines.where(getattr(lines, column).str.contains(pattern))
    return lines
