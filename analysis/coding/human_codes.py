"""Hand-coded items: read the table of codes, check it against the corpus, and derive one label per item."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.name_keys import spelt_alike
from analysis.annotation.annotations import Annotations
from analysis.coding.codebook import LONGEST_CODE, NONE, read_codebook, single_spaced
from analysis.corpus.article_tables import MISSING_VALUES
from analysis.exceptions import WrongUse, quoted
from analysis.io.column_names import match_columns
from analysis.io.csv_writing import unescape_formula
from analysis.io.files import KINDS, is_table
from analysis.io.opened_table import FAULT, LINE
from analysis.io.table_files import open_table

ARTICLE, SEGMENT = ["article_id"], ["article_id", "sentence", "voice"]
NEEDED = ("article_id", "code", "coder")
READ = (*NEEDED, "sentence", "voice", "probability")
_NUMBER = r"[0-9]{0,20}[.,]?[0-9]{1,40}(?:[eE][+-]?[0-9]{1,3})?"


@hides_content
class Codings(NamedTuple):
    """Codes that people gave, checked against a corpus.

    Attributes
    ----------
    items : DataFrame
        One row per coded item: article_id, and for segments also sentence and voice.
    rows : DataFrame
        One row per code given: item (row number in `items`), coder and code; code is '' where no code applies.
    probability : array of float, shape (n_items,)
        Probability with which each item was drawn, NaN where the table does not state it.
    codes : tuple of str
        All codes, in order.
    left : int
        Number of items not coded yet.
    name : str
        Name of the table, for messages.
    """

    items: pd.DataFrame
    rows: pd.DataFrame
    probability: np.ndarray
    codes: tuple[str, ...]
    left: int
    name: str


def check_tables(codes: str | Path, codebook: str | Path | None) -> None:
    """Check codes and codebook as far as possible before the corpus is read.

    Parameters
    ----------
    codes : str or Path
        File with a table of codes; see `read_codes`.
    codebook : str or Path, optional
        YAML file; see `read_codebook`.

    Raises
    ------
    WrongUse
        If a file cannot be read, or lacks a column.
    """
    table, where, _ = _read(codes)
    _check_columns(table, where)
    if codebook is not None:
        read_codebook(codebook)


def _check_columns(table: pd.DataFrame, where: str) -> None:
    missing = [name for name in NEEDED if name not in table]
    if missing:
        raise WrongUse(f"{where} has no column {quoted(missing)}. Expected {quoted(NEEDED)}.")
    if ("sentence" in table) != ("voice" in table):
        raise WrongUse(f"{where} has only one of the columns 'sentence' and 'voice'. Expected both for segments.")


def read_codes(
    codes: str | Path | pd.DataFrame, notes: Annotations, *, codebook: str | Path | Mapping[str, str] | None = None
) -> Codings:
    """Read codes that people gave, and check them against the corpus.

    Parameters
    ----------
    codes : str or Path or DataFrame
        Table, or a file of any kind that `read_corpus` takes, with the columns article_id, code and coder; for segments
        also sentence and voice; where the items were drawn also probability (0.25 or 0,25). One row per code, or
        several codes in a cell, separated by ';'. The code 'none' states that no code applies. Rows with an empty code
        are not coded yet, and are left out.
    notes : Annotations
        Annotations of the corpus.
    codebook : str or Path or mapping, optional
        The known codes with their definitions, or a YAML file of them; see `read_codebook`. By default the codes that
        occur in the table, which must differ in more than capitals and spaces.

    Returns
    -------
    Codings

    Raises
    ------
    WrongUse
        If the table cannot be used. The message names the file, the line and the fault.
    """
    table, where, lines = _read(codes)
    _check_columns(table, where)
    keys = SEGMENT if "sentence" in table else ARTICLE
    known = codebook if isinstance(codebook, Mapping | None) else read_codebook(codebook)
    table = table.assign(code=table["code"].map(single_spaced), coder=table["coder"].map(single_spaced))
    done = table[table["code"] != ""]
    if done.empty:
        raise WrongUse(f"{where} contains no codes. Expected a code, or '{NONE}', in the column 'code'.")
    for line in done.index[done["coder"].isin(["", *MISSING_VALUES])][:1]:
        raise WrongUse(f"{lines.at(line)} has no coder. Expected a name in the column 'coder'.")
    rows = done.assign(code=done["code"].str.split(";")).explode("code")
    rows = rows.assign(code=rows["code"].map(single_spaced))
    rows = rows[rows["code"] != ""]
    _check_spelling(rows["coder"], lines)
    _check_none(rows["code"], lines)
    if known is None:
        _check_code_names(rows["code"], lines)
        _check_spelling(rows["code"], lines)
    _check_codes(rows, keys, known, lines)
    items, number = _items(rows, keys, notes, lines)
    found = tuple(sorted(set(rows["code"]) - {NONE})) if known is None else tuple(known)
    if not found:
        raise WrongUse(f"{where} contains only the code '{NONE}'. Expected at least one other code.")
    left = len(table[keys].drop_duplicates()) - len(items)
    coded = pd.DataFrame({"item": number, "coder": rows["coder"], "code": rows["code"].replace(NONE, "")})
    return Codings(items, coded.reset_index(drop=True), _probability(rows, number, lines), found, left, where)


class _Lines(NamedTuple):
    """Names of the rows of a table: the line on which a row begins, or its number in a frame or Parquet file."""

    where: str
    kind: str
    numbers: list[int]

    def at(self, row: int) -> str:
        return f"{self.kind} {self.numbers[row]} of {self.where}"


def _read(codes: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, str, _Lines]:
    """Return the columns of a table of codes as text, the name of the table, and its lines."""
    if isinstance(codes, pd.DataFrame):
        where = "the table of codes"
        return codes.astype("str").reset_index(drop=True), where, _Lines(where, "row", list(range(len(codes))))
    path = Path(codes)
    if not is_table(path):
        raise WrongUse(f"'{path}' is not a table of codes. Expected a file of type {KINDS}.")
    table = open_table(path)
    chosen, _ = match_columns(table.names, READ, {}, path)
    pieces = list(table.rows(chosen))
    if not pieces:
        raise WrongUse(f"'{path}' has no rows. `samestory code sample` writes a table to fill in.")
    rows = pd.concat(pieces, ignore_index=True)
    for fault in rows.loc[rows[FAULT] != "", FAULT].head(1):
        raise WrongUse(f"'{path}' cannot be read as a table of codes: {fault}")
    # A spreadsheet may write rows of only delimiters after the last row.
    rows = rows[(rows[list(chosen)] != "").any(axis=1)].reset_index(drop=True)
    kind = "row" if path.suffix.lower() == ".parquet" else "line"
    cells = rows[list(chosen)].map(unescape_formula)
    return cells, f"'{path}'", _Lines(f"'{path}'", kind, rows[LINE].tolist())


def _check_none(codes: pd.Series, lines: _Lines) -> None:
    """Raise WrongUse if the code for none is written differently, such as in capitals."""
    like = codes[(codes != NONE) & (codes.map(spelt_alike) == NONE)]
    for line, code in like.head(1).items():
        raise WrongUse(f"{lines.at(line)} has the code '{code}'. Write '{NONE}' where no code applies.")


def _check_code_names(codes: pd.Series, lines: _Lines) -> None:
    """Raise WrongUse if a code is a word for a missing value, or too long."""
    for line, code in codes[codes.isin(MISSING_VALUES)].head(1).items():
        raise WrongUse(
            f"{lines.at(line)} has the code '{code}', which denotes a missing value. Leave the cell empty if the item "
            f"is not coded yet, and write '{NONE}' where no code applies."
        )
    for line, code in codes[codes.str.len() > LONGEST_CODE].head(1).items():
        raise WrongUse(f"{lines.at(line)} has a code of {len(code):,} characters. Expected at most {LONGEST_CODE:,}.")


def _check_spelling(names: pd.Series, lines: _Lines) -> None:
    """Raise WrongUse if two names differ only in capitals or spaces."""
    first = names.drop_duplicates()
    alike = first.map(spelt_alike)
    for line in alike.index[alike.duplicated()][:1]:
        other = alike.index[alike == alike[line]][0]
        raise WrongUse(
            f"{lines.at(line)} has the {names.name} '{first[line]}', and {lines.kind} {lines.numbers[other]} has "
            f"'{first[other]}'. Write both in the same way."
        )


def _check_codes(rows: pd.DataFrame, keys: list[str], known: Mapping[str, str] | None, lines: _Lines) -> None:
    """Raise WrongUse if a code is not in the codebook, or a coder gave an item a code twice, or a code and none."""
    if known is not None:
        for line, code in rows.loc[~rows["code"].isin([*known, NONE]), "code"].head(1).items():
            raise WrongUse(
                f"{lines.at(line)} has the code '{code}', which is not in the codebook. Expected {quoted(known)}, or "
                f"'{NONE}' where no code applies."
            )
    for line, row in rows[rows.duplicated([*keys, "coder", "code"])].head(1).iterrows():
        raise WrongUse(
            f"{lines.at(line)} repeats the code '{row['code']}' of '{row['coder']}' for {_item_name(row, keys)}. "
            "Remove one of the two rows."
        )
    none = rows[rows["code"] == NONE][[*keys, "coder"]].drop_duplicates()
    both = rows[rows["code"] != NONE].reset_index().merge(none, on=[*keys, "coder"])
    for _, row in both.head(1).iterrows():
        raise WrongUse(
            f"{lines.at(row['index'])} has the code '{row['code']}' of '{row['coder']}' for {_item_name(row, keys)}, "
            f"to which the same coder also gave '{NONE}'. Remove one of the two."
        )


def _item_name(row: pd.Series, keys: list[str]) -> str:
    inside = f", sentence {row['sentence']}, {row['voice']}" if len(keys) > 1 else ""
    return f"article '{row['article_id']}'{inside}"


def _items(rows: pd.DataFrame, keys: list[str], notes: Annotations, lines: _Lines) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the coded items, in order of the corpus, and the item of each row."""
    in_corpus = (notes.segments if len(keys) > 1 else notes.corpus.articles)[keys].reset_index(drop=True)
    texts = in_corpus.astype("str")
    place = pd.MultiIndex.from_frame(texts).get_indexer(pd.MultiIndex.from_frame(rows[keys].astype("str")))
    for line in rows.index[place < 0][:1]:
        raise WrongUse(
            f"{lines.at(line)} has a code for {_item_name(rows.loc[[line]].iloc[0], keys)}, which is not in the corpus "
            f"'{notes.corpus.name}'. Remove the row, or use the corpus from which it was drawn."
        )
    order, number = np.unique(place, return_inverse=True)
    return in_corpus.iloc[order].reset_index(drop=True), number


def _probability(rows: pd.DataFrame, number: np.ndarray, lines: _Lines) -> np.ndarray:
    """Return the probability of each item, NaN where none of its rows states one."""
    written = rows["probability"] if "probability" in rows else pd.Series("", rows.index)
    written = written.fillna("").str.strip()
    numeric = written.str.fullmatch(_NUMBER)
    given = pd.to_numeric(written.where(numeric).str.replace(",", "."))
    for line in rows.index[(written != "") & ~((given > 0) & (given <= 1))][:1]:
        wrong = written.loc[[line]].iloc[0]
        raise WrongUse(
            f"{lines.at(line)} has the probability '{wrong}'. Expected a number above 0 and at most 1, such as 0.25."
        )
    probability: np.ndarray = given.groupby(number).first().to_numpy(float)
    return probability
