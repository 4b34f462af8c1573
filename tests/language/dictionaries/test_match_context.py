"""Matches in names, denied matches, and supporting patterns."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.dictionaries.dictionary import Frame, read_dictionary
from analysis.language.dictionaries.matching import find
from analysis.language.text.tokens import normalize, tokenize


def found(text: str, *frames: Frame) -> list[tuple[int, str]]:
    """Text and pattern of each match; texts are separated by |."""
    tokens = tokenize(pl.Series(text.split("|")))
    return find(tokens, [normalize(w) for w in tokens.vocabulary], frames).select("text", "pattern").rows()


def frame(patterns: str, leave_out: tuple[str, ...] = (), supporting: str = "", counter: str = "") -> Frame:
    lists = (tuple(filter(None, words.split(", "))) for words in (patterns, counter, supporting))
    return Frame("f", "f", "", "", *lists, leave_out)


NAMES = [
    ("the Ministry of Trade spoke", 0),
    ("the trade grew", 1),
    ("the Harbour Trade Board met", 0),
    ("Trade Board members met", 0),
    ("Trade grew", 1),
    ("a vote on Trade, she said", 1),
    ("The Trade grew", 1),
    ("On Monday Trade grew, Trade Tuesday", 2),
    ("the Board for the Trade of Dorset", 0),
    ("the board of the trade of Dorset", 1),
    ("Mayor Lind Praises Harbour Trade Deal Again", 1),
    ("he left the U.S. Trade Office", 0),
    ("she met many Trade-Board members", 1),
    ("talks in Dorset | Trade grew", 1),
    ("TRADE BOARD MEETS IN TOWN TODAY", 1),
]


@pytest.mark.parametrize(("text", "matches"), NAMES)
def test_a_part_of_a_longer_name_is_no_match(text: str, matches: int) -> None:
    assert len(found(text, frame("trade", ("names",)))) == matches


def test_without_the_rule_names_match() -> None:
    assert [len(found(text, frame("trade"))) for text, _ in NAMES] == [1] * 7 + [2] + [1] * 7


SET_ASIDE = [
    ("they chose force, not trade", 0),
    ("it needs patience and not the trade", 0),
    ("they rely on force, not on trade", 1),
    ("it ended not through trade but through force", 0),
    ("it ended by force rather than by a trade", 0),
    ("force instead of trade", 0),
    ("they ask for trade, not force", 1),
    ("this is not trade", 1),
    ("they do not trade", 1),
    ("why not trade", 1),
    ("it's not the trade", 1),
    ("the House but not the Trade spoke", 1),
    ("whether or not the trade holds", 1),
    ("no trade was seen", 1),
    ("other than trade", 1),
    ("rather | than trade", 1),
    ("not | trade", 1),
]


@pytest.mark.parametrize(("text", "matches"), SET_ASIDE)
def test_what_is_set_aside_for_something_else_is_no_match(text: str, matches: int) -> None:
    assert len(found(text, frame("trade", ("names",)))) == matches


def test_without_a_rule_what_is_set_aside_matches() -> None:
    assert len(found("force, not trade", frame("trade"))) == 1


def test_a_pattern_written_with_a_capital_matches_names() -> None:
    text = "the Dorset Senate sat with the Senate Budget Office"
    assert found(text, frame("Senate, budget", ("names",))) == [(0, "Senate")] * 2
    assert found("the senate", frame("Senate", ("names",))) == [(0, "Senate")]


def test_a_pattern_of_several_words_is_in_a_name_where_all_its_words_are() -> None:
    rule = frame("trade board*, ship of the line", ("names",))
    assert found("he left the Dorset Trade Board", rule) == []
    assert found("he left the Dorset trade boards", rule) == [(0, "trade board*")]
    assert found("they met in the Old Ship of the Line Inn, not on a ship of the line", rule) == [
        (0, "ship of the line")
    ]


DENIED = [
    ("there was no quarrel", 0),
    ("they did not quarrel", 0),
    ("they don’t quarrel", 0),
    ("they have never quarrelled", 0),
    ("without a quarrel", 0),
    ("no open quarrel", 0),
    ("no sign of a quarrel", 0),
    ("neither side quarrelled", 1),
    ("it is not a quarrel", 0),
    ("not seeking a quarrel", 0),
    ("not only a quarrel", 1),
    ("no one sees the end of the quarrel", 1),
    ("they did not stay, a quarrel began", 1),
    ("it was not said that they quarrel", 1),
    ("no | quarrel", 1),
    ("a quarrel, not a feast", 1),
    ("quarrel", 1),
    ("not quarrel", 0),
    ("a no-quarrel rule", 0),
]


@pytest.mark.parametrize(("text", "matches"), DENIED)
def test_a_denied_match_is_none(text: str, matches: int) -> None:
    assert len(found(text, frame("quarrel*", ("negated",)))) == matches
    assert len(found(text, frame("quarrel*"))) == 1


def test_supporting_patterns_need_another_pattern_of_their_frame_in_the_text() -> None:
    rule = frame("treaty", supporting="summit, talk*")
    assert found("a summit", rule) == []
    assert found("a summit, a summit", rule) == []
    assert found("a summit | talks", rule) == []
    assert found("a summit with talks | a summit and a treaty | a treaty", rule) == [
        (0, "summit"), (0, "talk*"), (1, "summit"), (1, "treaty"), (2, "treaty"),
    ]  # fmt: skip


def test_another_frame_gives_no_support() -> None:
    other = Frame("g", "g", "", "", ("treaty",), ())
    assert found("a summit and a treaty", frame("pact", supporting="summit"), other) == [(0, "treaty")]


def test_a_denied_pattern_or_a_name_gives_no_support() -> None:
    rule = frame("treaty", ("names", "negated"), supporting="summit, deal")
    assert found("a summit, but no treaty | a summit in Treaty Park | a summit, no deal", rule) == []


def test_words_that_match_both_count_for_the_pattern() -> None:
    assert found("a summit", frame("summit", supporting="summ*")) == [(0, "summit")]


def test_counter_patterns_win_over_supporting_ones() -> None:
    assert found("a treaty beside the mountain summit", frame("treaty", (), "summit", "mountain summit")) == [
        (0, "treaty")
    ]


WORDS = ("no", "not", "a", "Lind", "Trade", "trade", "summit", "of", "Only", "red-trade")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), min_size=1, max_size=5))
def test_texts_do_not_change_one_another(texts: list[list[str]]) -> None:
    rule = frame("trade", ("names", "negated"), supporting="summit, lind")
    joined = [" ".join(words) for words in texts]
    alone = [(number, pattern) for number, text in enumerate(joined) for _, pattern in found(text, rule)]
    assert found("|".join(joined), rule) == alone
    every = found("|".join(joined), frame("trade, summit, lind"))
    assert all(alone.count(match) <= every.count(match) for match in alone)


SHIPPED = [
    # text, frames that it uses, frames that it does not use
    ("They met at the Harbour Economic Cooperation forum in Dorset.", "", "economic"),
    ("The defense industrial base must grow.", "", "economic"),
    ("The leaders came to the summit.", "", "diplomacy"),
    ("The summit ended with talks on a treaty.", "diplomacy", ""),
    ("The president spent a month lobbying his allies for launchers.", "", "domestic_politics"),
    ("The ferry company cut jobs and raised its prices.", "economic", ""),
    ("She lost her son and was in tears.", "human_interest", ""),
    ("There was no conflict between the towns.", "", "conflict"),
    ("The towns quarreled over the bridge.", "conflict", ""),
    ("The strike will not escalate the war.", "", "escalation"),
    ("Officials fear that the strike will escalate the war.", "escalation", ""),
    ("The Federal Reserve Bank of Dorset moved.", "", "economic"),
    ("He spoke for the Senate Judiciary Committee.", "domestic_politics", ""),
    ("The Defense Department sent a spokesman.", "", "deterrence"),
    ("The missiles are meant to deter an attack.", "deterrence", ""),
    ("The launchers are long-range and the brigade has no ammunition supplies.", "military_capability", ""),
    ("Voters will judge the mayor at the election.", "domestic_politics", ""),
    ("It is a moral duty to help them.", "morality", ""),
]


@pytest.mark.parametrize(("text", "used", "unused"), SHIPPED)
def test_the_shipped_dictionary(text: str, used: str, unused: str) -> None:
    tokens = tokenize(pl.Series([text]))
    matches = find(tokens, [normalize(w) for w in tokens.vocabulary], read_dictionary().frames)
    frames = set(matches["frame"])
    assert set(used.split()) <= frames
    assert not set(unused.split()) & frames
