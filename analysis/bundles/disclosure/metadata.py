"""Free text in the metadata of articles: kept where it is a name, left out where it holds words of a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.bundles.disclosure.metadata_labels import (
    LABELS,
    Matches,
    is_name,
    is_too_long,
    renamed,
    replacements,
)
from analysis.bundles.disclosure.metadata_readings import Prose, letters, prose_runs, readings
from analysis.bundles.disclosure.thresholds import METADATA_RUN
from analysis.bundles.disclosure.word_runs import words

NAMES = ("byline", "credit", "publisher", "place", "agency")
UNDETERMINED = "und"
WITHHELD = "withheld, since it holds words of a text"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_FILE = re.compile(r"^file text/.*?( is missing| is empty| cannot be read).*$", re.DOTALL)


@hides_content
class Checked(NamedTuple):
    """Tables whose metadata can be published.

    tables: by name. replaced: column -> cells that were replaced. names: cells that hold three words of a text in a
    row and are kept as names.
    """

    tables: dict[str, pd.DataFrame]
    replaced: dict[str, int]
    names: list[str]


def check_metadata(
    tables: dict[str, pd.DataFrame], texts: dict[str, str], *, labels_by_length: bool = False
) -> Checked:
    """Replace words of texts in the metadata of some tables.

    Parameters
    ----------
    tables : dict of str to DataFrame
        With articles and dropped among them.
    texts : dict of str to str
        The text of each article, headline in the first line.
    labels_by_length : bool, default False
        Replace names of outlets and events where they are longer than a name, whatever the texts hold. So they are the
        same in every batch of a corpus.

    Returns
    -------
    Checked
        The same tables. Names of articles that hold words of their text, and outlets and events that hold a run of a
        text and are no names, are neutral in every table; other cells are missing.
    """
    articles, dropped = tables["articles"], tables["dropped"]
    prose = Prose({article: texts[article] for article in articles["article_id"]})
    columns = NAMES if labels_by_length else (*NAMES, *LABELS)
    matches = _matches(articles, dropped, columns, prose)
    new = replacements(articles, dropped, prose, matches, labels_by_length=labels_by_length)
    out = {name: renamed(table, new.neutral) for name, table in tables.items()}
    replaced = {column: len(names) for column, names in new.neutral.items()}
    names = set(new.kept)
    for column in NAMES:
        checked = _checked_names(articles["article_id"], articles[column], prose, matches)
        out["articles"] = out["articles"].assign(**{column: checked.cells})
        names |= checked.names
        replaced[column] = checked.left_out
    times, languages = _revealing_times(articles, matches), _revealing_languages(articles, matches)
    out["articles"] = out["articles"].assign(
        published_given=articles["published_given"].mask(times),
        language=articles["language"].where(~languages, UNDETERMINED),
    )
    replaced |= {"published_given": int(times.sum()), "language": int(languages.sum())}
    out["dropped"] = out["dropped"].assign(reason=_reasons(out["dropped"], matches))
    return Checked(out, {column: number for column, number in replaced.items() if number}, sorted(names))


def _matches(articles: pd.DataFrame, dropped: pd.DataFrame, names: tuple[str, ...], prose: Prose) -> Matches:
    columns = [articles[name] for name in (*names, "article_id", "published_given", "language")]
    columns += [dropped["article_id"], dropped.loc[dropped["kind"] == "article", "reason"]]
    cells = {str(cell) for column in columns for cell in column.dropna().unique()}
    anywhere = prose.found(run for cell in cells for run in (*prose_runs(cell), *prose_runs(_undated(cell))))
    return Matches(anywhere, prose.below(anywhere))


@hides_content
class _Names(NamedTuple):
    """A column without the cells that hold prose, the cells kept although they hold a run, and how many are missing."""

    cells: pd.Series
    names: set[str]
    left_out: int


def _checked_names(articles: pd.Series, column: pd.Series, prose: Prose, matches: Matches) -> _Names:
    """Check bylines, credits or publishers; articles: article_id of each."""
    names, left_out = set[str](), []
    has_run = {cell: bool(prose_runs(cell) & matches.anywhere) for cell in column.dropna().unique()}
    for number, (article, cell) in enumerate(zip(articles, column, strict=True)):
        if pd.isna(cell):
            continue
        if has_run[cell] and is_name(cell, matches):
            names.add(cell)
        elif has_run[cell] or is_too_long(cell) or _is_prose(cell, article, prose):
            left_out.append(number)
    cells = column.copy()
    cells.iloc[left_out] = None
    return _Names(cells, names, len(left_out))


def _is_prose(cell: str, article: str, prose: Prose) -> bool:
    """Whether a cell holds six words of its own text in any order, or several words without blanks."""
    is_long = max(len(set(words(reading))) for reading in readings(cell)) >= METADATA_RUN
    return (is_long and prose.shared(cell, article) >= METADATA_RUN) or prose.has_joined(cell, article)


def _revealing_times(articles: pd.DataFrame, matches: Matches) -> pd.Series:
    """Which times of publication, as given, are prose."""
    return _passes(
        articles["published_given"],
        lambda cell: len(letters(cell)) >= METADATA_RUN or bool(prose_runs(_undated(cell)) & matches.anywhere),
    )


def _revealing_languages(articles: pd.DataFrame, matches: Matches) -> pd.Series:
    """Which languages are not codes, or are prose."""
    return _passes(
        articles["language"],
        lambda cell: not _LANGUAGE.fullmatch(cell) or bool(prose_runs(cell) & matches.anywhere),
    )


def _undated(cell: str) -> str:
    """Return a text without its numbers."""
    return " ".join(word for word in words(cell) if word.isalpha())


def _passes(column: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    """Whether each cell passes a test, evaluated once per distinct cell; False for missing cells."""
    passed = {cell: test(str(cell)) for cell in column.dropna().unique()}
    return pd.Series([bool(passed.get(cell, False)) for cell in column], column.index)


def _reasons(dropped: pd.DataFrame, matches: Matches) -> pd.Series:
    """Why pieces were cut and articles refused, without names of files and words of texts."""
    is_refused = dropped["kind"] == "article"
    reasons = dropped["reason"].str.replace(_FILE, r"file of the text\1", regex=True)
    is_revealing = _passes(reasons, lambda cell: bool(prose_runs(cell) & matches.anywhere))
    return reasons.mask(is_refused & is_revealing, WITHHELD).astype("str")
