"""Spellings of publications -> outlets: a table that ships, and one in the corpus folder that users extend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from analysis.exceptions import WrongUse, quoted
from analysis.importers.addresses import site_of
from analysis.io.csv_writing import unescape_formula
from analysis.io.opened_table import FAULT, LINE
from analysis.io.table_files import open_table
from analysis.language.text.known_outlets import known_outlets, spelling_key

# What of a document names its outlet.
OutletFrom = Literal["publication", "publisher", "credit"]
OUTLET_FROM: tuple[OutletFrom, ...] = get_args(OutletFrom)
SPELLING, OUTLET, ARTICLES = "publication", "outlet", "articles"
_BRACKET = re.compile(r"(?<=\w)\(")


def read_outlets(path: Path) -> pd.DataFrame:
    """Read the table of outlets in a corpus folder.

    Returns
    -------
    DataFrame
        publication, outlet, and the columns that users have added, such as leaning; empty where there is no file.

    Raises
    ------
    WrongUse
        If it has no column publication or outlet, or names a publication twice with different outlets.
    """
    if not path.exists():
        return pd.DataFrame({SPELLING: [], OUTLET: []}, dtype="str")
    table = open_table(path)
    if missing := [name for name in (SPELLING, OUTLET) if name not in table.names]:
        raise WrongUse(f"'{path}' has no column {quoted(missing)}; its columns are {quoted(table.names)}")
    names = [name for name in table.names if name and name != ARTICLES]
    rows = pd.concat([*table.rows({name: name for name in names}), pd.DataFrame(columns=[*names, LINE, FAULT])])
    given = rows[names].astype("str").map(lambda cell: unescape_formula(cell.strip())).drop_duplicates()
    twice = given[SPELLING][given[SPELLING].duplicated()]
    if len(twice):
        raise WrongUse(f"'{path}' names {quoted(twice.unique())} twice; give each publication one line")
    return given.reset_index(drop=True)


def named_by(documents: pd.DataFrame, outlet_from: OutletFrom) -> pd.Series:
    """Return the spelling that names the outlet of each document, '' where nothing does.

    Parameters
    ----------
    documents : DataFrame
        publication, publisher, credit, url.
    outlet_from : {'publication', 'publisher', 'credit'}
        Where it is empty, the publication, the site of the address and then the publisher stand in.

    Returns
    -------
    Series of str
    """
    named = documents[outlet_from].where(documents[outlet_from] != "", documents[SPELLING])
    addresses = documents["url"].where(named == "", "")
    sites = addresses.map({address: site_of(address) if address else "" for address in addresses.unique()})
    named = named.where(named != "", sites.astype("str"))
    return named.where(named != "", documents["publisher"])


def outlet_table(counts: Mapping[str, int], given: pd.DataFrame) -> pd.DataFrame:
    """Return the outlet of each spelling.

    Parameters
    ----------
    counts : mapping of str to int
        Spelling -> articles.
    given : DataFrame
        As `read_outlets` returns it; its rows stay, with their columns.

    Returns
    -------
    DataFrame
        publication, outlet, articles and the columns of `given`. A spelling that no table knows is the outlet itself,
        in the form that is most frequent; a blank outlet in `given` is treated so, too.
    """
    chosen = {spelling: outlet for spelling, outlet in zip(given[SPELLING], given[OUTLET], strict=True) if outlet}
    keys = {spelling_key(spelling): outlet for spelling, outlet in chosen.items()}
    for spelling, _ in Counter(counts).most_common():
        key = spelling_key(spelling)
        keys.setdefault(key, known_outlets().get(key) or _BRACKET.sub(" (", spelling))
    spellings = [*given[SPELLING], *sorted(set(counts) - set(given[SPELLING]))]
    frame = pd.DataFrame({SPELLING: spellings}, dtype="str").merge(given.drop(columns=OUTLET), how="left", on=SPELLING)
    frame.insert(1, OUTLET, [chosen.get(name) or keys.get(spelling_key(name), name) for name in spellings])
    frame.insert(2, ARTICLES, [counts.get(name, 0) for name in spellings])
    return _with_properties(frame).fillna("")


def _with_properties(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill blank properties of a spelling from other spellings of its outlet."""
    properties = [name for name in frame.columns if name not in (SPELLING, OUTLET, ARTICLES)]
    for name in properties:
        filled = frame[name].replace("", pd.NA)
        known = filled.groupby(frame[OUTLET]).transform("first")
        frame[name] = filled.fillna(known)
    return frame


def check_outlet_from(given: str) -> OutletFrom:
    """Return what names the outlet, if it can.

    Raises
    ------
    WrongUse
        If it cannot.
    """
    for known in OUTLET_FROM:
        if given == known:
            return known
    raise WrongUse(f"Invalid `outlet_from`: {quoted([given])}. Expected one of {quoted(OUTLET_FROM)}.")
