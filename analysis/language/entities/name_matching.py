"""Where actors are named in texts, under any of their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.entities.actor_list import Actor, is_role
from analysis.language.entities.longer_names import names_something_else
from analysis.language.entities.name_words import NameWords, batches, capital_keys, name_words
from analysis.language.text.tokens import Tokens

Numbers = NDArray[np.int64]


def locate_names(texts: pl.Series, actors: Sequence[Actor]) -> pl.DataFrame:
    """Find names and roles of actors in texts.

    Parameters
    ----------
    texts : polars.Series of str
    actors : sequence of Actor

    Returns
    -------
    polars.DataFrame
        segment (number of the text), start and end (characters), label: the number of the actor or, from
        ``len(actors)`` on, the number of a role in `roles`.
    """
    names = _name_patterns(tuple(actors))
    return pl.concat([_located(first, name_words(batch), names, len(actors)) for first, batch in batches(texts)])


def _located(first: int, words: NameWords, names: tuple[Frame, ...], n_actors: int) -> pl.DataFrame:
    """Names in a batch of texts; first: number of its first text."""
    tokens = Tokens(words.run, words.word, words.vocabulary.to_list())
    found = find(tokens, capital_keys(words.vocabulary).to_list(), names)
    label = found["frame"].cast(pl.Enum([name.name for name in names])).to_physical().to_numpy().astype(np.int64)
    start = found["start"].to_numpy()
    last = start + found["length"].to_numpy() - 1
    is_name = label < n_actors
    kept = np.where(is_name, ~names_something_else(words, start, last), ~_continues(words, last))
    start, last, label = start[kept], last[kept], label[kept]
    columns = {
        "segment": first + words.segment[start],
        "start": words.start[start],
        "end": words.end[last],
        "label": label,
    }
    return pl.DataFrame({name: column.astype(np.int64) for name, column in columns.items()})


def _continues(words: NameWords, last: Numbers) -> NDArray[np.bool_]:
    """Whether a role that ends at a word is part of another: the president-elect, the president of the club."""
    after = np.minimum(last + 1, len(words.run) - 1)
    is_of = (words.vocabulary == "of").to_numpy()[words.word[after]]
    follows = (words.run[after] == words.run[last]) & (after > last)
    continues: NDArray[np.bool_] = follows & (is_of | words.hyphenated[after])
    return continues


def roles(actors: Sequence[Actor]) -> list[str]:
    """Return the roles of all actors, sorted."""
    return sorted({alias for actor in actors for alias in actor.aliases if is_role(alias)})


def resolve_roles(label: Numbers, article: Numbers, actors: Sequence[Actor]) -> Numbers:
    """Replace each role by the actor with this role who was named last before it in the article.

    Parameters
    ----------
    label : array of int, shape (n_places,)
        As `locate_names` returns it, in the order of the texts.
    article : array of int, shape (n_places,)
        Number of the article.
    actors : sequence of Actor

    Returns
    -------
    array of int, shape (n_places,)
        Number of the actor; −1 where no actor with the role was named before.
    """
    named = np.where(label < len(actors), label, -1)
    resolved = named.copy()
    for number, role in enumerate(roles(actors), len(actors)):
        # The last entry stands for −1.
        has_role = np.array([role in actor.aliases for actor in actors] + [False])
        last_named = np.maximum.accumulate(np.where(has_role[named], np.arange(len(label)), -1))
        place = np.flatnonzero((label == number) & (last_named >= 0))
        antecedent = last_named[place]
        same_article = article[antecedent] == article[place]
        resolved[place[same_article]] = label[antecedent[same_article]]
    return resolved


@cache
def _name_patterns(actors: tuple[Actor, ...]) -> tuple[Frame, ...]:
    """Return the names of each actor, then each role, as patterns of `find` over the keys of their words."""
    names_of_actors = [[alias for alias in actor.aliases if not is_role(alias)] for actor in actors]
    names = [*names_of_actors, *([role] for role in roles(actors))]
    written = [(label, form) for label, aliases in enumerate(names) for alias in aliases for form in _forms(alias)]
    patterns: list[dict[str, None]] = [{} for _ in names]
    for (label, _), pattern in zip(written, _key_patterns([form for _, form in written]), strict=True):
        patterns[label][pattern] = None
    return tuple(Frame(str(label), "", "", "", tuple(some), ()) for label, some in enumerate(patterns))


def _key_patterns(forms: list[str]) -> list[str]:
    """Each written form as the keys of its words, joined by blanks."""
    words = name_words(pl.Series("text", forms, dtype=pl.String))
    key = capital_keys(words.vocabulary).to_list()
    keys_of_form: list[list[str]] = [[] for _ in forms]
    for form, word in zip(words.segment.tolist(), words.word.tolist(), strict=True):
        keys_of_form[form].append(key[word])
    return [" ".join(keys) for keys in keys_of_form]


def _forms(alias: str) -> list[str]:
    """Return a name as written, with a capital at the start of its first or of each word, and in capitals."""
    first, *rest = alias.split(" ")
    title_rest = [_capitalized(word) for word in rest]
    forms = [
        [first, *rest],
        [first, *title_rest],
        [_capitalized(first), *rest],
        [_capitalized(first), *title_rest],
    ]
    return [*(" ".join(form) for form in forms), alias.upper()]


def _capitalized(word: str) -> str:
    return word[:1].upper() + word[1:]
