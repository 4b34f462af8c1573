import csv
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotate.vader import SCORES, _analyzer, lexicon, polarity

# Hutto & Gilbert's rules, each with a sentence of our own; signs only, the numbers are nltk's.
RULES = [
    ("The ferry left at noon.", 0),
    ("A good day for the town.", 1),
    ("Not a good day for the town.", -1),
    ("A terrible, horrible loss.", -1),
    ("", 0),
]


@pytest.mark.parametrize(("text", "sign"), RULES)
def test_sign(text: str, sign: int) -> None:
    assert np.sign(polarity([text])[0, 0]) == sign


def test_it_is_nltks_and_not_vadersentiments() -> None:
    # The case that tells the two apart: −0.31 in nltk, +0.74 in vaderSentiment (reference values).
    assert polarity(["without doubt the best"])[0, 0] == pytest.approx(-0.31, abs=0.005)


def test_the_lexicon_is_the_published_one() -> None:
    assert len(_analyzer().lexicon) == 7506


@cache
def plain_nltk():
    """nltk's own class with the lexicon read by other means."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    plain = object.__new__(SentimentIntensityAnalyzer)
    with lexicon().open(encoding="utf-8") as lines:
        plain.lexicon = {word: float(value) for word, value, *_ in csv.reader(lines, delimiter="\t", quoting=3)}
    plain.constants = VaderConstants()
    return plain


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "not",
                "very",
                "GOOD",
                "bad",
                "but",
                "least",
                "the",
                "kind",
                "of",
                "never",
                "so",
                "war",
                "!",
                "?",
                "peace,",
                "love",
            ]
        ),
        max_size=12,
    )
)
def test_equal_to_nltk_itself(words: list[str]) -> None:
    text = " ".join(words)
    theirs = plain_nltk().polarity_scores(text)
    assert dict(zip(SCORES, polarity([text])[0], strict=True)) == theirs
