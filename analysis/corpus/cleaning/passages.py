"""Lines cut into the passages that furniture may be: whole lines, and the sentences of long lines and of the edges."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.cleaning.lines import shape

# Lines at either end of an article that are cut into their sentences; of long articles, a share of the lines. So are
# lines of so many characters.
FIRST_LINES, LAST_LINES, LAST_SHARE = 2, 3, 0.15
LONGEST_WHOLE = 1_000
# Letters of a line by which lines begin alike.
_BEGINS = 24
# Sentences at either end of an article that are its edges.
FIRST_SENTENCES, LAST_SENTENCES = 4, 6
_ABBREVIATED = r"\b(\p{Lu}|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|vs|No|Inc|Corp|Co|Ltd)\. "
_SENTENCE_END = r"([.!?…][\"'”’)\]]*) ([\"'“‘(\[•*]*[\p{Lu}\p{N}@#©•⦁])"
_HELD = "\x00"


def passages_of(
    lines: pl.DataFrame, *, everywhere: bool = False, also: NDArray[np.bool_] | None = None
) -> pl.DataFrame:
    """Cut lines into passages.

    Parameters
    ----------
    lines : DataFrame, n_lines rows
        As `lines_of` returns them.
    everywhere : bool
        Whether all lines are cut into their sentences, not only long ones and those at the edges of articles.
    also : array of bool, shape (n_lines,), optional
        Lines that are cut into their sentences as well.

    Returns
    -------
    DataFrame
        One row per passage, in order: line (row of `lines`), article, text, at (characters before it in the text of the
        line), edge (whether it stands at either end of its article).
    """
    count = pl.len().over("article")
    number = pl.int_range(pl.len()).over("article")
    outer = (number < FIRST_LINES) | (number >= count - LAST_LINES) | (number >= count * (1 - LAST_SHARE))
    frame = lines.select("article", "text", line=pl.int_range(pl.len(), dtype=pl.Int64), outer=outer)
    cut = frame["outer"] | everywhere | (frame["text"].str.len_chars() > LONGEST_WHOLE)
    cut = cut if also is None else cut | pl.Series(also)
    pieces = sentences_of(frame.filter(cut)).with_columns(length=pl.col("text").str.len_chars() + 1)
    pieces = pieces.with_columns(at=(pl.col("length").cum_sum() - pl.col("length")).over("line").cast(pl.Int64))
    whole = frame.filter(~cut).with_columns(at=pl.lit(0, pl.Int64))
    columns = ["line", "article", "text", "at"]
    passages = pl.concat([pieces.select(*columns, "outer"), whole.select(*columns, "outer")]).sort("line", "at")
    return passages.with_columns(
        edge=((number < FIRST_SENTENCES) | (number >= count - LAST_SENTENCES)) | pl.col("outer")
    ).drop("outer")


def sentences_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Cut lines into their sentences.

    Parameters
    ----------
    lines : DataFrame
        With a column text.

    Returns
    -------
    DataFrame
        One row per sentence, in order, with the other columns of its line.
    """
    ended = pl.col("text").str.replace_all(_ABBREVIATED, f"$1.{_HELD}").str.replace_all(_SENTENCE_END, "$1\n$2")
    sentences = lines.with_columns(text=ended.str.split("\n")).explode("text")
    return sentences.with_columns(text=pl.col("text").str.replace_all(_HELD, " ", literal=True))


def beginnings(texts: pl.Series) -> pl.Series:
    """Compute hashes of how lines begin.

    Parameters
    ----------
    texts : Series of str, shape (n_lines,)

    Returns
    -------
    Series of uint64, shape (n_lines,)
    """
    return texts.str.slice(0, _BEGINS).hash(3)


def take_out(
    lines: pl.DataFrame, texts: pl.Series, passages: pl.DataFrame, cut: NDArray[np.bool_]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take passages out of lines.

    Parameters
    ----------
    lines : DataFrame, n_lines rows
    texts : Series of str
        The texts as read, to which the places refer.
    passages : DataFrame, n_passages rows
        As `passages_of` returns them.
    cut : array of bool, shape (n_passages,)

    Returns
    -------
    lines : DataFrame
        Without lines that are cut as a whole; the text of the others is joined of what is left.
    pieces : DataFrame
        article, start, end (characters in the text as read), text: one row per cut passage.
    """
    if not cut.any():
        return lines, _NO_PIECES
    passages = passages.with_columns(cut=pl.Series(cut))
    taken = passages.filter("cut")
    passages = passages.filter(pl.col("line").is_in(taken["line"].implode()))
    # Folded marks are as long as those that were written.
    written = lines["written"].gather(passages["line"]).rename("written")
    passages = passages.with_columns(written).with_columns(
        written=pl.col("written").str.slice(pl.col("at"), pl.col("text").str.len_chars())
    )
    kept_parts = [
        pl.col(name).filter(~pl.col("cut")).str.join(" ").alias(f"{name}_left") for name in ("text", "written")
    ]
    counted = passages.group_by("line", maintain_order=True).agg(*kept_parts, all=pl.col("cut").all())
    whole = counted.filter("all")["line"].to_numpy()
    some = counted.filter(~pl.col("all"))
    left = some.select("line", "text_left", "written_left")
    numbered = lines.with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64))
    joined = numbered.join(left, on="line", how="left", maintain_order="left")
    pieces = _places(numbered, texts, taken, set(some["line"].to_list()))
    kept = np.ones(len(lines), bool)
    kept[whole] = False
    changed = pl.col("text_left").is_not_null()
    joined = joined.with_columns(
        text=pl.coalesce("text_left", "text"), written=pl.coalesce("written_left", "written")
    ).filter(pl.Series(kept))
    again = [pl.when(changed).then(new).otherwise(name).alias(name) for name, new in shape(pl.col("text")).items()]
    return joined.with_columns(again).drop("line", "text_left", "written_left"), pieces


_NO_PIECES = pl.DataFrame(schema={"article": pl.Int64, "start": pl.Int64, "end": pl.Int64, "text": pl.String})


def _places(lines: pl.DataFrame, texts: pl.Series, taken: pl.DataFrame, some: set[int]) -> pl.DataFrame:
    """Find where the passages stand in the texts as read; a line that is cut as a whole is one piece."""
    placed = taken.join(lines.select("line", "start", "end"), on="line", how="left", maintain_order="left")
    whole = placed.filter(~pl.col("line").is_in(list(some)))
    whole = whole.group_by("line", maintain_order=True).agg(
        pl.col("article", "start", "end").first(), pl.col("text").str.join(" ")
    )
    parts = placed.filter(pl.col("line").is_in(list(some)))
    rows = [
        (article, start + first, start + last, text)
        for article, text, at, start, end in parts.select("article", "text", "at", "start", "end").iter_rows()
        for first, last in [raw_span(texts[article][start:end], at, at + len(text))]
    ]
    found = pl.DataFrame(rows, schema=_NO_PIECES.schema, orient="row")
    return pl.concat([whole.select(_NO_PIECES.columns).cast(_NO_PIECES.schema), found])


def raw_span(raw: str, start: int, end: int) -> tuple[int, int]:
    r"""Find a span of a squeezed line in the line as read.

    Parameters
    ----------
    raw : str
        The line as read.
    start, end : int
        Places in the line with each run of white space as one space, and none at its ends.

    Returns
    -------
    start, end : int

    Examples
    --------
    >>> raw_span("  one \t two", 4, 7)
    (8, 11)
    """
    places, before = list[int](), True
    for place, character in enumerate(raw):
        if len(places) == end:
            break
        blank = character.isspace()
        if not (blank and before):
            places.append(place)
        before = blank
    return places[start], places[end - 1] + 1
