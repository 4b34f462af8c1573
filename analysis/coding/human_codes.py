"""A table of codes that people gave -> checked codings, and one label an item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.name_keys import spelt_alike
from analysis.annotation.annotations import Annotations
from analysis.corpus.article_tables import MISSING_VALUES
from analysis.exceptions import WrongUse, quoted
from analysis.io.column_names import match_columns
from analysis.io.csv_writing import unescape_formula
from analysis.io.files import KINDS, is_table
from analysis.io.opened_table import FAULT, LINE
from analysis.io.safe_yaml import read_yaml
from analysis.io.table_files import open_table

NONE = "none"  # what a coder writes of an item that has none of the codes
LONGEST_CODE = 200  # characters
ARTICLE, SEGMENT = ["article_id"], ["article_id", "sentence", "voice"]
NEEDED = ("article_id", "code", "coder")
READ = (*NEEDED, "sentence", "voice", "probability")
_NUMBER = r"[0-9]{0,20}[.,]?[0-9]{1,40}(?:[eE][+-]?[0-9]{1,3})?"
_RIGHT = "right would be 'conflict: who opposes whom'"


@hides_content
class Codings(NamedTuple):
    """What people coded, checked against a corpus.

    items: article_id, and for segments sentence and voice; one row an item. rows: item (row of items), coder and code,
    one row a code given; code is '' where none applies. probability: with which each item was drawn, NaN where it is
    not told. codes: in order. left: items not coded yet."""

    items: pd.DataFrame
    rows: pd.DataFrame
    probability: np.ndarray
    codes: tuple[str, ...]
    left: int
    name: str


def check_tables(codes: str | Path, codebook: str | Path | None) -> None:
    """Check what can be checked of codes and codebook before the corpus is read.

    Raises
    ------
    WrongUse
        Naming the file and the fault.
    """
    table, where, _ = _read(codes)
    _check_columns(table, where)
    if codebook is not None:
        read_codebook(codebook)


def _check_columns(table: pd.DataFrame, where: str) -> None:
    missing = [name for name in NEEDED if name not in table]
    if missing:
        raise WrongUse(f"{where} has no column {quoted(missing)}; right would be {quoted(NEEDED)}")
    if ("sentence" in table) != ("voice" in table):
        raise WrongUse(f"{where} has one of the columns 'sentence' and 'voice'; a segment needs both, an article none")


def read_codebook(path: str | Path) -> dict[str, str]:
    """Codes with their definitions, of a YAML file {code: definition}.

    Raises: WrongUse naming the file and the fault."""
    _, content = read_yaml(Path(path))
    if not isinstance(content, Mapping) or not content:
        raise WrongUse(f"codebook '{path}' holds no codes; {_RIGHT}")
    wrong = [code for code in content if not _clean(code) or ";" in code or len(code) > LONGEST_CODE]
    if wrong:
        raise WrongUse(f"code {quoted(wrong)} of codebook '{path}' is no name without ';'; {_RIGHT}")
    if NONE in map(spelt_alike, content):
        raise WrongUse(f"codebook '{path}' has a code '{NONE}', which says that no code applies; leave it out")
    codes = pd.Series([_clean(code) for code in content], dtype="str")
    alike = codes[codes.map(spelt_alike).duplicated(keep=False)]
    if len(alike):
        raise WrongUse(
            f"codebook '{path}' has the codes {quoted(alike)}, which differ in capitals or blanks alone; rename all "
            "but one"
        )
    nested = [code for code, definition in content.items() if not isinstance(definition, str | None)]
    if nested:
        raise WrongUse(f"code {quoted(nested)} of codebook '{path}' has no text as its definition; {_RIGHT}")
    return {_clean(code): definition or "" for code, definition in content.items()}


def read_codes(
    codes: str | Path | pd.DataFrame, notes: Annotations, *, codebook: str | Path | Mapping[str, str] | None = None
) -> Codings:
    """Read what people coded, and check it against the corpus.

    codes: a table, or its file of any kind that read_corpus takes, with article_id, code, coder; for segments also
    sentence and voice; probability (0.25 or 0,25) where the items were drawn. One row a code, or several in a cell,
    separated by ';'; the code 'none' says that none applies; a row with an empty code has not been coded yet, and is
    left out. Codes, and coders, that differ in capitals or blanks alone are refused. codebook: a YAML file, or a
    mapping, of the codes there are.
    Raises: WrongUse naming the file, the line and the fault."""
    table, where, lines = _read(codes)
    _check_columns(table, where)
    keys = SEGMENT if "sentence" in table else ARTICLE
    known = codebook if isinstance(codebook, Mapping | None) else read_codebook(codebook)
    table = table.assign(code=table["code"].map(_clean), coder=table["coder"].map(_clean))
    done = table[table["code"] != ""]
    if done.empty:
        raise WrongUse(f"{where} holds no code yet; write a code, or '{NONE}', into the column 'code'")
    for line in done.index[done["coder"].isin(["", *MISSING_VALUES])][:1]:
        raise WrongUse(f"{lines.at(line)} names no coder; write who coded it into the column 'coder'")
    rows = done.assign(code=done["code"].str.split(";")).explode("code")
    rows = rows.assign(code=rows["code"].map(_clean))
    rows = rows[rows["code"] != ""]
    _check_spelling(rows["coder"], lines)
    _check_none(rows["code"], lines)
    if known is None:
        _check_code(rows["code"], lines)
        _check_spelling(rows["code"], lines)
    _check(rows, keys, known, lines)
    items, number = _items(rows, keys, notes, lines)
    found = tuple(sorted(set(rows["code"]) - {NONE})) if known is None else tuple(known)
    if not found:
        raise WrongUse(f"{where} gives the code '{NONE}' alone; there is nothing to learn")
    left = len(table[keys].drop_duplicates()) - len(items)
    coded = pd.DataFrame({"item": number, "coder": rows["coder"], "code": rows["code"].replace(NONE, "")})
    return Codings(items, coded.reset_index(drop=True), _probability(rows, number, lines), found, left, where)


class _Lines(NamedTuple):
    """How a row of the table is named: by the line of the file it begins on, or the row of a frame or Parquet file."""

    where: str
    kind: str
    numbers: list[int]

    def at(self, row: int) -> str:
        return f"{self.kind} {self.numbers[row]} of {self.where}"


def _clean(text: object) -> str:
    return re.sub(r"\s+", " ", "" if pd.isna(text) else str(text)).strip()


def _read(codes: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, str, _Lines]:
    """The columns of codes as text, what the table is called, and its lines."""
    if isinstance(codes, pd.DataFrame):
        where = "the table of codes"
        return codes.astype("str").reset_index(drop=True), where, _Lines(where, "row", list(range(len(codes))))
    path = Path(codes)
    if not is_table(path):
        raise WrongUse(f"'{path}' is not a table of codes; right is a file of the kind {KINDS}")
    table = open_table(path)
    chosen, _ = match_columns(table.names, READ, {}, path)
    pieces = list(table.rows(chosen))
    if not pieces:
        raise WrongUse(f"'{path}' holds no rows; samestory code sample writes a table to fill in")
    rows = pd.concat(pieces, ignore_index=True)
    for fault in rows.loc[rows[FAULT] != "", FAULT].head(1):
        raise WrongUse(f"'{path}' cannot be read as a table of codes: {fault}")
    # A spreadsheet leaves rows of delimiters alone below the last one.
    rows = rows[(rows[list(chosen)] != "").any(axis=1)].reset_index(drop=True)
    kind = "row" if path.suffix.lower() == ".parquet" else "line"
    cells = rows[list(chosen)].map(unescape_formula)
    return cells, f"'{path}'", _Lines(f"'{path}'", kind, rows[LINE].tolist())


def _check_none(codes: pd.Series, lines: _Lines) -> None:
    """Raises: WrongUse where the code for none is written in capitals, as the name of a code might be."""
    like = codes[(codes != NONE) & (codes.map(spelt_alike) == NONE)]
    for line, code in like.head(1).items():
        raise WrongUse(f"{lines.at(line)} has the code '{code}'; write '{NONE}' where no code applies")


def _check_code(codes: pd.Series, lines: _Lines) -> None:
    """Raises: WrongUse where a word for a missing value, or a text that is too long, stands for a code."""
    for line, code in codes[codes.isin(MISSING_VALUES)].head(1).items():
        raise WrongUse(
            f"{lines.at(line)} has the code '{code}', which stands for a missing value; leave the cell empty where "
            f"nobody has coded yet, and write '{NONE}' where no code applies"
        )
    for line, code in codes[codes.str.len() > LONGEST_CODE].head(1).items():
        raise WrongUse(f"{lines.at(line)} has a code of {len(code):,} characters; a code has at most {LONGEST_CODE:,}")


def _check_spelling(names: pd.Series, lines: _Lines) -> None:
    """Raises: WrongUse where two names differ in capitals or blanks alone."""
    first = names.drop_duplicates()
    alike = first.map(spelt_alike)
    for line in alike.index[alike.duplicated()][:1]:
        other = alike.index[alike == alike[line]][0]
        raise WrongUse(
            f"{lines.at(line)} has the {names.name} '{first[line]}', and {lines.kind} {lines.numbers[other]} has "
            f"'{first[other]}'; write both in the same way"
        )


def _check(rows: pd.DataFrame, keys: list[str], known: Mapping[str, str] | None, lines: _Lines) -> None:
    """Raises: WrongUse where a code is not in the codebook, or a coder coded an item twice."""
    if known is not None:
        for line, code in rows.loc[~rows["code"].isin([*known, NONE]), "code"].head(1).items():
            raise WrongUse(f"{lines.at(line)} has the code '{code}', which the codebook has not; its codes are "
                           f"{quoted(known)}, and '{NONE}' where none applies")  # fmt: skip
    for line, row in rows[rows.duplicated([*keys, "coder", "code"])].head(1).iterrows():
        raise WrongUse(
            f"{lines.at(line)} codes {_named(row, keys)} as '{row['code']}' by '{row['coder']}' a second time; "
            "take one of the two out"
        )
    none = rows[rows["code"] == NONE][[*keys, "coder"]].drop_duplicates()
    both = rows[rows["code"] != NONE].reset_index().merge(none, on=[*keys, "coder"])
    for _, row in both.head(1).iterrows():
        raise WrongUse(f"{lines.at(row['index'])} codes {_named(row, keys)} as '{row['code']}', and '{row['coder']}' "
                       f"also gave it '{NONE}'; take one of the two out")  # fmt: skip


def _named(row: pd.Series, keys: list[str]) -> str:
    inside = f", sentence {row['sentence']}, {row['voice']}" if len(keys) > 1 else ""
    return f"article '{row['article_id']}'{inside}"


def _items(rows: pd.DataFrame, keys: list[str], notes: Annotations, lines: _Lines) -> tuple[pd.DataFrame, np.ndarray]:
    """The items coded, in order of the corpus, and the item of each row."""
    there = (notes.segments if len(keys) > 1 else notes.corpus.articles)[keys].reset_index(drop=True)
    texts = there.astype("str")
    place = pd.MultiIndex.from_frame(texts).get_indexer(pd.MultiIndex.from_frame(rows[keys].astype("str")))
    for line in rows.index[place < 0][:1]:
        raise WrongUse(f"{lines.at(line)} codes {_named(rows.loc[[line]].iloc[0], keys)}, which is not in the corpus "
                       f"'{notes.corpus.name}'; take the row out, or name the corpus it was drawn from")  # fmt: skip
    order, number = np.unique(place, return_inverse=True)
    return there.iloc[order].reset_index(drop=True), number


def _probability(rows: pd.DataFrame, number: np.ndarray, lines: _Lines) -> np.ndarray:
    """The probability of each item, NaN where no row of it gives one."""
    told = rows["probability"] if "probability" in rows else pd.Series("", rows.index)
    told = told.fillna("").str.strip()
    numeric = told.str.fullmatch(_NUMBER)
    given = pd.to_numeric(told.where(numeric).str.replace(",", "."))
    for line in rows.index[(told != "") & ~((given > 0) & (given <= 1))][:1]:
        wrong = told.loc[[line]].iloc[0]
        raise WrongUse(
            f"{lines.at(line)} has the probability '{wrong}'; it must be a number above 0 and at most 1, such as 0.25"
        )
    return given.groupby(number).first().to_numpy(float)


def shares(codings: Codings) -> pd.DataFrame:
    """Share of its coders that gave each item each code: items × codes."""
    coders = codings.rows.groupby("item")["coder"].nunique()
    given = codings.rows[codings.rows["code"] != ""].groupby(["item", "code"]).size().unstack(fill_value=0)
    return given.reindex(index=coders.index, columns=list(codings.codes), fill_value=0).div(coders, axis=0)


def human(codings: Codings) -> pd.DataFrame:
    """What people coded, as corrected and corrected_shares take it.

    Returns: article_id, item, value (share of its coders that gave it the code), probability.
    Raises: WrongUse where segments were coded, or the table does not tell with which probability items were drawn."""
    if list(codings.items.columns) != ARTICLE:
        raise WrongUse("corrected shares are shares of articles, and these codes are of segments")
    if np.isnan(codings.probability).any():
        raise WrongUse(f"{codings.name} does not tell in a column 'probability' with which probability each article "
                       "was drawn; samestory code sample writes it")  # fmt: skip
    table = shares(codings).assign(article_id=codings.items["article_id"], probability=codings.probability)
    return table.melt(["article_id", "probability"], var_name="item", value_name="value")[
        ["article_id", "item", "value", "probability"]
    ]
