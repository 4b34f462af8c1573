"""An English pipeline of spaCy, where one is installed: sentences in, plain tokens out. No other module knows spaCy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse

INSTALL = "Install samestory[parse] and an English pipeline such as en_core_web_sm."


@hides_content
class Token(NamedTuple):
    """A token of a parsed sentence.

    start, end: offsets into the text; tag: of the Penn Treebank; dep: relation to the head, as ClearNLP names them;
    head: its number in the sentence, for a root its own.
    """

    start: int
    end: int
    lemma: str
    tag: str
    dep: str
    head: int


Read = Callable[[list[str]], Iterable[list[Token]]]  # texts of sentences -> their tokens, offsets into each


@cache
def reader(name: str) -> Read:
    """Load a pipeline of spaCy.

    Parameters
    ----------
    name : str
        The name of its package, or its folder.

    Returns
    -------
    callable
        Parses the texts of sentences into tokens.

    Raises
    ------
    WrongUse
        If spaCy or the pipeline is not installed, or it does not parse English.
    """
    nlp = _loaded(name)

    def read(texts: list[str]) -> Iterator[list[Token]]:
        for doc in nlp.pipe(texts):
            yield [Token(t.idx, t.idx + len(t), t.lemma_ or t.lower_, t.tag_, t.dep_, t.head.i) for t in doc]

    return read


@cache
def version(name: str) -> str:
    """Return the names and versions of a pipeline and of spaCy."""
    meta = _loaded(name).meta
    return f"spaCy {import_module('spacy').__version__} and {meta['lang']}_{meta['name']} {meta['version']}"


@cache
def _loaded(name: str) -> Any:
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise WrongUse(f"Invalid `parse`: '{name}' requires spaCy, which is not installed. {INSTALL}") from None
    try:
        # A package is imported, since spaCy looks for the name it was installed under.
        nlp = import_module(name).load(disable=["ner"]) if name.isidentifier() else spacy.load(name, disable=["ner"])
    except (ImportError, OSError, AttributeError):
        raise WrongUse(f"Invalid `parse`: '{name}' is not an installed spaCy pipeline. {INSTALL}") from None
    if nlp.lang != "en" or "parser" not in nlp.pipe_names:
        raise WrongUse(f"Invalid `parse`: '{name}' does not parse English. {INSTALL}")
    return nlp
