"""Rows of a table -> Corpus: cleaned texts, the table of articles, and what was dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.pages import find_pages
from analysis.corpus.corpus import Corpus
from analysis.corpus.events import used_column
from analysis.corpus.raw_texts import raw_texts
from analysis.corpus.survey import NO_SURVEY, Survey
from analysis.exceptions import WrongUse
from analysis.io.opened_table import FAULT
from analysis.io.publication_times import common_order, day_month_orders, to_utc
from analysis.language.identification import ENGLISH, identify_languages, language_code, language_name, language_tag

LONGEST = 2_000_000  # characters of a text
LONGEST_OUTLET = 250  # characters of its name
_SPOKEN = r"[\p{L}\p{N}]"
_FURNITURE = "no text but a headline, page furniture or punctuation"


def corpus_of(
    rows: pd.DataFrame,
    name: str,
    *,
    folder: Path | None = None,
    survey: Survey = NO_SURVEY,
    languages: Sequence[str] = (ENGLISH,),
) -> Corpus:
    """Make a corpus of rows of a table, as read_corpus does; all of its articles may be in `dropped`.

    Parameters
    ----------
    rows : DataFrame
        Each value as text: article_id, outlet, body, and any others of METADATA_COLUMNS; FAULT of rows that cannot be
        used; DATE_ORDER where the rows are part of a table.
    name : str
        Name of the corpus.
    folder : Path, optional
        Where text/ is, if there is no body.
    survey : Survey, optional
        What all rows of the table together show; by default nothing is learned from them.
    languages : sequence of str
        Codes of the languages that are kept; empty for all.

    Returns
    -------
    Corpus

    Raises
    ------
    WrongUse
        If a text is not the one that its sha256 names.
    """
    rows = rows.reset_index(drop=True)
    texts, faults = raw_texts(rows, folder, rows[FAULT].tolist() if FAULT in rows else [""] * len(rows))
    given, lengths = _metadata(rows, texts), texts.str.len_chars()
    if "sha256" in rows:
        sound = [length > 0 and not fault for length, fault in zip(lengths, faults, strict=True)]
        _check_sha256(given, rows["sha256"].str.strip(), sound)
    found = map(_size_fault, given["outlet"].tolist(), lengths.to_list())
    faults = [fault or size_fault for fault, size_fault in zip(faults, found, strict=True)]
    given = given.assign(outlet=given["outlet"].replace(dict(survey.outlets)))
    usable = normalized(_where_usable(texts, faults))
    pages = find_pages(usable, first_line_is_headline="body" not in rows)
    faults = [fault or (page and f"{page}, no article") for fault, page in zip(faults, pages, strict=True)]
    again = map(survey.duplicates.get, given["article_id"])
    faults = [fault or duplicate or "" for fault, duplicate in zip(faults, again, strict=True)]
    cleaned = clean_all(
        _where_usable(usable, faults),
        pl.Series(given["headline"]),
        first_line_is_headline="body" not in rows,
        outlets=pl.Series(given["outlet"]),
        recurring=survey.recurring,
        keep=survey.keep,
    )
    bodies = _bodies(cleaned.texts, cleaned.headlines)
    known = _languages(given["language"], bodies)
    faults = [fault or _language_fault(code, languages) for fault, code in zip(faults, known, strict=True)]
    spoken = bodies.str.contains(_SPOKEN).to_list()
    faults = [fault or ("" if has_words else _FURNITURE) for fault, has_words in zip(faults, spoken, strict=True)]
    events = survey.events
    if events is None:
        events = used_column(pl.Series(given["event"]), pl.Series(given["outlet"]))
    kept = np.array([not fault for fault in faults], bool)
    ids = given["article_id"][kept].tolist()
    tags = given["language"].map(language_tag).astype("str")
    told = tags.where(tags != "", pd.Series(known, dtype="str"))
    agency = _origins(cleaned.origins, "agency", given.index)
    named = agency.where(agency != "", _origins(cleaned.credits, "credit", given.index))
    given = given.assign(
        language=told,
        credit=given["credit"].where(given["credit"] != "", named),
        place=_origins(cleaned.origins, "place", given.index),
        agency=agency,
        headline=cleaned.headlines.to_pandas(),
        utc=_publication_times(rows, given),
    )
    return Corpus(
        name,
        _articles(given[kept], name, named=not events.empty),
        _dropped(given["article_id"], cleaned.cuts, faults, lengths),
        dict(zip(ids, cleaned.texts.filter(kept).to_list(), strict=True)),
        dict(zip(ids, compress(cleaned.display, kept), strict=True)),
        known_outlets=survey.labels or tuple(sorted(given["outlet"][kept].dropna().unique())),
        furniture=survey.recurring.passages.select("outlet", "passage", "articles", "share").to_pandas(),
        event_columns=events,
    )


def _metadata(rows: pd.DataFrame, texts: pl.Series) -> pd.DataFrame:
    """Collect METADATA_COLUMNS as text, "" where a value is missing, and the sha256 of each text."""
    blank = pd.Series("", rows.index, dtype="str")
    given = pd.DataFrame({name: rows[name].str.strip() if name in rows else blank for name in METADATA_COLUMNS})
    optional = given[list(OPTIONAL_COLUMNS)]
    checksums = [hashlib.sha256(text).hexdigest() for text in texts.cast(pl.Binary).to_list()]
    return given.assign(**optional.mask(optional.isin(MISSING_VALUES), "")).assign(sha256=checksums)


def _origins(origins: pl.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """Return what the dateline or the credit line of each article names, "" where there is none."""
    found = pd.Series(origins[column].to_list(), origins["article"].to_list(), dtype="str")
    return found.reindex(index).fillna("")


def _bodies(texts: pl.Series, headlines: pl.Series) -> pl.Series:
    """Return cleaned texts without their headlines, which stand in the first line."""
    lengths = headlines.str.len_chars() + 1
    return pl.select(pl.when(headlines != "").then(texts.str.slice(lengths)).otherwise(texts)).to_series()


def _languages(given: pd.Series, texts: pl.Series) -> list[str]:
    """Find the code of each text's language: the one given, or else the one told by its words."""
    codes = given.map(language_code).to_list()
    blank = np.array([not code for code in codes], bool)
    told = iter(identify_languages(texts.filter(blank)))
    return [code or next(told) for code in codes]


def _language_fault(code: str, languages: Sequence[str]) -> str:
    """Say why an article cannot be used for its language, "" if it can."""
    if not languages or code in languages:
        return ""
    return f"language is {language_name(code)}; kept are articles in {', '.join(map(language_name, languages))}"


def _where_usable(texts: pl.Series, faults: list[str]) -> pl.Series:
    """Empty the texts that have a fault."""
    usable = pl.Series(faults, dtype=pl.String) == ""
    return pl.select(pl.when(usable).then(texts).otherwise(pl.lit(""))).to_series()


def _publication_times(rows: pd.DataFrame, given: pd.DataFrame) -> pd.Series:
    """Read the publication times; the order of day and month is that of the whole table."""
    in_part = DATE_ORDER in rows and len(rows)
    order = rows[DATE_ORDER].iloc[0] if in_part else common_order(day_month_orders(given["published"]))
    return to_utc(given["published"], order)


def _size_fault(outlet: str, characters: int) -> str:
    """Say why an article cannot be used for the length of its text or outlet, "" if it can."""
    if characters > LONGEST:
        return f"text has {characters:,} characters; an article has at most {LONGEST:,}"
    if len(outlet) > LONGEST_OUTLET:
        return f"outlet has {len(outlet):,} characters; it has at most {LONGEST_OUTLET}"
    return "" if outlet else "outlet is empty"


def _check_sha256(given: pd.DataFrame, expected: pd.Series, sound: list[bool]) -> None:
    """Raise WrongUse where a sound text has another sha256 than expected."""
    differs = (expected != "") & (expected != given["sha256"]) & np.array(sound, bool)
    for i in np.flatnonzero(differs)[:1]:
        raise WrongUse(
            f"the text of article '{given.loc[i, 'article_id']}' is not the one the manifest names: its sha256 is "
            f"{given.loc[i, 'sha256']}, the manifest says {expected[i]}; put the right text there, or clear the sha256"
        )


def _articles(given: pd.DataFrame, name: str, *, named: bool) -> pd.DataFrame:
    """Make the table of articles from their metadata; what is not given is missing.

    Where events are named, an article without one is about an event of its own, and compared with no other.
    """
    known = given.drop(columns="utc").pipe(lambda texts: texts.mask(texts == ""))
    frame = known.assign(
        event=known["event"].fillna(known["article_id"] if named else name),
        language=known["language"].fillna("en"),
        published_given=known["published"],
        published=given["utc"],
        n_segments=None,
        n_tokens=None,
    )
    return schema.typed(frame, "articles")


def _dropped(ids: pd.Series, cuts: pl.DataFrame, reasons: list[str], lengths: pl.Series) -> pd.DataFrame:
    """Make the table of cuts and of refused articles, in the order of the articles; a refused one has no cuts."""
    refused = pl.DataFrame({"article": np.arange(len(ids)), "reason": reasons, "end": lengths.cast(pl.Int64)})
    refused = refused.filter(pl.col("reason") != "").with_columns(kind=pl.lit("article"), start=pl.lit(0, pl.Int64))
    cuts = cuts.join(refused, on="article", how="anti", maintain_order="left")
    rows = pl.concat([cuts, refused.select(cuts.columns)]).sort("article", maintain_order=True)
    frame = rows.drop("article").to_pandas()
    return schema.typed(frame.assign(article_id=ids.to_numpy()[rows["article"]]), "dropped")
