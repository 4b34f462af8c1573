"""Where segments and words stand in the cleaned texts."""

from pathlib import Path

import pandas as pd

import analysis as ss
from analysis.annotation.text_places import text_places

# Two voices that take turns in a sentence, marks of several bytes, a hyphen, and an emoji before other words.
BODY = "“We waited,” she said – 🌉 naïvely – “until the so-called ‘end’ of May,” and left. It rained.\nNobody came."
STORIES = [("a", "Post", BODY), ("b", "Star", "The ferry’s crew slept."), ("c", "Post", f"Late. {BODY}")]


def annotated(folder: Path):
    pd.DataFrame(STORIES, columns=["article_id", "outlet", "body"]).to_csv(folder / "a.csv", index=False)
    return ss.annotate(ss.read_corpus(folder / "a.csv"))


def test_the_pieces_of_a_segment_are_its_text_and_words_stand_where_they_are(tmp_path: Path) -> None:
    notes = annotated(tmp_path)
    for ids in (["a", "b", "c"], ["a", "c"], ["b"]):
        places = text_places(notes, ids)
        rows = notes.segments.index[notes.segments["article_id"].isin(ids)]
        assert list(places.spans) == rows.tolist()
        for row, pieces in places.spans.items():
            text = notes.texts[notes.segments["article_id"][row]]
            assert " ".join(text[start:end] for start, end in pieces) == notes.words.texts[row]
        assert ids == ["b"] or max(map(len, places.spans.values())) > 1
        tokens = notes.words.tokens
        for token, start, end in zip(places.token, places.start, places.end, strict=True):
            written = notes.texts[notes.segments["article_id"][tokens.text[token]]][start:end]
            assert written.replace("’", "'") == tokens.vocabulary[tokens.word[token]]
        assert len(places.token) == notes.segments["n_tokens"][rows].sum()


def test_a_place_in_a_segment_is_a_place_in_the_text(tmp_path: Path) -> None:
    notes = annotated(tmp_path)
    places = text_places(notes, ["a"])
    row = next(row for row, pieces in places.spans.items() if len(pieces) > 1)
    written, text = notes.words.texts[row], notes.texts["a"]
    for word in written.split():
        start = written.index(word)
        first, last = places.in_text(row, start), places.in_text(row, start + len(word), ends=True)
        assert text[first:last] == word
