"""Where actors are named in texts, under any of their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.entities.actor_list import Actor, is_role
from analysis.language.entities.longer_names import names_something_else
from analysis.language.entities.name_words import NameWords, batches, capital_keys, name_words
from analysis.language.text.tokens import Tokens

Numbers = NDArray[np.int64]


@hides_content
class Names(NamedTuple):
    """What is looked for: the names of each actor, each role, and short names; forms: patterns of `find` for them."""

    n_actors: int
    n_roles: int
    forms: tuple[Frame, ...]


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
    names = names_to_find(tuple(actors))
    found = [
        locate_in(name_words(batch), names).with_columns(pl.col("segment") + first) for first, batch in batches(texts)
    ]
    return pl.concat(found).select("segment", "start", "end", "label")


def locate_in(words: NameWords, names: Names) -> pl.DataFrame:
    """Find names in a batch of texts.

    Returns
    -------
    polars.DataFrame
        As `locate_names`, with the labels of short names behind those of roles; first and last, the number of the
        first and the last word.
    """
    tokens = Tokens(words.run, words.word, words.vocabulary.to_list())
    found = find(tokens, capital_keys(words.vocabulary).to_list(), names.forms)
    label = found["frame"].cast(pl.Enum([name.name for name in names.forms])).to_physical().to_numpy().astype(np.int64)
    start = found["start"].to_numpy().astype(np.int64)
    last = start + found["length"].to_numpy() - 1
    is_role = (label >= names.n_actors) & (label < names.n_actors + names.n_roles)
    kept = np.where(is_role, ~_continues(words, last), ~names_something_else(words, start, last))
    start, last, label = start[kept], last[kept], label[kept]
    columns = {
        "segment": words.segment[start],
        "start": words.start[start],
        "end": words.end[last],
        "label": label,
        "first": start,
        "last": last,
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
def names_to_find(actors: tuple[Actor, ...], short: tuple[str, ...] = ()) -> Names:
    """Return the names of each actor, then each role, then each of some short names, as patterns."""
    names_of_actors = [[alias for alias in actor.aliases if not is_role(alias)] for actor in actors]
    names = [*names_of_actors, *([role] for role in roles(actors)), *([name] for name in short)]
    written = [(label, form) for label, aliases in enumerate(names) for alias in aliases for form in _forms(alias)]
    patterns: list[dict[str, None]] = [{} for _ in names]
    for (label, _), pattern in zip(written, _key_patterns([form for _, form in written]), strict=True):
        patterns[label][pattern] = None
    forms = tuple(Frame(str(label), "", "", "", tuple(some), ()) for label, some in enumerate(patterns))
    return Names(len(actors), len(roles(actors)), forms)


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
