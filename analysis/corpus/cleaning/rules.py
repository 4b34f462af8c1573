"""The cleaning rules of boilerplate.yml, and which lines they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.io.safe_yaml import parse_yaml

# The letters, digits and underscore of Python's \w; Rust's own \w holds accents and joiners, and leaves out ½.
WORD = r"[\p{L}\p{N}_]"
GAP = r"[^\p{L}\p{N}_]"
LONGEST_LINE = 600


class Rule(NamedTuple):
    """One line of boilerplate.yml."""

    name: str
    where: str
    reason: str
    pattern: str
    holds: str = ""


@cache
def rules() -> tuple[Rule, ...]:
    """The cleaning rules of boilerplate.yml, in order."""
    rows = parse_yaml(files(__package__).joinpath("boilerplate.yml").read_text("utf-8"))
    return tuple(Rule(**row) for row in rows)


def first_rule(lines: pl.Series, zones: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.int64]:
    """Number of the first rule that names each line, -1 where none does.

    lines: (lines,). zones: where -> whether each line is there, (lines,); rules of other zones are not asked.
    """
    named = np.full(len(lines), -1)
    short = (lines.str.len_chars() <= LONGEST_LINE).to_numpy()
    for number, rule in enumerate(rules()):
        if rule.where in zones:
            at = np.flatnonzero(zones[rule.where] & short & (named < 0))
            named[_fitting(rule, lines, at)] = number
    return named


def _fitting(rule: Rule, lines: pl.Series, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of some lines that the rule names; what a line must hold is asked first, as that is quick."""
    for pattern in (rule.holds, f"^(?:{rule.pattern})$"):
        if pattern and len(at):
            at = at[lines[at].str.contains(f"(?i){pattern}").to_numpy()]
    return at
