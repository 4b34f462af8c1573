"""The leak check of a bundle: every attack on its files, and every text in its cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from analysis.bundles.disclosure.attacks import Tables, forced_runs, neighbours, placed_words
from analysis.bundles.disclosure.thresholds import METADATA, MOST_PLACED, NAME
from analysis.bundles.disclosure.word_runs import RUN, Run, found_in, plain, runs, words
from analysis.schema import BOTH, FRAME_AND

# Columns that hold words of the project itself.
OURS = {"measure", "kind", "voice", "stance", "form", "reason", "sha256"}
# Columns with what the owner of the corpus says of an article: they are read across, not down.
GIVEN = ("article_id", "event", "outlet", "publisher", "byline", "credit", "published_given", "language", "headline")


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a bundle by name."""
    return {file.stem: pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}


def find_leaks(folder: Path, texts: Iterable[str]) -> list[str]:
    """What of some texts can be read off a bundle, one sentence for each kind of find.

    Parameters
    ----------
    folder : Path
        The bundle.
    texts : iterable of str
        The texts it was made from.

    Returns
    -------
    list of str
        Empty where every attack fails: no run of three words but the listed names can be read or computed, at most
        0.5 % of the words can be placed in a sentence, no cell of metadata holds six words of a text in a row.
    """
    tables, prose = read_tables(folder), plain(texts)
    names = listed_names(folder)
    leaks = [*_in_cells(tables, prose, names), *_in_files(folder, prose, names)]
    forced = forced_runs(tables)
    forced = forced[~forced["run"].map(lambda run: set(runs(run)) <= names).astype(bool)]
    if len(forced):
        leaks.append(f"collocations and scores: {len(forced):,} runs of {RUN} words follow from counts")
    placed, total = len(placed_words(tables)), float(tables["articles"]["n_tokens"].sum())
    if placed > MOST_PLACED * total:
        leaks.append(f"scores: {placed:,} of {total:,.0f} words can be placed in a sentence")
    return leaks


def listed_names(folder: Path) -> set[Run]:
    """Runs of three words of the names that a bundle lists; a sentence is no name."""
    about = folder / "bundle.json"
    content = json.loads(about.read_text("utf-8")) if about.exists() else {}
    listed = [*content.get("names", []), *content.get("phrases", [])]
    return {run for name in listed if len(words(name)) <= NAME for run in runs(name)}


def long_cells(tables: Tables, prose: pd.Series) -> list[tuple[str, str]]:
    """Cells of metadata that hold six words of a text in a row: column and cell.

    prose: texts as `plain` gives them."""
    cells = [(c, str(v)) for t in tables.values() for c in GIVEN if c in t for v in t[c].dropna().unique()]
    wanted = {run for _, cell in cells for run in runs(cell, METADATA)}
    found = found_in(wanted, prose)
    return sorted({cell for cell in cells if runs(cell[1], METADATA) & found})


def _in_cells(tables: Tables, prose: pd.Series, names: set[Run]) -> Iterator[str]:
    columns = [(name, c) for name, t in tables.items() for c in t if _is_text(t[c]) and c not in OURS]
    across = {(name, c): _across(tables[name][c], dated=c in GIVEN) for name, c in columns}
    down = {(name, c): _down(tables[name], c) for name, c in columns if c not in GIVEN}
    found = found_in(set().union(*across.values(), *down.values()), prose) - names
    for (name, column), cells in across.items():
        if cells & found:
            yield f"{name}.parquet, column {column}: a cell holds {RUN} words of a text in a row"
        elif down.get((name, column), set()) & found:
            yield f"{name}.parquet, column {column}: read downwards it gives {RUN} words of a text in a row"


def _is_text(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.StringDtype) or column.dtype == object


def _across(column: pd.Series, *, dated: bool) -> set[Run]:
    """Runs of each cell; dated: numbers alone are a date."""
    parts = (p for cell in column.dropna().unique() for p in str(cell).replace(BOTH, FRAME_AND).split(FRAME_AND))
    found = {run for part in parts for run in runs(part)}
    return {run for run in found if not dated or any(not word.isdigit() for word in run)}


def _down(table: pd.DataFrame, column: str) -> set[Run]:
    """Runs of a column that is not sorted, also within the article or outlet of its rows."""
    if table[column].is_monotonic_increasing:
        return set()
    keys = [k for k in ("measure", "article_id", "outlet", "voice") if k in table and k != column]
    if keys and all(part.is_monotonic_increasing for _, part in table.groupby(keys, sort=False)[column]):
        return set()
    return runs(neighbours(table[column]))


def _in_files(folder: Path, prose: pd.Series, names: set[Run]) -> Iterator[str]:
    """Runs in what is beside the tables: their metadata, bundle.json, actors.yml, names of files."""
    import pyarrow.parquet as pq

    kept: dict[str, set[Run]] = {}
    for file in sorted(folder.iterdir()):
        kept[f"the name of {file.name}"] = runs(file.stem)
        if file.suffix == ".parquet":
            pandas = json.loads((pq.read_schema(file).metadata or {}).get(b"pandas", b"{}"))
            attributes = (pq.read_schema(file).metadata or {}).get(b"PANDAS_ATTRS", b"{}")
            kept[f"{file.name}, its attributes"] = {
                run for value in _strings([pandas.get("attributes"), json.loads(attributes)]) for run in runs(value)
            }
        elif file.suffix == ".yml":
            kept[file.name] = {run for line in file.read_text("utf-8").splitlines() for run in _entries(line)}
        elif file.suffix == ".json":
            content = json.loads(file.read_text("utf-8"))
            content = {k: v for k, v in content.items() if k not in ("remarks", "protection", "phrases")}
            kept[file.name] = {run for value in _strings(content) for run in runs(value)}
    found = found_in(set().union(*kept.values()), prose) - names
    yield from (f"{where} holds {RUN} words of a text in a row" for where, some in kept.items() if some & found)


def _entries(line: str) -> set[Run]:
    """Runs of the names of a line of YAML, each on its own."""
    parts = line.replace("#", ",").replace("[", ",").replace("]", ",").replace("{", ",").replace("}", ",")
    return {run for part in parts.split(",") for piece in part.split(": ") for run in runs(piece)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from (*_strings(key), *_strings(part))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
