"""Sentences put together from segments."""

import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.rules.sentences import rows_of, sentences_of
from analysis.language.text.segmentation import segment


def test_no_segments() -> None:
    found = sentences_of([""], rows_of([[]]))
    assert [len(column) for column in found] == [0] * 8


def test_by_hand() -> None:
    text = "“Stay,” she said. He left."
    rows = [(0, 0, "quoted", 0, 7), (0, 0, "narration", 8, 17), (0, 1, "narration", 18, 26)]
    found = sentences_of(["", text], rows_of([[], rows]))
    assert (found.text.tolist(), found.number.tolist()) == ([1, 1], [0, 1])
    assert (found.start.tolist(), found.end.tolist()) == ([0, 18], [17, 26])
    assert (found.quote_sentence.tolist(), found.quote_start.tolist(), found.quote_end.tolist()) == ([0], [0], [7])


def test_a_quote_that_overlaps_is_found_by_its_marks() -> None:
    text = "“Stay,” she said, “a while.”"
    rows = [(0, 0, "quoted", 0, len(text)), (0, 0, "narration", 8, 16)]
    found = sentences_of([text], rows_of([rows]))
    quotes = [text[a:b] for a, b in zip(found.quote_start, found.quote_end, strict=True)]
    assert quotes == ["“Stay,”", "“a while.”"]


SAYINGS = ["“We are late,”", "he said", "“and it is cold”", "the boat", "‘We sail at nine,’", '"Nobody sails now"', "."]


@given(st.lists(st.sampled_from(SAYINGS), max_size=8))
def test_sentences_have_the_quotes_of_their_segments(parts: list[str]) -> None:
    text = " ".join(parts)
    rows = [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]
    quoted = {s.sentence: s.spans for s in segment(text) if s.voice == "quoted"}
    found = sentences_of([text], rows_of([rows]))
    for i, number in enumerate(found.number):
        mine = found.quote_sentence == i
        ours = list(zip(found.quote_start[mine], found.quote_end[mine], strict=True))
        assert bool(ours) == (number in quoted)
        words = [re.findall(r"\w+", " ".join(text[a:b] for a, b in q)) for q in (ours, quoted.get(number, ()))]
        assert words[0] == words[1]
