"""What news adds to VADER: words, absence, names, and marks that do not matter."""

import numpy as np
import pytest

from analysis.language.sentiment.news_rules import news_words
from analysis.language.sentiment.vader import nltk_polarity, polarity
from analysis.language.sentiment.vader_vocabulary import valences

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


def test_the_list_says_something_new() -> None:
    lexicon = valences()
    assert all(-4 <= value <= 4 and lexicon.get(word, 0) != value for word, value in news_words().items())
