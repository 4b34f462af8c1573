"""The first rule of each line against every rule, searched for in every line."""

import random

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.corpus.cleaning.rules import first_rule, rules

ZONES = sorted({rule.where for rule in rules()} - {"inline"})
# What the lines are made of: furniture, names, marks, and words of the text.
PIECES = (
    "Ada Example", "by Ada Example", "By Ada Example and Bo Sample", " is a reporter", " is the author of", "(@ada)",
    " contributed to this report", "Additional reporting by ", "Photo: ", "photo", " / Getty Images", "(Reuters)",
    "Follow us on Twitter", " on Twitter", " on Google News", "Read more", "read more: ", " click here",
    " for the latest news", "shares", "Share", "Tweet | Email", "Sign up for our newsletter", " in your inbox",
    "Updated ", "12:30 p.m.", "3 hours ago", "March 3, 2020", "Correction: ", "This story ", "has been updated",
    "© 2020", "all rights reserved", "ada@example.com", "@ada", "https://example.com/a", "Contact the author at ",
    "Editor's note: ", "Advertisement", "[embed]", "Play Video", "1 of 4", "Related: ", "Watch: ", "— ", "- ", "•",
    "* * *", "...", ".", ",", ": ", " ", " and ", "LONDON", "AP", "Ünal", "K", "the harbour was closed", "nobody knew",
    "Its novel", " book", "survey", "of 1,000 adults by telephone", "was conducted online", "Harbour:Ferries wait",
)  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), min_size=1, max_size=30)


def first_of_all(lines: pl.Series, zones: dict[str, NDArray[np.bool_]]) -> NDArray[np.int64]:
    named = np.full(len(lines), -1)
    for number, rule in reversed(list(enumerate(rules()))):
        if rule.where in zones:
            fits = lines.str.contains(f"(?i){rule.holds}") & lines.str.contains(f"(?i)^(?:{rule.pattern})$")
            fits &= lines.str.len_chars() <= rule.longest
            named[zones[rule.where] & fits.to_numpy()] = number
    return named


def zones_of(lines: pl.Series, seed: int) -> dict[str, NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    return {zone: rng.random(len(lines)) < 0.4 for zone in ZONES if rng.random() < 0.8}


def test_the_first_of_two_rules_is_recorded() -> None:
    lines = pl.Series(["By Ada Example", "It rained."])
    byline = next(number for number, rule in enumerate(rules()) if rule.name == "byline")
    assert first_rule(lines, {"head": np.array([True, True])}).tolist() == [byline, -1]
    assert first_rule(lines, {"head": np.array([False, True])}).tolist() == [-1, -1]
    assert first_rule(lines[:0], {"head": np.zeros(0, bool)}).tolist() == []


def test_many_lines_have_the_rule_that_is_found_first_among_all() -> None:
    rng = random.Random(1)
    lines = pl.Series(["".join(rng.choices(PIECES, k=rng.randint(1, 5))) for _ in range(3_000)])
    zones = dict.fromkeys(ZONES, np.ones(len(lines), bool)) | zones_of(lines, 1)
    expected = first_of_all(lines, zones)
    assert len(set(expected.tolist())) > 40
    assert first_rule(lines, zones).tolist() == expected.tolist()


@settings(max_examples=4)
@given(LINES, st.integers(0, 99))
def test_a_line_has_the_rule_that_is_found_first_among_all(texts: list[str], seed: int) -> None:
    lines = pl.Series(texts)
    zones = zones_of(lines, seed)
    assert first_rule(lines, zones).tolist() == first_of_all(lines, zones).tolist()
