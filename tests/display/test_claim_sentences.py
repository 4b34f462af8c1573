"""What the figures of a claim are said to count."""

import pytest

from analysis.display.claim_sentences import counted_noun


@pytest.mark.parametrize(
    ("about", "noun"),
    [
        ("house", "house"),
        ("money, harbour", "harbour"),
        ("people, town", ""),
        ("people arrested", "people arrested"),
        ("husband, died", "husband"),
        ("time, journey", "journey"),
        ("money", "money"),
    ],
)
def test_the_noun_is_named_not_the_nearest_word(about: str, noun: str) -> None:
    assert counted_noun(about) == noun
