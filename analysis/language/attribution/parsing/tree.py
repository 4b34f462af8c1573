"""A sentence as a dependency tree."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.language.attribution.parsing.spacy_pipeline import Token
from analysis.language.attribution.rules.sentences import Span

PUNCTUATION = ".,;:-–—() \t\n"


class Tree:
    """A parsed sentence, with the children and the extent of each token.

    Parameters
    ----------
    tokens : list of Token

    Attributes
    ----------
    children : list of list of int
        The numbers of the tokens that depend directly on each token.
    first, last : list of int
        The numbers of the first and the last token of the subtree of each token.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        self.first, self.last = list(range(len(tokens))), list(range(len(tokens)))
        for number, token in enumerate(tokens):
            if token.head != number:
                self.children[token.head].append(number)
            for ancestor in self.ancestors(number):
                self.first[ancestor] = min(self.first[ancestor], number)
                self.last[ancestor] = max(self.last[ancestor], number)

    def ancestors(self, number: int) -> Iterator[int]:
        """Yield the tokens above a token, the nearest first."""
        while self.tokens[number].head != number:
            number = self.tokens[number].head
            yield number

    def child(self, number: int, *relations: str) -> int | None:
        """Return the first child in one of these relations; None without one."""
        return next((child for child in self.children[number] if self.tokens[child].dep in relations), None)

    def is_punctuation(self, number: int) -> bool:
        """Whether a token is a mark with which no span begins or ends."""
        return not self.tokens[number].lemma.strip(PUNCTUATION)

    def span(self, first: int, end: int) -> tuple[Span, ...]:
        """Return the tokens up to before end as a span of the text, without marks at its ends; () if none is left."""
        while first < end and self.is_punctuation(end - 1):
            end -= 1
        while first < end and self.is_punctuation(first):
            first += 1
        return ((self.tokens[first].start, self.tokens[end - 1].end),) if first < end else ()

    def subtree(self, number: int) -> tuple[Span, ...]:
        """Return a token and all tokens below it as a span of the text."""
        return self.span(self.first[number], self.last[number] + 1)


def merge_spans(spans: Iterator[Span] | list[Span]) -> tuple[Span, ...]:
    """Sort spans, and join those that touch or overlap."""
    merged = list[Span]()
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
