"""A sentence as a dependency parse has it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.language.attribution.parsing.spacy_pipeline import Token
from analysis.language.attribution.rules.sentences import Span

MARKS = ".,;:-–—() \t\n"


class Tree:
    """A parsed sentence: of each token the places of its children, and of the first and last token below it."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        self.first, self.last = list(range(len(tokens))), list(range(len(tokens)))
        for i, token in enumerate(tokens):
            if token.head != i:
                self.children[token.head].append(i)
            for up in self.above(i):
                self.first[up], self.last[up] = min(self.first[up], i), max(self.last[up], i)

    def above(self, i: int) -> Iterator[int]:
        """The tokens above a token, the nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first child that stands in one of these relations."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def is_mark(self, i: int) -> bool:
        """Whether a token is a mark at which a span neither begins nor ends."""
        return not self.tokens[i].lemma.strip(MARKS)

    def span(self, a: int, b: int) -> tuple[Span, ...]:
        """The tokens from a up to b as a span of the text, without marks at its ends; none where nothing is left."""
        while a < b and self.is_mark(b - 1):
            b -= 1
        while a < b and self.is_mark(a):
            a += 1
        return ((self.tokens[a].start, self.tokens[b - 1].end),) if a < b else ()

    def below(self, i: int) -> tuple[Span, ...]:
        """A token and all below it as a span of the text."""
        return self.span(self.first[i], self.last[i] + 1)
