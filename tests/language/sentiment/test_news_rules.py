"""What news adds to VADER: words, absence, names, and marks that do not matter."""

import numpy as np
import polars as pl
import pytest

from analysis.language.sentiment import vader
from analysis.language.sentiment.names_with_tone import listed_words
from analysis.language.sentiment.news_rules import news_words
from analysis.language.sentiment.vader import news_valences, nltk_polarity, polarity
from analysis.language.sentiment.vader_vocabulary import valences
from analysis.language.text.characters import fold_marks
from analysis.language.text.tokens import tokenize

SIGNS = [
    ("Twelve villagers were massacred near the border.", -1),
    ("Two people were wounded in the explosion.", -1),
    ("The keeper was kindly reminded of the fee.", 0),
    ("There were no casualties.", 0),
    ("No deaths or injuries were reported.", 0),
    ("The barges had no trouble with the lock.", 1),
    ("There is no hope for the canal.", -1),
    ("No one in the old town of Alm likes the lock.", -1),
    ("Nobody who lives in Alm came, and the lock is lovely.", 1),
    ("Nobody in Alm was hurt.", 0),
    ("Nothing in the old town of Alm is good.", -1),
    ("Nothing good came of it.", -1),
    ("None of the keepers was happy.", -1),
    ("Neither of the two keepers enjoyed the trip.", -1),
    ("Few keepers enjoyed the trip.", -1),
    ("A few keepers enjoyed the trip.", 1),
    ("Hardly anyone in Alm likes the lock.", -1),
    ("Please moor the boat by the lock.", 0),
    ("It was not the worst flood.", 0),
    ("The flood was not the best news.", -1),
    ("The keeper met the Security Council and the Justice Department in Alm.", 0),
    ("United Barges left the Justice Department.", 0),
    ("Critics Love the Lock and the Beautiful Canal of the Town", 1),
    ("The lock is bad.", -1),
    ("", 0),
]


@pytest.mark.parametrize(("text", "sign"), SIGNS)
def test_sign(text: str, sign: int) -> None:
    compound = polarity([text])[0, 0]
    assert (0 if abs(compound) < 0.05 else np.sign(compound)) == sign


MARKS = [
    "The keeper don't like it", "The keeper don’t like it", "“The keeper don't like it”", "(The keeper don’t like it)",
    "[The keeper don't like it]", "„The keeper don‘t like it“",
    "The keeper—don't like—it", "The keeper -- don't like -- it",
]  # fmt: skip


def test_marks_do_not_matter() -> None:
    assert len(set(map(tuple, polarity(MARKS).tolist()))) == 1


def test_words_beside_marks_count_where_nltk_misses_them() -> None:
    assert polarity(['"good"'])[0, 0] == nltk_polarity(["good"])[0, 0] > nltk_polarity(['"good"'])[0, 0] == 0


NAMES = [
    "The Supreme Court met in Alm.", "Supreme Court Hears the Barge Case", "SUPREME COURT HEARS THE BARGE CASE",
    "Justice Department lawyers sued the barges.", "Department of Justice Sues the Barges", "Peace Corps Comes to Alm",
    "Best Buy opened a store by the lock.", "Best Buy Opens a Store by the Lock", "Liberty University's Canal Opens",
    "Defense Intelligence Agency Moves to Alm", "Great Britain Opens Its Canals", "Rob Keller opened the lock.",
    "The Labour Party met in Alm.", "Medal of Honor Comes to Alm", "Super Bowl Moves to Alm",
]  # fmt: skip
NO_NAMES = [
    ("Angry Democrats left the hall.", -1),
    ("Great Canal Opens in Alm", 1),
    ("Peace Comes to Alm", 1),
    ("Terror Group Claims the Attack", -1),
    ("Freedom is what they want.", 1),
    ("Best barges of the year", 1),
    ("The court did justice to Alm.", 1),
]


@pytest.mark.parametrize("text", NAMES)
def test_names_say_nothing(text: str) -> None:
    assert polarity([text])[0].tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(("text", "sign"), NO_NAMES)
def test_capitals_of_titles_and_first_words_are_no_names(text: str, sign: int) -> None:
    assert np.sign(polarity([text])[0, 0]) == sign


def test_names_in_a_text_are_those_that_it_has_alone() -> None:
    assert polarity([*NAMES, *(text for text, _ in NO_NAMES)])[: len(NAMES), 0].tolist() == [0] * len(NAMES)


def test_known_words_give_the_same_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = pl.Series(["It’s a great day.", "", "Nobody was hurt – a relief!", "The worst, I say: no problem."])
    monkeypatch.setattr(vader, "PART", 30)
    assert np.array_equal(polarity(texts, tokenize(fold_marks(texts))), polarity(texts))
    assert polarity(texts).any()


def test_words_of_names_have_a_tone() -> None:
    listed = listed_words()
    assert {"opens", "part", "head", "pair"} == set(listed)
    toned = news_valences()
    assert [word for kind in ("opens", "part") for word in listed[kind] if word not in toned] == []
    assert [pair for pair in listed["pair"] if not set(pair.split()) & set(toned)] == []


def test_the_list_says_something_new() -> None:
    lexicon = valences()
    assert all(-4 <= value <= 4 and lexicon.get(word, 0) != value for word, value in news_words().items())
