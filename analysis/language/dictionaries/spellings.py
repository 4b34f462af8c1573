"""Other spellings of the words of patterns: house style counts one of them, and a dictionary may have another."""

from __future__ import annotations

from functools import cache
from itertools import product

from analysis.language.dictionaries.pattern_words import PatternWord
from analysis.language.text.house_style import house_style
from analysis.language.text.tokens import CAPITALS

_MOST = 16  # spellings of one pattern
_LEAST = 4  # letters of the beginning of a word that stands for its other spelling: o of oestrogen would be none


def with_other_spellings(words: tuple[PatternWord, ...]) -> list[tuple[PatternWord, ...]]:
    """List a pattern and the same pattern as house style counts its words.

    Parameters
    ----------
    words : tuple of PatternWord

    Returns
    -------
    list of tuple of PatternWord
        The pattern itself first.

    Examples
    --------
    >>> [word.text for (word,) in with_other_spellings((PatternWord("defence", "prefix"),))]
    ['defence', 'defens']
    """
    choices = [(word, *_others(word)) for word in words]
    return [words for words, _ in zip(product(*choices), range(_MOST), strict=False)]


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Variants and standards, and the other way round, in lower case."""
    listed = [
        (style.variant.lower(), style.standard if style.standard in CAPITALS else style.standard.lower())
        for style in house_style()
        if style.standard
    ]
    return (*listed, *((standard, variant) for variant, standard in listed))


@cache
def _others(word: PatternWord) -> tuple[PatternWord, ...]:
    if word.kind == "whole":
        return tuple(PatternWord(to, "whole") for variant, to in _pairs() if variant == word.text)
    if word.kind != "prefix":
        return ()
    found = dict.fromkeys(
        _beginning(variant, to, word.text)
        for variant, to in _pairs()
        if variant.startswith(word.text) and not to.startswith(word.text)
    )
    return tuple(PatternWord(text, "prefix") for text in found)


def _beginning(variant: str, other: str, prefix: str) -> str:
    """Return what begins the other spelling as a prefix begins a variant: organiz for organis of organisation."""
    rest = variant[len(prefix) :]
    beginning = other.removesuffix(rest) if rest and other.endswith(rest) else other
    return beginning if len(beginning) >= _LEAST else other
