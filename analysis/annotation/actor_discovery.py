"""Actors proposed from the capitalized names of a corpus, for corpora without an actors.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges, row_numbers
from analysis.language.entities.actor_list import Actor
from analysis.language.entities.name_words import NameWords, batches, name_words
from analysis.language.text.house_style import standard_forms
from analysis.language.text.tokens import CAPITALS, function_words
from analysis.language.text.word_lists import read_sections

MOST = 50
LEAST = 2  # occurrences of a name where the position does not require a capital
LONGEST = 4  # words of a name
# Share of the full names with one last name that one of them needs to be meant by the last name alone.
CLEAR = 0.8
NOTE = "These actors are proposals from capitalized names. List the actors that matter in actors.yml."

_INITIAL_INSIDE = r" \p{Lu}\.( )"
_INITIAL_AT_END = r"(^| ).\.$"


def capitalized_names(segments: pd.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Find names of people, places and organizations inside sentences, and merge variants of one name.

    A name counts only where it is seen inside a sentence: at its start and in headlines other words have capitals
    too. Last names are merged with the full name they are clear for, adjectives of countries with the country (see
    name_words.txt).

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : polars.Series of str, shape (n_segments,)

    Returns
    -------
    polars.DataFrame
        name; aliases (list); n (occurrences); articles.
    """
    return _merge_variants(_count_names(segments, texts))


def chosen_actors(names: pl.DataFrame, most: int) -> list[Actor]:
    """Return the names in most articles as actors, sorted by name; names: as `capitalized_names` returns them."""
    chosen = names.sort(["articles", "n", "name"], descending=[True, True, False]).head(most)
    rows = sorted(chosen.select("name", "aliases").rows())
    return [Actor(name, tuple(dict.fromkeys([name, *aliases]))) for name, aliases in rows]


def _count_names(segments: pd.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Occurrences and articles of each name: name, n, articles."""
    article, _ = pd.factorize(segments["article_id"])
    in_body = (segments["voice"] != "headline").to_numpy()
    found = []
    for first, batch in batches(texts):
        words = name_words(batch)
        names = _names_inside_sentences(words, in_body[first + words.segment])
        found.append(names.with_columns(article=article[first + names["segment"].to_numpy()]))
    counts = pl.concat(found).group_by("name").agg(n=pl.len(), article=pl.col("article").unique())
    # Forms that differ in capitals only are one name, written as it is seen most.
    by_frequency = counts.sort("n", "name", descending=[True, False])
    return (
        by_frequency.group_by(pl.col("name").str.to_lowercase().alias("key"))
        .agg(pl.col("name").first(), pl.col("n").sum(), articles=pl.col("article").explode().n_unique())
        .drop("key")
    )


@hides_content
class _Vocabulary(NamedTuple):
    """What names need to know of each word of a vocabulary; all (words,).

    form: its form in a name; in_name: whether it can be part of a name; capital: whether it begins with a capital;
    small: its standard form in small letters.
    """

    form: pl.Series
    in_name: NDArray[np.bool_]
    capital: pl.Series
    small: pl.Series


def _vocabulary(words: pl.Series) -> _Vocabulary:
    counted, styles = standard_forms(words, True)
    standard = pl.Series(counted, dtype=pl.String)
    form = words.str.replace_all("[’ʼ]", "'").str.replace("'[sS]$", "").str.replace("^(.)$", "$1.").to_list()
    for word, style in styles.items():
        if style.kind == "acronym":
            form[word] = style.standard
        elif style.kind == "name":
            form[word] = style.standard.capitalize()
    small = standard.str.to_lowercase()
    capital = words.str.contains(r"^\p{Lu}")
    in_name = capital & (~small.is_in(list(_never_names())) | standard.is_in(list(CAPITALS)))
    return _Vocabulary(pl.Series(form, dtype=pl.String), in_name.to_numpy(), capital, small)


def _names_inside_sentences(words: NameWords, in_body: NDArray[np.bool_]) -> pl.DataFrame:
    """Return the names inside sentences: segment, name; in_body: whether each word is in running text, (words,)."""
    vocabulary = _vocabulary(words.vocabulary)
    opens_segment = np.diff(words.segment, prepend=-1) > 0
    first, length = _runs_of_name_words(words, vocabulary)
    inside = in_body[first] & ~opens_segment[first] & (length <= LONGEST)
    first, length = first[inside], length[inside]
    table = pl.DataFrame({"segment": words.segment[first], "name": _joined(words, vocabulary, first, length)})
    not_names = [*_common_words(words, vocabulary, in_body & ~opens_segment), *_listed("part")]
    small = pl.col("name").str.to_lowercase()
    return table.filter(~small.is_in(not_names) & ~pl.col("name").str.contains(_INITIAL_AT_END))


def _runs_of_name_words(words: NameWords, vocabulary: _Vocabulary) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First word and length of each run of words that can be a name; hyphenated words are in none."""
    before_hyphen = np.append(words.hyphenated[1:], False)[: len(words.hyphenated)]
    in_name = vocabulary.in_name[words.word] & ~(words.hyphenated | before_hyphen)
    continues = np.append(False, in_name[:-1] & (np.diff(words.run) == 0))[: len(in_name)]
    first = np.flatnonzero(in_name & ~continues)
    length = np.add.reduceat(in_name.astype(np.int64), first) if len(first) else first
    return first, length


def _joined(
    words: NameWords, vocabulary: _Vocabulary, first: NDArray[np.int64], length: NDArray[np.int64]
) -> pl.Series:
    """Return the words of each run, joined by blanks."""
    word = words.word[ranges(first, length)]
    pieces = pl.DataFrame({"name": row_numbers(length), "word": vocabulary.form.gather(word)})
    return pieces.group_by("name", maintain_order=True).agg(pl.col("word").str.join(" "))["word"]


def _common_words(words: NameWords, vocabulary: _Vocabulary, inside: NDArray[np.bool_]) -> list[str]:
    """Words that have a small letter more often than a capital where the position requires none."""
    counts = pl.DataFrame({
        "word": vocabulary.small,
        "capital": vocabulary.capital,
        "n": np.bincount(words.word[inside], minlength=len(words.vocabulary)),
    })  # fmt: skip
    both = counts.group_by("word").agg(
        capital=pl.col("n").filter(pl.col("capital")).sum(), small=pl.col("n").filter(~pl.col("capital")).sum()
    )
    return both.filter((pl.col("small") > pl.col("capital")) & (pl.col("capital") > 0))["word"].to_list()


def _merge_variants(counts: pl.DataFrame) -> pl.DataFrame:
    """Names with their variants as aliases; n adds up, articles are those of the most widely used variant."""
    name = _without_initials(counts["name"])
    n_of_name = dict(counts.with_columns(name=name).group_by("name").agg(pl.col("n").sum()).rows())
    full_name = _full_names(n_of_name)
    countries = _country_of_adjective()
    owner = [countries.get(one.lower().replace(" ", "_")) or full_name.get(one, one) for one in name.to_list()]
    groups = counts.with_columns(owner=pl.Series(owner, dtype=pl.String)).sort("name").group_by("owner")
    merged = groups.agg(aliases=pl.col("name"), n=pl.col("n").sum(), articles=pl.col("articles").max())
    return merged.filter(pl.col("n") >= LEAST).rename({"owner": "name"})


def _without_initials(names: pl.Series) -> pl.Series:
    """Names without initials between two names (Anna K. Lind: Anna Lind), where the shorter form is seen too."""
    shorter = names.str.replace_all(_INITIAL_INSIDE, "$1")
    return shorter.zip_with(shorter.is_in(names.to_list()), names)


def _full_names(counts: dict[str, int]) -> dict[str, str]:
    """Return the full name that each last name is clear for; counts: occurrences of each name."""
    candidates: dict[str, list[tuple[int, str]]] = {}
    no_last_names = _listed("part") | _listed("alone") | {name.lower() for name in _country_of_adjective().values()}
    for name, n in counts.items():
        *before, last = name.split(" ")
        is_person = before and before[0].lower() not in _listed("place")
        if is_person and last in counts and last.lower() not in no_last_names:
            candidates.setdefault(last, []).append((n, name))
    clear = {}
    for last, names in candidates.items():
        most, name = max(names)
        if most >= max(LEAST, CLEAR * sum(n for n, _ in names)):
            clear[last] = name
    return clear


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(read_sections(Path(__file__).with_name("name_words.txt"))[section])


@cache
def _never_names() -> frozenset[str]:
    return _listed("calendar") | _listed("title") | _listed("headline") | function_words()


@cache
def _country_of_adjective() -> dict[str, str]:
    pairs = (line.split(":") for line in _listed("same"))
    return {other: name.replace("_", " ") for other, name in pairs}
