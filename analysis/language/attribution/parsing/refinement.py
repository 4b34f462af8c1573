"""Better sources and contents, from a parse, for the attributions that the rules have found."""

from __future__ import annotations

from typing import NamedTuple

from analysis.language.attribution.attributions import Attribution
from analysis.language.attribution.parsing.cue_frames import COMMON_NOUNS, is_verb
from analysis.language.attribution.parsing.roles import RELATIVE_PRONOUNS, content_of, source_of
from analysis.language.attribution.parsing.tree import Tree, merge_spans
from analysis.language.attribution.rules.sentences import Span

# A cue in one of these relations stands in a part of a sentence that goes on after it.
EMBEDDED = ("acl", "relcl", "advcl", "pcomp", "csubj", "xcomp", "pobj", "dobj", "nsubj")


class Sentence(NamedTuple):
    """A sentence and the quotes in it: its number in the text, and offsets into the text."""

    number: int
    start: int
    end: int
    quotes: tuple[Span, ...]

    def quotes_in(self, content: tuple[Span, ...]) -> tuple[Span, ...]:
        """Select the quotes within a content."""
        return tuple([(a, b) for a, b in self.quotes if any(start <= a and b <= end for start, end in content)])


def refine(sentence: Sentence, tree: Tree, attribution: Attribution, cue: int) -> list[Attribution]:
    """Extend an attribution of the rules by the source and the whole clause that the parse shows.

    Parameters
    ----------
    sentence : Sentence
    tree : Tree
        Its parse.
    attribution : Attribution
    cue : int
        The number of the token of its cue.

    Returns
    -------
    list of Attribution
        One; none where the cue is no verb but a noun or an adjective that attributes nothing.
    """
    token = tree.tokens[cue]
    if attribution.entry and not is_verb(token) and token.dep in ("pobj", "compound", "amod"):
        return []
    source = attribution.source
    if _has_better_source(tree, attribution, cue):
        source = source_of(tree, cue) or source
    content = _without_rest_of_sentence(tree, cue, _with_whole_clause(tree, attribution, cue))
    return [attribution._replace(source=source, content=content, quotes=sentence.quotes_in(content))]


def _has_better_source(tree: Tree, attribution: Attribution, cue: int) -> bool:
    """Whether to take the source from the parse: always for nouns, for verbs where the rules have none or "who"."""
    token = tree.tokens[cue]
    if not is_verb(token):
        return token.tag in COMMON_NOUNS
    is_relative = any(
        tree.tokens[child].tag in RELATIVE_PRONOUNS and tree.subtree(child) == attribution.source
        for child in tree.children[cue]
    )
    return not attribution.source or is_relative or token.dep == "pcomp"


def _with_whole_clause(tree: Tree, attribution: Attribution, cue: int) -> tuple[Span, ...]:
    """Add the complement clause of a verb to the content."""
    is_reported = is_verb(tree.tokens[cue]) and attribution.entry and attribution.content and not attribution.quotes
    clause = tree.child(cue, "ccomp", "xcomp") if is_reported else None
    if clause is None:
        return attribution.content
    return merge_spans([*attribution.content, *content_of(tree, cue, clause)])


def _without_rest_of_sentence(tree: Tree, cue: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Remove a source that stands after the cue, and the sentence around an embedded clause where it goes on.

    Claiming {the pier was safe}, the mayor left.
    """
    subject = tree.child(cue, "nsubj")
    if subject is not None and subject > cue:
        content = _without_tokens(tree, content, tree.first[subject], tree.last[subject])
    if tree.tokens[cue].dep not in EMBEDDED:
        return content
    below = cue
    for ancestor in tree.ancestors(cue):
        if ancestor > cue:
            return _without_tokens(tree, content, tree.last[below] + 1, len(tree.tokens) - 1)
        below = ancestor
    return content


def _without_tokens(tree: Tree, content: tuple[Span, ...], first: int, last: int) -> tuple[Span, ...]:
    """Remove the tokens from first to last, and the marks before them."""
    while first and tree.is_punctuation(first - 1):
        first -= 1
    end_before = tree.tokens[first - 1].end if first else tree.tokens[0].start
    start_after = tree.tokens[last + 1].start if last + 1 < len(tree.tokens) else tree.tokens[-1].end
    parts = [part for start, end in content for part in ((start, min(end, end_before)), (max(start, start_after), end))]
    return tuple([(start, end) for start, end in parts if start < end])
