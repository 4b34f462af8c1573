"""Names of articles, outlets and events in a bundle: kept where they are names, else replaced by neutral ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.bundles.disclosure.metadata_readings import Prose, letters, prose_runs, read_runs
from analysis.bundles.disclosure.thresholds import LONGEST_CELL, LONGEST_NAME, MOST_CELL_WORDS, RUN
from analysis.bundles.disclosure.word_runs import WORD, Run, words

LABELS = ("outlet", "event")
# Words of a name that are not capitalized.
_PARTICLES = {"a", "al", "an", "and", "at", "de", "der", "des", "di", "du", "for", "in", "la", "le", "of", "on", "the",
              "und", "van", "von", "y"}  # fmt: skip


@hides_content
class Matches(NamedTuple):
    """Runs of metadata that occur in a text, and those that occur below its headline."""

    anywhere: set[Run]
    below: set[Run]


@hides_content
class Replacements(NamedTuple):
    """Names that are replaced or kept.

    neutral: column -> cell -> its neutral name. kept: labels that hold a run of a text and are names.
    """

    neutral: dict[str, dict[str, str]]
    kept: set[str]


def replacements(
    articles: pd.DataFrame, dropped: pd.DataFrame, prose: Prose, matches: Matches, *, labels_by_length: bool
) -> Replacements:
    """Choose neutral names for names of articles, outlets and events that say too much of a text.

    Parameters
    ----------
    articles, dropped : DataFrame
        Tables of a corpus.
    prose : Prose
        Its texts.
    matches : Matches
        Runs of its metadata in the texts.
    labels_by_length : bool
        Replace names of outlets and events by their length alone.

    Returns
    -------
    Replacements
    """
    neutral = {"article_id": _neutral_articles(articles, dropped, prose, matches)}
    kept: set[str] = set()
    for column in LABELS:
        labels = articles[column].unique()
        if labels_by_length:
            shortened = {label: shortened_label(label, neutral_name(column, label)) for label in labels}
            neutral[column] = {label: new for label, new in shortened.items() if new != label}
            continue
        revealing = [label for label in labels if prose_runs(label) & matches.anywhere or is_too_long(label)]
        names = {label for label in revealing if is_name(label, matches)}
        neutral[column] = {label: neutral_name(column, label) for label in revealing if label not in names}
        kept |= names
    return Replacements(neutral, kept)


def _neutral_articles(articles: pd.DataFrame, dropped: pd.DataFrame, prose: Prose, matches: Matches) -> dict[str, str]:
    neutral = {name: neutral_name("article", name, sha256) for name, sha256 in _revealing(articles, prose, matches)}
    refused = set(dropped["article_id"]) - set(articles["article_id"])
    return neutral | {name: neutral_name("article", name) for name in sorted(refused) if len(letters(name)) >= RUN}


def _revealing(articles: pd.DataFrame, prose: Prose, matches: Matches) -> Iterator[tuple[str, str]]:
    """Names of articles, with their SHA-256, that say too much.

    They are longer than a name, as they may be of a text that is not at hand; or hold three words of their own text in
    any order, such as slugs of headlines; or three of any text in a row.
    """
    for name, sha256 in zip(articles["article_id"], articles["sha256"], strict=True):
        number = len(letters(name))
        if (
            is_too_long(name)
            or number > LONGEST_NAME
            or (number >= RUN and prose.shared(name, name) >= RUN)
            or prose_runs(name) & matches.anywhere
            or prose.has_joined(name, name)
        ):
            yield name, sha256


def is_name(cell: str, matches: Matches) -> bool:
    """Return whether a cell reads as a name: at most five words, in capitals but for of, the and such, no headline."""
    is_short = len(words(cell)) <= LONGEST_NAME
    has_capitals = all(w[:1].isupper() or w[:1].isdigit() or w in _PARTICLES for w in WORD.findall(cell))
    in_headline_only = (read_runs(cell, RUN) & matches.anywhere) - matches.below
    return is_short and has_capitals and not in_headline_only


def is_too_long(cell: str) -> bool:
    """Return whether a cell is longer than a byline, credit or publisher may be."""
    return len(cell) > LONGEST_CELL or len(words(cell)) > MOST_CELL_WORDS


def neutral_name(kind: str, name: str, sha256: str = "") -> str:
    """Return a name that says nothing, the same in every bundle of the same article."""
    digest = hashlib.sha256("\n".join((name, sha256)).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def shortened_label(label: str, other: str) -> str:
    """Return a label, or another one where it is longer than a name; numbers do not count."""
    number = sum(word.isalpha() for word in words(label))
    return other if is_too_long(label) or number > LONGEST_NAME else label


def renamed(table: pd.DataFrame, neutral: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Return a table with some cells replaced: column -> cell -> new cell. Each distinct cell is looked up once."""
    new = {}
    for column, names in neutral.items():
        if names and column in table:
            code, known = pd.factorize(table[column])
            new[column] = pd.array([names.get(cell, cell) for cell in known], dtype="str").take(code)
    return table.assign(**new)
