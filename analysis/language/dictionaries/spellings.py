"""Other spellings of the words of patterns: house style counts one of them, and a dictionary may have another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import product
from operator import itemgetter
from sys import maxunicode

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
def _pairs() -> list[tuple[str, int, str]]:
    """Variants and standards, and the other way round, in lower case; the number tells which is listed first."""
    listed = [
        (style.variant.lower(), style.standard if style.standard in CAPITALS else style.standard.lower())
        for style in house_style()
        if style.standard
    ]
    both = (*listed, *((standard, variant) for variant, standard in listed))
    return sorted((one, number, other) for number, (one, other) in enumerate(both))


def _pairs_beginning_with(letters: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose first spelling begins with some letters, in the order of the list."""
    first, last = (bisect_left(_pairs(), (end,)) for end in (letters, letters + chr(maxunicode)))
    for one, _, other in sorted(_pairs()[first:last], key=itemgetter(1)):
        yield one, other


@cache
def _others(word: PatternWord) -> tuple[PatternWord, ...]:
    if word.kind == "whole":
        pairs = _pairs_beginning_with(word.text)
        return tuple(PatternWord(to, "whole") for variant, to in pairs if variant == word.text)
    if word.kind != "prefix":
        return ()
    found = dict.fromkeys(
        _beginning(variant, to, word.text)
        for variant, to in _pairs_beginning_with(word.text)
        if not to.startswith(word.text)
    )
    return tuple(PatternWord(text, "prefix") for text in found)


def _beginning(variant: str, other: str, prefix: str) -> str:
    """Return what begins the other spelling as a prefix begins a variant: organiz for organis of organisation."""
    rest = variant[len(prefix) :]
    beginning = other.removesuffix(rest) if rest and other.endswith(rest) else other
    return beginning if len(beginning) >= _LEAST else other
