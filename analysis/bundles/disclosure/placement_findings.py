"""Words that can be placed in a sentence: the table of findings, and what the attacks share."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bundles.disclosure.places import PLACE
from analysis.bundles.disclosure.run_attacks import WORD_MEASURES, Tables
from analysis.schema import FRAME_AND, TOTAL

# Article, voice, item, and how it was found.
Finding = tuple[str, str, str, str]

COLUMNS = [*PLACE, "item", "how"]


def words_that_occur(tables: Tables, *measures: str) -> pd.DataFrame:
    """Return rows of words that occur, with the number of segments of their voice."""
    scores = tables["scores"]
    rows = scores[scores["measure"].isin(measures or WORD_MEASURES) & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    item = rows["item"].str.split(FRAME_AND).str[-1]
    return rows.assign(item=item, segments=segments_of_each(scores, rows))[~item.str.startswith("(")]


def segments_of_places(scores: pd.DataFrame) -> pd.Series:
    """Return the number of segments of each place, from whichever measure counts them all."""
    rows = scores[scores["measure"].isin(["voices", "sentiment", "framing", "terms"])]
    return rows.groupby(PLACE)["units"].max().rename("segments")


def segments_of_each(scores: pd.DataFrame, rows: pd.DataFrame) -> NDArray[np.float64]:
    """Return the number of segments of the place of each row, shape (n_rows,)."""
    places = pd.MultiIndex.from_frame(rows[PLACE])
    counts: NDArray[np.float64] = segments_of_places(scores).reindex(places).to_numpy(float)
    return counts


def repeated(rows: pd.DataFrame, times: str) -> pd.DataFrame:
    """Repeat each row the number of times that a column gives."""
    return rows.loc[rows.index.repeat(rows[times].astype(int))]


def findings(rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """Return findings, one for each row."""
    return rows.reindex(columns=[*PLACE, "item"]).reset_index(drop=True).assign(how=how)[COLUMNS]


def findings_in_sentences(rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """Return findings of rows that are different sentences even where they are equal: each gets a number."""
    table = findings(rows, how)
    if table.empty:
        return table
    number = table.groupby([*PLACE, "item"]).cumcount().astype("str")
    return table.assign(how=how + " " + number)


def no_findings() -> pd.DataFrame:
    """Return a table of findings without rows."""
    return findings(pd.DataFrame(columns=COLUMNS), "")
