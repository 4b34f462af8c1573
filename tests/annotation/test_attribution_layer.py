"""Attributions as measures count them; all sentences are our own."""

from dataclasses import replace
from itertools import groupby
from unittest import mock

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import annotate
from analysis.annotation import attribution_layer
from analysis.annotation.annotations import Annotations
from analysis.annotation.attribution_layer import AttributionTables
from analysis.corpus.from_rows import corpus_of
from analysis.language.attribution.attributions import Attribution, columns
from analysis.language.attribution.cues import cue_verbs

WORDS = 12
Span = tuple[int, int]


def made(*bodies: str) -> Annotations:
    rows = [{"article_id": f"a{i}", "outlet": "A", "headline": "", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "made"))


ONE = made(" ".join("a" * WORDS))  # a sentence of words of one letter


def told(notes: Annotations, *found: list[Attribution]) -> AttributionTables:
    """What is counted where these attributions are found in the articles."""
    with mock.patch.object(attribution_layer, "find", lambda texts, rows: columns(found)):
        return replace(notes).attributions


def runs(line: str, letters: str) -> tuple[Span, ...]:
    """The words of ONE that stand under one of the letters, those side by side as one span."""
    places = (list(some) for under, some in groupby(range(len(line)), lambda i: line[i] in letters) if under)
    return tuple((2 * some[0], 2 * some[-1] + 1) for some in places)


def says(line: str) -> Attribution:
    """Says the words under c, and in quotation marks those under q."""
    return Attribution(0, (), (), runs(line, "cq"), runs(line, "q"), None, False)


def test_nothing_is_said() -> None:
    nothing = told(ONE, [])
    assert [len(table) for table in nothing] == [0, 0, 0]
    assert nothing.table.dtypes.astype(str).to_dict() == told(ONE, [says("c")]).table.dtypes.astype(str).to_dict()


def test_each_stretch_is_counted_once() -> None:
    found = told(ONE, [says("ccqqc......."), says("...cc..cc...")])
    assert found.table["words"].tolist() == [5, 2 + 2]
    assert found.reported_words["x"].tolist() == [2 + 1 + 1 + 2]
    assert found.table[["start", "end"]].to_numpy().tolist() == [[0, 9], [6, 17]]


def test_said_in_quotes_where_more_than_half_of_it_is() -> None:
    found = told(ONE, [says("qqq"), says("cqqq"), says("ccqq"), says("c.qq")])
    assert found.table["form"].tolist() == ["direct", "direct", "indirect", "direct"]


@given(st.lists(st.text(".cq", max_size=WORDS)))
def test_words_under_any_attribution_are_reported(lines: list[str]) -> None:
    found = told(ONE, list(map(says, lines)))
    assert found.table["words"].tolist() == [len(line.replace(".", "")) for line in lines if set(line) - {"."}]
    assert found.reported_words["x"].sum() == sum(
        "c" in at for at in zip(*(line.ljust(WORDS) for line in lines), strict=True)
    )


def test_only_what_is_said_or_found_counts() -> None:
    claim, fear, praise = (cue_verbs()[form] for form in ("claims", "fears", "praises"))
    assert (claim.kind, fear.kind, praise.takes) == ("speech", "belief", "object")
    one = Attribution(0, (), ((4, 5),), ((6, 9),), (), claim, False)
    first = ((0, 3),)
    kept = [one, one._replace(entry=fear, quotes=((6, 9),)), one._replace(entry=praise, content=first)]
    left = [one._replace(negated=True), one._replace(content=()), one._replace(entry=fear), one._replace(entry=praise)]
    assert told(ONE, [*left, *kept]).table["cue"].tolist() == [one.entry.cue for one in kept if one.entry]


def test_a_source_speaks_first_where_it_is_first_said_to() -> None:
    text = "Anna Lind and Jon Baker met. An official left. She ate."
    both, official, she = ((0, 23),), ((29, 40),), ((47, 50),)
    found = [Attribution(i, who, (), ((0, 4),), (), None, False) for i, who in enumerate((both, official, she, ()))]
    made_of = told(made(text), [found[0]._replace(negated=True), *found[:3], found[3]._replace(sentence=2)])
    assert made_of.table["name"].tolist() == ["lind; baker", "official 1", "baker", ""]
    assert made_of.table["number"].tolist() == [1 + 1, 1, 1, 0]
    assert made_of.table["kind"].tolist() == ["named_person", "anonymous", "named_person", "not_given"]
    assert sorted(made_of.first_citations["segment"]) == [0, 0, 1]


def test_articles_read_apart_and_together_tell_the_same() -> None:
    bodies = ["“We are late,” said Anna Lind. She left.", "It rained.", "The boats were old, Jon Baker said."] * 2
    notes = made(*bodies)
    together = replace(notes).attributions
    with mock.patch.object(attribution_layer, "BATCH", 1):
        apart = replace(notes).attributions
    assert len(together.table) == 4
    for one, other in zip(together, apart, strict=True):
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other)


def cited(body: str) -> list[tuple[str, str]]:
    table = made(body).attributions.table
    return list(zip(table["kind"], table["name"], strict=True))


def test_speakers_of_a_transcript() -> None:
    body = (
        "ANNA LIND, HOST: Is it late?\nJON OKOYE: It is. It rained.\nLIND: Who knew it?\nUNIDENTIFIED MALE: We all did."
    )
    people = [("named_person", "lind"), ("named_person", "okoye"), ("named_person", "lind")]
    assert cited(body)[:3] == people
    assert [kind for kind, _ in cited(body)[3:]] == ["anonymous"]


def test_labels_and_numbers_are_no_speakers() -> None:
    assert cited("The cook left early.\nTurnout: 61.3%\nLind: 47%\nAge: 51\nCorrection: A name was wrong.") == []


def test_an_acronym_before_a_quote_stays_an_organisation() -> None:
    assert cited("The ferry left.\nNATO: “We will not wait any longer for them.”") == [("named_organisation", "nato")]


def test_to_agree_to_an_act_is_no_concession() -> None:
    stances = made("Lind agreed to sail. Okoye agreed that it was late. Lind agreed to it as “a first step to sea.”")
    assert stances.attributions.table["stance"].tolist() == ["conceding", "neutral"]
