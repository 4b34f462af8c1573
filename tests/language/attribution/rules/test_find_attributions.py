"""Attributions in sentences of our own: S[source], K[cue] and C[content] are marked in each."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.attribution.cues import cue_verbs
from analysis.language.attribution.rules.find_attributions import attributions, attributions_of
from analysis.language.attribution.rules.sentences import rows_of, sentences_of
from analysis.language.text.segmentation import segment

PART = re.compile(r"([SKC])\[([^\]]*)\]")


def rows(text: str) -> list[tuple[int, int, str, int, int]]:
    return [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]


def found(text: str):
    return attributions(text, rows(text))


def plain(marked: str) -> str:
    return PART.sub(r"\2", marked)


def expected(marked: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"S": [], "K": [], "C": []}
    for role, words in PART.findall(marked):
        parts[role].append(words)
    return parts


def told(text: str) -> dict[str, list[str]]:
    """What is found, as texts, without what has no content."""
    parts: dict[str, list[str]] = {"S": [], "K": [], "C": []}
    for one in found(text):
        for role, spans in (("S", one.source), ("K", one.cue), ("C", one.content)):
            parts[role] += [text[a:b] for a, b in spans if one.content]
    return parts


INDIRECT = [
    "S[The mayor] K[said] C[that the bridge was safe].",
    "S[The mayor] K[said] C[the bridge was safe].",
    "S[She] K[said] C[it was safe].",
    "S[Officials] K[told] reporters C[that the ferry would sail].",
    "S[The harbour master] K[told] the Evening Bell C[that the ferry would sail].",
    "K[According to] S[two engineers], C[the beams are rusty].",
    "C[The beams are rusty], K[according to] S[a report by the council].",
    "C[The beams], K[according to] S[two engineers], C[are rusty].",
    "C[The ferry is late again], S[he] K[argued].",
    "C[The ferry is late again], K[said] S[Mr. Okoye].",
    "C[The ferry], S[Ms. Lind] K[said], C[is late again].",
    "S[Ms. Lind, the harbour master], K[said] C[the ferry would be late].",
    "S[The report] K[found] C[that two beams were rusty].",
    "S[Records] K[show] C[that nobody looked at the beams].",
    "S[A survey] K[suggests] C[few people take the ferry].",
    "S[Reporters] K[asked] C[whether the ferry would sail].",
    "In a statement on Monday, S[the council] K[said] C[the repair would be dear].",
    "S[The council] K[said] in a statement on Monday C[that the repair would be dear].",
    "Then came S[his] K[claim] C[that the beams were new].",
    "C[The ferry will sail], as K[reported by] S[the Evening Bell].",
    "S[The crew] K[warned] C[that the boats were old], and S[the mayor] K[insisted] C[that they were not].",
    "S[The crew] seemed to K[imply] C[that the boats were old].",
    "S[The crew] went on to K[say] C[that the boats were old].",
    "K[Describing] C[the old boats], S[the mayor] smiled.",
    "We met S[fishermen] K[hoping] C[that the ferry would sail].",
    "S[The cook] made a statement K[saying] C[that the soup was cold].",
    "S[The crew] brought the K[belief] C[that the boats were old].",
    "As K[reported by] S[the Evening Bell], C[the ferry is late].",
    "C[The plan] was K[backed by] S[two fishermen].",
    "Here came C[the boats which] S[the crew] K[backed].",
    "S[The council] K[approved] C[the new bridge].",
    "S[The cook] K[voted] C[for the new bridge].",
    "S[Her] K[praise] of C[the new bridge] was long.",
    "S[The cook]'s K[decision] C[to leave the harbour] was rash.",
    "But S[the cook, who left], K[said] C[the soup was cold].",
]
DIRECT = [
    "C[“We will not wait any longer,”] K[said] S[Ms. Okoye, the mayor].",
    "C[“We will not wait any longer,”] S[Ms. Okoye] K[said].",
    "C[“We will not wait,”] S[she] K[said], C[“and nobody should.”]",
    "S[Ms. Okoye] K[said], C[“We will not wait any longer.”]",
    'C["We will not wait any longer,"] S[he] K[told] the crew.',
    "C[«We will not wait any longer,»] S[he] K[said].",
    "C[„We will not wait any longer,“] S[he] K[said].",
    "C[‘We will not wait any longer,’] S[he] K[said].",
    "C[“He told me ‘not today’ and left,”] S[the cook] K[said].",
]


@pytest.mark.parametrize("marked", INDIRECT + DIRECT)
def test_source_cue_and_content(marked: str) -> None:
    assert told(plain(marked)) == expected(marked)


NOTHING = [
    "The boat left.",
    "The said letter was lost.",
    "The captain's boat and the crew's hats were old.",
    "The “new” bridge is an old one.",
    "The boats’ sails were 20’ high.",
    "The Oslo targets, old and rusty, sank.",
    "The family left for the offers that expired.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_speaks(text: str) -> None:
    assert told(text)["C"] == []


def test_what_is_not_said_is_marked() -> None:
    one, two = found("The mayor did not say when the bridge opens. He left without saying how he would pay.")
    assert one.negated
    assert two.negated
    assert not found("The mayor said the bridge opens.")[0].negated


def test_a_quote_goes_on_after_its_speaker() -> None:
    text = "“We are late,” Ms. Lind said. “We will not sail. Nobody will.”"
    assert {text[a:b] for one in found(text) for a, b in one.source} == {"Ms. Lind"}
    assert told(text)["C"] == ["“We are late,”", "“We will not sail.", "Nobody will.”"]


def test_a_quote_that_opens_a_paragraph_waits_for_its_speaker() -> None:
    text = "The cook said the soup was cold.\n“It is cold here. We are late,” Ms. Lind said."
    assert told(text)["S"] == ["The cook", "Ms. Lind", "Ms. Lind"]


def test_a_quote_at_the_end_of_a_text_has_no_speaker_from_the_next_text() -> None:
    texts = ["The pier is old.\n“We sail.”", "“We wait. It rains,” Ms. Lind said."]
    (uncued,), (first, second) = attributions_of(texts, map(rows, texts))
    assert uncued.source == ()
    assert [texts[1][a:b] for one in (first, second) for a, b in one.source] == ["Ms. Lind"] * 2


def test_a_quote_over_paragraphs_has_one_speaker() -> None:
    text = "Ms. Lind said, “We are late.\n“We will not sail.”"
    assert told(text)["S"] == ["Ms. Lind", "Ms. Lind"]


def test_who_speaks_before_a_quote_is_its_source() -> None:
    text = "Ms. Lind agreed. “We are late and cold.”"
    assert found(text)[-1].source == ((0, 8),)


def test_a_colon_announces_a_speaker() -> None:
    assert told("The mayor smiled: “We will sail.”")["S"] == ["The mayor"]
    assert told("Lind: The ferry will sail") == {"S": ["Lind"], "K": [":"], "C": ["The ferry will sail"]}
    assert told("The ferry left.\nLind: The ferry will sail")["C"] == []
    assert told("Turnout: The ferry will sail")["C"] == []
    assert told("Ms. Lind went on:\n“We will sail.”")["S"] == ["Ms. Lind"]


def test_an_unclosed_quote_at_the_end_is_lost_to_nobody() -> None:
    text = "Ms. Lind said, “We are late and we"
    (one,) = found(text)
    assert [text[a:b] for a, b in one.source] == ["Ms. Lind"]
    assert text[one.content[0][0] :].endswith("We are late and we")


def test_cues_are_a_sound_table() -> None:
    table = set(cue_verbs().values())
    assert {one.stance for one in table} == {"neutral", "asserting", "doubting", "conceding"}
    assert {one.kind for one in table} == {"speech", "finding", "belief", "wish"}
    assert all(one.forms.split()[0] == one.cue for one in table)
    assert (cue_verbs()["claimed"].stance, cue_verbs()["admits"].stance) == ("doubting", "conceding")


WHO = st.sampled_from(["Ms. Okoye", "The mayor", "She", "Two officials", "Anna Lind", "A spokesman for the council"])
SAID = st.sampled_from(["said", "argued", "warned", "has claimed", "repeatedly insisted"])
WHAT = st.sampled_from(["the ferry is late", "it will rain", "Mr. Baker left the town", "nobody pays for the bridge"])


@given(WHO, SAID, WHAT, st.sampled_from([" ", " that "]))
def test_simple_sentences_are_read_as_they_were_built(who: str, said: str, what: str, that: str) -> None:
    text = f"{who} {said}{that}{what}."
    assert told(text) == {"S": [who], "K": [said.rsplit(maxsplit=1)[-1]], "C": [(that + what).strip()]}


@given(WHO, SAID, st.lists(WHAT, min_size=1, max_size=3))
def test_quotes_are_read_as_they_were_built(who: str, said: str, whats: list[str]) -> None:
    first, *rest = (f"“{what.capitalize()}.”" for what in whats)
    text = " ".join([f"{first[:-2]},” {who} {said}.", *rest])
    assert told(text) == {"S": [who] * len(whats), "K": [said.rsplit(maxsplit=1)[-1]], "C": [f"{first[:-2]},”", *rest]}


WORDS = "Ms. Lind said that told not saying by who and is claims the boat he A: é 😀 \x00 \u200b"
PIECES = st.sampled_from([*WORDS.split(" "), *"“”\"‘’'«»,.:()–", "according to", "\n"])


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_spans_are_ordered_and_inside_their_sentence(text: str) -> None:
    inside = sentences_of([text], rows_of([rows(text)]))
    bounds = dict(zip(inside.number, zip(inside.start, inside.end, strict=True), strict=True))
    for one in found(text):
        start, end = bounds[one.sentence]
        for spans in (one.cue, one.content, one.quotes):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)
            assert all(start <= edge <= end for edge in edges)
            assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)


TEXTS = st.lists(
    st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from(INDIRECT + DIRECT).map(plain)), max_size=8
)


@settings(max_examples=60)
@given(TEXTS)
def test_many_texts_at_once_give_what_one_by_one_gives(texts: list[str]) -> None:
    assert attributions_of(texts, map(rows, texts)) == [found(text) for text in texts]
