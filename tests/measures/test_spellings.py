"""Words in their commonest spelling."""

import numpy as np
import pandas as pd

from analysis import annotate, compare, describe, kwic, measures, read_corpus
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of

BODY = (
    "Boats met NATO crews. The North Korean boats of Okoye came from the US. Kiev sent iPhone cases to Okoye. "
    "Analysts wrote. Analysts left. Analysts of NATO met North Korean crews. In Kiev they saw an iPhone. "
    "They say NATO and Okoye saw North Korean boats of the US near Kiev with one iPhone."
)


def notes_of(tmp_path, *bodies: str):
    rows = [{"article_id": f"a{i}", "outlet": f"Paper {i}", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def spelt(notes) -> dict[str, str]:
    table = measures.spellings(notes)
    return dict(zip(table["item"], table["spelling"], strict=True))


def test_the_beginning_of_a_sentence_is_no_evidence(tmp_path) -> None:
    assert spelt(notes_of(tmp_path, BODY)) == {
        "iphone": "iPhone", "korean": "Korean", "kyiv": "Kyiv", "nato": "NATO", "north": "North", "okoye": "Okoye",
    }  # fmt: skip


def test_the_commonest_spelling_is_chosen_and_fewer_capitals_where_equal(tmp_path) -> None:
    body = (
        "They saw a Ferry, a ferry, a FERRY and a ferry. They saw a Pier, a pier and so on. See the Pier and pier. " * 2
    )
    assert spelt(notes_of(tmp_path, body + "They left town. They came.")) == {}
    assert spelt(notes_of(tmp_path, "They saw the Pier, a pier and the Pier. They left. They came. They sang.")) == {
        "pier": "Pier"
    }


def test_a_word_of_two_occurrences_keeps_the_form_in_which_it_is_counted(tmp_path) -> None:
    assert spelt(notes_of(tmp_path, "They met Okoye. They left. They saw Okoye. They came.")) == {}


def test_a_spelling_has_the_letters_of_its_item(tmp_path) -> None:
    assert all(item.lower() == shown.lower() for item, shown in spelt(notes_of(tmp_path, BODY, BODY.upper())).items())


def test_tables_are_shown_as_written(tmp_path) -> None:
    notes = notes_of(tmp_path, BODY, BODY.replace("Okoye", "Lund"))
    terms = measures.terms(notes, ngrams=2, min_count=3)
    shown = describe.as_written(terms, notes)
    assert {"North Korean", "NATO", "boats", "US"} <= set(shown["item"])
    assert np.array_equal(shown["x"], terms["x"])
    assert shown.attrs == terms.attrs
    assert "North Korean" in set(compare(shown)["item"])
    voices = measures.voices(notes)
    assert describe.as_written(voices, notes) is voices
    pairs = describe.as_written(measures.collocations(notes, min_count=2), notes)
    assert "North Korean" in set(pairs["collocation"])
    assert len(kwic(notes.corpus, ["NATO", "North Korean"])) == 12


def test_a_bundle_has_the_same_spellings_of_words_it_holds(tmp_path) -> None:
    hidden = "They left. “We trust Zorbia, Zorbia and Zorbia,” they said. They came. They sang. They went."
    notes = notes_of(tmp_path, BODY, hidden)
    bundle = annotate(read_corpus(share(notes.corpus, tmp_path / "b")))
    assert spelt(bundle) == spelt(notes)
    words = measures.terms(bundle, min_count=1, with_function_words=True, with_house_style=True)
    assert set(spelt(bundle)) <= set(words["item"])
    assert "zorbia" not in spelt(bundle)


def test_no_words(tmp_path) -> None:
    assert spelt(notes_of(tmp_path, "12 34.")) == {}
