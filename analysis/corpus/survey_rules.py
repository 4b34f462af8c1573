"""What a survey finds in an extract that holds all of some outlets: counts of passages, furniture, duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.corpus.cleaning.recurring import Recurring, find_recurring
from analysis.corpus.cleaning.recurring_evidence import Counts, count_passages
from analysis.corpus.duplicates import find_duplicates, passage_hashes
from analysis.corpus.survey_extracts import SHORT, Extract, rows_of, sampled

# Characters of a passage that tells articles apart, and the share of its text that an article has to itself.
LONG, OWN = 60, 0.3


@hides_content
class OutletCounts(NamedTuple):
    """What is counted of some outlets.

    Attributes
    ----------
    passages : Counts
    events : DataFrame
        event, outlet, articles.
    """

    passages: Counts
    events: pl.DataFrame


def count_outlets(extract: Extract, outlets: Mapping[str, str]) -> OutletCounts:
    """Count passages that could be furniture, and events.

    Parameters
    ----------
    extract : Extract
        All that is kept of some outlets.
    outlets : mapping of str to str
        As `common_spellings` returns it.

    Returns
    -------
    OutletCounts
    """
    outlet = _outlets(extract, outlets)
    events = extract.articles.select("event", outlet=outlet)
    return OutletCounts(
        count_passages(_with_outlets(sampled(extract), outlet, extract.passages)),
        events.group_by("event", "outlet", maintain_order=True).agg(articles=pl.len().cast(pl.Int64)),
    )


def furniture_hashes(extract: Extract, outlets: Mapping[str, str], recurring: Recurring) -> pl.Series:
    """Find the furniture of the sampled articles.

    Parameters
    ----------
    extract : Extract
    outlets : mapping of str to str
    recurring : Recurring
        Of all outlets.

    Returns
    -------
    Series of uint64
        Hashes of its passages, as `passage_hashes` computes them.
    """
    sample = sampled(extract)
    furniture = sample.filter(pl.Series(find_recurring(sample, _outlets(extract, outlets), recurring)))
    return passage_hashes(furniture)["hash"].unique()


def duplicates_of(extract: Extract, outlets: Mapping[str, str], furniture: pl.Series) -> pl.DataFrame:
    """Find the duplicates of some outlets.

    Parameters
    ----------
    extract : Extract
        All that is kept of them.
    outlets : mapping of str to str
    furniture : Series of uint64
        Hashes of passages that do not count, of all outlets.

    Returns
    -------
    DataFrame
        As `find_duplicates` returns it.
    """
    # Short articles are compared sentence by sentence, as a line more would move their edges.
    long = rows_of(extract.passages, extract.articles["length"] > SHORT)
    hashes = pl.concat([long, extract.sentences]).sort("article", maintain_order=True)
    known = extract.articles.select("article_id", "event", "row", outlet=_outlets(extract, outlets))
    return find_duplicates(hashes, known, furniture)


def _outlets(extract: Extract, outlets: Mapping[str, str]) -> pl.Series:
    """Return the outlet of each article, as it is counted."""
    return extract.articles["label"].replace(outlets).rename("outlet")


def _with_outlets(sample: pl.DataFrame, outlet: pl.Series, hashed: pl.DataFrame) -> pl.DataFrame:
    """Add to each passage its outlet, and what tells whether articles are unrelated, as `count_passages` takes it."""
    long = hashed.filter(pl.col("length") >= LONG)
    inner = long.filter(~pl.col("edge"))
    long = pl.concat([inner, long.join(inner, on="article", how="anti")])
    least = long.group_by("article").agg(**{f"related{n}": (pl.col("hash") * _ODD[n]).min() for n in range(4)})
    joined = sample.with_columns(outlet=outlet.gather(sample["article"]))
    joined = joined.join(least, on="article", how="left", maintain_order="left")
    group = outlet.rank("dense")
    own = hashed.select("article", "length", "hash", outlet=group.gather(hashed["article"]))
    own = own.with_columns(own=(pl.len().over("outlet", "hash") == 1) * pl.col("length"))
    own = own.group_by("article").agg(own=pl.col("own").sum() >= OWN * pl.col("length").sum())
    joined = joined.join(own, on="article", how="left", maintain_order="left")
    # An article of no long passage is related to none.
    return joined.with_columns(pl.col(f"related{n}").fill_null(pl.col("article").cast(pl.UInt64)) for n in range(4))


_ODD = [0x9E3779B97F4A7C15 + 2 * n**3 for n in range(4)]
