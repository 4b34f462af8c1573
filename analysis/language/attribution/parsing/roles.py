"""Source and content of a cue in a dependency parse."""

from __future__ import annotations

from analysis.language.attribution.parsing.tree import Tree, merge_spans
from analysis.language.attribution.rules.sentences import Span

RELATIVE_PRONOUNS = ("WP", "WDT")
# A cue in one of these relations has the source of the word it depends on, where it has no subject.
SHARES_SOURCE = ("conj", "xcomp", "advcl", "pcomp", "prep", "pobj", "dobj", "ccomp", "dep")
# What depends on a cue and is no part of what is said.
NOT_CONTENT = ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "expl", "agent", "poss", "det")


def source_of(tree: Tree, cue: int) -> tuple[Span, ...]:
    """Find the source of a cue: its agent, its owner or its subject, or the source of the word it depends on.

    Parameters
    ----------
    tree : Tree
    cue : int
        The number of its token.

    Returns
    -------
    tuple of Span
        Empty where nobody is named.
    """
    agent, owner, subject = tree.child(cue, "agent"), tree.child(cue, "poss"), tree.child(cue, "nsubj")
    if agent is not None:  # named by the mayor
        person = tree.child(agent, "pobj")
        return tree.subtree(person) if person is not None else ()
    if owner is not None:  # her fear
        return tree.subtree(owner)
    head, relation = tree.tokens[cue].head, tree.tokens[cue].dep
    is_relative = subject is not None and tree.tokens[subject].tag in RELATIVE_PRONOUNS
    if subject is not None and not (is_relative and relation == "relcl"):
        return tree.subtree(subject)
    if subject is None and tree.child(cue, "nsubjpass") is not None:
        return ()
    if relation in ("relcl", "acl"):  # fishermen who prefer: the noun and the pronoun
        noun = tree.span(tree.first[head], max(tree.first[cue], head + 1))
        return merge_spans([*noun, *(tree.subtree(subject) if subject is not None else ())])
    return source_of(tree, head) if relation in SHARES_SOURCE and head != cue else ()


def content_of(tree: Tree, cue: int, complement: int) -> list[Span]:
    """Find the content in a complement of a cue, without the cue, its source, and a preposition at its head."""
    start, end = tree.first[complement], tree.last[complement] + 1
    if tree.tokens[complement].dep == "prep" and start == complement:
        start += 1
    excluded = {cue}
    for child in tree.children[cue]:
        if tree.tokens[child].dep in NOT_CONTENT:
            excluded.update(range(tree.first[child], tree.last[child] + 1))
    spans = list[Span]()
    for gap in [*sorted(number for number in excluded if start <= number < end), end]:
        spans += tree.span(start, gap)
        start = gap + 1
    return spans
