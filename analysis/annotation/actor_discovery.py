"""Actors proposed from the capitalised names of a corpus, where nobody has listed them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations
from analysis.annotation.mention_layer import mentions
from analysis.exceptions import NeedsText
from analysis.language.entities.actor_list import Actor
from analysis.language.entities.name_matching import Written, batches, written
from analysis.language.text.house_style import standard_forms
from analysis.language.text.tokens import CAPITALS, function_words
from analysis.language.text.word_lists import read_sections

MOST = 50
LEAST = 2  # times a name stands where its capital is not owed to the place
LONGEST = 4  # words of a name
# Of full names with one last name, the share that one of them needs to be meant by the last name alone.
CLEAR = 0.8
NOTE = "These actors are proposals, made from capitalised names; list the actors that matter in actors.yml."
COLUMNS = ("name", "aliases", "mentions", "articles")


def propose(notes: Annotations, *, most: int = MOST) -> pd.DataFrame:
    """The most widely named actors of a corpus, by their capitalised names.

    A name counts as one where it is seen inside a sentence, not only at its start or in a headline. Last names go with
    the full name they are clear for, adjectives of countries with the country (see name_words.txt). most: how many.
    Returns: name, aliases (tuple), mentions, articles; most articles first, and .attrs["note"] says what they are.
    Raises: NeedsText from a bundle."""
    actors = proposed(notes, most=most)
    found = mentions(notes, actors)
    per = found.groupby("actor")["article_id"].agg(["size", "nunique"]).reindex([a.name for a in actors], fill_value=0)
    table = pd.DataFrame({
        "name": pd.array([actor.name for actor in actors], dtype="str"),
        "aliases": pd.Series([actor.aliases for actor in actors], dtype=object),
        "mentions": per["size"].to_numpy(np.int64),
        "articles": per["nunique"].to_numpy(np.int64),
    })  # fmt: skip
    table = table.sort_values(["articles", "mentions", "name"], ascending=[False, False, True], ignore_index=True)
    return with_note(table, NOTE)


def proposed(notes: Annotations, *, most: int = MOST) -> list[Actor]:
    """The actors that propose would list, in order of their names."""
    if notes.corpus.texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    names = notes.once("proposed names", lambda: _merged(_seen(notes)))
    chosen = names.sort(["articles", "n", "name"], descending=[True, True, False]).head(most)
    return [
        Actor(name, tuple(dict.fromkeys([name, *aliases])))
        for name, aliases in sorted(chosen.select("name", "aliases").rows())
    ]


def _seen(notes: Annotations) -> pl.DataFrame:
    """The names inside sentences: name, n (how often), articles."""
    article, _ = pd.factorize(notes.segments["article_id"])
    told = (notes.segments["voice"] != "headline").to_numpy()
    pieces = []
    for first, texts in batches(notes.words.texts):
        text = written(texts)
        names = _names(text, told[first + text.segment])
        pieces.append(names.with_columns(article=article[first + names["segment"].to_numpy()]))
    per = pl.concat(pieces).group_by("name").agg(n=pl.len(), article=pl.col("article").unique())
    # Of ATACMs and ATACMS, the form that is seen most.
    forms = per.sort("n", "name", descending=[True, False]).group_by(pl.col("name").str.to_lowercase().alias("key"))
    return forms.agg(pl.col("name").first(), pl.col("n").sum(), articles=pl.col("article").explode().n_unique()).drop(
        "key"
    )


@hides_content
class _Looks(NamedTuple):
    """What each word of a vocabulary looks like: its form in a name, whether it can be part of one, whether it begins
    with a capital, and its form in small letters; all (words,)."""

    form: pl.Series
    name: NDArray[np.bool_]
    capital: pl.Series
    small: pl.Series


def _looks(vocabulary: pl.Series) -> _Looks:
    counted, applied = standard_forms(vocabulary, True)
    form = vocabulary.str.replace_all("[’ʼ]", "'").str.replace("'[sS]$", "").str.replace("^(.)$", "$1.").to_list()
    for word, style in applied.items():
        if style.kind in ("acronym", "name"):
            form[word] = style.standard if style.kind == "acronym" else style.standard.capitalize()
    small = pl.Series(counted, dtype=pl.String).str.to_lowercase()
    capital = vocabulary.str.contains(r"^\p{Lu}")
    names = capital & (~small.is_in([*_no_names()]) | pl.Series(counted, dtype=pl.String).is_in([*CAPITALS]))
    return _Looks(pl.Series(form, dtype=pl.String), names.to_numpy(), capital, small)


def _names(text: Written, told: NDArray[np.bool_]) -> pl.DataFrame:
    """The names that stand inside a sentence: segment, name.

    told: whether each word stands in running text, (words,)."""
    looks = _looks(text.vocabulary)
    hyphened = text.glued | np.append(text.glued[1:], False)[: len(text.glued)]
    part = looks.name[text.word] & ~hyphened
    follows = np.append(False, part[:-1] & (np.diff(text.run) == 0))[: len(part)]
    opens = np.diff(text.segment, prepend=-1) > 0
    first = np.flatnonzero(part & ~follows)
    count = np.add.reduceat(part.astype(np.int64), first) if len(first) else first
    inside = told[first] & ~opens[first] & (count <= LONGEST)
    first, count = first[inside], count[inside]
    at = np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
    words = pl.DataFrame({"piece": np.repeat(np.arange(len(first)), count), "word": looks.form.gather(text.word[at])})
    names = words.group_by("piece", maintain_order=True).agg(pl.col("word").str.join(" "))["word"]
    table = pl.DataFrame({"segment": text.segment[first], "name": names})
    unfit = [*_common(text, looks, told & ~opens), *_listed("part")]
    return table.filter(~pl.col("name").str.to_lowercase().is_in(unfit) & ~pl.col("name").str.contains(r"(^| ).\.$"))


def _common(text: Written, looks: _Looks, inside: NDArray[np.bool_]) -> list[str]:
    """Words that inside sentences stand more often with a small letter than with a capital."""
    counts = pl.DataFrame({
        "word": looks.small,
        "capital": looks.capital,
        "n": np.bincount(text.word[inside], minlength=len(text.vocabulary)),
    })  # fmt: skip
    both = counts.group_by("word").agg(
        capital=pl.col("n").filter(pl.col("capital")).sum(), small=pl.col("n").filter(~pl.col("capital")).sum()
    )
    return both.filter((pl.col("small") > pl.col("capital")) & (pl.col("capital") > 0))["word"].to_list()


def _merged(seen: pl.DataFrame) -> pl.DataFrame:
    """Names with those that stand for the same actor as aliases: name, aliases, n, articles (of the widest)."""
    plain = seen["name"].str.replace_all(r" \p{Lu}\.( )", "$1")  # Anna K. Lind is Anna Lind, where she is seen too
    name = seen.select(pl.when(plain.is_in(seen["name"].to_list())).then(plain).otherwise("name").alias("name"))
    counts = dict(name.with_columns(seen["n"]).group_by("name").agg(pl.col("n").sum()).rows())
    surnames = _surnames(counts)
    owner = [_same().get(one.lower().replace(" ", "_")) or surnames.get(one, one) for one in name["name"].to_list()]
    groups = seen.with_columns(owner=pl.Series(owner, dtype=pl.String)).sort("name").group_by("owner")
    merged = groups.agg(aliases=pl.col("name"), n=pl.col("n").sum(), articles=pl.col("articles").max())
    return merged.filter(pl.col("n") >= LEAST).rename({"owner": "name"})


def _surnames(counts: dict[str, int]) -> dict[str, str]:
    """The full name that each last name is clear for."""
    full: dict[str, list[tuple[int, str]]] = {}
    others = _listed("part") | _listed("alone") | {name.lower() for name in _same().values()}
    for name, n in counts.items():
        *before, last = name.split(" ")
        if before and last in counts and last.lower() not in others and before[0].lower() not in _listed("place"):
            full.setdefault(last, []).append((n, name))
    clear = {last: max(several) for last, several in full.items()}
    wanted = {last: max(LEAST, CLEAR * sum(n for n, _ in several)) for last, several in full.items()}
    return {last: name for last, (n, name) in clear.items() if n >= wanted[last]}


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(read_sections(Path(__file__).with_name("name_words.txt"))[section])


@cache
def _no_names() -> frozenset[str]:
    return _listed("calendar") | _listed("title") | _listed("headline") | function_words()


@cache
def _same() -> dict[str, str]:
    pairs = (line.split(":") for line in _listed("same"))
    return {other: name.replace("_", " ") for other, name in pairs}
