"""The format of a bundle: which files it has, what they are called, and how they are written and read.

::

    BUNDLE/
      bundle.json       record: what the tables were made from and with, what was left out, SHA-256 of every file
      README.md         data card, of a shared bundle
      actors.yml        the actors that the owner of the corpus names, if any
      articles.parquet  and the other tables, named as in `schema.TABLES`
      scores-00001.parquet  and so on instead of scores.parquet, where a corpus is large
      texts.parquet     the texts, of a private bundle
      furniture.parquet passages that recur in an outlet and were cut, of a private bundle

A *shared* bundle is for others: it holds no text, and some columns of its tables are empty (`schema.SHARED`). A
*private* bundle holds the texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

from analysis._utils.former_measures import FORMER_MEASURES
from analysis.exceptions import WrongUse, quoted
from analysis.io.files import sha256_of
from analysis.io.json_files import check_optional, read_json
from analysis.io.paths import is_there

if TYPE_CHECKING:
    import pandas as pd


RECORD = "bundle.json"
DATA_CARD = "README.md"
# Folder of the bundle of a corpus folder, in that folder.
FOLDER = "bundle"
# Tables that every bundle with scores has; tables of measures that are not scores; the table of a private bundle.
SCORES = "scores"
COMMON_TABLES = ("articles", "dropped", "segments", "style", SCORES)
MEASURE_TABLES = (
    "collocations", "attributions", "reporting_verb_counts", "spellings", "statements", "fact_terms",
    "figure_list", "figure_pairs", "figure_words", "text_pairs", "named_origins",
)  # fmt: skip
TEXTS = "texts"
# The table of a private bundle that holds the passages which were cut, see `Corpus.furniture`.
FURNITURE = "furniture"
_TABLE = ".parquet"
# What `numbered_file` adds to the name of a table.
_NUMBER = re.compile(r"-[0-9]{5,}")
# A shared bundle holds the words of a voice only where it has this many segments in an article: the counts of a single
# segment are those of a known sentence, and of two or three hardly less. Statistical offices publish a cell from three
# to five cases on. Measures choose terms by the same rule, so that text and bundle give the same ones.
LEAST_SEGMENTS = 4


class Record(TypedDict, total=False):
    """Entries of bundle.json.

    Attributes
    ----------
    corpus : str
        Name of the corpus.
    samestory : str
        Version that wrote the bundle.
    settings : dict
        Settings of the annotation.
    measures : dict
        Measure -> the settings it was made with.
    sha256 : dict
        File of the bundle -> its SHA-256.
    notes : list of str
        Notes of the reader of the corpus, in a private bundle.
    events : list of dict
        Rows of the table event_columns: the column that names the events; in a private bundle, else those that could.
    formats : dict
        Name of the importer -> articles, of a shared bundle of a corpus that `samestory ingest` made.
    groups : list of dict
        Rows of the table groups, in a private bundle.
    remarks : dict
        Measure -> what a shared bundle does not hold of it, as a sentence.
    withheld : list of str
        Measures without the words of voices that have too few segments in an article.
    names, phrases : list of str
        Names, and phrases of the dictionary of frames, of three words or more that a shared bundle holds.
    protection : dict
        counts: number of what was left out or replaced, by kind. batches: whether articles were protected batch by
        batch.
    """

    corpus: str
    samestory: str
    settings: dict[str, Any]
    measures: dict[str, Any]
    sha256: dict[str, str]
    notes: list[str]
    events: list[dict[str, Any]]
    formats: dict[str, int]
    groups: list[dict[str, str]]
    remarks: dict[str, str]
    withheld: list[str]
    names: list[str]
    phrases: list[str]
    protection: dict[str, Any]


# Entries that readers need, those that may be missing, and the types of their values.
_NEEDED = {"sha256": dict, "corpus": str}
_NEEDED_FOR_SCORES = {"measures": dict, "settings": dict}
_OPTIONAL = {"notes": list, "events": list, "groups": list, "remarks": dict, "protection": dict, "withheld": list}
_BY_MEASURE = ("measures", "remarks")


def is_bundle(folder: Path) -> bool:
    """Whether a folder is a bundle: it has a record."""
    return is_there(folder / RECORD)


def is_private(folder: Path) -> bool:
    """Whether a bundle holds the texts."""
    return table_file(folder, TEXTS).exists()


def table_file(folder: Path, table: str) -> Path:
    """File of a table of a bundle."""
    return folder / f"{table}{_TABLE}"


def files_of(folder: Path, table: str) -> list[Path]:
    """Files of a table of a bundle, in order of its rows: one, or one for each batch, as `numbered_file` names them."""
    numbered = (file for file in folder.glob(f"{table}-*{_TABLE}") if _NUMBER.fullmatch(file.stem, len(table)))
    return sorted(numbered, key=lambda file: (len(file.name), file.name)) or [table_file(folder, table)]


def numbered_file(folder: Path, table: str, number: int) -> Path:
    """File of one batch of a table."""
    return table_file(folder, f"{table}-{number:05}")


def table_files(folder: Path) -> list[Path]:
    """Files of all tables of a bundle, in order of their names."""
    return sorted(folder.glob(f"*{_TABLE}"))


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write tables without their attrs, which would stand in the metadata of the files.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        By name.
    folder : Path
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from analysis.io.row_groups import row_groups

    for name, table in tables.items():
        bare = table.copy(deep=False)
        bare.attrs = {}
        rows = pa.Table.from_pandas(bare, preserve_index=False)
        with pq.ParquetWriter(table_file(folder, name), rows.schema) as writer:
            for group in row_groups(rows):
                writer.write_table(group)


def write_record(folder: Path, corpus: str, entries: Mapping[str, Any]) -> None:
    """Write bundle.json, with the checksums of the files in the folder. It is written last: it makes a folder a bundle.

    Parameters
    ----------
    folder : Path
        Holds the other files of the bundle.
    corpus : str
        Name of the corpus.
    entries : mapping
        Entries of `Record` other than corpus, samestory and sha256.
    """
    from analysis._version import __version__

    checksums = {file.name: sha256_of(file) for file in sorted(folder.iterdir())}
    record = {"corpus": corpus, "samestory": __version__, **entries, "sha256": checksums}
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / RECORD).write_text(text + "\n", "utf-8")


def read_record(folder: Path) -> Record:
    """Read bundle.json.

    Raises
    ------
    WrongUse
        If it cannot be read, lacks an entry that a corpus needs, or an entry is of another type than expected.
    """
    content = read_json(folder / RECORD, "record of a bundle", _NEEDED)
    check_optional(content, _OPTIONAL)
    return cast("Record", content)


def read_scores_record(folder: Path) -> Record:
    """Read bundle.json, with the present names of measures.

    Raises
    ------
    WrongUse
        If it cannot be read, or lacks an entry that scores need.
    """
    record = read_json(folder / RECORD, "record of a bundle", _NEEDED_FOR_SCORES)
    if not all(isinstance(settings, dict) for settings in record["measures"].values()):
        raise WrongUse(
            f"'{folder / RECORD}' is not a readable record of a bundle: the settings of a measure are no object"
        )
    names = {name: FORMER_MEASURES.get(name, name) for name in record["measures"]}
    for entry in _BY_MEASURE:
        record[entry] = {names.get(name, name): value for name, value in record.get(entry, {}).items()}
    record["withheld"] = [names.get(name, name) for name in record.get("withheld", [])]
    return cast("Record", record)


def check_tables(folder: Path, record: Record) -> None:
    """Check that tables are as they were written. The data card and the actors may be edited; they hold no numbers.

    Raises
    ------
    ValueError
        Naming the tables whose checksums differ, or those that would be read but were not written with the bundle.
    FileNotFoundError
        If a table is missing.
    """
    tables = {name: sha256 for name, sha256 in record["sha256"].items() if name.endswith(_TABLE)}
    altered = [name for name, sha in tables.items() if Path(name).name != name or sha256_of(folder / name) != sha]
    if altered:
        raise ValueError(f"{quoted(altered)} is not as it was written")
    read = {table_file(folder, table).name for table in (*COMMON_TABLES, *MEASURE_TABLES, TEXTS, FURNITURE)}
    read.update(file.name for file in files_of(folder, SCORES))
    added = [file.name for file in table_files(folder) if file.name in read - tables.keys()]
    if added:
        raise ValueError(f"{quoted(added)} was not written with it; move it elsewhere")


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Report what goes wrong while a bundle is read as one error.

    Raises
    ------
    WrongUse
        Naming the bundle and the fault.
    """
    try:
        yield
    except FileNotFoundError as error:
        fault = f"'{Path(error.filename or '').name}' is missing"
    except KeyError as error:
        fault = f"it lacks {error}"
    except (OSError, ValueError, TypeError) as error:
        fault = str(error)
    else:
        return
    raise WrongUse(f"'{folder}' is not a readable bundle: {fault}")
