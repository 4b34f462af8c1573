"""Counts of the data card of a bundle: articles by outlet, event and month, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.contents import publication_days

# Rows of a table; months beyond which years are counted.
_MOST_ROWS, _MOST_MONTHS = 30, 36
_YEAR, _MONTH = 4, 7
_CHECKSUM, _DIGITS = re.compile("[0-9a-f]{64}"), 12


def escaped(name: str) -> str:
    """Escape a name for Markdown."""
    return "".join("\\" + c if c in "\\`*_{}[]<>()#+-!|~&" else c for c in " ".join(name.split()))


def contents(articles: pd.DataFrame, *, named: bool) -> str:
    """Describe the articles of a bundle in a sentence and in tables.

    Parameters
    ----------
    articles : DataFrame
        event, outlet, published, published_given, n_tokens.
    named : bool
        Whether events are named.

    Returns
    -------
    str
    """
    days = publication_days(articles)
    known = days.dropna()
    times = f"published from {known.min()} to {known.max()}" if len(known) else "without days of publication"
    events = f"{articles['event'].nunique():,}" if named else "not named"
    parts = [
        f"Articles: {len(articles):,}, {times}. Outlets: {articles['outlet'].nunique():,}. Events: {events}. "
        f"Words after cleaning: {int(articles['n_tokens'].sum()):,}.",
        _counts(articles["outlet"], "outlet", articles["n_tokens"]),
        *([_counts(articles["event"], "event", articles["n_tokens"])] if named else ()),
        _by_time(days, articles["n_tokens"]),
    ]
    return "\n\n".join(parts)


def _counts(labels: pd.Series, name: str, words: pd.Series) -> str:
    """Count articles and words by label, those with most articles first; others are counted together."""
    counted = words.groupby(labels).agg(["size", "sum"]).reset_index(names="label")
    counted = counted.sort_values(["size", "label"], ascending=[False, True])
    rows = [(escaped(str(label)), n, total) for label, n, total in counted.itertuples(index=False)]
    rest = rows[_MOST_ROWS:]
    others = [(f"{len(rest):,} others", sum(row[1] for row in rest), sum(row[2] for row in rest))] if rest else []
    return _table(name, [*rows[:_MOST_ROWS], *others])


def _by_time(days: pd.Series, words: pd.Series) -> str:
    """Count articles and words by month, or by year where there are many months."""
    is_long = days.str[:_MONTH].nunique() > _MOST_MONTHS
    times = days.str[: _YEAR if is_long else _MONTH].fillna("not known")
    counted = words.groupby(times).agg(["size", "sum"]).sort_index()
    return _table("year" if is_long else "month", counted.itertuples())


def _table(name: str, rows: Iterable[tuple[Any, ...]]) -> str:
    lines = [f"| {name} | articles | words |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {label} | {int(n):,} | {int(total):,} |" for label, n, total in rows)])


def settings(entries: Mapping[str, Any]) -> str:
    """List what the scores were made with, as lines of Markdown; of checksums, the first digits.

    Parameters
    ----------
    entries : mapping
        settings and measures of bundle.json.

    Returns
    -------
    str
    """
    groups = {"annotation": entries.get("settings", {}), **entries.get("measures", {})}
    return "\n".join(f"- {_plain(name)}: {_listed(given)}" for name, given in groups.items() if given)


def remarks(entries: Mapping[str, Any]) -> str:
    """List what a bundle does not hold of some measures, as lines of Markdown.

    Parameters
    ----------
    entries : mapping
        remarks of bundle.json.

    Returns
    -------
    str
    """
    return "\n".join(f"- {_plain(name)}: {remark}" for name, remark in sorted(entries.get("remarks", {}).items()))


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _listed(given: Mapping[str, Any]) -> str:
    values = {name: str(value) for name, value in given.items()}
    short = {name: value[:_DIGITS] if _CHECKSUM.fullmatch(value) else value for name, value in values.items()}
    return ", ".join(f"{_plain(name)} = {escaped(value)}" for name, value in short.items())
