"""What is kept of articles for a survey of their table: some passages, and hashes; of a part of the rows or outlets."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.name_keys import outlet_key
from analysis.corpus.article_tables import MISSING_VALUES
from analysis.corpus.cleaning.lines import lines_of
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.passages import passages_of
from analysis.corpus.duplicates import passage_hashes
from analysis.corpus.raw_texts import raw_texts

T = TypeVar("T")
# Articles and characters of an outlet from which its furniture is learned; the first in the table.
MOST_ARTICLES, MOST_CHARACTERS = 400, 2_500_000
# Characters of an article of which copies are found sentence by sentence.
SHORT = 4_000
TABLES = ("articles", "sample", "passages", "sentences")


class Extract(Protocol):
    """What is kept of articles; `article` is the place of an article in the table articles."""

    @property
    def articles(self) -> pl.DataFrame:
        """article_id, label (of the outlet, as it is spelt), event, row (in the whole table), length (characters)."""

    @property
    def sample(self) -> pl.DataFrame:
        """article, text, edge of passages: at least those of the articles that `is_sampled` names."""

    @property
    def passages(self) -> pl.DataFrame:
        """As `passage_hashes` returns them: all passages."""

    @property
    def sentences(self) -> pl.DataFrame:
        """The same of all sentences of short articles."""


class Each(Protocol):
    """Applies a function to each extract."""

    def __call__(self, work: Callable[[Extract], T], /) -> list[T]:
        """Return the result of each."""


@hides_content
class ExtractTables(NamedTuple):
    """An extract in memory."""

    articles: pl.DataFrame
    sample: pl.DataFrame
    passages: pl.DataFrame
    sentences: pl.DataFrame


def extract_of(
    rows: pd.DataFrame, folder: Path | None = None, *, first: int = 0, full: Collection[str] = ()
) -> ExtractTables:
    """Reduce rows of a table to what a survey needs.

    Parameters
    ----------
    rows : DataFrame
        As `corpus_of` takes them.
    folder : Path, optional
        Where text/ is, if there is no body.
    first : int
        Number of the rows before these.
    full : collection of str
        Labels of which the rows before these are sample enough.

    Returns
    -------
    ExtractTables
    """
    texts = normalized(raw_texts(rows, folder, [""] * len(rows))[0].fill_null(""))
    articles = _known(rows).with_columns(
        row=pl.int_range(first, first + len(rows), dtype=pl.Int64, eager=True),
        length=texts.str.len_chars().cast(pl.Int64),
    )
    lines = lines_of(texts)
    passages = passages_of(lines)
    short = (articles["length"] <= SHORT).gather(lines["article"])
    chosen = is_sampled(articles) & ~articles["label"].is_in(list(full))
    return ExtractTables(
        articles,
        rows_of(passages, chosen).select("article", "text", "edge"),
        passage_hashes(passages),
        passage_hashes(passages_of(lines.filter(short), everywhere=True)),
    )


def is_sampled(articles: pl.DataFrame) -> pl.Series:
    """Whether the furniture of an outlet is learned from each article: the first ones of each label.

    Parameters
    ----------
    articles : DataFrame, n_articles rows
        label and length, in the order of the table.

    Returns
    -------
    Series of bool, shape (n_articles,)
    """
    before = pl.int_range(pl.len()).over("label")
    characters = (pl.col("length").cum_sum() - pl.col("length")).over("label")
    return articles.select((before < MOST_ARTICLES) & (characters < MOST_CHARACTERS)).to_series()


def sampled(extract: Extract) -> pl.DataFrame:
    """Return the passages of the articles from which furniture is learned.

    Parameters
    ----------
    extract : Extract
        All that is kept of some outlets.

    Returns
    -------
    DataFrame
        article, text, edge.
    """
    return rows_of(extract.sample, is_sampled(extract.articles))


def rows_of(table: pl.DataFrame, chosen: pl.Series) -> pl.DataFrame:
    """Choose the rows of some articles.

    Parameters
    ----------
    table : DataFrame
        With article.
    chosen : Series of bool, shape (n_articles,)

    Returns
    -------
    DataFrame
    """
    return table if chosen.all() else table.filter(chosen.gather(table["article"]))


def is_full(articles: int, characters: int) -> bool:
    """Whether articles of a label are sample enough, so that `is_sampled` names none of the later ones.

    Parameters
    ----------
    articles, characters : int
        How many there are.

    Returns
    -------
    bool
    """
    return articles >= MOST_ARTICLES or characters >= MOST_CHARACTERS


def joined(extracts: Sequence[Extract]) -> ExtractTables:
    """Join the extracts of rows that follow each other.

    Parameters
    ----------
    extracts : sequence of Extract

    Returns
    -------
    ExtractTables
    """
    before = np.cumsum([0, *(len(extract.articles) for extract in extracts)]).tolist()
    tables = [pl.concat([extract.articles for extract in extracts])]
    for name in TABLES[1:]:
        parts = zip((getattr(extract, name) for extract in extracts), before, strict=False)
        tables.append(pl.concat([part.with_columns(pl.col("article") + first) for part, first in parts]))
    return ExtractTables(*tables)


def divided(extract: Extract, buckets: int) -> list[ExtractTables]:
    """Divide an extract by outlets.

    Parameters
    ----------
    extract : Extract
    buckets : int

    Returns
    -------
    list of ExtractTables, length `buckets`
        All labels of an outlet are in the same one, in every process.
    """
    labels = extract.articles["label"].unique()
    of_label = {label: zlib.crc32(outlet_key(label).encode("utf-8", "surrogatepass")) % buckets for label in labels}
    bucket = np.array([of_label[label] for label in extract.articles["label"]], np.int64)
    order = np.argsort(bucket, kind="stable")
    sizes = np.bincount(bucket, minlength=buckets)
    place = np.empty(len(bucket), np.int64)
    place[order] = np.arange(len(bucket)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    tables = {"articles": _slices(extract.articles, bucket, buckets)}
    for name in TABLES[1:]:
        table = getattr(extract, name)
        article = table["article"].to_numpy()
        tables[name] = _slices(table.with_columns(article=pl.Series(place[article])), bucket[article], buckets)
    return [ExtractTables(*parts) for parts in zip(*tables.values(), strict=True)]


def _slices(table: pl.DataFrame, bucket: NDArray[np.int64], buckets: int) -> list[pl.DataFrame]:
    """Divide a table by the bucket of each row."""
    ordered = table[np.argsort(bucket, kind="stable")]
    sizes = np.bincount(bucket, minlength=buckets).tolist()
    ends = np.cumsum(sizes).tolist()
    return [ordered.slice(end - size, size) for end, size in zip(ends, sizes, strict=True)]


def count_labels(extract: Extract) -> pl.DataFrame:
    """Count the articles of each label.

    Parameters
    ----------
    extract : Extract

    Returns
    -------
    DataFrame
        label, articles, characters; in the order in which labels first occur.
    """
    of_label = extract.articles.group_by("label", maintain_order=True)
    return of_label.agg(articles=pl.len().cast(pl.Int64), characters=pl.col("length").sum())


def _known(rows: pd.DataFrame) -> pl.DataFrame:
    columns = {name: rows[name].str.strip() if name in rows else "" for name in ("article_id", "outlet", "event")}
    known = pd.DataFrame(columns, index=rows.index).astype("str").fillna("")
    known = known.assign(event=known["event"].mask(known["event"].isin(MISSING_VALUES), ""))
    return pl.from_pandas(known).cast(pl.String).rename({"outlet": "label"})
