"""The leak check of a bundle: every attack on its tables, and a search for runs of words in its cells and files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from analysis.bundles.disclosure.placement_attacks import placed_words
from analysis.bundles.disclosure.run_attacks import Tables, forced_runs
from analysis.bundles.disclosure.thresholds import LONGEST_NAME, METADATA_RUN, MOST_PLACED, RUN
from analysis.bundles.disclosure.word_runs import Run, found_in, plain, runs, words
from analysis.io.bundle_format import RECORD, SCORES, files_of, is_bundle, table_files
from analysis.measures.frame_details import LONG_PATTERNS
from analysis.measures.house_style import CHOICES
from analysis.schema import BOTH, FRAME_AND

# Columns that hold words of the project itself.
OURS = {
    "measure", "kind", "voice", "stance", "form", "reason", "sha256", "position", "relation", "dimension", "bound",
    "change", "evidence",
}  # fmt: skip
# Columns with what the owner of the corpus says of an article: they are read across, not down.
GIVEN = (
    "article_id", "event", "outlet", "publisher", "byline", "credit", "place", "agency", "published_given", "language",
    "headline", "article_id_other", "origin",
)  # fmt: skip
# Entries of bundle.json with sentences of the project itself, and with phrases of the dictionary of frames.
_UNCHECKED_ENTRIES = ("remarks", "protection", "phrases")
# What separates the names in a line of YAML.
_YAML_MARKS = re.compile(r"[#\[\]{},]|: ")


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a bundle by name."""
    scores = files_of(folder, SCORES)
    others = {file.stem: pd.read_parquet(file) for file in table_files(folder) if file not in scores}
    present = [pd.read_parquet(file) for file in scores if file.exists()]
    return others | ({SCORES: pd.concat(present, ignore_index=True)} if present else {})


def find_leaks(folder: Path, texts: Iterable[str]) -> list[str]:
    """Find out what of some texts can be read off a bundle.

    Parameters
    ----------
    folder : Path
        The bundle.
    texts : iterable of str
        The texts it was made from.

    Returns
    -------
    list of str
        One sentence for each kind of leak. Empty where every attack fails: no run of three words but the listed names
        can be read or computed, at most 0.5 % of the words can be placed in a sentence, and no cell of metadata holds
        six words of a text in a row.
    """
    tables, prose = read_tables(folder), plain(texts)
    names = listed_names(folder)
    leaks = [*_leaks_in_cells(tables, prose, names), *_leaks_in_files(folder, prose, names)]
    forced = forced_runs(tables)
    unlisted = [run for run in forced["run"] if not runs(run) <= names]
    if unlisted:
        leaks.append(f"collocations and scores: {len(unlisted):,} runs of {RUN} words follow from counts")
    placed, total = len(placed_words(tables)), float(tables["articles"]["n_tokens"].sum())
    if placed > MOST_PLACED * total:
        leaks.append(f"scores: {placed:,} of {total:,.0f} words can be placed in a sentence")
    return leaks


def listed_names(folder: Path) -> set[Run]:
    """Return the runs of three words of the names that a bundle lists; a sentence is no name."""
    record = _json_in(folder / RECORD) if is_bundle(folder) else {}
    listed = [*record.get("names", []), *record.get("phrases", [])]
    return {run for name in listed if len(words(name)) <= LONGEST_NAME for run in runs(name)}


def long_cells(tables: Tables, prose: pl.Series) -> list[tuple[str, str]]:
    """Return the cells of metadata that hold six words of a text in a row.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a bundle.
    prose : Series of str
        Texts, as `plain` returns them.

    Returns
    -------
    list of (str, str)
        Column and cell.
    """
    cells = {
        (column, str(cell))
        for table in tables.values()
        for column in GIVEN
        if column in table
        for cell in table[column].dropna().unique()
    }
    cell_runs = {cell: runs(cell[1], METADATA_RUN) for cell in cells}
    found = found_in(set().union(*cell_runs.values()), prose)
    return sorted(cell for cell, own in cell_runs.items() if own & found)


def _leaks_in_cells(tables: Tables, prose: pl.Series, names: set[Run]) -> Iterator[str]:
    """Find runs in the columns of text, read cell by cell, and read downwards."""
    across: dict[tuple[str, str], set[Run]] = {}
    down: dict[tuple[str, str], set[Run]] = {}
    for name, table in tables.items():
        for column in table:
            if not _is_text(table[column]) or column in OURS:
                continue
            across[name, column] = _runs_across(table[column], is_given=column in GIVEN)
            down[name, column] = set() if column in GIVEN else _runs_down(table, column)
    found = found_in(set().union(*across.values(), *down.values()), prose) - names
    for (name, column), own in across.items():
        if own & found:
            yield f"{name}.parquet, column {column}: a cell holds {RUN} words of a text in a row"
        elif down[name, column] & found:
            yield f"{name}.parquet, column {column}: read downwards it gives {RUN} words of a text in a row"


def _is_text(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.StringDtype) or column.dtype == object


def _runs_across(column: pd.Series, *, is_given: bool) -> set[Run]:
    """Return the runs of each cell; in a column that is given, numbers alone are a date."""
    cells = (_without_label(str(cell)) for cell in column.dropna().unique())
    parts = (part for cell in cells for part in cell.replace(BOTH, FRAME_AND).split(FRAME_AND))
    found = {run for part in parts for run in runs(part)}
    return {run for run in found if not all(word.isdigit() for word in run)} if is_given else found


def _without_label(item: str) -> str:
    """Return what an item says beside the words of the project itself."""
    return "" if item in CHOICES else item.removesuffix(LONG_PATTERNS)


def _runs_down(table: pd.DataFrame, column: str) -> set[Run]:
    """Return the runs of a column unless it is sorted, as a whole or where article, outlet or frequency are one."""
    if table[column].is_monotonic_increasing:
        return set()
    keys = [key for key in ("measure", "article_id", "outlet", "voice", "times") if key in table and key != column]
    if keys and all(part.is_monotonic_increasing for _, part in table.groupby(keys, sort=False)[column]):
        return set()
    return runs(" ".join(table[column].dropna().astype("str")))


def _leaks_in_files(folder: Path, prose: pl.Series, names: set[Run]) -> Iterator[str]:
    """Find runs in what is beside the tables: their metadata, bundle.json, actors.yml, names of files."""
    runs_of: dict[str, set[Run]] = {}
    for file in sorted(folder.iterdir()):
        runs_of[f"the name of {file.name}"] = runs(file.stem)
        if file.suffix == ".parquet":
            runs_of[f"{file.name}, its attributes"] = _runs_in_values(_attributes(file))
        elif file.suffix == ".yml":
            runs_of[file.name] = {run for line in file.read_text("utf-8").splitlines() for run in _runs_in_yaml(line)}
        elif file.suffix == ".json":
            content = {key: value for key, value in _json_in(file).items() if key not in _UNCHECKED_ENTRIES}
            runs_of[file.name] = _runs_in_values(content)
    found = found_in(set().union(*runs_of.values()), prose) - names
    for where, own in runs_of.items():
        if own & found:
            yield f"{where} holds {RUN} words of a text in a row"


def _json_in(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def _attributes(file: Path) -> list[object]:
    """Read what pandas wrote into the metadata of a table besides its columns."""
    import pyarrow.parquet as pq

    metadata = pq.read_schema(file).metadata or {}
    columns = json.loads(metadata.get(b"pandas", b"{}"))
    return [columns.get("attributes"), json.loads(metadata.get(b"PANDAS_ATTRS", b"{}"))]


def _runs_in_yaml(line: str) -> set[Run]:
    """Return the runs of the names in a line of YAML, each by itself."""
    return {run for part in _YAML_MARKS.split(line) for run in runs(part)}


def _runs_in_values(value: object) -> set[Run]:
    return {run for text in _texts_in_json(value) for run in runs(text)}


def _texts_in_json(value: object) -> Iterator[str]:
    """Every text in a value of JSON, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from (*_texts_in_json(key), *_texts_in_json(part))
    elif isinstance(value, list):
        for part in value:
            yield from _texts_in_json(part)
