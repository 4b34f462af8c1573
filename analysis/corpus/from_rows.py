"""Rows of a table -> Corpus: cleaned texts, the table of articles, and what was dropped."""

from __future__ import annotations

import hashlib
from itertools import compress
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.corpus.article_tables import (
    DATE_ORDER,
    METADATA_COLUMNS,
    MISSING_VALUES,
    OPTIONAL_COLUMNS,
)
from analysis.corpus.cleaning.clean import clean_all
from analysis.corpus.corpus import Corpus
from analysis.corpus.raw_texts import raw_texts
from analysis.exceptions import WrongUse
from analysis.io.opened_table import FAULT
from analysis.io.publication_times import common_order, day_month_orders, to_utc

LONGEST = 2_000_000
LONGEST_OUTLET = 250
_SPOKEN = r"[\p{L}\p{N}]"
_FURNITURE = "nothing but page furniture or punctuation"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def corpus_of(rows: pd.DataFrame, name: str, *, folder: Path | None = None) -> Corpus:
    """The corpus of some rows of a table, as read_corpus makes it; all of its articles may be in dropped.

    rows: article_id, outlet, body and what else of METADATA there is, as text; FAULT of rows that cannot be used; ORDER
    where the rows are part of a table. folder: where text/ is, without body.
    Raises: WrongUse where a text is not the one its sha256 names.
    """
    rows = rows.reset_index(drop=True)
    blank = pd.Series("", rows.index, dtype="str")
    given_faults = rows[FAULT].tolist() if FAULT in rows else [""] * len(rows)
    texts, faults = raw_texts(rows, folder, given_faults)
    lengths = texts.str.len_chars()
    given = pd.DataFrame({c: rows[c].str.strip() if c in rows else blank for c in METADATA_COLUMNS})
    optional = given[list(OPTIONAL_COLUMNS)]
    given = given.assign(**optional.mask(optional.isin(MISSING_VALUES), ""))
    given = given.assign(sha256=[_sha256(text) for text in texts.cast(pl.Binary).to_list()])
    if "sha256" in rows:
        _check_sha256(
            given, rows["sha256"].str.strip(), [n > 0 and not f for n, f in zip(lengths, faults, strict=True)]
        )
    faults = [f or _unusable(*of) for f, *of in zip(faults, given["outlet"].tolist(), lengths.to_list(), strict=True)]
    usable = pl.select(pl.when(pl.Series(faults, dtype=pl.String) == "").then(texts).otherwise(pl.lit(""))).to_series()
    cleaned = clean_all(usable, pl.Series(given["headline"]), first_line_is_headline="body" not in rows)
    spoken = cleaned.texts.str.contains(_SPOKEN).to_list()
    faults = [f or ("" if s else _FURNITURE) for f, s in zip(faults, spoken, strict=True)]
    kept = np.array([not fault for fault in faults], bool)
    ids = given["article_id"][kept].tolist()
    order = (
        rows[DATE_ORDER].iloc[0]
        if DATE_ORDER in rows and len(rows)
        else common_order(day_month_orders(given["published"]))
    )
    utc = to_utc(given["published"], order)
    return Corpus(
        name,
        _articles(given.assign(headline=cleaned.headlines.to_pandas(), utc=utc)[kept], name),
        _dropped(given["article_id"], cleaned.cuts, faults, lengths),
        dict(zip(ids, cleaned.texts.filter(kept).to_list(), strict=True)),
        dict(zip(ids, compress(cleaned.display, kept), strict=True)),
    )


def _unusable(outlet: str, characters: int) -> str:
    if characters > LONGEST:
        return f"text has {characters:,} characters; an article has at most {LONGEST:,}"
    if len(outlet) > LONGEST_OUTLET:
        return f"outlet has {len(outlet):,} characters; it has at most {LONGEST_OUTLET}"
    return "" if outlet else "outlet is empty"


def _check_sha256(given: pd.DataFrame, expected: pd.Series, sound: list[bool]) -> None:
    other = (expected != "") & (expected != given["sha256"]) & np.array(sound, bool)
    for i in np.flatnonzero(other)[:1]:
        raise WrongUse(
            f"the text of article '{given.loc[i, 'article_id']}' is not the one the manifest names: its sha256 is "
            f"{given.loc[i, 'sha256']}, the manifest says {expected[i]}; put the right text there, or clear the sha256"
        )


def _articles(given: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table of articles, from their metadata; what is not given is missing."""
    known = given.drop(columns="utc").pipe(lambda texts: texts.mask(texts == ""))
    frame = known.assign(
        event=known["event"].fillna(name),
        language=known["language"].fillna("en"),
        published_given=known["published"],
        published=given["utc"],
        n_segments=None,
        n_tokens=None,
    )
    return schema.typed(frame, "articles")


def _dropped(ids: pd.Series, cuts: pl.DataFrame, reasons: list[str], lengths: pl.Series) -> pd.DataFrame:
    """The table of cuts and of refused articles, in the order of the articles; of a refused one no cut is told."""
    refused = pl.DataFrame({"article": np.arange(len(ids)), "reason": reasons, "end": lengths.cast(pl.Int64)})
    refused = refused.filter(pl.col("reason") != "").with_columns(kind=pl.lit("article"), start=pl.lit(0, pl.Int64))
    cuts = cuts.join(refused, on="article", how="anti", maintain_order="left")
    rows = pl.concat([cuts, refused.select(cuts.columns)]).sort("article", maintain_order=True)
    frame = rows.drop("article").to_pandas()
    return schema.typed(frame.assign(article_id=ids.to_numpy()[rows["article"]]), "dropped")
