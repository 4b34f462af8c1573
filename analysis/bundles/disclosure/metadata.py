"""Free text in the metadata of articles: kept where it is a name, replaced where it holds words of a text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.bundles.disclosure.metadata_readings import Prose, letters, read_runs, readings
from analysis.bundles.disclosure.thresholds import CELL_CHARACTERS, CELL_WORDS, METADATA, NAME
from analysis.bundles.disclosure.word_runs import RUN, Run, words

NAMES = ("byline", "credit", "publisher")
LABELS = ("outlet", "event")
_PARTICLES = {"a", "al", "an", "and", "at", "de", "der", "des", "di", "du", "for", "in", "la", "le", "of", "on", "the",
              "und", "van", "von", "y"}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
UNDETERMINED = "und"
_FILE = re.compile(r"^file text/.*?( is missing| is empty| cannot be read).*$", re.DOTALL)
WITHHELD = "withheld, since it holds words of a text"


@hides_content
class Checked(NamedTuple):
    """Tables whose metadata can be published.

    tables: by name. replaced: column -> cells that were replaced. names: cells that hold three words of a text in a
    row and are kept as names."""

    tables: dict[str, pd.DataFrame]
    replaced: dict[str, int]
    names: list[str]


def check_metadata(tables: dict[str, pd.DataFrame], texts: dict[str, str], *, batch: bool = False) -> Checked:
    """Replace what the metadata of some tables holds of texts.

    Parameters
    ----------
    tables : dict of str to DataFrame
        With articles and dropped among them.
    texts : dict of str to str
        The text of each article, headline in the first line.
    batch : bool, default False
        Whether these are some articles of many, in which an outlet or event must have one name everywhere: then it is
        replaced where it is longer than a name, whatever the texts hold.

    Returns
    -------
    Checked
        The same tables: names of articles that hold words of their text become neutral ones, in every table; outlets
        and events that hold a run of a text and are no names too; other cells are missing then.
    """
    articles = tables["articles"]
    prose = Prose({i: texts[i] for i in articles["article_id"]})
    # Labels of a batch are replaced by their length alone.
    found = _found(tables, prose, (*NAMES, *(() if batch else LABELS)))
    neutral, names = _neutral(tables, prose, found, batch)
    out = {name: _renamed(table, neutral) for name, table in tables.items()}
    replaced = {name: len(new) for name, new in neutral.items() if new}
    for name in NAMES:
        out["articles"], kept, gone = _cells(out["articles"], articles["article_id"], name, prose, found)
        names |= kept
        replaced |= {name: gone} if gone else {}
    out["articles"], others = _rest(out["articles"], found)
    out["dropped"] = out["dropped"].assign(reason=_reasons(out["dropped"], found))
    return Checked(out, replaced | others, sorted(names))


@hides_content
class _Found(NamedTuple):
    """Runs of metadata that stand in a text, and those of them that stand below its headline."""

    anywhere: set[Run]
    below: set[Run]


def _found(tables: dict[str, pd.DataFrame], prose: Prose, names: Iterable[str]) -> _Found:
    articles, dropped = tables["articles"], tables["dropped"]
    columns = [articles[name] for name in (*names, "article_id", "published_given", "language")]
    columns += [dropped["article_id"], dropped.loc[dropped["kind"] == "article", "reason"]]
    cells = {str(cell) for column in columns for cell in column.dropna().unique()}
    anywhere = prose.found(run for cell in cells for run in (*_prose_runs(cell), *_prose_runs(_undated(cell))))
    return _Found(anywhere, prose.below(anywhere))


def _prose_runs(cell: str) -> set[Run]:
    """Runs of a cell that are not of numbers alone: those are a date."""
    return {run for run in read_runs(cell, RUN) if any(not word.isdigit() for word in run)}


def is_name(cell: str, found: set[Run], below: set[Run]) -> bool:
    """Whether a cell reads as a name: five words at most, in capitals but for of, the and such, no headline."""
    short = len(words(cell)) <= NAME
    capital = all(w[:1].isupper() or w[:1].isdigit() or w in _PARTICLES for w in re.findall(r"[^\W_]+", cell))
    return short and capital and not (read_runs(cell, RUN) & found) - below


def neutral_name(kind: str, name: str, sha256: str = "") -> str:
    """A name that says nothing, the same in every bundle of the same article."""
    digest = hashlib.sha256("\n".join((name, sha256)).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def _neutral(
    tables: dict[str, pd.DataFrame], prose: Prose, found: _Found, batch: bool
) -> tuple[dict[str, dict[str, str]], set[str]]:
    """Column -> the cells that are replaced and what by; and labels that are kept as names."""
    articles = tables["articles"]
    ids = {i: neutral_name("article", i, sha) for i, sha in _telling(articles, prose, found)}
    gone = set(tables["dropped"]["article_id"]) - set(articles["article_id"])
    ids |= {i: neutral_name("article", i) for i in sorted(gone) if len(letters(i)) >= RUN}
    neutral, names = {"article_id": ids}, set[str]()
    for label in LABELS:
        if batch:
            long = {cell: long_label(cell, neutral_name(label, cell)) for cell in articles[label].unique()}
            neutral[label] = {cell: new for cell, new in long.items() if new != cell}
            continue
        telling = [cell for cell in articles[label].unique() if _prose_runs(cell) & found.anywhere or _too_long(cell)]
        kept = {cell for cell in telling if is_name(cell, found.anywhere, found.below)}
        neutral[label] = {cell: neutral_name(label, cell) for cell in telling if cell not in kept}
        names |= kept
    return neutral, names


def long_label(label: str, other: str) -> str:
    """A label, or another one where it is longer than a name; numbers do not count."""
    return other if _too_long(label) or sum(word.isalpha() for word in words(label)) > NAME else label


def _telling(articles: pd.DataFrame, prose: Prose, found: _Found) -> Iterable[tuple[str, str]]:
    """Names of articles that are longer than a name, for they may be of a text that is not at hand, or hold three words
    of their own text in any order, such as slugs of headlines, or three of any text in a row."""
    for name, sha in zip(articles["article_id"], articles["sha256"], strict=True):
        if (
            _too_long(name)
            or len(letters(name)) > NAME
            or (len(letters(name)) >= RUN and prose.shared(name, name) >= RUN)
            or _prose_runs(name) & found.anywhere
            or prose.has_joined(name, name)
        ):
            yield name, sha


def _too_long(cell: str) -> bool:
    return len(cell) > CELL_CHARACTERS or len(words(cell)) > CELL_WORDS


def _renamed(table: pd.DataFrame, neutral: dict[str, dict[str, str]]) -> pd.DataFrame:
    """The table with its cells replaced; names are looked up once each."""
    new = {}
    for name, cells in neutral.items():
        if cells and name in table:
            code, known = pd.factorize(table[name])
            new[name] = pd.array([cells.get(cell, cell) for cell in known], dtype="str").take(code)
    return table.assign(**new)


def _cells(
    articles: pd.DataFrame, ids: pd.Series, column: str, prose: Prose, found: _Found
) -> tuple[pd.DataFrame, set[str], int]:
    """The articles with one column of names checked, the cells kept although they hold a run, and how many are gone."""
    names, gone = set[str](), []
    known = {cell: bool(_prose_runs(cell) & found.anywhere) for cell in articles[column].dropna().unique()}
    for number, (article, cell) in enumerate(zip(ids, articles[column], strict=True)):
        if pd.isna(cell):
            continue
        if known[cell] and is_name(cell, found.anywhere, found.below):
            names.add(cell)
        elif known[cell] or _too_long(cell) or _is_prose(cell, article, prose):
            gone.append(number)
    cells = articles[column].copy()
    cells.iloc[gone] = None
    return articles.assign(**{column: cells}), names, len(gone)


def _is_prose(cell: str, article: str, prose: Prose) -> bool:
    """Whether a cell holds six words of its own text in any order, or several words without blanks."""
    long = max(len(set(words(reading))) for reading in readings(cell)) >= METADATA
    return (long and prose.shared(cell, article) >= METADATA) or prose.has_joined(cell, article)


def _rest(articles: pd.DataFrame, found: _Found) -> tuple[pd.DataFrame, dict[str, int]]:
    """Times and languages, which are no prose."""
    given = articles["published_given"]
    prose = _each(given, lambda c: len(letters(c)) >= METADATA or bool(_prose_runs(_undated(c)) & found.anywhere))
    language = articles["language"]
    unknown = _each(language, lambda c: not _LANGUAGE.fullmatch(c) or bool(_prose_runs(c) & found.anywhere))
    checked = articles.assign(published_given=given.mask(prose), language=language.where(~unknown, UNDETERMINED))
    counts = {"published_given": int(prose.sum()), "language": int(unknown.sum())}
    return checked, {name: number for name, number in counts.items() if number}


def _undated(cell: str) -> str:
    """A text without its numbers."""
    return " ".join(w for w in words(cell) if w.isalpha())


def _each(column: pd.Series, asked: Callable[[str], bool]) -> pd.Series:
    """Whether each cell that is there is what is asked; once for each different cell."""
    known = {cell: asked(str(cell)) for cell in column.dropna().unique()}
    return pd.Series([bool(known.get(cell, False)) for cell in column], column.index)


def _reasons(dropped: pd.DataFrame, found: _Found) -> pd.Series:
    """Why pieces were cut and articles refused, without names of files."""
    refused = dropped["kind"] == "article"
    said = dropped["reason"].str.replace(_FILE, r"file of the text\1", regex=True)
    told = refused & _each(said, lambda cell: bool(_prose_runs(cell) & found.anywhere))
    return said.mask(told, WITHHELD).astype("str")
